"""Whom an enterprise is reached by, as forms offer it: a tutor, or the enterprise itself."""

from flask_babel import gettext

from school.access.permissions import Permission
from school.enterprises.models import Enterprise, Tutor
from school.enterprises.queries import (
    enterprise_by_reference,
    tutor_by_reference,
    visible_enterprises,
    visible_tutors,
)
from school.web.context import principal, session

MAY = Permission.MANAGE_PLACEMENTS
TUTOR, ENTERPRISE = "tutor", "enterprise"


def host_choices() -> list[tuple[str, str]]:
    """List the tutors and enterprises that the reader may turn to, by name."""
    hosts = [
        (tutor.enterprise.name, tutor.name, f"{TUTOR}:{tutor.reference}")
        for tutor in visible_tutors(session, principal, MAY)
    ] + [
        (one.name, gettext("tuteur à désigner"), f"{ENTERPRISE}:{one.reference}")
        for one in visible_enterprises(session, principal, MAY)
    ]
    # Names sort first, the enterprise without a tutor after its tutors.
    hosts.sort(key=lambda host: (host[0], host[2].startswith(ENTERPRISE), host[1]))
    return [(value, f"{enterprise} · {person}") for enterprise, person, value in hosts]


def host_named(value: str) -> tuple[Enterprise, Tutor | None]:
    """Find what was chosen; raise `NotFound` for what the reader may not turn to."""
    kind, _, reference = value.partition(":")
    if kind == TUTOR:
        tutor = tutor_by_reference(session, principal, reference, MAY)
        return tutor.enterprise, tutor
    return enterprise_by_reference(session, principal, reference, MAY), None


def host_value(enterprise: Enterprise, tutor: Tutor | None) -> str:
    """Write a choice as forms send it."""
    if tutor is not None:
        return f"{TUTOR}:{tutor.reference}"
    return f"{ENTERPRISE}:{enterprise.reference}"
