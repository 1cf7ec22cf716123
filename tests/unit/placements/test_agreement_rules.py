"""The agreement's table of transitions, state by action by party, and the walks through it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.placements.agreements.progress_rules import Progress, status_after, whose_turn
from school.placements.agreements.rules import (
    CLOSED_STATES,
    CONFIRMED_BY,
    EVERY_AGREEMENT,
    OPEN_STATES,
    OUTSIDE,
    SIGNERS,
    STATE_SENTENCES,
    TRANSITIONS,
    Action,
    AgreementKind,
    AgreementStatus,
    Party,
    Section,
    actions_for,
    carried,
    changeable,
    may_act,
    sections_of,
    to_confirm,
)

ALLOWED = {
    AgreementStatus.DRAFT: "school: edit send abandon",
    AgreementStatus.READY_TO_SIGN: "school: revise reject | representative: sign ask_correction "
    "reject | apprentice: sign ask_correction reject | tutor: confirm ask_correction",
    AgreementStatus.PARTIALLY_SIGNED: "school: revise reject | representative: sign ask_correction "
    "reject | apprentice: sign ask_correction reject | tutor: confirm ask_correction",
    AgreementStatus.TO_CORRECT: "school: revise reject | representative: reject "
    "| apprentice: reject",
    AgreementStatus.IN_REVIEW: "school: revise validate reject | representative: reject "
    "| apprentice: reject",
    AgreementStatus.VALIDATED: "school: cancel amend",
    AgreementStatus.REJECTED: "school: renew",
    AgreementStatus.CANCELLED: "school: renew",
    AgreementStatus.DEPRECATED: "school: renew",
}
"""What each may do in each state, written apart from the program; nothing else is allowed."""

EVERYTHING = list(product(AgreementStatus, Action, Party))
KINDS = st.sampled_from(AgreementKind)
CONFIRMATIONS = st.frozensets(st.tuples(st.sampled_from(Party), st.sampled_from(Section)))


def _allowed(status: AgreementStatus, action: Action, party: Party) -> bool:
    for part in ALLOWED[status].split("|"):
        who, _, actions = part.partition(":")
        if who.strip() == party.value:
            return action.value in actions.split()
    return False


@pytest.mark.parametrize("status", AgreementStatus)
def test_each_party_may_do_what_the_table_says_and_nothing_else(status: AgreementStatus) -> None:
    for action, party in product(Action, Party):
        assert may_act(status, action, party) is _allowed(status, action, party), (action, party)


def test_the_table_is_whole() -> None:
    assert len(EVERYTHING) == 9 * 12 * 4
    assert set(TRANSITIONS) == set(Action)
    assert set(ALLOWED) == set(AgreementStatus) == set(STATE_SENTENCES)
    stops = {Section.INTERRUPTION, Section.BREAK_OFF}
    assert set(CONFIRMED_BY) == set(Section) == EVERY_AGREEMENT | stops
    for action, transition in TRANSITIONS.items():
        ends = transition.target in CLOSED_STATES or action is Action.ASK_CORRECTION
        assert transition.needs_reason is ends, action


def test_the_tutor_confirms_the_duties_and_never_signs() -> None:
    assert Party.TUTOR not in SIGNERS
    assert not any(may_act(status, Action.SIGN, Party.TUTOR) for status in AgreementStatus)
    for kind in AgreementKind:
        assert to_confirm(kind, Party.TUTOR) == [Section.DUTIES]
    for status in AgreementStatus:
        assert not may_act(status, Action.SIGN, Party.SCHOOL), "the school signs last, for itself"


@given(
    KINDS, CONFIRMATIONS, st.frozensets(st.sampled_from(Party)), st.sampled_from(AgreementStatus)
)
def test_somebody_can_always_act_on_what_is_not_in_force(
    kind: AgreementKind,
    confirmed: frozenset[tuple[Party, Section]],
    signed: frozenset[Party],
    status: AgreementStatus,
) -> None:
    progress = Progress(kind, confirmed, signed)
    if status in {AgreementStatus.READY_TO_SIGN, AgreementStatus.PARTIALLY_SIGNED}:
        status = status_after(progress)
    turn = whose_turn(status, progress)
    if status is AgreementStatus.VALIDATED:
        assert turn == []
    else:
        assert turn
        for party in turn:
            assert actions_for(status, {party}), "whose turn it is has something to do"


@given(st.lists(st.tuples(st.sampled_from(Action), st.sampled_from(Party)), max_size=40), KINDS)
def test_no_walk_ends_where_nobody_acts_and_all_sign_what_is_in_force(
    walk: list[tuple[Action, Party]], kind: AgreementKind
) -> None:
    status = AgreementStatus.DRAFT
    confirmed: set[tuple[Party, Section]] = set()
    signed: set[Party] = set()
    for action, party in walk:
        progress = Progress(kind, frozenset(confirmed), frozenset(signed))
        if not may_act(status, action, party):
            continue
        if action in {Action.SIGN, Action.CONFIRM}:
            confirmed |= {(party, one) for one in to_confirm(kind, party)}
            signed |= {party} & set(SIGNERS)
            status = status_after(Progress(kind, frozenset(confirmed), frozenset(signed)))
        elif TRANSITIONS[action].makes_version:
            status, confirmed, signed = AgreementStatus.DRAFT, set(), set()
        else:
            status = TRANSITIONS[action].target or status
        if status is AgreementStatus.VALIDATED:
            assert not progress.waited_for()
            assert signed >= {Party.REPRESENTATIVE, Party.APPRENTICE}
        progress = Progress(kind, frozenset(confirmed), frozenset(signed))
        acting = whose_turn(status, progress)
        assert acting or status is AgreementStatus.VALIDATED
        assert actions_for(status, list(Party)), "a state out of which nothing leads"


@given(CONFIRMATIONS, st.frozensets(st.sampled_from(Section)))
def test_a_change_resets_the_sections_it_changes_alone(
    confirmed: frozenset[tuple[Party, Section]], changed: frozenset[Section]
) -> None:
    kept = carried(confirmed, changed)
    assert kept <= confirmed
    assert not {section for _, section in kept} & changed
    for party, section in confirmed - kept:
        replaced = {Party.TUTOR: Section.TUTOR, Party.REPRESENTATIVE: Section.REPRESENTATIVE}
        assert section in changed or replaced.get(party) in changed


def test_an_amendment_changes_its_own_sections() -> None:
    assert changeable(AgreementKind.PERIOD) == {
        Section.PERIOD,
        Section.SCHEDULE,
        Section.REPRESENTATIVE,
    }
    for kind in AgreementKind:
        assert set(sections_of(kind)) >= changeable(kind)
    assert Section.BREAK_OFF not in sections_of(AgreementKind.DUTIES)
    assert set(OUTSIDE) == set(Party) - {Party.SCHOOL}
    assert OPEN_STATES.isdisjoint(CLOSED_STATES)
