"""Deny by default: every view declares the permission it needs, or that it is open."""

from collections.abc import Callable
from typing import Any, TypeVar

from school.access.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])

REQUIREMENT = "access_requirement"
PUBLIC = "public"


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare that a view needs a permission."""

    def declare(view: View) -> View:
        setattr(view, REQUIREMENT, permission)
        return view

    return declare


def public(view: View) -> View:
    """Declare that a view is open to anybody, or guarded by the signed link it is given."""
    setattr(view, REQUIREMENT, PUBLIC)
    return view


def requirement_of(view: Callable[..., Any]) -> Permission | str | None:
    """Give what a view declared: a permission, `PUBLIC`, or nothing (and nobody gets in)."""
    declared: Permission | str | None = getattr(view, REQUIREMENT, None)
    return declared
