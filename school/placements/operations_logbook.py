"""What can be done with the logbook: note days, send a week to the tutor, validate it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.operations import use_link
from school.accounts.rules import LinkPurpose
from school.core import audit
from school.core.calendar import monday_of
from school.core.clock import now
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, StaleRecord, mark
from school.core.periods import written_day
from school.messages.posting import can_be_written_to
from school.placements import logbook_news, operations_links, queries, queries_logbook
from school.placements.agreements.interruption_queries import interruption_of
from school.placements.immersion.duty_operations import validate_duties, waiting_duties
from school.placements.immersion.duty_queries import duties_done_in
from school.placements.immersion.models import LogbookDuty
from school.placements.models import LogbookDay, Placement
from school.placements.operations import today_of
from school.placements.rules import (
    MAXIMUM_DAILY_HOURS,
    LinkState,
    PlacementDates,
    PlacementStatus,
    may_be_logged,
)

RESEND_AFTER = timedelta(hours=20)
"""An apprentice writes to the tutor about one week once a day at most. [own]"""


@dataclass(frozen=True)
class DayEntry:
    """What was written for one day; no hours and no words is nothing."""

    day: date
    hours: Decimal | None
    activities: str | None

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was written."""
        return self.hours is None and self.activities is None


def save_days(
    session: Session,
    actor: str,
    placement: Placement,
    entries: Iterable[DayEntry],
    *,
    confirmed: bool = False,
) -> int:
    """Note days of the logbook and tell how many changed; a day left blank is taken out.

    Refused: a placement that is not running, a day outside it or to come, more than 24 hours,
    words without hours, and any change of a day that the tutor has validated. Hours of a day on
    which an amendment interrupts the work are asked about, by `NeedsConfirmation`: not refused, for
    hours that were worked all the same are a fact, and to whom it matters most writes it here.
    """
    queries.hold(session, placement)
    if placement.status is not PlacementStatus.LIVE:
        raise NotAllowed(mark("Le carnet se remplit pendant le placement seulement."))
    wanted = list(entries)
    kept = {day.date: day for day in _days_around(session, placement, wanted)}
    if not confirmed:
        _ask_about_interruption(session, placement, kept, wanted)
    return sum(_save_day(session, actor, placement, kept.get(one.day), one) for one in wanted)


def _ask_about_interruption(
    session: Session,
    placement: Placement,
    kept: Mapping[date, LogbookDay],
    entries: Iterable[DayEntry],
) -> None:
    interruption = interruption_of(session, placement)
    if interruption is None:
        return
    for entry in entries:
        noted = kept[entry.day].hours if entry.day in kept else None
        if entry.hours and entry.hours != noted and interruption.covers(entry.day):
            raise NeedsConfirmation(
                mark(
                    "Le %(day)s, le travail est interrompu par avenant, du %(start)s au %(end)s. "
                    "Avez-vous travaillé ce jour-là ?"
                ),
                _field(entry.day),
                {
                    "day": written_day(entry.day),
                    "start": written_day(interruption.first_on),
                    "end": written_day(interruption.last_on),
                },
            )


def _days_around(
    session: Session, placement: Placement, entries: Sequence[DayEntry]
) -> Iterable[LogbookDay]:
    for monday in sorted({monday_of(entry.day) for entry in entries}):
        yield from queries_logbook.week_of_logbook(session, placement, monday)


def _save_day(
    session: Session, actor: str, placement: Placement, kept: LogbookDay | None, entry: DayEntry
) -> bool:
    if kept is None and entry.is_blank:
        return False
    if kept is not None and (kept.hours, kept.activities) == (entry.hours, entry.activities):
        return False
    if kept is not None and kept.validated_on is not None:
        raise _on_day(mark("Le %(day)s est validé par le tuteur : il ne change plus."), entry.day)
    if kept is not None and entry.is_blank:
        audit.record(session, actor, "logbook.remove", kept)
        session.delete(kept)
        session.flush()
        return True
    hours = _checked_hours(entry, placement.dates, today_of(placement))
    if kept is None:
        kept = LogbookDay(placement=placement, date=entry.day)
        session.add(kept)
    kept.hours = hours
    kept.activities = entry.activities
    audit.record(session, actor, "logbook.note", kept)
    return True


