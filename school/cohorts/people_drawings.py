"""A place for a drawing beside each person of a cohort, filled by a feature above this one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask import Flask, current_app
from markupsafe import Markup
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment

PeopleDrawings = Callable[[Session, Cohort, Sequence[Enrolment], date], Mapping[int, Markup]]
"""Gives a drawing for each enrolment of a cohort's page, by the number of its person."""

_EXTENSION = "school_people_drawings"


def install(app: Flask, drawings: PeopleDrawings) -> None:
    """Let the people of a cohort be drawn."""
    app.extensions[_EXTENSION] = drawings


def drawings_of(
    session: Session, cohort: Cohort, enrolments: Sequence[Enrolment], today: date
) -> Mapping[int, Markup]:
    """Draw the people of one page of a cohort, in a constant number of statements."""
    drawings: PeopleDrawings = current_app.extensions[_EXTENSION]
    return drawings(session, cohort, enrolments, today)
