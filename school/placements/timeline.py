"""The dated events of a placement, in order, in words."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from school.placements.labels import STATES, reason_words
from school.placements.models import Placement
from school.placements.rules import PlacementStatus


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, or is to happen."""

    day: date
    title: str
    text: str = ""
    kind: str = ""
    url: str = ""


def events_of(placement: Placement, today: date, *, reads_reason: bool) -> list[Event]:
    """List what happened in a placement and what is still to come, by day.

    Why it ended is told to whom `reads_reason` says.
    """
    reason = reason_words(placement.end_reason) if reads_reason else ""
    found = [*_answer(placement), *_work(placement, today), *_end(placement, reason)]
    return sorted(found, key=lambda event: event.day)


def _answer(placement: Placement) -> list[Event]:
    events = []
    if placement.proposed_on is not None:
        title = gettext("Proposé à %(enterprise)s", enterprise=placement.enterprise.name)
        events.append(Event(placement.proposed_on, title))
    if placement.confirmed_on is not None:
        title = gettext("Confirmé par l’entreprise")
        events.append(Event(placement.confirmed_on, title, kind="good"))
    return events


def _work(placement: Placement, today: date) -> list[Event]:
    if placement.status in {PlacementStatus.DECLINED, PlacementStatus.CANCELLED}:
        return []
    begun = placement.status not in {PlacementStatus.PROPOSED, PlacementStatus.CONFIRMED}
    events = []
    if placement.starts_on is not None:
        title = gettext("Premier jour en entreprise")
        events.append(Event(placement.starts_on, title, kind="" if begun else "next"))
    if placement.ends_on is not None and placement.ended_on is None:
        kind = "late" if placement.ends_on < today else "next"
        events.append(Event(placement.ends_on, gettext("Dernier jour prévu"), kind=kind))
    return events


def _end(placement: Placement, reason: str) -> list[Event]:
    if placement.ended_on is None:
        return []
    kind = "good" if placement.status is PlacementStatus.COMPLETED else "late"
    title = str(STATES[placement.status])
    return [Event(placement.ended_on, title, reason, kind)]
