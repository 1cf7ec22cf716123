"""Whose is what: for each page about a record, how to make one of a school.

A page whose address or query names a record has a line here, or the test of foreign records
fails. A maker is given the session and the school, and gives the values of the address; those
of the query begin with a question mark.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.records import (
    make_assessment,
    make_cohort,
    make_enrolment,
    make_placement,
    make_visit,
)

Values = dict[str, object]
Maker = Callable[[Session, School], Values]


def _cohort(session: Session, school: School) -> Values:
    return {"reference": make_cohort(session, school).reference}


def _new_attempt(session: Session, school: School) -> Values:
    enrolment = make_enrolment(session, make_cohort(session, school))
    return {
        "?cohort": enrolment.cohort.reference,
        "?task": "PA-05",
        "?trainee": enrolment.trainee.reference,
    }


def _assessment(session: Session, school: School) -> Values:
    enrolment = make_enrolment(session, make_cohort(session, school))
    return {"reference": make_assessment(session, enrolment).reference}


def _live_placement(session: Session, school: School) -> Placement:
    enrolment = make_enrolment(session, make_cohort(session, school))
    return make_placement(session, enrolment, status=PlacementStatus.LIVE)


def _placement_to_visit(session: Session, school: School) -> Values:
    return {"?placement": _live_placement(session, school).reference}


def _visit(session: Session, school: School) -> Values:
    return {"reference": make_visit(session, _live_placement(session, school)).reference}


OBJECTS: dict[str, Maker] = {
    "practicals.correct": _assessment,
    "practicals.grid": _cohort,
    "practicals.show": _assessment,
    "visits.log": _visit,
    "visits.move": _visit,
    "visits.show": _visit,
}

QUERIES: dict[str, Maker] = {
    "practicals.new": _new_attempt,
    "visits.new": _placement_to_visit,
    "visits.unplanned": _placement_to_visit,
}
"""Pages that take a record's reference in their query."""

SHARED: dict[str, str] = {
    "assets.serve": "files of the program",
}
"""Pages about things that belong to no school, and why."""

OWN: dict[str, str] = {
    "accounts.end_session": "tests/feature/accounts/test_sessions.py",
}
"""Pages about something of the person's own account, and where that is tested."""

LINKS: dict[str, str] = {
    "accounts.choose_password": "tests/feature/accounts/test_password_links.py",
}
"""Pages opened by the secret of a signed link, and where other people's links are tested."""
