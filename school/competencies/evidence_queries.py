"""Reads of what a level may rest on: a person's visits and weeks of the logbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.competencies.queries import KnownAttempt
from school.competencies.rules import Cited, EvidenceKind
from school.core.calendar import monday_of
from school.curriculum.models import Module
from school.enterprises.models import Enterprise
from school.learning.quizzes.models import QuizAttempt
from school.learning.quizzes.rules import Purpose
from school.placements.models import LogbookDay, Placement
from school.placements.policy import visible_to as placement_visible_to
from school.placements.queries_logbook import weeks_of_logbook
from school.visits.models import Visit
from school.visits.policy import visible_to as visit_visible_to

WEEK_SEPARATOR = "/"


@dataclass(frozen=True)
class Offered:
    """A piece of evidence that somebody may cite, and what it is about, in the two languages."""

    cited: Cited
    about_fr: str
    about_en: str
    hours: Decimal | None = None

    @property
    def code(self) -> str:
        """What names it in a form."""
        return f"{self.cited.kind.value}:{self.cited.reference}"


def practicals_offered(attempts: Sequence[KnownAttempt]) -> list[Offered]:
    """Offer the practicals that were passed, the latest first."""
    return [
        Offered(
            Cited(EvidenceKind.PRACTICAL, one.attempt.reference, one.attempt.assessed_on),
            one.title_fr,
            one.title_en,
        )
        for one in attempts
        if one.attempt.passed
    ]


def visits_offered(session: Session, principal: Principal, trainee_id: int) -> list[Offered]:
    """Offer the visits and contacts that were made, the latest first."""
    query = (
        select(Visit.reference, Visit.done_on, Enterprise.name)
        .join(Placement, Placement.id == Visit.placement_id)
        .join(Enterprise, Enterprise.id == Placement.enterprise_id)
        .where(
            Placement.trainee_id == trainee_id,
            visit_visible_to(principal),
            Visit.done_on.is_not(None),
        )
        .order_by(Visit.done_on.desc(), Visit.reference)
    )
    return [
        Offered(Cited(EvidenceKind.VISIT, reference, done_on), name, name)
        for reference, done_on, name in session.execute(query)
        if done_on is not None
    ]


def weeks_offered(session: Session, principal: Principal, trainee_id: int) -> list[Offered]:
    """Offer the weeks of the logbook in which work was noted, the latest first."""
    query = (
        select(Placement.reference, Enterprise.name, LogbookDay.date, LogbookDay.hours)
        .join(Placement, Placement.id == LogbookDay.placement_id)
        .join(Enterprise, Enterprise.id == Placement.enterprise_id)
        .where(Placement.trainee_id == trainee_id, placement_visible_to(principal))
        .order_by(LogbookDay.date.desc(), Placement.reference)
    )
    weeks: dict[tuple[str, str, date], tuple[date, Decimal]] = {}
    for reference, name, day, hours in session.execute(query):
        key = (reference, name, monday_of(day))
        last, noted = weeks.get(key, (day, Decimal(0)))
        weeks[key] = (last, noted + hours)
    return [
        Offered(
            Cited(EvidenceKind.WEEK, week_reference(placement, monday), last), name, name, hours
        )
        for (placement, name, monday), (last, hours) in weeks.items()
    ]


def weeks_validated(session: Session, placement: Placement) -> list[Offered]:
    """Offer a tutor the weeks of the own placement whose every day is validated, latest first.

    What the tutor has still to read is no evidence yet, nor is work in another enterprise.
    """
    name = placement.enterprise.name
    return [
        Offered(
            Cited(EvidenceKind.WEEK, week_reference(placement.reference, one.monday), one.last_day),
            name,
            name,
            one.hours,
        )
        for one in weeks_of_logbook(session, placement)
        if not one.waiting
    ]


def quizzes_offered(session: Session, trainee_id: int) -> list[Offered]:
    """Offer the quizzes of modules that were taken, the latest first; practice is no evidence."""
    query = (
        select(QuizAttempt.reference, QuizAttempt.answered_at, Module.title_fr, Module.title_en)
        .join(Module, Module.id == QuizAttempt.module_id)
        .where(QuizAttempt.trainee_id == trainee_id, QuizAttempt.purpose != Purpose.PRACTICE)
        .order_by(QuizAttempt.answered_at.desc(), QuizAttempt.reference)
    )
    return [
        Offered(Cited(EvidenceKind.QUIZ, reference, answered_at.date()), french, english)
        for reference, answered_at, french, english in session.execute(query)
    ]


def week_reference(placement: str, monday: date) -> str:
    """Name a week of a placement's logbook."""
    return f"{placement}{WEEK_SEPARATOR}{monday.isoformat()}"


def week_named(reference: str) -> tuple[str, str]:
    """Give the placement and the Monday, as written, that the name of a week holds."""
    placement, _, monday = reference.rpartition(WEEK_SEPARATOR)
    return placement, monday
