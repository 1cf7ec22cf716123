"""What the pages of a competency record are made of; the views only ask for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.competency_queries import Learnt, competencies_of
from school.cohorts.models import Enrolment, Trainee
from school.competencies import evidence_queries, queries
from school.competencies.evidence_queries import Offered
from school.competencies.evidence_rules import Attempt, Missing, missing_for
from school.competencies.policy import voice_of
from school.competencies.queries import KnownAttempt
from school.competencies.rules import (
    Cited,
    Entry,
    EvidenceKind,
    Standing,
    Voice,
    standing_of,
)
from school.core.errors import NotFound, mark


@dataclass(frozen=True)
class Line:
    """A competency of a record: what it is, where it stands, what the school's rule asks for."""

    learnt: Learnt
    standing: Standing
    missing: tuple[Missing, ...]

    def entry(self, voice: Voice) -> Entry | None:
        """Give what a voice says now."""
        return self.standing.voices.get(voice)

    @property
    def cited(self) -> list[Cited]:
        """The evidence that any voice has cited, each once, the latest first."""
        found = {one for entry in self.standing.history for one in entry.evidence}
        return sorted(found, key=lambda one: (one.happened_on, one), reverse=True)


@dataclass(frozen=True)
class ModuleLines:
    """A module of a record with its competencies."""

    reference: str
    title_fr: str
    title_en: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Livret:
    """One person's record as a reader sees it."""

    trainee: Trainee
    enrolments: Sequence[Enrolment]
    modules: Sequence[ModuleLines]
    attempts: Sequence[KnownAttempt]
    voice: Voice | None
    today: date

    @property
    def enrolment(self) -> Enrolment:
        """The enrolment that the record is read in: the latest."""
        return self.enrolments[0]

    @property
    def own_voice(self) -> Voice:
        """The voice with which the reader may speak; raises `NotFound` when there is none."""
        if self.voice is None:
            raise NotFound(mark("Vous n’avez pas à remplir ce livret."))
        return self.voice

    @property
    def lines(self) -> list[Line]:
        """Every competency of the record."""
        return [line for module in self.modules for line in module.lines]

    @property
    def disagreeing(self) -> list[Line]:
        """The competencies on which those who rated differ, the widest apart first."""
        apart = [line for line in self.lines if line.standing.disagrees]
        return sorted(apart, key=lambda line: -line.standing.gap)

    @property
    def stale(self) -> list[Line]:
        """The competencies of which some level asks to be confirmed."""
        return [line for line in self.lines if line.standing.stale_voices(self.today)]

    def module(self, reference: str) -> ModuleLines:
        """Find a module of the record; raise `NotFound` when it holds none of that name."""
        for one in self.modules:
            if one.reference == reference:
                return one
        raise NotFound(mark("Ce module n’est pas dans ce livret."))

    def practical(self, reference: str) -> KnownAttempt | None:
        """Find a practical that the reader may see, by its reference."""
        return next((one for one in self.attempts if one.attempt.reference == reference), None)


def livret(session: Session, principal: Principal, trainee: str, today: date) -> Livret:
    """Gather a person's record; raises `NotFound` when the reader may not see it."""
    enrolments = queries.enrolments_recorded(session, principal, trainee)
    person = enrolments[0].trainee
    competencies = competencies_of(session, [one.cohort_id for one in enrolments])
    entries = queries.entries_of(session, person.id)
    attempts = queries.attempts_of(session, principal, person.id)
    known = [one.attempt for one in attempts]
    lines = []
    for learnt in competencies:
        standing = standing_of(entries.get(learnt.key, ()))
        lines.append(Line(learnt, standing, _missing(standing, known)))
    return Livret(
        person, enrolments, _by_module(lines), attempts, voice_of(principal, enrolments[0]), today
    )


def _missing(standing: Standing, attempts: Sequence[Attempt]) -> tuple[Missing, ...]:
    said = standing.voices.get(Voice.TRAINER)
    if said is None:
        return ()
    cited = (one for entry in standing.history for one in entry.evidence)
    return missing_for(said.level, cited, attempts)


def _by_module(lines: Sequence[Line]) -> list[ModuleLines]:
    modules = []
    for reference, group in groupby(lines, key=lambda line: line.learnt.module):
        of_module = list(group)
        first = of_module[0].learnt
        modules.append(ModuleLines(reference, first.module_fr, first.module_en, of_module))
    return modules


def offered(session: Session, principal: Principal, record: Livret) -> list[Offered]:
    """List what whoever rates may cite: the person's practicals, visits, weeks of work, quizzes."""
    trainee_id = record.trainee.id
    return [
        *evidence_queries.practicals_offered(record.attempts),
        *evidence_queries.visits_offered(session, principal, trainee_id),
        *evidence_queries.weeks_offered(session, principal, trainee_id),
        *evidence_queries.quizzes_offered(session, trainee_id),
    ]


def by_kind(found: Sequence[Offered]) -> dict[EvidenceKind, list[Offered]]:
    """Group pieces of evidence by kind, in the order of the kinds; kinds without any are left."""
    groups = {kind: [one for one in found if one.cited.kind is kind] for kind in EvidenceKind}
    return {kind: group for kind, group in groups.items() if group}
