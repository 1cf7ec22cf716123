"""Reads across features of what came of a consultation: who followed a version, and what then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from school.cohorts.models import Cohort, Enrolment
from school.core.facts import known
from school.curriculum.lesson_models import CurriculumVersion
from school.enterprises.consultations.models import Consultation
from school.hiring.models import Hire
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

WORKED = (PlacementStatus.LIVE, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF)
"""Placements in which somebody worked, be it for a short time."""

NOBODY = -1
"""The number of no enterprise."""


@dataclass(frozen=True)
class Outcome:
    """How many persons follow a version or a later one, worked in a placement and were hired.

    `own_placed` and `own_hired` are those of one enterprise among them.
    """

    followers: int = 0
    placed: int = 0
    hired: int = 0
    own_placed: int = 0
    own_hired: int = 0


def outcomes(
    session: Session,
    school_id: int,
    version_ids: Sequence[int],
    on: date,
    enterprise_id: int | None = None,
) -> dict[int, Outcome]:
    """Count, for each version, the persons of a school who follow it, in one statement.

    A later version of the same curriculum keeps what an earlier one changed: its cohorts count
    too. A hire counts as known on a day, once it began after the person was enrolled and while
    nobody contests it.
    """
    changed, followed = aliased(CurriculumVersion), aliased(CurriculumVersion)
    hire = known(Hire, on)
    own = NOBODY if enterprise_id is None else enterprise_id
    query = (
        select(
            changed.id,
            _persons(Enrolment.trainee_id),
            _persons(Placement.trainee_id),
            _persons(hire.trainee_id),
            _persons(case((Placement.enterprise_id == own, Placement.trainee_id))),
            _persons(case((hire.enterprise_id == own, hire.trainee_id))),
        )
        .select_from(changed)
        .join(followed, and_(followed.code == changed.code, followed.id >= changed.id))
        .join(Cohort, Cohort.curriculum_version_id == followed.id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .outerjoin(
            Placement,
            and_(
                Placement.trainee_id == Enrolment.trainee_id,
                Placement.cohort_id == Cohort.id,
                Placement.status.in_(WORKED),
            ),
        )
        .outerjoin(
            hire,
            and_(
                hire.trainee_id == Enrolment.trainee_id,
                hire.starts_on >= Enrolment.enrolled_on,
                hire.starts_on <= on,
                hire.contested.is_(False),
            ),
        )
        .where(
            changed.id.in_(version_ids),
            Cohort.school_id == school_id,
            Enrolment.enrolled_on <= on,
        )
        .group_by(changed.id)
    )
    return {row[0]: Outcome(*row[1:]) for row in session.execute(query)}


def hiring_enterprises(session: Session, school_id: int, on: date) -> frozenset[int]:
    """Give the enterprises that hired somebody who was enrolled in a school, as known on a day."""
    hire = known(Hire, on)
    query = (
        select(hire.enterprise_id)
        .distinct()
        .join(Enrolment, Enrolment.trainee_id == hire.trainee_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            Cohort.school_id == school_id,
            hire.enterprise_id.is_not(None),
            hire.contested.is_(False),
        )
    )
    return frozenset(one for one in session.scalars(query) if one is not None)


def version_taught(session: Session, consultation: Consultation) -> int | None:
    """Give the version of the cohort asked about, else of the school's newest cohort with one."""
    query = (
        select(Cohort.curriculum_version_id)
        .where(
            Cohort.school_id == consultation.school_id,
            Cohort.curriculum_version_id.is_not(None),
        )
        .order_by(case((Cohort.id == consultation.cohort_id, 0), else_=1), Cohort.starts_on.desc())
        .limit(1)
    )
    return session.scalar(query)


def _persons(column: Any) -> ColumnElement[int]:
    return func.count(func.distinct(column))
