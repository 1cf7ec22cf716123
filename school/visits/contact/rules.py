"""The plan of contact of a placement: which contacts it asks for, by when, and which were made."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from school.placements.interruption_rules import Interruption

FINAL_WITHIN = timedelta(days=14)
"""A final visit is one of the last fortnight of the placement. [own]"""

LONGEST_RHYTHM = 365
"""Days: a contact once a year is no permanent contact. [own]"""


class ContactStep(StrEnum):
    """What a plan asks for."""

    FIRST = "first"
    REGULAR = "regular"
    MIDTERM = "midterm"
    FINAL = "final"


@dataclass(frozen=True)
class Rhythm:
    """How often contact is kept, as a school or the plan of one placement sets it.

    Days are calendar days. `first_within_days` counts from the first day of work, `every_days`
    from the contact before. Mid-term and final contacts are visits to the place of work.
    """

    first_within_days: int = 7
    every_days: int = 21
    midterm_visit: bool = True
    final_visit: bool = True


DEFAULT_RHYTHM = Rhythm()
DEFAULT_DIRECTOR_DELAY = 5
"""Days after which a contact that is overdue turns up on the director's first page. [own]"""


@dataclass(frozen=True)
class OwnRhythm:
    """What the plan of one placement sets otherwise than its school; nothing: as the school."""

    first_within_days: int | None = None
    every_days: int | None = None
    midterm_visit: bool | None = None
    final_visit: bool | None = None

    def on(self, school: Rhythm) -> Rhythm:
        """Give the rhythm of the placement: its own where it has one."""
        own = {name: value for name, value in vars(self).items() if value is not None}
        return replace(school, **own)


@dataclass(frozen=True)
class Kept:
    """The contacts of a placement that a plan looks at: the last of any kind, the last visit."""

    last_contact_on: date | None = None
    last_visit_on: date | None = None


@dataclass(frozen=True)
class Due:
    """A contact that is still to be made, and the last day for it."""

    step: ContactStep
    by: date


def midterm_of(starts_on: date, ends_on: date) -> tuple[date, date]:
    """Give the first and the last day for a mid-term visit: the middle third of the period."""
    third = timedelta(days=(ends_on - starts_on).days // 3)
    return starts_on + third, ends_on - third


def still_due(
    rhythm: Rhythm,
    starts_on: date,
    ends_on: date | None,
    kept: Kept,
    interruption: Interruption | None = None,
) -> list[Due]:
    """List the contacts that a plan still asks for, the next first.

    A regular contact is not asked for past the last day of work. A visit counts for every step
    whose days it falls in, so that a short placement is not visited twice for two names. The days
    of an interruption do not run: what falls due in it is put off by as long, at most to the end.
    """
    found = _still_due(rhythm, starts_on, ends_on, kept, interruption)
    return sorted(found, key=lambda due: due.by)


def _still_due(
    rhythm: Rhythm,
    starts_on: date,
    ends_on: date | None,
    kept: Kept,
    interruption: Interruption | None,
) -> Iterator[Due]:
    last = _since(kept.last_contact_on, starts_on)
    if last is None:
        by = starts_on + timedelta(days=rhythm.first_within_days)
        yield Due(ContactStep.FIRST, _put_off(interruption, starts_on, by))
    else:
        by = _put_off(interruption, last, last + timedelta(days=rhythm.every_days))
        if ends_on is None or by <= ends_on:
            yield Due(ContactStep.REGULAR, by)
    if ends_on is None:
        return
    opens, closes = midterm_of(starts_on, ends_on)
    if rhythm.midterm_visit and _since(kept.last_visit_on, opens) is None:
        yield Due(ContactStep.MIDTERM, min(_put_off(interruption, opens, closes), ends_on))
    final_opens = max(starts_on, ends_on - FINAL_WITHIN)
    if rhythm.final_visit and _since(kept.last_visit_on, final_opens) is None:
        yield Due(ContactStep.FINAL, ends_on)


def _put_off(interruption: Interruption | None, since: date, by: date) -> date:
    return interruption.put_off(since, by) if interruption else by


def next_due(
    rhythm: Rhythm,
    starts_on: date,
    ends_on: date | None,
    kept: Kept,
    interruption: Interruption | None = None,
) -> Due | None:
    """Give the contact to make next; nothing once the plan is kept to its end."""
    return next(iter(still_due(rhythm, starts_on, ends_on, kept, interruption)), None)


def is_overdue(due: Due | None, today: date) -> bool:
    """Tell whether the last day for a contact has passed."""
    return due is not None and due.by < today


def concerns_director(due: Due | None, today: date, delay_days: int) -> bool:
    """Tell whether a contact has been overdue for longer than a school waits."""
    return due is not None and due.by + timedelta(days=delay_days) < today


def _since(day: date | None, opens: date) -> date | None:
    return day if day is not None and day >= opens else None
