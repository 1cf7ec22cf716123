"""Reads of one person's competency record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.version_operations import newest_version_of_path
from school.competencies.evidence_rules import Attempt
from school.competencies.models import CompetencyRecord
from school.competencies.policy import visible_to
from school.competencies.rules import Entry
from school.core.clock import now, today
from school.core.errors import NotFound, mark
from school.core.facts import is_known_row
from school.curriculum.lesson_models import Competency, CurriculumVersion
from school.curriculum.models import Module, PathModule, PracticalTask
from school.practicals.models import Assessment
from school.practicals.policy import visible_to as assessment_visible_to
from school.practicals.rules import Verdict

Key = tuple[str, str]
"""A competency by its module's reference and its own code there."""


@dataclass(frozen=True)
class Learnt:
    """A competency of a module, in the version of a cohort."""

    module: str
    module_fr: str
    module_en: str
    reference: str
    title_fr: str
    title_en: str
    version: str

    @property
    def key(self) -> Key:
        """What names the competency from one version to the next."""
        return self.module, self.reference


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


def competencies_of(session: Session, cohort_ids: Collection[int]) -> list[Learnt]:
    """List the competencies of cohorts, each once, in the order in which they are taught.

    Each cohort follows its own version; of two cohorts the later one is read first.
    """
    version = func.coalesce(Cohort.curriculum_version_id, newest_version_of_path())
    query = (
        select(
            Module.reference,
            Module.title_fr,
            Module.title_en,
            Competency.reference,
            Competency.title_fr,
            Competency.title_en,
            CurriculumVersion.version,
        )
        .join(Module, Module.id == Competency.module_id)
        .join(PathModule, PathModule.module_id == Module.id)
        .join(Cohort, Cohort.path_id == PathModule.path_id)
        .join(CurriculumVersion, CurriculumVersion.id == Competency.version_id)
        .where(Cohort.id.in_(sorted(cohort_ids)), Competency.version_id == version)
        .order_by(
            Cohort.starts_on.desc(),
            Cohort.reference.desc(),
            PathModule.position,
            Competency.position,
        )
    )
    found: dict[Key, Learnt] = {}
    for row in session.execute(query):
        one = Learnt(*row)
        found.setdefault(one.key, one)
    return list(found.values())


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
        KnownAttempt(Attempt(*row[:4], row[4] is Verdict.ACQUIRED), row[5], row[6])
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
