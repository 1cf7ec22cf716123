"""Proposals: every state, every step, every party; silence, months, and nobody left waiting."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.placements.proposals.rules import (
    OPEN_STATES,
    WAITING_STATES,
    Party,
    ProposalState,
    lapses_on,
    may_move,
    month_of,
    months_room,
    steps_for,
    turn,
)

S, P = ProposalState, Party
OPEN = {S.NEW, S.PROCESSING, S.POSTPONED, S.POOL}

ALLOWED = {
    *((state, S.ACCEPTED, P.ENTERPRISE) for state in OPEN),
    *((state, S.REFUSED, P.ENTERPRISE) for state in OPEN),
    *((state, S.CANCELLED, P.SCHOOL) for state in OPEN),
    *((state, S.OBSOLETE, P.RECORD) for state in OPEN),
    *((state, S.LAPSED, P.RECORD) for state in OPEN - {S.POOL}),
    *((state, S.PROCESSING, P.ENTERPRISE) for state in OPEN - {S.PROCESSING}),
    *((state, S.POSTPONED, P.ENTERPRISE) for state in OPEN - {S.POSTPONED}),
    *((state, S.POOL, P.ENTERPRISE) for state in OPEN - {S.POOL}),
}
"""All that may happen, written out apart from the table; everything else is refused."""


@pytest.mark.parametrize(("state", "target", "party"), list(product(S, S, P)))
def test_each_step_is_allowed_or_refused(
    state: ProposalState, target: ProposalState, party: Party
) -> None:
    assert may_move(state, target, party) == ((state, target, party) in ALLOWED)


@given(st.lists(st.tuples(st.sampled_from(list(S)), st.sampled_from(list(P))), max_size=12))
def test_no_way_leaves_an_open_proposal_with_nobody_to_act(
    wanted: list[tuple[ProposalState, Party]],
) -> None:
    state = S.NEW
    for target, party in wanted:
        if may_move(state, target, party):
            state = target
        party_to_act = turn(state)
        assert (party_to_act is None) == (state not in OPEN_STATES)
        if party_to_act is not None:
            assert steps_for(state, party_to_act)


@given(
    st.sampled_from(list(S)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 120),
)
def test_silence_counts_from_the_last_word_or_the_day_promised(
    state: ProposalState, since: date, until: date | None, days: int
) -> None:
    last = lapses_on(state, since, until, days)
    assert (last is None) == (state not in WAITING_STATES)
    if last is not None:
        assert last == max(since, until or since) + timedelta(days=days)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_month_holds_its_days_and_no_other(day: date) -> None:
    first, after = month_of(day)
    assert first <= day < after
    assert (first.day, after.day) == (1, 1)
    assert (after - timedelta(days=1)).month == day.month


@given(st.none() | st.integers(0, 20), st.integers(0, 30))
def test_room_of_a_month_is_never_below_nothing(asked: int | None, made: int) -> None:
    room = months_room(asked, made)
    assert room is None if asked is None else room == (asked - made if made < asked else 0)
