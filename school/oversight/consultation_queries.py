"""Reads across features of what came of a consultation: who followed a version, and what then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from school.cohorts.models import Cohort, Enrolment
from school.core.facts import known
from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.rule_models import ModuleRule
from school.enterprises.consultations.models import Consultation
from school.hiring.models import Hire
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

WORKED = (PlacementStatus.LIVE, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF)
"""Placements in which somebody worked, be it for a short time."""

_CHANGED, _FOLLOWED = aliased(CurriculumVersion), aliased(CurriculumVersion)

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
    hire = known(Hire, on)
    own = NOBODY if enterprise_id is None else enterprise_id
    persons = [
        Enrolment.trainee_id,
        Placement.trainee_id,
        hire.trainee_id,
        case((Placement.enterprise_id == own, Placement.trainee_id)),
        case((hire.enterprise_id == own, hire.trainee_id)),
    ]
    counts = [func.count(func.distinct(one)) for one in persons]
    query = (
        _followers(counts)
        .outerjoin(Placement, _worked())
        .outerjoin(
            hire,
            and_(
                hire.trainee_id == Enrolment.trainee_id,
                hire.starts_on.between(Enrolment.enrolled_on, on),
                hire.contested.is_(False),
            ),
        )
        .where(Cohort.school_id == school_id, Enrolment.enrolled_on <= on)
    )
    found = session.execute(query.where(_CHANGED.id.in_(version_ids)).group_by(_CHANGED.id))
    return {row[0]: Outcome(*row[1:]) for row in found}


def _worked() -> ColumnElement[bool]:
    return and_(
        Placement.trainee_id == Enrolment.trainee_id,
        Placement.cohort_id == Cohort.id,
        Placement.status.in_(WORKED),
    )


def _followers(counts: Sequence[ColumnElement[int]]) -> Select[*tuple[Any, ...]]:
    """Select whoever is enrolled in a cohort of a version that has a change, or of a later one."""
    since = and_(_FOLLOWED.code == _CHANGED.code, _FOLLOWED.id >= _CHANGED.id)
    return (
        select(_CHANGED.id, *counts)
        .select_from(_CHANGED)
        .join(_FOLLOWED, since)
        .join(Cohort, Cohort.curriculum_version_id == _FOLLOWED.id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
    )


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


def hours_taught(session: Session, consultation: Consultation) -> dict[int, int]:
    """Give the hours in the centre of each module, in the version that the school teaches.

    It is that of the cohort asked about, else of the school's newest cohort with one; a module
    that it does not hold has the hours of the version loaded last that does. One statement.
    """
    taught = (
        select(Cohort.curriculum_version_id)
        .where(
            Cohort.school_id == consultation.school_id,
            Cohort.curriculum_version_id.is_not(None),
        )
        .order_by(
            case((Cohort.id == consultation.cohort_id, 0), else_=1),
            Cohort.starts_on.desc(),
            Cohort.id,
        )
        .limit(1)
        .scalar_subquery()
    )
    query = select(ModuleRule.module_id, ModuleRule.centre_hours).order_by(
        case((ModuleRule.version_id == taught, 1), else_=0), ModuleRule.version_id
    )
    return {row[0]: row[1] for row in session.execute(query)}
