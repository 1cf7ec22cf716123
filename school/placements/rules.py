"""Placements: states, who may take which step, and whose turn it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from school.core.errors import InvalidInput, NeedsConfirmation, mark
from school.core.links import LinkState as LinkState  # noqa: PLC0414 - known here
from school.core.links import link_state as link_state  # noqa: PLC0414 - known here
from school.core.periods import written_day


class PlacementStatus(StrEnum):
    """Where a placement stands (EXCHANGE, table placements)."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LIVE = "live"
    COMPLETED = "completed"
    BROKEN_OFF = "broken_off"
    CANCELLED = "cancelled"


class Party(StrEnum):
    """Who may act on a placement; `record` is what the program learns, of a day or of a hire."""

    SCHOOL = "school"
    ENTERPRISE = "enterprise"
    RECORD = "record"


class EndReason(StrEnum):
    """Why a placement was declined, cancelled or broken off; kept with a detail in `end_reason`."""

    NO_ROOM = "no_room"
    NO_SUPERVISOR = "no_supervisor"
    DATES = "dates"
    PROFILE = "profile"
    NO_ANSWER = "no_answer"
    MISTAKE = "mistake"
    HEALTH = "health"
    CONDUCT = "conduct"
    WORKING_CONDITIONS = "working_conditions"
    ENTERPRISE_DIFFICULTY = "enterprise_difficulty"
    APPRENTICE_CHOICE = "apprentice_choice"
    HIRED_ELSEWHERE = "hired_elsewhere"
    PLACED_ELSEWHERE = "placed_elsewhere"
    DID_NOT_SHOW = "did_not_show"
    OTHER = "other"


@dataclass(frozen=True)
class Transition:
    """A step to a state: from which states, by whom, and what must be given.

    The reasons are those offered for the choice; `needs_end` asks for the last day of work. A
    record takes the step from fewer states than people do: `recorded_from`.
    """

    from_states: frozenset[PlacementStatus]
    parties: frozenset[Party]
    needs_reason: bool = False
    reasons: tuple[EndReason, ...] = ()
    needs_end: bool = False
    recorded_from: frozenset[PlacementStatus] = frozenset()


TRANSITIONS = {
    PlacementStatus.CONFIRMED: Transition(
        frozenset({PlacementStatus.PROPOSED}), frozenset({Party.ENTERPRISE})
    ),
    PlacementStatus.DECLINED: Transition(
        frozenset({PlacementStatus.PROPOSED}),
        frozenset({Party.ENTERPRISE}),
        needs_reason=True,
        reasons=(
            EndReason.NO_ROOM,
            EndReason.NO_SUPERVISOR,
            EndReason.DATES,
            EndReason.PROFILE,
            EndReason.OTHER,
        ),
    ),
    PlacementStatus.LIVE: Transition(
        frozenset({PlacementStatus.CONFIRMED}), frozenset({Party.SCHOOL})
    ),
    PlacementStatus.COMPLETED: Transition(
        frozenset({PlacementStatus.LIVE}), frozenset({Party.SCHOOL}), needs_end=True
    ),
    PlacementStatus.BROKEN_OFF: Transition(
        frozenset({PlacementStatus.LIVE}),
        frozenset({Party.SCHOOL}),
        needs_reason=True,
        reasons=(
            EndReason.HEALTH,
            EndReason.CONDUCT,
            EndReason.WORKING_CONDITIONS,
            EndReason.ENTERPRISE_DIFFICULTY,
            EndReason.APPRENTICE_CHOICE,
            EndReason.HIRED_ELSEWHERE,
            EndReason.DID_NOT_SHOW,
            EndReason.OTHER,
        ),
        needs_end=True,
    ),
    PlacementStatus.CANCELLED: Transition(
        frozenset({PlacementStatus.PROPOSED, PlacementStatus.CONFIRMED}),
        frozenset({Party.SCHOOL, Party.RECORD}),
        needs_reason=True,
        reasons=(
            EndReason.NO_ANSWER,
            EndReason.DATES,
            EndReason.APPRENTICE_CHOICE,
            EndReason.HIRED_ELSEWHERE,
            EndReason.PLACED_ELSEWHERE,
            EndReason.DID_NOT_SHOW,
            EndReason.MISTAKE,
            EndReason.OTHER,
        ),
        # What an enterprise said yes to is left to people: silence and other places undo no word.
        recorded_from=frozenset({PlacementStatus.PROPOSED}),
    ),
}

STATE_SENTENCES = {
    PlacementStatus.PROPOSED: mark("Ce placement attend encore la réponse de l’entreprise."),
    PlacementStatus.CONFIRMED: mark("Ce placement est déjà confirmé par l’entreprise."),
    PlacementStatus.DECLINED: mark("Ce placement a été décliné par l’entreprise."),
    PlacementStatus.LIVE: mark("Ce placement est déjà en cours."),
    PlacementStatus.COMPLETED: mark("Ce placement est terminé."),
    PlacementStatus.BROKEN_OFF: mark("Ce placement a été rompu."),
    PlacementStatus.CANCELLED: mark("Ce placement a été annulé par l’école."),
}
"""What is said to somebody whose step comes too late, or too early."""

CURRENT_STATES = frozenset(
    {PlacementStatus.PROPOSED, PlacementStatus.CONFIRMED, PlacementStatus.LIVE}
)
"""States in which somebody still has something to do."""

