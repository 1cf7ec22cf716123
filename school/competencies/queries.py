"""Reads of one person's competency record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.competencies.evidence_rules import Attempt
from school.competencies.models import CompetencyRecord
from school.competencies.policy import visible_to
from school.competencies.rules import Entry
from school.core.clock import now, today
from school.core.errors import NotFound, mark
from school.core.facts import is_known_row
from school.curriculum.competency_rules import Key
from school.curriculum.models import PracticalTask
from school.practicals.circumstance_rules import Occasion, Setting
from school.practicals.models import Assessment
from school.practicals.policy import visible_to as assessment_visible_to
from school.practicals.rules import Verdict
from school.practicals.sheet_queries import last_said


@dataclass(frozen=True)
class KnownAttempt:
    """An assessment of a person: as the rule reads it, and its task's title."""

    attempt: Attempt
    title_fr: str
    title_en: str


def enrolments_recorded(session: Session, principal: Principal, trainee: str) -> list[Enrolment]:
    """List the enrolments of a person to whom a record belongs, the latest cohort first.

    Raises `NotFound` when the reader may not see the person, or nobody has admitted them yet.
    """
    query = (
        select(Enrolment)
        .join(Enrolment.trainee)
        .join(Enrolment.cohort)
        .options(
            contains_eager(Enrolment.trainee),
            contains_eager(Enrolment.cohort).joinedload(Cohort.school),
            contains_eager(Enrolment.cohort).joinedload(Cohort.path),
        )
        .where(visible_to(principal), Trainee.reference == trainee)
        .order_by(Cohort.starts_on.desc(), Cohort.reference.desc())
    )
    found = list(session.scalars(query))
    if not found:
        raise NotFound(mark("Cette personne n’a pas encore de livret."))
    return found


def entries_of(session: Session, trainee_id: int) -> dict[Key, list[Entry]]:
    """Give all that was said of a person, by competency, with the evidence cited."""
    query = (
        select(CompetencyRecord)
        .options(joinedload(CompetencyRecord.evidence))
        .where(CompetencyRecord.trainee_id == trainee_id)
        .order_by(CompetencyRecord.module, CompetencyRecord.competency, CompetencyRecord.id)
    )
    entries: dict[Key, list[Entry]] = {}
    for one in session.scalars(query).unique():
        entries.setdefault((one.module, one.competency), []).append(one.entry)
    return entries


def attempts_of(session: Session, principal: Principal, trainee_id: int) -> list[KnownAttempt]:
    """List a person's practical assessments as known today, the latest first."""
    query = (
        select(
            Assessment.reference,
            PracticalTask.reference,
            Assessment.assessed_on,
            Assessment.trainer_id,
            Assessment.verdict,
            PracticalTask.title_fr,
            PracticalTask.title_en,
            last_said("occasion"),
            last_said("setting"),
        )
        .join(PracticalTask, PracticalTask.id == Assessment.task_id)
        .where(
            Assessment.trainee_id == trainee_id,
            assessment_visible_to(principal),
            is_known_row(Assessment, today()),
        )
        .order_by(Assessment.assessed_on.desc(), Assessment.reference)
    )
    return [
        KnownAttempt(
            Attempt(
                *row[:4],
                passed=row[4] is Verdict.ACQUIRED,
                formative=row[7] == Occasion.FORMATIVE,
                on_site=row[8] == Setting.SITE,
            ),
            row[5],
            row[6],
        )
        for row in session.execute(query)
    ]


def next_moment(session: Session, trainee_id: int) -> datetime:
    """Give the present instant, or the one after the last that a person's record holds.

    Of two things said within a second the later must be known as such.
    """
    last = session.scalar(
        select(func.max(CompetencyRecord.recorded_at)).where(
            CompetencyRecord.trainee_id == trainee_id
        )
    )
    return max(now(), last + timedelta(seconds=1)) if last else now()


def recorded_by(session: Session, trainee_id: int, client_uuid: str) -> Sequence[CompetencyRecord]:
    """List what a form that was sent before has recorded."""
    query = select(CompetencyRecord).where(
        CompetencyRecord.trainee_id == trainee_id, CompetencyRecord.client_uuid == client_uuid
    )
    return session.scalars(query.order_by(CompetencyRecord.id)).all()
