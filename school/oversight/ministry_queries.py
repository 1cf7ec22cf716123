"""Reads of the ministry's page across schools: no person leaves the database."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.cohorts.models import Cohort, Enrolment
from school.hiring.models import Hire, Situation


def schools_by_code(session: Session) -> Sequence[tuple[int, str, str]]:
    """List every school: number, code and name."""
    query = select(School.id, School.reference, School.name).order_by(School.reference)
    return [(row.id, row.reference, row.name) for row in session.execute(query)]


def schools_with_facts_between(session: Session, since: date, until: date) -> frozenset[int]:
    """Give the schools of whose people a hire or a situation was recorded between two days."""
    recent = union_all(
        *(
            select(model.trainee_id).where(model.recorded_on.between(since, until))
            for model in (Hire, Situation)
        )
    ).subquery("recent")
    query = (
        select(Cohort.school_id)
        .distinct()
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .join(recent, recent.c.trainee_id == Enrolment.trainee_id)
    )
    return frozenset(session.scalars(query))