def _checked_hours(entry: DayEntry, dates: PlacementDates, today: date) -> Decimal:
    if not may_be_logged(entry.day, dates, today):
        raise _on_day(mark("Le %(day)s est hors du placement, ou encore à venir."), entry.day)
    if entry.hours is None:
        raise _on_day(mark("Combien d’heures le %(day)s ?"), entry.day)
    if not 0 <= entry.hours <= MAXIMUM_DAILY_HOURS:
        raise _on_day(mark("Le %(day)s : entre 0 et 24 heures."), entry.day)
    return entry.hours


def _on_day(message: str, day: date) -> InvalidInput:
    return InvalidInput(message, _field(day), {"day": written_day(day)})


def _field(day: date) -> str:
    return f"hours_{day.weekday()}"


def send_week(session: Session, placement: Placement, monday: date, *, again: bool) -> str:
    """Make the link by which the tutor validates a week and give its secret.

    Refused when no day of the week awaits validation; unless `again`, also when the tutor was
    written to about it within the day, or has no address to write to.
    """
    queries.hold(session, placement)
    days = queries_logbook.week_of_logbook(session, placement, monday)
    done = duties_done_in(session, placement, monday)
    if not waiting_days(days) and not waiting_duties(done):
        raise NotAllowed(mark("Cette semaine n’a aucun jour à valider."))
    if not again:
        _check_first_sending(session, placement, monday)
    return operations_links.issue(session, LinkPurpose.VALIDATE_WEEK, placement, monday)


def _check_first_sending(session: Session, placement: Placement, monday: date) -> None:
    if not can_be_written_to(operations_links.recipient_of(placement)):
        raise NotAllowed(
            mark("Votre tuteur n’a pas de courriel : demandez à l’école de lui envoyer le lien.")
        )
    link = queries.latest_link(session, LinkPurpose.VALIDATE_WEEK, placement, monday)
    if link is not None and link.used_at is None and link.issued_at > now() - RESEND_AFTER:
        raise NotAllowed(mark("Cette semaine vient déjà d’être envoyée à votre tuteur."))


def waiting_days(days: Iterable[LogbookDay]) -> list[LogbookDay]:
    """Keep the days that the tutor has still to validate."""
    return [day for day in days if day.validated_on is None]


def seen_mark(days: Iterable[LogbookDay], done: Iterable[LogbookDuty] = ()) -> str:
    """Name what a reader saw, so that nobody validates hours or duties changed since."""
    seen = [f"{day.id}.{day.version}" for day in waiting_days(days)]
    seen += [f"d{one.id}.{one.version}" for one in waiting_duties(done)]
    return "-".join(seen)


def validate_week(
    session: Session, actor: str, placement: Placement, monday: date, seen: str
) -> int:
    """Validate the waiting days and duties of a week, as they were seen; tell how many days.

    Raises `StaleRecord` when the logbook changed since the page was opened.
    """
    queries.hold(session, placement)
    days = queries_logbook.week_of_logbook(session, placement, monday)
    done = duties_done_in(session, placement, monday)
    waiting = waiting_days(days)
    if (waiting or waiting_duties(done)) and seen_mark(days, done) != seen:
        raise StaleRecord(mark("Le carnet a changé depuis que vous l’avez ouvert : relisez-le."))
    for day in waiting:
        day.validated_on = today_of(placement)
        audit.record(session, actor, "logbook.validate", day)
    validate_duties(session, actor, done, today_of(placement))
    if waiting:
        session.flush()
        logbook_news.tell(session, actor, placement)
    return len(waiting)


def validate_by_link(session: Session, token: str, seen: str, answerer: str | None = None) -> bool:
    """Validate the week of a link, once; false when the link was used before or is dead.

    Raises as `validate_week` and `operations_links.name_answerer`.
    """
    found = operations_links.opened_for_change(session, token, LinkPurpose.VALIDATE_WEEK)
    if found.state is not LinkState.OPEN:
        return False
    operations_links.name_answerer(session, found.link, answerer)
    actor = operations_links.link_actor(found.link)
    validate_week(session, actor, found.placement, week_of_link(found.link), seen)
    use_link(session, found.link)
    return True


def week_of_link(link: SignedLink) -> date:
    """Give the Monday of the week that a link is about."""
    return monday_of(link.week_starts_on or link.issued_at.date())
