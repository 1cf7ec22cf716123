"""A consultation: its states and steps, who counts for how much, and what comes out first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_CHOICES = 5
"""So many modules, and so many technologies, an enterprise may name in order."""

MOST_PLACES = 500
"""More places or hires in one enterprise are a slip of the finger."""


class ConsultationState(StrEnum):
    """Where a consultation stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    RETURNED = "returned"


class Weighting(StrEnum):
    """What the answer of an enterprise counts for, as the school chose it beforehand."""

    ONE_EACH = "one_each"
    BY_PLACES = "by_places"


class ItemKind(StrEnum):
    """What enterprises put in order."""

    MODULE = "module"
    TECHNOLOGY = "technology"


class Verdict(StrEnum):
    """What the programme committee decided of an item."""

    STRENGTHEN = "strengthen"
    KEEP = "keep"
    REDUCE = "reduce"
    POSTPONE = "postpone"
    REFUSE = "refuse"


CHANGING = frozenset({Verdict.STRENGTHEN, Verdict.REDUCE})
"""The decisions that a version of the curriculum carries out."""


class Step(StrEnum):
    """What a school does with a consultation."""

    OPEN = "open"
    CLOSE = "close"
    SEND_BACK = "send_back"


@dataclass(frozen=True)
class Transition:
    """From which states a step may be taken, and where it leads."""

    from_states: frozenset[ConsultationState]
    target: ConsultationState


TRANSITIONS: Mapping[Step, Transition] = {
    Step.OPEN: Transition(frozenset({ConsultationState.DRAFT}), ConsultationState.OPEN),
    Step.CLOSE: Transition(frozenset({ConsultationState.OPEN}), ConsultationState.CLOSED),
    # Placements and hires come years later: what came of it is sent back as often as wished.
    Step.SEND_BACK: Transition(
        frozenset({ConsultationState.CLOSED, ConsultationState.RETURNED}),
        ConsultationState.RETURNED,
    ),
}
"""The one table of steps: pages, buttons and operations ask it."""

DECIDING = frozenset({ConsultationState.CLOSED, ConsultationState.RETURNED})
"""States in which the committee decides; a later decision takes the place of the one before."""


class Who(StrEnum):
    """Whose turn it is."""

    SCHOOL = "school"
    ENTERPRISES = "enterprises"
    COMMITTEE = "committee"
    CURRICULUM = "curriculum"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Dates:
    """When a consultation reached its states; the last day to answer is included."""

    made_on: date
    closes_on: date
    opened_on: date | None = None
    closed_on: date | None = None
    returned_on: date | None = None


def steps_from(state: ConsultationState) -> list[Step]:
    """List the steps that may be taken from a state, in their order."""
    return [step for step, known in TRANSITIONS.items() if state in known.from_states]


def takes_answers(state: ConsultationState, closes_on: date, today: date) -> bool:
    """Tell whether enterprises may still answer and correct: until the last day, included."""
    return state is ConsultationState.OPEN and today <= closes_on


def awaits_version(verdict: Verdict, version_id: int | None) -> bool:
    """Tell whether a decision changes what is taught, and no version says yet that it did."""
    return verdict in CHANGING and version_id is None


def turn(
    state: ConsultationState, dates: Dates, today: date, *, undecided: int, unnamed: int = 0
) -> tuple[Who, date | None]:
    """Tell whose turn it is, and since when.

    `undecided` items still await the committee, and `unnamed` decisions the version of the
    curriculum that carries them out: without it, nothing can be said to have come of them.
    """
    if state is ConsultationState.DRAFT:
        return Who.SCHOOL, dates.made_on
    if state is ConsultationState.OPEN:
        if takes_answers(state, dates.closes_on, today):
            return Who.ENTERPRISES, dates.opened_on
        return Who.SCHOOL, dates.closes_on
    if undecided:
        return Who.COMMITTEE, dates.closed_on
    if state is ConsultationState.CLOSED:
        return Who.SCHOOL, dates.closed_on
    return Who.CURRICULUM if unnamed else Who.NOBODY, dates.returned_on


@dataclass(frozen=True)
class Ballot:
    """What one enterprise puts in order among the items of one kind, the dearest first.

    `places` is how many apprentices it would take; nothing when it did not say.
    """

    choices: tuple[int, ...]
    places: int | None = None


@dataclass(frozen=True)
class Result:
    """What came out for an item: its points, its place and how many enterprises named it.

    Items with as many points share a place; one that nobody named has no place.
    """

    item: int
    points: int
    place: int | None
    named_by: int


def weight_of(ballot: Ballot, weighting: Weighting) -> int:
    """Tell how often an answer counts: once, or once for each place; none said counts nothing."""
    return 1 if weighting is Weighting.ONE_EACH else ballot.places or 0


def points_of(place: int) -> int:
    """Give what an item gains by being named at a place, from 1: five points, then four, to one.

    Borda's count for the first five: whoever names fewer gives no points to the others.
    """
    return max(0, MOST_CHOICES + 1 - place)


def results(items: Sequence[int], ballots: Iterable[Ballot], weighting: Weighting) -> list[Result]:
    """Put items in order by the weighted points of all answers; equal ones as they were listed."""
    points = dict.fromkeys(items, 0)
    named = dict.fromkeys(items, 0)
    for ballot in ballots:
        weight = weight_of(ballot, weighting)
        for place, item in enumerate(ballot.choices, start=1):
            if item in points:
                points[item] += weight * points_of(place)
                named[item] += 1
    ordered = sorted(items, key=lambda item: -points[item])
    all_points = sorted(points.values(), reverse=True)
    return [
        Result(
            item,
            points[item],
            all_points.index(points[item]) + 1 if points[item] else None,
            named[item],
        )
        for item in ordered
    ]


@dataclass(frozen=True)
class CohortChoice:
    """A cohort that a consultation may be about, as a form offers it."""

    id: int
    school_id: int
    reference: str
    name: str


@dataclass(frozen=True)
class Said:
    """What an enterprise says by its link; the items by their numbers, the dearest first."""

    modules: tuple[int, ...] = ()
    technologies: tuple[int, ...] = ()
    places: int | None = None
    hires: int | None = None
    hiring_for: str | None = None
    lacking: str | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is said; a zero says something."""
        return self == Said()
