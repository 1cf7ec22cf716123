"""Proposals: states, who may take which step, whose turn it is, and what closes them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from school.core.errors import mark


class ProposalState(StrEnum):
    """Where the proposal of an apprentice for a post stands."""

    NEW = "new"
    PROCESSING = "processing"
    POSTPONED = "postponed"
    POOL = "pool"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    OBSOLETE = "obsolete"
    LAPSED = "lapsed"


class Party(StrEnum):
    """Who may act on a proposal; `record` is what the program learns, of a day or of a hire."""

    SCHOOL = "school"
    ENTERPRISE = "enterprise"
    RECORD = "record"


class ProposalReason(StrEnum):
    """Why a proposal was refused, cancelled or made obsolete: a closed list, so that it counts.

    A reason that is no longer offered stays here for what was said before.
    """

    NO_ROOM = "no_room"
    NO_SUPERVISOR = "no_supervisor"
    DATES = "dates"
    SKILLS = "skills"
    DISTANCE = "distance"
    ANOTHER_CANDIDATE = "another_candidate"
    WORK_STOPPED = "work_stopped"
    MISTAKE = "mistake"
    APPRENTICE_CHOICE = "apprentice_choice"
    POST_CLOSED = "post_closed"
    HIRED = "hired"
    PLACED = "placed"


@dataclass(frozen=True)
class Transition:
    """A step to a state: from which states, by whom, and what must be given with it."""

    from_states: frozenset[ProposalState]
    parties: frozenset[Party]
    reasons: tuple[ProposalReason, ...] = ()
    needs_day: bool = False


OPEN_STATES = frozenset(
    {
        ProposalState.NEW,
        ProposalState.PROCESSING,
        ProposalState.POSTPONED,
        ProposalState.POOL,
    }
)
"""States in which somebody still has something to do."""

WAITING_STATES = OPEN_STATES - {ProposalState.POOL}
"""States that wait for the enterprise, and lapse when it stays silent."""

TRANSITIONS = {
    ProposalState.ACCEPTED: Transition(OPEN_STATES, frozenset({Party.ENTERPRISE})),
    ProposalState.PROCESSING: Transition(
        OPEN_STATES - {ProposalState.PROCESSING}, frozenset({Party.ENTERPRISE})
    ),
    ProposalState.POSTPONED: Transition(
        OPEN_STATES - {ProposalState.POSTPONED}, frozenset({Party.ENTERPRISE}), needs_day=True
    ),
    ProposalState.POOL: Transition(
        OPEN_STATES - {ProposalState.POOL}, frozenset({Party.ENTERPRISE})
    ),
    ProposalState.REFUSED: Transition(
        OPEN_STATES,
        frozenset({Party.ENTERPRISE}),
        reasons=(
            ProposalReason.NO_ROOM,
            ProposalReason.NO_SUPERVISOR,
            ProposalReason.DATES,
            ProposalReason.SKILLS,
            ProposalReason.DISTANCE,
            ProposalReason.ANOTHER_CANDIDATE,
            ProposalReason.WORK_STOPPED,
        ),
    ),
    ProposalState.CANCELLED: Transition(
        OPEN_STATES,
        frozenset({Party.SCHOOL}),
        reasons=(
            ProposalReason.APPRENTICE_CHOICE,
            ProposalReason.DATES,
            ProposalReason.POST_CLOSED,
            ProposalReason.MISTAKE,
        ),
    ),
    ProposalState.OBSOLETE: Transition(
        OPEN_STATES,
        frozenset({Party.RECORD}),
        reasons=(ProposalReason.HIRED, ProposalReason.PLACED),
    ),
    ProposalState.LAPSED: Transition(WAITING_STATES, frozenset({Party.RECORD})),
}
"""The one table of steps; the state NEW is where a proposal begins, and nothing leads back."""

ANSWERS = tuple(
    state for state, transition in TRANSITIONS.items() if Party.ENTERPRISE in transition.parties
)
"""What an enterprise may answer."""


class Outcome(StrEnum):
    """What came of asking an enterprise about a person, for a post or directly."""

    WAITING = "waiting"
    KEPT = "kept"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


OUTCOMES = {
    ProposalState.NEW: Outcome.WAITING,
    ProposalState.PROCESSING: Outcome.WAITING,
    ProposalState.POSTPONED: Outcome.WAITING,
    ProposalState.POOL: Outcome.KEPT,
    ProposalState.ACCEPTED: Outcome.ACCEPTED,
    ProposalState.REFUSED: Outcome.REFUSED,
    ProposalState.CANCELLED: Outcome.WITHDRAWN,
    ProposalState.OBSOLETE: Outcome.WITHDRAWN,
    ProposalState.LAPSED: Outcome.LAPSED,
}
"""What each state of a proposal counts as."""

ANSWERED = frozenset({Outcome.KEPT, Outcome.ACCEPTED, Outcome.REFUSED})
"""Outcomes that the enterprise itself said: silence and what the school took back are none."""

STATE_SENTENCES = {
    ProposalState.NEW: mark("Cette proposition attend encore la réponse de l’entreprise."),
    ProposalState.PROCESSING: mark("L’entreprise étudie déjà cette proposition."),
    ProposalState.POSTPONED: mark("L’entreprise a déjà remis sa réponse à plus tard."),
    ProposalState.POOL: mark("L’entreprise garde déjà ce profil pour une autre fois."),
    ProposalState.ACCEPTED: mark("Cette proposition est déjà acceptée."),
    ProposalState.REFUSED: mark("Cette proposition a été refusée par l’entreprise."),
    ProposalState.CANCELLED: mark("Cette proposition a été retirée par l’école."),
    ProposalState.OBSOLETE: mark("Cette personne n’est plus disponible."),
    ProposalState.LAPSED: mark("Cette proposition est restée sans réponse : elle est close."),
}
"""What is said to somebody whose step comes too late, or too early."""

USUAL_DELAY_DAYS = 14
"""Days of silence after which a proposal is refused by itself, unless the school says. [own]"""

LONGEST_DELAY_DAYS = 120

LONGEST_POSTPONEMENT = timedelta(days=183)
"""An answer is put off by half a year at most; whoever needs longer keeps the profile. [own]"""


def may_move(state: ProposalState, target: ProposalState, party: Party) -> bool:
    """Tell whether a party may take a proposal from one state to another."""
    transition = TRANSITIONS.get(target)
    return (
        transition is not None and state in transition.from_states and party in transition.parties
    )


def steps_for(state: ProposalState, party: Party) -> list[ProposalState]:
    """List the states a party may take a proposal to, in the order of the table."""
    return [target for target in TRANSITIONS if may_move(state, target, party)]


def turn(state: ProposalState) -> Party | None:
    """Tell whose turn it is; nobody's once the proposal is closed.

    Of a profile that is kept for another time, the school must decide: it goes on looking.
    """
    if state in WAITING_STATES:
        return Party.ENTERPRISE
    return Party.SCHOOL if state is ProposalState.POOL else None


def waits_since(since: date, postponed_until: date | None) -> date:
    """Give the day from which silence counts: that of the last word, or the day put off to."""
    return max(since, postponed_until) if postponed_until is not None else since


def lapses_on(
    state: ProposalState, since: date, postponed_until: date | None, delay_days: int
) -> date | None:
    """Give the day on which silence refuses a proposal; nothing in states that do not wait."""
    if state not in WAITING_STATES:
        return None
    return waits_since(since, postponed_until) + timedelta(days=delay_days)


def months_room(asked: int | None, made: int) -> int | None:
    """Tell how many more proposals an enterprise wants this month; nothing: it sets no limit."""
    return None if asked is None else max(0, asked - made)


def month_of(day: date) -> tuple[date, date]:
    """Give the first day of a day's month, and that of the next month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)
