"""What can be done with the duties of a week: note them, and validate them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from school.core import audit
from school.core.errors import InvalidInput, NotAllowed, mark
from school.placements import queries_logbook
from school.placements.agreements.duty_queries import DutyView, duties_of
from school.placements.immersion.duty_queries import duties_done_in
from school.placements.immersion.models import LogbookDuty
from school.placements.immersion.rules import DutyLevel
from school.placements.models import Placement
from school.placements.queries import hold
from school.placements.rules import PlacementStatus

SUNDAY = timedelta(days=6)


@dataclass(frozen=True)
class DutyEntry:
    """How a duty was done in a week; without a level, it was not met."""

    duty_id: int
    level: DutyLevel | None

    @property
    def field(self) -> str:
        """The field of the form that says it."""
        return duty_field(self.duty_id)


def duty_field(duty_id: int) -> str:
    """Name the field of a form that says how a duty was done."""
    return f"duty_{duty_id}"


def duties_of_week(session: Session, placement: Placement, monday: date) -> Sequence[DutyView]:
    """List the duties that a placement has in a week: those in force at its end."""
    return duties_of(session, placement.id, monday + SUNDAY)


def save_duties(
    session: Session,
    actor: str,
    placement: Placement,
    monday: date,
    entries: Iterable[DutyEntry],
) -> int:
    """Note how duties were done in a week and tell how many changed.

    Refused: a placement that is not running, a duty that is not of the placement, a week without
    an hour of work, and lowering what the tutor validated; done better since, it may rise.
    """
    hold(session, placement)
    kept = {one.duty_id: one for one in duties_done_in(session, placement, monday)}
    changed = [one for one in entries if _differs(kept.get(one.duty_id), one)]
    if not changed:
        return 0
    if placement.status is not PlacementStatus.LIVE:
        raise NotAllowed(mark("Le carnet se remplit pendant le placement seulement."))
    known = {one.id for one in duties_of_week(session, placement, monday)} | set(kept)
    worked = any(day.hours for day in queries_logbook.week_of_logbook(session, placement, monday))
    for entry in changed:
        if entry.duty_id not in known:
            raise InvalidInput(mark("Cette mission n’est pas de ce placement."), entry.field)
        if entry.level is not None and not worked:
            raise InvalidInput(mark("Notez d’abord les heures de la semaine."), entry.field)
        _save(session, actor, kept.get(entry.duty_id), entry, monday)
    return len(changed)


def _differs(kept: LogbookDuty | None, entry: DutyEntry) -> bool:
    return entry.level is not (kept.level if kept else None)


def _save(
    session: Session, actor: str, kept: LogbookDuty | None, entry: DutyEntry, monday: date
) -> None:
    if kept is not None and kept.validated_on is not None:
        _check_rise(kept, entry)
    if entry.level is None:
        if kept is not None:
            audit.record(session, actor, "logbook.remove_duty", kept)
            session.delete(kept)
            session.flush()
        return
    if kept is None:
        kept = LogbookDuty(duty_id=entry.duty_id, week=monday)
        session.add(kept)
    kept.level, kept.validated_on = entry.level, None
    audit.record(session, actor, "logbook.note_duty", kept)


def _check_rise(kept: LogbookDuty, entry: DutyEntry) -> None:
    if entry.level is None or entry.level.rank < kept.level.rank:
        raise InvalidInput(
            mark("Le tuteur l’a validée : vous pouvez dire mieux, pas moins."), entry.field
        )


def waiting_duties(done: Iterable[LogbookDuty]) -> list[LogbookDuty]:
    """Keep the duties of a week that the tutor has still to validate."""
    return [one for one in done if one.validated_on is None]


def validate_duties(session: Session, actor: str, done: Iterable[LogbookDuty], today: date) -> None:
    """Validate the waiting duties of a week."""
    for one in waiting_duties(done):
        one.validated_on = today
        audit.record(session, actor, "logbook.validate_duty", one)
