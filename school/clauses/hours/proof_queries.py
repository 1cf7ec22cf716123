"""Reads of what leads from hours to their proof: one person's days of a month, by reference."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from school.clauses.hours import queries
from school.clauses.hours.month_queries import Seen
from school.clauses.hours.operations import SHEET
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import Hindrance, Proof
from school.clauses.hours.weighing import edition_of_weighed, weigh
from school.clauses.models import Eligibility, IntegrationHours, Participant
from school.clauses.people.models import EligibilityPaper
from school.core.errors import NotFound, mark
from school.enterprises.models import Enterprise
from school.placements.models import LogbookDay


@dataclass(frozen=True)
class ProvenDay:
    """Hours of a day, for whom they were worked, what tells of them, and what hinders them."""

    entry: IntegrationHours
    enterprise: str | None
    logged: LogbookDay | None
    hindrance: Hindrance | None

    @property
    def proof(self) -> Proof:
        """What tells of the hours."""
        if self.entry.placement_id is not None:
            return Proof.LOGBOOK
        return Proof.SHEET if self.entry.reference.startswith(f"{SHEET}-") else Proof.FILE


@dataclass(frozen=True)
class Ground:
    """Why a person's hours count, and how many papers prove it."""

    eligibility: Eligibility
    papers: int


@dataclass(frozen=True)
class PersonDays:
    """A person's days of a month in a lot, why they count, and the number of what is shown."""

    participant: Participant
    days: Sequence[ProvenDay]
    grounds: Sequence[Ground]
    edition: int


def person_days(
    session: Session, seen: Seen, lot: Lot, month: str, reference: str, today: date
) -> PersonDays:
    """Gather what proves the hours of somebody in a month of a lot.

    Raises `NotFound` for who has none there: who validates knows no other people.
    """
    person = session.scalar(select(Participant).where(Participant.reference == reference))
    about = queries.of_lot(seen.contract, lot, month)
    weighed = (
        weigh(session, and_(about, IntegrationHours.participant_id == person.id), today)
        if person
        else []
    )
    if person is None or not weighed:
        raise NotFound(mark("Cette personne n’a pas d’heures ce mois-ci."))
    told = _told(session, [one.entry.id for one in weighed])
    days = [ProvenDay(one.entry, *told[one.entry.id], one.hindrance) for one in weighed]
    return PersonDays(person, days, _grounds(session, person), edition_of_weighed(weighed))


def _told(
    session: Session, entries: Collection[int]
) -> dict[int, tuple[str | None, LogbookDay | None]]:
    """Give the enterprise and the day of the logbook of each entry."""
    entry = IntegrationHours
    same_day = and_(
        LogbookDay.placement_id == entry.placement_id, LogbookDay.date == entry.worked_on
    )
    rows = session.execute(
        select(entry.id, Enterprise.name, LogbookDay)
        .outerjoin(Enterprise, Enterprise.id == entry.enterprise_id)
        .outerjoin(LogbookDay, same_day)
        .where(entry.id.in_(entries))
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _grounds(session: Session, person: Participant) -> list[Ground]:
    papers = (
        select(func.count())
        .where(
            EligibilityPaper.participant_id == Eligibility.participant_id,
            EligibilityPaper.criterion == Eligibility.criterion,
        )
        .correlate(Eligibility)
        .scalar_subquery()
    )
    other = aliased(Participant)
    rows = session.execute(
        select(Eligibility, papers)
        .join(other, other.id == Eligibility.participant_id)
        .join(Participant, queries.same_person(Participant, other))
        .where(Participant.id == person.id)
        .order_by(Eligibility.eligible_from, Eligibility.criterion)
    )
    return [Ground(row[0], row[1]) for row in rows]
