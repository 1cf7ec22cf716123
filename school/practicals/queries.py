"""Reads of practical assessments: one, its measures, its history, a person's latest."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.core.audit import AuditEntry
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.core.facts import is_known_row
from school.curriculum.models import PracticalTask, TaskMeasure
from school.curriculum.rule_queries import measures_of_task
from school.practicals.figures.allowed import WITH_MINUTES_NOW
from school.practicals.models import Assessment, Measure
from school.practicals.policy import visible_to
from school.practicals.sheet_models import PracticalSheet

WITH_PEOPLE = (
    joinedload(Assessment.trainee),
    joinedload(Assessment.cohort),
    joinedload(Assessment.task),
    joinedload(Assessment.trainer),
)
"""What every page about an assessment names."""


def known_assessments(principal: Principal) -> Select[Assessment]:
    """Select the assessments a person may see, each as known today, with the people named."""
    return (
        select(Assessment)
        .options(*WITH_PEOPLE)
        .where(visible_to(principal), is_known_row(Assessment, today()))
    )


def assessment_by_reference(
    session: Session,
    principal: Principal,
    reference: str,
    permission: Permission = Permission.SEE_PRACTICALS,
) -> Assessment:
    """Find an assessment as known today, with what was measured.

    Raises `NotFound` when the person may not reach it.
    """
    query = (
        known_assessments(principal)
        .options(
            joinedload(Assessment.measures),
            joinedload(Assessment.cohort).joinedload(Cohort.school),
            WITH_MINUTES_NOW,
        )
        .where(visible_to(principal, permission), Assessment.reference == reference)
    )
    found = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound(mark("Cette évaluation n’existe pas."))
    return found


def task_by_reference(session: Session, reference: str) -> PracticalTask:
    """Find a practical task; raise `NotFound` when there is none."""
    found = session.scalar(select(PracticalTask).where(PracticalTask.reference == reference))
    if found is None:
        raise NotFound(mark("Cette tâche n’existe pas."))
    return found


def limits_for(session: Session, cohort: Cohort, task: PracticalTask) -> Sequence[TaskMeasure]:
    """Give what is measured in a task, with the thresholds of the version a cohort follows."""
    return measures_of_task(session, cohort.curriculum_version_id, task)


def measures_of(session: Session, reference: str) -> list[Measure]:
    """List what was measured in an assessment, by name."""
    query = select(Measure).where(Measure.assessment_reference == reference)
    return list(session.scalars(query.order_by(Measure.reference)))


def values_of(measures: Sequence[Measure]) -> dict[str, Decimal]:
    """Give the measured values by name, without those that were left blank."""
    return {one.reference: one.value for one in measures if one.value is not None}


def attempts_made(session: Session, *, cohort_id: int, trainee_id: int, task_id: int) -> list[str]:
    """List the references of a person's attempts at a task in a cohort, the first one first."""
    query = (
        select(Assessment.reference)
        .where(
            Assessment.cohort_id == cohort_id,
            Assessment.trainee_id == trainee_id,
            Assessment.task_id == task_id,
            is_known_row(Assessment, today()),
        )
        .order_by(Assessment.assessed_on, Assessment.reference)
    )
    return list(session.scalars(query))


def attempt_number(session: Session, assessment: Assessment) -> int:
    """Give the place of an assessment among its person's attempts at its task, from 1."""
    attempts = attempts_made(
        session,
        cohort_id=assessment.cohort_id,
        trainee_id=assessment.trainee_id,
        task_id=assessment.task_id,
    )
    return attempts.index(assessment.reference) + 1


def trail_of(session: Session, reference: str) -> tuple[list[Assessment], list[AuditEntry]]:
    """List the rows of an assessment, and who wrote and corrected them, both oldest first."""
    query = (
        select(Assessment, AuditEntry)
        .outerjoin(
            AuditEntry,
            and_(
                AuditEntry.table_name == Assessment.__tablename__,
                AuditEntry.object_id == Assessment.id,
            ),
        )
        .where(Assessment.reference == reference)
        .order_by(Assessment.recorded_on, AuditEntry.id)
    )
    found = session.execute(query).all()
    rows = list(dict.fromkeys(row for row, _ in found))
    return rows, sorted((entry for _, entry in found if entry), key=lambda entry: entry.id)


def version_of(session: Session, reference: str) -> int:
    """Give the number of the sheet signed last of an assessment; 0 when none was.

    A correction adds a row and a sheet, so no row's own counter tells whether somebody else was
    faster.
    """
    query = select(func.max(PracticalSheet.number)).where(
        PracticalSheet.assessment_reference == reference
    )
    return session.scalar(query) or 0


def latest_for_trainee(session: Session, principal: Principal, trainee_id: int) -> list[Assessment]:
    """List a person's latest assessment of each task, by task, as far as the reader may see."""
    recency = func.row_number().over(
        partition_by=Assessment.task_id,
        order_by=(
            Assessment.assessed_on.desc(),
            Assessment.recorded_on.desc(),
            Assessment.id.desc(),
        ),
    )
    ranked = (
        select(Assessment.id, recency.label("recency"))
        .where(
            Assessment.trainee_id == trainee_id,
            visible_to(principal),
            is_known_row(Assessment, today()),
        )
        .subquery()
    )
    query = (
        select(Assessment)
        .join(ranked, ranked.c.id == Assessment.id)
        .join(Assessment.task)
        .options(*WITH_PEOPLE)
        .where(ranked.c.recency == 1)
        .order_by(PracticalTask.reference)
    )
    return list(session.scalars(query))


def lock_rows(session: Session, reference: str) -> list[Assessment]:
    """Read every row of an assessment so that nobody else corrects it until this is done."""
    query = (
        select(Assessment)
        .where(Assessment.reference == reference)
        .order_by(Assessment.recorded_on)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(query))
