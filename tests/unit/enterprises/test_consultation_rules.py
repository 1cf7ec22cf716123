"""Who comes out first in a consultation, whose turn it is, and what may be told outside."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.enterprises.consultations.rules import (
    MOST_CHOICES,
    TRANSITIONS,
    Ballot,
    ConsultationState,
    Dates,
    Step,
    Weighting,
    Who,
    results,
    steps_from,
    takes_answers,
    turn,
)
from school.oversight.consultation_rules import gap, order_may_be_told, told, widest_first

ITEMS = [3, 1, 4, 15, 9, 2, 6]
DAY = date(2026, 11, 23)

ballots = st.lists(
    st.builds(
        Ballot,
        st.lists(st.sampled_from(ITEMS), unique=True, max_size=MOST_CHOICES).map(tuple),
        st.none() | st.integers(0, 30),
    ),
    max_size=12,
)
weightings = st.sampled_from(Weighting)


def by_hand(given_ballots: list[Ballot], weighting: Weighting) -> dict[int, int]:
    """Count the points of each item, one vote after the other."""
    points = dict.fromkeys(ITEMS, 0)
    for ballot in given_ballots:
        votes = 1 if weighting is Weighting.ONE_EACH else ballot.places or 0
        for _ in range(votes):
            for gained, item in zip(range(5, 0, -1), ballot.choices, strict=False):
                points[item] += gained
    return points


@given(ballots, weightings)
def test_points_are_those_counted_by_hand(votes: list[Ballot], weighting: Weighting) -> None:
    found = results(ITEMS, votes, weighting)
    assert {one.item: one.points for one in found} == by_hand(votes, weighting)
    assert sorted(one.item for one in found) == sorted(ITEMS)


@given(ballots, weightings)
def test_a_place_is_one_more_than_those_before(votes: list[Ballot], weighting: Weighting) -> None:
    found = results(ITEMS, votes, weighting)
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    for one in found:
        better = sum(other.points > one.points for other in found)
        assert one.place == (better + 1 if one.points else None)


@given(ballots, weightings, st.randoms())
def test_the_order_of_answers_does_not_matter(
    votes: list[Ballot], weighting: Weighting, random: Random
) -> None:
    shuffled = list(votes)
    random.shuffle(shuffled)
    assert results(ITEMS, shuffled, weighting) == results(ITEMS, votes, weighting)


@given(ballots, st.integers(1, 20))
def test_equal_places_weigh_like_one_each(votes: list[Ballot], places: int) -> None:
    equal = [Ballot(one.choices, places) for one in votes]
    by_places = results(ITEMS, equal, Weighting.BY_PLACES)
    one_each = results(ITEMS, equal, Weighting.ONE_EACH)
    assert [one.item for one in by_places] == [one.item for one in one_each]
    assert [one.points for one in by_places] == [one.points * places for one in one_each]


@given(ballots, ballots, weightings)
def test_two_groups_add_up(some: list[Ballot], others: list[Ballot], weighting: Weighting) -> None:
    whole = {one.item: one.points for one in results(ITEMS, some + others, weighting)}
    parts = by_hand(some, weighting), by_hand(others, weighting)
    assert whole == {item: parts[0][item] + parts[1][item] for item in ITEMS}


@given(ballots, weightings, st.data())
def test_naming_an_item_higher_never_puts_it_lower(
    votes: list[Ballot], weighting: Weighting, data: st.DataObject
) -> None:
    movable = [number for number, one in enumerate(votes) if len(one.choices) > 1]
    if not movable:
        return
    number = data.draw(st.sampled_from(movable))
    choices = list(votes[number].choices)
    place = data.draw(st.integers(1, len(choices) - 1))
    item = choices[place]
    choices[place - 1], choices[place] = item, choices[place - 1]
    raised = [*votes]
    raised[number] = Ballot(tuple(choices), votes[number].places)

    def place_of(given_ballots: list[Ballot]) -> int:
        found = results(ITEMS, given_ballots, weighting)
        return next(one.place or len(ITEMS) + 1 for one in found if one.item == item)

    assert place_of(raised) <= place_of(votes)


DATES = Dates(DAY, DAY + timedelta(days=10), DAY, DAY, DAY)


@pytest.mark.parametrize("state", list(ConsultationState))
@pytest.mark.parametrize("undecided", [0, 3])
@pytest.mark.parametrize("unnamed", [0, 2])
@pytest.mark.parametrize("days", [0, 10, 11, 400])
def test_every_state_says_whose_turn_it_is(
    state: ConsultationState, undecided: int, unnamed: int, days: int
) -> None:
    today = DAY + timedelta(days=days)
    who, since = turn(state, DATES, today, undecided=undecided, unnamed=unnamed)
    assert since is not None
    over = state is ConsultationState.RETURNED and not undecided
    assert (who is Who.NOBODY) == (over and not unnamed)
    assert (who is Who.CURRICULUM) == (over and unnamed > 0)
    if who is Who.ENTERPRISES:
        assert takes_answers(state, DATES.closes_on, today)
    if who is Who.SCHOOL:
        assert steps_from(state)


@pytest.mark.parametrize("state", list(ConsultationState))
@pytest.mark.parametrize("step", list(Step))
def test_each_step_is_taken_from_where_the_table_says(state: ConsultationState, step: Step) -> None:
    expected = {
        (ConsultationState.DRAFT, Step.OPEN),
        (ConsultationState.OPEN, Step.CLOSE),
        (ConsultationState.CLOSED, Step.SEND_BACK),
        (ConsultationState.RETURNED, Step.SEND_BACK),
    }
    assert (state in TRANSITIONS[step].from_states) == ((state, step) in expected)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_a_told_count_leaves_no_few_to_derive(own: int, others: int, rest: int) -> None:
    whole = own + others
    shown = told(whole, own, whole + rest)
    derived = [whole, others, rest]
    assert (shown is None) == any(0 < one < 5 for one in derived)
    assert shown in {None, whole}


@given(st.lists(st.integers(0, 30), max_size=12))
def test_the_order_is_told_when_five_others_count_and_none_alone(weights: list[int]) -> None:
    counted = [one for one in weights if one]
    told_now = order_may_be_told(weights)
    assert told_now == (len(counted) >= 5 and max(counted) * 2 <= sum(counted))


def test_what_is_asked_much_and_taught_little_comes_first() -> None:
    total = (4, 100)
    found = widest_first(
        [
            gap("A", 4, Decimal("0.05"), 10, total),
            gap("B", 1, Decimal("0.5"), 20, total),
            gap("C", 2, Decimal("0.3"), 30, total),
            gap("D", 2, Decimal("0.35"), 5, total),
        ]
    )
    assert [one.words for one in found if one.is_short] == ["B", "D"]
    assert [one.words for one in found][:2] == ["B", "D"]
