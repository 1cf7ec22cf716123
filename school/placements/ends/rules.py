"""The end of a placement: outcomes, who may say what of it, whose turn it is, what comes next.

What is said of an end is never changed: each step adds a line, and the newest one is what holds.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from school.core.errors import mark
from school.placements.rules import EndReason, PlacementStatus


class EndOutcome(StrEnum):
    """How a placement came to its end (FEATURES, « End »)."""

    COMPLETED = "completed"
    PARTLY = "partly"
    DID_NOT_SHOW = "did_not_show"
    BROKEN_OFF = "broken_off"


class Decider(StrEnum):
    """Who decided to break a placement off."""

    SCHOOL = "school"
    ENTERPRISE = "enterprise"
    APPRENTICE = "apprentice"
    TOGETHER = "together"


class NextStep(StrEnum):
    """What comes after the end for the apprentice; `nothing` where the training just goes on."""

    NOTHING = "nothing"
    UNDECIDED = "undecided"
    RE_PLACEMENT = "re_placement"
    CENTRE = "centre"
    HIRED = "hired"
    LEAVES = "leaves"


class EndParty(StrEnum):
    """Who may act on an end."""

    APPRENTICE = "apprentice"
    SCHOOL = "school"


class EndState(StrEnum):
    """Where what was said of an end stands; an end that nobody declared has none."""

    DECLARED = "declared"
    AGREED = "agreed"
    CONTESTED = "contested"
    SETTLED = "settled"
    UNANSWERED = "unanswered"


class EndAction(StrEnum):
    """What can be done about an end."""

    DECLARE = "declare"
    AGREE = "agree"
    CONTEST = "contest"
    CLOSE = "close"
    UPHOLD = "uphold"
    CORRECT = "correct"
    PLAN = "plan"


class EndTask(StrEnum):
    """What somebody is waited for to do about an end."""

    ANSWER = "answer"
    CLOSE = "close"
    SETTLE = "settle"
    DECIDE_NEXT = "decide_next"
    RE_PLACE = "re_place"
    NOTE_DEPARTURE = "note_departure"


@dataclass(frozen=True)
class EndTransition:
    """A step: from which states, by whom, to which state (the same when none is given).

    `after_silence`: only once the apprentice has kept silent for `ANSWER_WITHIN`.
    """

    from_states: frozenset[EndState | None]
    parties: frozenset[EndParty]
    to_state: EndState | None = None
    needs_comment: bool = False
    after_silence: bool = False


_EVERY = frozenset[EndState | None](EndState)
_SCHOOL = frozenset({EndParty.SCHOOL})
_APPRENTICE = frozenset({EndParty.APPRENTICE})

TRANSITIONS = {
    EndAction.DECLARE: EndTransition(frozenset({None}), _SCHOOL, EndState.DECLARED),
    EndAction.AGREE: EndTransition(
        frozenset({EndState.DECLARED, EndState.UNANSWERED}), _APPRENTICE, EndState.AGREED
    ),
    EndAction.CONTEST: EndTransition(
        frozenset({EndState.DECLARED, EndState.UNANSWERED}),
        _APPRENTICE,
        EndState.CONTESTED,
        needs_comment=True,
    ),
    EndAction.UPHOLD: EndTransition(
        frozenset({EndState.CONTESTED}), _SCHOOL, EndState.SETTLED, needs_comment=True
    ),
    EndAction.CORRECT: EndTransition(_EVERY, _SCHOOL, EndState.DECLARED),
    EndAction.CLOSE: EndTransition(
        frozenset({EndState.DECLARED}), _SCHOOL, EndState.UNANSWERED, after_silence=True
    ),
    EndAction.PLAN: EndTransition(_EVERY, _SCHOOL),
}

STATE_SENTENCES = {
    None: mark("La fin de ce placement n’est pas encore déclarée."),
    EndState.DECLARED: mark("Cette fin attend la réponse de la personne en formation."),
    EndState.AGREED: mark("La personne en formation est déjà d’accord avec cette fin."),
    EndState.CONTESTED: mark("Cette fin est contestée : l’école doit répondre."),
    EndState.SETTLED: mark("L’école a déjà répondu à la contestation."),
    EndState.UNANSWERED: mark("Cette fin est close sans réponse."),
}
"""What is said to somebody whose step comes too late, or too early."""

ANSWER_WITHIN = timedelta(days=14)
"""An apprentice has a fortnight to agree or to contest; then the school may close. [own]"""

SETTLE_WITHIN = timedelta(days=7)
"""The school answers a contested end, and decides what comes next, within a week. [own]"""

MOST_MISSED_HOURS = Decimal(2000)
"""More hours than a year of work holds are a slip of the pen. [own]"""

BREAK_OFF_REASONS = (
    EndReason.HEALTH,
    EndReason.CONDUCT,
    EndReason.WORKING_CONDITIONS,
    EndReason.ENTERPRISE_DIFFICULTY,
    EndReason.APPRENTICE_CHOICE,
    EndReason.HIRED_ELSEWHERE,
    EndReason.OTHER,
)
"""Causes that a break-off may have."""

ENDING_STATES = frozenset({PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF})
"""States of a placement that say how it ended."""

ENDED_STATES = ENDING_STATES | {PlacementStatus.CANCELLED}
"""States in which a declared end leaves a placement."""


@dataclass(frozen=True)
class EndFacts:
    """What is stated of an end: the outcome, the last day, the hours missed, and why.

    `ahead`: the last day may still come, as when everybody signed that the work will stop.
    """

    outcome: EndOutcome
    last_day: date | None = None
    missed_hours: Decimal | None = None
    cause: EndReason | None = None
    detail: str | None = None
    decided_by: Decider | None = None
    next_step: NextStep | None = None
    ahead: bool = False

    @property
    def what_follows(self) -> NextStep:
        """What comes next: as stated, else nothing after a full stay and undecided after others."""
        if self.next_step is not None:
            return self.next_step
        return NextStep.NOTHING if status_of(self.outcome) in _WORKED else NextStep.UNDECIDED


@dataclass(frozen=True)
class BreakOff:
    """What is stated of a placement that is broken off; the last day may still come."""

    cause: EndReason
    decided_by: Decider
    last_day: date | None = None
    detail: str | None = None
    next_step: NextStep = NextStep.RE_PLACEMENT
    missed_hours: Decimal | None = None

    @property
    def facts(self) -> EndFacts:
        """The same, as facts of an end."""
        return EndFacts(
            EndOutcome.BROKEN_OFF,
            self.last_day,
            self.missed_hours,
            self.cause,
            self.detail,
            self.decided_by,
            self.next_step,
            ahead=True,
        )


_WORKED = frozenset({PlacementStatus.COMPLETED})


def status_of(outcome: EndOutcome, *, started: bool = True) -> PlacementStatus:
    """Give the state of the placement that an outcome leads to.

    Who did not show up at a placement that never started leaves it cancelled.
    """
    if outcome in {EndOutcome.COMPLETED, EndOutcome.PARTLY}:
        return PlacementStatus.COMPLETED
    if outcome is EndOutcome.DID_NOT_SHOW and not started:
        return PlacementStatus.CANCELLED
    return PlacementStatus.BROKEN_OFF


@dataclass(frozen=True)
class EndStanding:
    """Where an end stands: its state and what follows, each since a day.

    `followed`: another placement came after, or the person left the training.
    """

    state: EndState | None
    state_since: date
    next_step: NextStep = NextStep.NOTHING
    next_since: date | None = None
    followed: bool = False

    def may(self, action: EndAction, party: EndParty, today: date) -> bool:
        """Tell whether a party may take a step now."""
        transition = TRANSITIONS[action]
        if self.state not in transition.from_states or party not in transition.parties:
            return False
        return not transition.after_silence or self.is_silent(today)

    def is_silent(self, today: date) -> bool:
        """Tell whether the apprentice's fortnight has passed."""
        return self.state is EndState.DECLARED and today > self.state_since + ANSWER_WITHIN