OCCUPYING_STATES = CURRENT_STATES | {PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF}
"""States in which the person's time is taken, or was."""

AGREED_STATES = OCCUPYING_STATES - {PlacementStatus.PROPOSED}
"""States in which it is taken by the word of an enterprise, and not only asked for."""

ANSWER_WITHIN = timedelta(days=7)
"""An enterprise that has not answered after a week is reminded. [own]"""

MAXIMUM_WEEKLY_HOURS = Decimal(72)
"""More in a week is a slip of the pen. [own]"""

MAXIMUM_DAILY_HOURS = Decimal(24)
"""Hours of a day in the logbook (EXCHANGE, table logbook)."""


def check_weekly_hours(hours: Decimal | None) -> None:
    """Refuse hours of a week that nobody works; those not stated are nobody's business."""
    if hours is not None and not 0 < hours <= MAXIMUM_WEEKLY_HOURS:
        raise InvalidInput(
            mark("Entre 1 et %(limit)s heures par semaine."),
            "weekly_hours",
            {"limit": MAXIMUM_WEEKLY_HOURS},
        )


def ask_to_begin(starts_on: date | None, day: date, *, agreed: bool) -> None:
    """Ask, by `NeedsConfirmation`, before a start ahead of the first day or without an agreement.

    The school is asked, not refused: it may know of a paper that is signed. [own]
    """
    early = starts_on is not None and starts_on > day
    if not early and agreed:
        return
    question = mark("Ce placement ne commence que le %(start)s. Le démarrer dès aujourd’hui ?")
    if not agreed:
        question = mark(
            "Aucune convention n’est signée par tous pour ce placement, "
            "qui ne commence que le %(start)s. Le démarrer quand même ?"
        )
    if not early:
        question = mark(
            "Aucune convention n’est signée par tous pour ce placement. Le démarrer quand même ?"
        )
    raise NeedsConfirmation(question, None, {"start": written_day(starts_on)} if early else {})


def may_move(status: PlacementStatus, target: PlacementStatus, party: Party) -> bool:
    """Tell whether a party may take a placement from one state to another."""
    transition = TRANSITIONS.get(target)
    if transition is None or party not in transition.parties:
        return False
    by_record = party is Party.RECORD
    return status in (transition.recorded_from if by_record else transition.from_states)


def steps_for(status: PlacementStatus, party: Party) -> list[PlacementStatus]:
    """List the states a party may take a placement to, in the order of the table."""
    return [target for target in TRANSITIONS if may_move(status, target, party)]


def turn(status: PlacementStatus) -> Party | None:
    """Tell whose turn it is; nobody's once the placement has ended."""
    if status is PlacementStatus.PROPOSED:
        return Party.ENTERPRISE
    if status in CURRENT_STATES:
        return Party.SCHOOL
    return None


def overlap(
    first_start: date, first_end: date | None, second_start: date, second_end: date | None
) -> bool:
    """Tell whether two periods share a day, both ends counted; an empty end is open."""
    return (second_end is None or first_start <= second_end) and (
        first_end is None or second_start <= first_end
    )


NEVER_BEGAN = frozenset({PlacementStatus.DECLINED, PlacementStatus.CANCELLED})
"""The states of placements whose end is that of the question, not of any work."""


@dataclass(frozen=True)
class PlacementDates:
    """The dates of a placement, each empty until it is known."""

    proposed_on: date | None = None
    confirmed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, since which day, and whether that is too long."""

    party: Party | None
    since: date | None
    late: bool


def whose_turn(status: PlacementStatus, dates: PlacementDates, today: date) -> Turn:
    """Tell who must do the next thing, since when, and whether it is overdue.

    An answer is overdue after a week or once the work should have begun, a start after its day,
    and the closing of a running placement after its last day.
    """
    party = turn(status)
    if status is PlacementStatus.PROPOSED:
        asked = dates.proposed_on
        waited = asked is not None and today > asked + ANSWER_WITHIN
        return Turn(party, asked, waited or _reached(dates.starts_on, today))
    if status is PlacementStatus.CONFIRMED:
        begun = dates.starts_on is not None and dates.starts_on < today
        return Turn(party, dates.starts_on if begun else dates.confirmed_on, begun)
    if status is PlacementStatus.LIVE:
        over = dates.ends_on is not None and dates.ends_on < today
        return Turn(party, dates.ends_on if over else dates.starts_on, over)
    return Turn(None, dates.ended_on or dates.ends_on, late=False)


def _reached(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def written_reason(reason: EndReason, detail: str | None) -> str:
    """Write a reason as it is kept: its code, then what was added in words."""
    return f"{reason.value}: {detail}" if detail else reason.value


def read_reason(text: str | None) -> tuple[EndReason | None, str | None]:
    """Read a kept reason; one that came with an import, in free words, has no code."""
    if not text:
        return None, None
    code, _, detail = text.partition(":")
    try:
        return EndReason(code.strip()), detail.strip() or None
    except ValueError:
        return None, text


def days_of_week(monday: date) -> list[date]:
    """List the seven days of a week."""
    return [monday + timedelta(days=number) for number in range(7)]


def may_be_logged(day: date, dates: PlacementDates, today: date) -> bool:
    """Tell whether a day may stand in the logbook: within the placement, and not to come."""
    last = dates.ended_on or dates.ends_on
    return (
        day <= today
        and (dates.starts_on is None or dates.starts_on <= day)
        and (last is None or day <= last)
    )
