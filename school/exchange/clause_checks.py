"""What no row of a clause tells alone: quotas before their contract, days too full, hours in vain.

What cannot be is refused; what is merely odd is imported and told, as history was so (EXCHANGE).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from school.clauses.hours.queries import eligibilities_of
from school.clauses.hours.rules import MOST_HOURS_OF_A_DAY, Eligible, Period, eligible_on
from school.clauses.models import (
    Commitment,
    Contract,
    Eligibility,
    IntegrationHours,
    Participant,
    WorkedHours,
)
from school.clauses.rules import HourStatus
from school.core.database import ExactDecimal
from school.core.errors import mark
from school.core.facts import is_known_row
from school.exchange.kinds import show_decimal
from school.exchange.parsing import Row
from school.exchange.run import FullDay, Run

EARLY_QUOTA = mark("un jour du contrat, qui ne commence que le %(day)s")
LATE_START = mark("un début le %(day)s au plus tard : un quota vaut dès ce jour")
FULL_DAY = mark(
    "24 heures au plus par personne et par jour, toutes déclarations réunies : en voici %(hours)s"
)
NO_WORKED_HOURS = mark("une part des heures travaillées, dont aucune n’est connue : quota de 0 h")
ELIGIBLE_TWICE = mark("la personne est éligible deux fois à ces jours : aussi par « %(other)s »")
OUTSIDE = mark("ce jour est hors du contrat : ces heures ne compteront pas")
NOT_ELIGIBLE = mark("la personne n’est pas éligible ce jour-là : ces heures ne compteront pas")

PEOPLE_AT_ONCE = 1_000

Hours = IntegrationHours


def look_at(run: Run, table: str, rows: Sequence[Row]) -> None:
    """Look at rows that were just written, together with all that the database holds."""
    sound = [row for row in rows if row.sound]
    if table in _LOOKS and sound:
        _LOOKS[table](run, sound)


def settle(run: Run) -> None:
    """Refuse the days that are still too full, and tell of shares that nothing is known of.

    Later rows of a bundle may have mended what earlier ones showed.
    """
    full = _full_days(run.session, {one.participant_id for one in run.full_days}, run.today)
    for one in sorted(run.full_days, key=lambda day: day.row):
        if (one.participant_id, one.day) in full:
            hours = full[one.participant_id, one.day]
            run.findings.wrong(
                Hours.__tablename__,
                FULL_DAY,
                row=one.row,
                column="hours",
                value=one.hours,
                values={"hours": show_decimal(hours)},
            )
    _tell_bare_shares(run)


def _contracts(run: Run, rows: Sequence[Row]) -> None:
    numbers = {row.cells["contract"]: row for row in rows}
    query = (
        select(Contract.reference, func.min(Commitment.valid_from))
        .join(Commitment, Commitment.contract_id == Contract.id)
        .where(Contract.reference.in_(numbers), Commitment.valid_from < Contract.starts_on)
        .group_by(Contract.reference)
    )
    for reference, day in run.session.execute(query):
        row = numbers[reference]
        values = {"day": day.isoformat()}
        run.findings.wrong(
            Contract.__tablename__,
            LATE_START,
            row=row.number,
            column="starts_on",
            value=row.cells.get("starts_on", ""),
            values=values,
        )


def _commitments(run: Run, rows: Sequence[Row]) -> None:
    contracts = {row.stored["contract_id"] for row in rows}
    query = select(Contract.id, Contract.starts_on).where(Contract.id.in_(contracts))
    starts = {number: day for number, day in run.session.execute(query) if day is not None}
    for row in rows:
        start = starts.get(row.stored["contract_id"])
        if start is not None and row.stored["valid_from"] < start:
            run.findings.wrong(
                Commitment.__tablename__,
                EARLY_QUOTA,
                row=row.number,
                column="valid_from",
                value=row.cells["valid_from"],
                values={"day": start.isoformat()},
            )
        if row.stored.get("share_of_worked") is not None:
            key = (row.stored["contract_id"], row.stored["lot"])
            run.share_quotas.setdefault(key, (row.number, row.cells["contract"]))


def _tell_bare_shares(run: Run) -> None:
    whole = and_(Contract.globalised.is_(True), Commitment.lot == "")
    known = exists(
        select(WorkedHours.id).where(
            WorkedHours.contract_id == Commitment.contract_id,
            or_(WorkedHours.lot == Commitment.lot, whole),
        )
    )
    contracts = {contract for contract, _ in run.share_quotas}
    query = (
        select(Commitment.contract_id, Commitment.lot)
        .join(Contract, Contract.id == Commitment.contract_id)
        .where(Commitment.contract_id.in_(contracts), Commitment.valid_from <= run.today, ~known)
        .distinct()
    )
    for contract, lot in run.session.execute(query) if contracts else ():
        if (contract, lot) in run.share_quotas:
            row, code = run.share_quotas[contract, lot]
            run.findings.odd(Commitment.__tablename__, NO_WORKED_HOURS, row=row, value=code)


def _eligibilities(run: Run, rows: Sequence[Row]) -> None:
    people = {row.stored["participant_id"] for row in rows}
    there = eligibilities_of(run.session, people)
    for row in rows:
        stored = row.stored
        mine = (stored["criterion"], stored["eligible_from"])
        given = Eligible(*mine, stored.get("months"))
        for other in there.get(stored["participant_id"], ()):
            earlier = (other.eligible_from, other.criterion) < (mine[1], mine[0])
            if earlier and other.holds(given.eligible_from):
                run.findings.odd(
                    Eligibility.__tablename__,
                    ELIGIBLE_TWICE,
                    row=row.number,
                    value=row.cells["participant"],
                    other=other.criterion,
                )
                break


def _hours(run: Run, rows: Sequence[Row]) -> None:
    numbers = {row.cells["entry"]: row.number for row in rows}
    query = (
        select(Hours, Contract.starts_on, Contract.ends_on)
        .join(Contract, Contract.id == Hours.contract_id)
        .where(
            Hours.reference.in_(numbers),
            is_known_row(Hours, run.today),
            Hours.hours > 0,
            Hours.status != HourStatus.REJECTED,
        )
    )
    entries = run.session.execute(query).all()
    eligible = eligibilities_of(run.session, {entry.participant_id for entry, _, _ in entries})
    for entry, first, last in entries:
        row, code = numbers[entry.reference], entry.reference
        if not Period(first, last).holds(entry.worked_on):
            run.findings.odd(Hours.__tablename__, OUTSIDE, row=row, value=code)
        elif not eligible_on(entry.worked_on, eligible.get(entry.participant_id, ())):
            run.findings.odd(Hours.__tablename__, NOT_ELIGIBLE, row=row, value=code)
    _note_full_days(run, [entry for entry, _, _ in entries], numbers)


def _note_full_days(run: Run, entries: Sequence[IntegrationHours], numbers: dict[str, int]) -> None:
    days = {entry.worked_on for entry in entries}
    full = _full_days(run.session, {entry.participant_id for entry in entries}, run.today, days)
    for entry in entries:
        if (entry.participant_id, entry.worked_on) in full:
            hours = show_decimal(entry.hours)
            day = FullDay(numbers[entry.reference], entry.participant_id, entry.worked_on, hours)
            run.full_days.append(day)


def _full_days(
    session: Session, people: Iterable[int], today: date, days: Iterable[date] = ()
) -> dict[tuple[int, date], Decimal]:
    """Sum the hours of people on days that hold more than there are: all that is not rejected.

    A person is everybody who is of one trainee, else the participant alone.
    """
    asked, other = aliased(Participant), aliased(Participant)
    same = or_(other.id == asked.id, other.trainee_id == asked.trainee_id)
    most = literal(MOST_HOURS_OF_A_DAY, ExactDecimal)
    query = (
        select(asked.id, Hours.worked_on, func.sum(Hours.hours))
        .select_from(asked)
        .join(other, same)
        .join(Hours, Hours.participant_id == other.id)
        .where(Hours.status != HourStatus.REJECTED, is_known_row(Hours, today))
        .group_by(asked.id, Hours.worked_on)
        .having(func.sum(Hours.hours) > most)
    )
    wanted = set(days)
    if wanted:
        query = query.where(Hours.worked_on.between(min(wanted), max(wanted)))
    found: dict[tuple[int, date], Decimal] = {}
    numbers = sorted(set(people))
    for start in range(0, len(numbers), PEOPLE_AT_ONCE):
        part = query.where(asked.id.in_(numbers[start : start + PEOPLE_AT_ONCE]))
        found.update({(one, day): hours for one, day, hours in session.execute(part)})
    return found


_LOOKS: dict[str, Callable[[Run, Sequence[Row]], None]] = {
    Contract.__tablename__: _contracts,
    Commitment.__tablename__: _commitments,
    Eligibility.__tablename__: _eligibilities,
    Hours.__tablename__: _hours,
}