@dataclass(frozen=True)
class EndTurn:
    """One thing that an end waits for: what, whose turn, since when, and whether it is late."""

    task: EndTask
    party: EndParty
    since: date
    late: bool


OPEN_SEQUELS = {
    NextStep.UNDECIDED: EndTask.DECIDE_NEXT,
    NextStep.RE_PLACEMENT: EndTask.RE_PLACE,
    NextStep.LEAVES: EndTask.NOTE_DEPARTURE,
}
"""What comes next and is not done until the person is placed again or has left the training."""


def turns_of(standing: EndStanding, today: date) -> list[EndTurn]:
    """List what an end waits for; nothing once it is agreed or settled and its sequel is known."""
    if standing.state is None:
        return []
    found = [turn for turn in (_state_turn(standing, today),) if turn is not None]
    task = _next_task(standing)
    if task is not None:
        since = standing.next_since or standing.state_since
        found.append(EndTurn(task, EndParty.SCHOOL, since, today > since + SETTLE_WITHIN))
    return found


def _state_turn(standing: EndStanding, today: date) -> EndTurn | None:
    since = standing.state_since
    if standing.is_silent(today):
        return EndTurn(EndTask.CLOSE, EndParty.SCHOOL, since + ANSWER_WITHIN, late=True)
    if standing.state is EndState.DECLARED:
        return EndTurn(EndTask.ANSWER, EndParty.APPRENTICE, since, late=False)
    if standing.state is EndState.CONTESTED:
        return EndTurn(EndTask.SETTLE, EndParty.SCHOOL, since, today > since + SETTLE_WITHIN)
    return None


def _next_task(standing: EndStanding) -> EndTask | None:
    if standing.followed:
        return None
    return OPEN_SEQUELS.get(standing.next_step)
