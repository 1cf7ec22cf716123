"""The end of a placement: every state, action and party; somebody always has the next step."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from school.placements.ends.rules import (
    ANSWER_WITHIN,
    STATE_SENTENCES,
    TRANSITIONS,
    EndAction,
    EndFacts,
    EndOutcome,
    EndParty,
    EndStanding,
    EndState,
    EndTask,
    NextStep,
    status_of,
    turns_of,
)
from school.placements.rules import CURRENT_STATES, PlacementStatus

DAY = date(2026, 3, 2)
SILENT = DAY + ANSWER_WITHIN + timedelta(days=1)

ACTIONS_OF = {
    EndTask.ANSWER: (EndAction.AGREE, EndAction.CONTEST),
    EndTask.CLOSE: (EndAction.CLOSE,),
    EndTask.SETTLE: (EndAction.UPHOLD, EndAction.CORRECT),
    EndTask.DECIDE_NEXT: (EndAction.PLAN,),
    EndTask.RE_PLACE: (EndAction.PLAN,),
    EndTask.NOTE_DEPARTURE: (EndAction.PLAN,),
}
"""The steps by which each thing waited for is done, beside a proposal or a noted departure."""

ALLOWED = {
    (None, EndAction.DECLARE, EndParty.SCHOOL),
    (EndState.DECLARED, EndAction.AGREE, EndParty.APPRENTICE),
    (EndState.DECLARED, EndAction.CONTEST, EndParty.APPRENTICE),
    (EndState.UNANSWERED, EndAction.AGREE, EndParty.APPRENTICE),
    (EndState.UNANSWERED, EndAction.CONTEST, EndParty.APPRENTICE),
    (EndState.CONTESTED, EndAction.UPHOLD, EndParty.SCHOOL),
    *((state, EndAction.CORRECT, EndParty.SCHOOL) for state in EndState),
    *((state, EndAction.PLAN, EndParty.SCHOOL) for state in EndState),
}
"""Written here a second time, by hand, as what was wanted."""


def test_every_state_action_and_party_is_as_wanted() -> None:
    for state, action, party in product([None, *EndState], EndAction, EndParty):
        standing = EndStanding(state, DAY)
        wanted = (state, action, party) in ALLOWED
        assert standing.may(action, party, DAY) == wanted, (state, action, party)
        closing = (state, action, party) == (EndState.DECLARED, EndAction.CLOSE, EndParty.SCHOOL)
        assert standing.may(action, party, SILENT) == (wanted or closing), (state, action, party)


def test_what_the_tables_name_is_complete() -> None:
    assert set(TRANSITIONS) == set(EndAction)
    assert set(ACTIONS_OF) == set(EndTask)
    assert set(STATE_SENTENCES) == {None, *EndState}


def test_an_outcome_leads_to_a_state_that_is_an_end() -> None:
    for outcome, started in product(EndOutcome, (True, False)):
        assert status_of(outcome, started=started) not in CURRENT_STATES
    assert status_of(EndOutcome.DID_NOT_SHOW, started=False) is PlacementStatus.CANCELLED


def test_only_who_never_came_to_what_never_began_leaves_it_cancelled() -> None:
    completed, broken_off = PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF
    wanted = {
        (EndOutcome.COMPLETED, True): completed,
        (EndOutcome.COMPLETED, False): completed,
        (EndOutcome.PARTLY, True): completed,
        (EndOutcome.PARTLY, False): completed,
        (EndOutcome.DID_NOT_SHOW, True): broken_off,
        (EndOutcome.DID_NOT_SHOW, False): PlacementStatus.CANCELLED,
        (EndOutcome.BROKEN_OFF, True): broken_off,
        (EndOutcome.BROKEN_OFF, False): broken_off,
    }
    assert {one: status_of(one[0], started=one[1]) for one in wanted} == wanted


def test_what_follows_is_as_stated_else_open_unless_the_work_was_done() -> None:
    assert {one: EndFacts(one).what_follows for one in EndOutcome} == {
        EndOutcome.COMPLETED: NextStep.NOTHING,
        EndOutcome.PARTLY: NextStep.NOTHING,
        EndOutcome.DID_NOT_SHOW: NextStep.UNDECIDED,
        EndOutcome.BROKEN_OFF: NextStep.UNDECIDED,
    }
    for outcome, step in product(EndOutcome, NextStep):
        assert EndFacts(outcome, next_step=step).what_follows is step


def test_the_sequel_is_waited_for_since_it_was_last_spoken_of() -> None:
    open_end = EndStanding(EndState.AGREED, DAY, NextStep.UNDECIDED)
    assert [one.since for one in turns_of(open_end, DAY)] == [DAY]
    later = replace(open_end, next_since=SILENT)
    assert [one.since for one in turns_of(later, SILENT)] == [SILENT]


STEPS = st.tuples(
    st.sampled_from(EndAction),
    st.sampled_from(EndParty),
    st.sampled_from(NextStep),
    st.booleans(),
    st.integers(0, 40),
)


@given(st.lists(STEPS, max_size=25), st.sampled_from(NextStep))
def test_no_sequence_of_steps_leaves_an_end_with_nobody_to_act(
    steps: list[tuple[EndAction, EndParty, NextStep, bool, int]], first: NextStep
) -> None:
    today = DAY
    standing = EndStanding(EndState.DECLARED, DAY, first, DAY)
    for action, party, following, followed, later in steps:
        today += timedelta(days=later)
        if standing.may(action, party, today):
            standing = _after(standing, action, following, today)
        standing = EndStanding(
            standing.state, standing.state_since, standing.next_step, standing.next_since, followed
        )
        _is_in_somebodys_hands(standing, today)


def _after(
    standing: EndStanding, action: EndAction, following: NextStep, today: date
) -> EndStanding:
    to_state = TRANSITIONS[action].to_state
    state, since = (to_state, today) if to_state else (standing.state, standing.state_since)
    planned = action is EndAction.PLAN
    return EndStanding(
        state,
        since,
        following if planned else standing.next_step,
        today if planned else standing.next_since,
        standing.followed,
    )


def _is_in_somebodys_hands(standing: EndStanding, today: date) -> None:
    turns = turns_of(standing, today)
    for turn in turns:
        assert turn.since <= today
        assert any(standing.may(one, turn.party, today) for one in ACTIONS_OF[turn.task])
    open_state = standing.state in {EndState.DECLARED, EndState.CONTESTED}
    open_sequel = standing.next_step in {NextStep.UNDECIDED, NextStep.RE_PLACEMENT, NextStep.LEAVES}
    assert bool(turns) == (open_state or (open_sequel and not standing.followed))
