"""Hours that flow in from the logbook: validated days of placements that work for a contract."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session, joinedload

from school.clauses.hours.models import ContractPlacement
from school.clauses.hours.rules import NOTHING, Period
from school.clauses.hours.writing import Writer, reference_of
from school.clauses.models import IntegrationHours
from school.clauses.rules import HourReason, HourStatus
from school.core import audit
from school.core.facts import is_known_row
from school.placements.models import LogbookDay, Placement
from school.placements.operations import today_of

LOGBOOK = "HL"
"""How references of entries begin that a logbook proves."""

PLACEMENTS_AT_ONCE = 200

Entries = dict[date, IntegrationHours]


@dataclass(frozen=True)
class Flowed:
    """What a flow changed: entries stated, and entries that say something else now."""

    added: int = 0
    changed: int = 0


def flow(
    session: Session, actor: str, today: date, placements: Collection[int] | None = None
) -> Flowed:
    """Bring the hours of contracts to what the logbooks say; doing it twice changes nothing.

    A validated day within the contract and the link becomes an entry that waits for validation.
    A day that says other hours than its entry, or is no longer validated, supersedes the entry,
    which waits again. Days that were typed for the same contract before are left to their entry:
    no hour enters twice. All placements that are linked, or those named by number. Their links are
    held, so that of two flows at once the second sees what the first did.
    """
    added = changed = 0
    wanted: ColumnElement[bool] = true()
    if placements is not None:
        wanted = ContractPlacement.placement_id.in_(placements)
    links = session.scalars(
        select(ContractPlacement)
        .where(wanted)
        .options(
            joinedload(ContractPlacement.contract),
            joinedload(ContractPlacement.placement),
            joinedload(ContractPlacement.participant),
        )
        .order_by(ContractPlacement.id)
        .with_for_update(of=ContractPlacement)
    ).all()
    for start in range(0, len(links), PLACEMENTS_AT_ONCE):
        done = _flow_links(session, today, links[start : start + PLACEMENTS_AT_ONCE])
        added, changed = added + done.added, changed + done.changed
    if added or changed:
        counts = {"added": added, "changed": changed}
        audit.note(session, actor, "hours.flow", links[0], counts)
    return Flowed(added, changed)


def flow_of_placement(session: Session, actor: str, placement: Placement) -> None:
    """Let the days of a logbook flow in as they are validated."""
    flow(session, actor, today_of(placement), [placement.id])


def _flow_links(session: Session, today: date, links: Sequence[ContractPlacement]) -> Flowed:
    numbers = [one.placement_id for one in links]
    logged = _logged_days(session, numbers)
    standing = _entries(session, numbers, today)
    typed = _typed_days(session, links, today)
    writer = Writer(session, today)
    for link in links:
        counted = _counted_days(link, logged[link.placement_id])
        there = standing[link.placement_id]
        for day, hours in counted.items():
            if day in there:
                _bring_to(writer, link, there[day], hours)
            elif hours > 0 and (link.contract_id, link.participant_id, day) not in typed:
                _state(writer, link, day, hours)
        for day in there.keys() - counted.keys():
            _bring_to(writer, link, there[day], NOTHING)
    writer.write()
    return Flowed(writer.added, writer.changed)


def _logged_days(session: Session, placements: Collection[int]) -> dict[int, dict[date, Decimal]]:
    found: dict[int, dict[date, Decimal]] = defaultdict(dict)
    rows = session.execute(
        select(LogbookDay.placement_id, LogbookDay.date, LogbookDay.hours).where(
            LogbookDay.placement_id.in_(placements), LogbookDay.validated_on.is_not(None)
        )
    )
    for placement, day, hours in rows:
        found[placement][day] = hours
    return found


def _entries(session: Session, placements: Collection[int], today: date) -> dict[int, Entries]:
    found: dict[int, Entries] = defaultdict(dict)
    rows = session.scalars(
        select(IntegrationHours).where(
            IntegrationHours.placement_id.in_(placements),
            is_known_row(IntegrationHours, today),
        )
    )
    for entry in rows:
        assert entry.placement_id is not None  # noqa: S101 - asked for above
        found[entry.placement_id][entry.worked_on] = entry
    return found


def _typed_days(
    session: Session, links: Sequence[ContractPlacement], today: date
) -> set[tuple[int, int, date]]:
    """List the days on which people have hours under the contract that no logbook brought."""
    entry = IntegrationHours
    rows = session.execute(
        select(entry.contract_id, entry.participant_id, entry.worked_on).where(
            entry.contract_id.in_({one.contract_id for one in links}),
            entry.participant_id.in_({one.participant_id for one in links}),
            entry.placement_id.is_(None),
            entry.hours > 0,
            or_(entry.status != HourStatus.REJECTED, entry.reason.is_(None)),
            is_known_row(entry, today),
        )
    )
    return {(row[0], row[1], row[2]) for row in rows}


def _counted_days(link: ContractPlacement, logged: dict[date, Decimal]) -> dict[date, Decimal]:
    contract = Period(link.contract.starts_on, link.contract.ends_on)
    linked = Period(link.from_on, link.until_on)
    return {
        day: hours
        for day, hours in sorted(logged.items())
        if contract.holds(day) and linked.holds(day)
    }


def _bring_to(
    writer: Writer, link: ContractPlacement, entry: IntegrationHours, hours: Decimal
) -> None:
    about = {
        "contract_id": link.contract_id,
        "lot": link.lot,
        "bucket": link.bucket,
        "participant_id": link.participant_id,
    }
    same = all(getattr(entry, name) == value for name, value in about.items())
    if same and entry.hours == hours:
        # How the person works bears on no hour: what was decided of the day stands.
        writer.restate(entry, form=link.form)
        return
    reason = HourReason.LOGBOOK_CHANGED if entry.hours > 0 else None
    changed = {"hours": hours, "status": HourStatus.PENDING, "reason": reason}
    writer.supersede(entry, **about, **changed, form=link.form, detail=None)


def take_back(session: Session, actor: str, link: ContractPlacement, today: date) -> int:
    """Let the days of a placement count no hours any more; tell how many had some."""
    writer = Writer(session, today)
    for entry in _entries(session, [link.placement_id], today)[link.placement_id].values():
        if entry.hours > 0:
            nothing = {"hours": NOTHING, "status": HourStatus.PENDING, "detail": None}
            writer.supersede(entry, **nothing, reason=HourReason.MISTAKE)
    writer.write()
    audit.note(session, actor, "hours.take_back", link, {"days": writer.changed})
    return writer.changed


def validated_days(
    session: Session, link: ContractPlacement, today: date
) -> list[IntegrationHours]:
    """List the days of a placement that were validated, and count."""
    entries = _entries(session, [link.placement_id], today)[link.placement_id].values()
    return [one for one in entries if one.status is HourStatus.VALIDATED and one.hours > 0]


def _state(writer: Writer, link: ContractPlacement, day: date, hours: Decimal) -> None:
    writer.add(
        reference=reference_of(LOGBOOK, link.placement.reference, day),
        contract_id=link.contract_id,
        lot=link.lot,
        bucket=link.bucket,
        participant_id=link.participant_id,
        enterprise_id=link.placement.enterprise_id,
        form=link.form,
        worked_on=day,
        hours=hours,
        status=HourStatus.PENDING,
        placement_id=link.placement_id,
    )
