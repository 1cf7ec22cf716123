"""Forgetting people whose hours ended long ago: their hours stay, their names and papers go."""

from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from school.clauses.models import Eligibility, IntegrationHours, Participant
from school.clauses.people.models import (
    ContractParticipant,
    EligibilityPaper,
    EligibilityPaperPart,
)
from school.clauses.people.rules import FORGOTTEN, forgotten_before
from school.core.audit import AuditEntry
from school.core.calendar import add_months

PEOPLE_AT_ONCE = 500


def forget(session: Session, actor: str, today: date) -> int:
    """Forget the people without a day of work or of eligibility for two years; tell how many.

    Names, birth and papers go; sex, days and hours stay, so that every figure stays what it was.
    Whoever has an eligibility without end is kept: it may still count.
    """
    numbers = _people_to_forget(session, today)
    for start in range(0, len(numbers), PEOPLE_AT_ONCE):
        _forget_people(session, numbers[start : start + PEOPLE_AT_ONCE])
    if numbers:
        session.add(
            AuditEntry(
                actor=actor,
                action="participant.forget",
                table_name=Participant.__tablename__,
                object_id=None,
                changes={"people": len(numbers)},
            )
        )
        session.flush()
    return len(numbers)


def _people_to_forget(session: Session, today: date) -> list[int]:
    limit = forgotten_before(today)
    last_worked = _last_days(session, IntegrationHours.participant_id, IntegrationHours.worked_on)
    engaged = _last_days(session, ContractParticipant.participant_id, ContractParticipant.since)
    eligible = _last_eligible(session)
    known = session.scalars(
        select(Participant.id).where(Participant.family_name != FORGOTTEN).order_by(Participant.id)
    )
    found = []
    for number in known:
        traces = [one.get(number) for one in (last_worked, engaged, eligible)]
        days = [day for day in traces if day is not None]
        if days and max(days) < limit:
            found.append(number)
    return found


def _last_days(
    session: Session, person: InstrumentedAttribute[int], day: InstrumentedAttribute[date]
) -> dict[int, date]:
    """Give the last of the days that a table has of each person."""
    rows = session.execute(select(person, func.max(day)).group_by(person))
    return {row[0]: row[1] for row in rows}


def _last_eligible(session: Session) -> dict[int, date]:
    """Give the last day of eligibility of each person; one without end lasts for ever."""
    found: dict[int, date] = {}
    rows = session.execute(
        select(Eligibility.participant_id, Eligibility.eligible_from, Eligibility.months)
    )
    for number, first, months in rows:
        last = date.max if months is None else add_months(first, months)
        found[number] = max(found.get(number, date.min), last)
    return found


def _forget_people(session: Session, numbers: list[int]) -> None:
    papers = select(EligibilityPaper.id).where(EligibilityPaper.participant_id.in_(numbers))
    session.execute(delete(EligibilityPaperPart).where(EligibilityPaperPart.paper_id.in_(papers)))
    session.execute(delete(EligibilityPaper).where(EligibilityPaper.participant_id.in_(numbers)))
    session.execute(
        update(Participant)
        .where(Participant.id.in_(numbers))
        .values(
            family_name=FORGOTTEN,
            given_names=None,
            born_on=None,
            version=Participant.version + 1,
        )
    )
