"""The hearing before a penalty: its states, its steps, who takes them and when.

One table of steps; pages, buttons and operations all ask it. Nobody decides before both sides
were heard, or the day given to answer has passed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from school.clauses.penalties.rules import Side


class HearingState(StrEnum):
    """Where a hearing stands."""

    OPENED = "opened"
    OPERATOR_HEARD = "operator_heard"
    AUTHORITY_HEARD = "authority_heard"
    BOTH_HEARD = "both_heard"
    DECIDED = "decided"


class HearingStep(StrEnum):
    """What can be done in a hearing."""

    HEAR_OPERATOR = "hear_operator"
    HEAR_AUTHORITY = "hear_authority"
    DECIDE = "decide"


class Decision(StrEnum):
    """What was decided: the whole penalty, less of it, training instead, or none."""

    PENALTY = "penalty"
    REDUCED = "reduced"
    TRAINING = "training"
    EXEMPTED = "exempted"


NEEDS_AMOUNT = frozenset({Decision.PENALTY, Decision.REDUCED})


@dataclass(frozen=True, slots=True)
class Said:
    """The days of a hearing: opened, to answer by, each side heard, decided."""

    opened_on: date
    answer_by: date
    operator_on: date | None = None
    authority_on: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """From which states a step leads on, whose it is, and the states after the day to answer."""

    states: frozenset[HearingState]
    side: Side
    when_late: frozenset[HearingState] = frozenset()


_S = HearingState
STEPS: Mapping[HearingStep, Step] = {
    HearingStep.HEAR_OPERATOR: Step(frozenset({_S.OPENED, _S.AUTHORITY_HEARD}), Side.OPERATOR),
    HearingStep.HEAR_AUTHORITY: Step(frozenset({_S.OPENED, _S.OPERATOR_HEARD}), Side.AUTHORITY),
    HearingStep.DECIDE: Step(
        frozenset({_S.BOTH_HEARD}),
        Side.AUTHORITY,
        frozenset({_S.OPENED, _S.OPERATOR_HEARD, _S.AUTHORITY_HEARD}),
    ),
}


def state_of(said: Said) -> HearingState:
    """Tell where a hearing stands, from the days on which something was said."""
    if said.decided_on is not None:
        return HearingState.DECIDED
    if said.operator_on is not None and said.authority_on is not None:
        return HearingState.BOTH_HEARD
    if said.operator_on is not None:
        return HearingState.OPERATOR_HEARD
    if said.authority_on is not None:
        return HearingState.AUTHORITY_HEARD
    return HearingState.OPENED


def may_step(step: HearingStep, said: Said, day: date) -> bool:
    """Tell whether a step leads on from where a hearing stands on a day."""
    state, rule = state_of(said), STEPS[step]
    return state in rule.states or (day > said.answer_by and state in rule.when_late)


def turn(said: Said, day: date) -> tuple[Side | None, date]:
    """Tell whose turn it is and since when; nobody's once decided.

    Once the day to answer has passed, or both were heard, it is the authority's to decide.
    """
    state = state_of(said)
    heard = [one for one in (said.operator_on, said.authority_on) if one is not None]
    since = max([said.opened_on, *heard])
    if state is HearingState.DECIDED:
        return None, said.decided_on or since
    if state is HearingState.BOTH_HEARD:
        return Side.AUTHORITY, since
    if day > said.answer_by:
        return Side.AUTHORITY, max(since, said.answer_by)
    if state is HearingState.OPERATOR_HEARD:
        return Side.AUTHORITY, since
    return Side.OPERATOR, since
