"""One of several things, as an address or a form names it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


def one_of(offered: Iterable[Choice], named: str | None) -> Choice | None:
    """Find what was named among what is offered; nothing when it is not among it."""
    return next((one for one in offered if one.value == named), None)
