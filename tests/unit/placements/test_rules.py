"""States of placements are data: one table says who may go where, and everything asks it."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from school.placements.rules import (
    CURRENT_STATES,
    OCCUPYING_STATES,
    STATE_SENTENCES,
    TRANSITIONS,
    EndReason,
    LinkState,
    Party,
    PlacementDates,
    PlacementStatus,
    days_of_week,
    link_state,
    may_be_logged,
    may_move,
    overlap,
    read_reason,
    steps_for,
    turn,
    whose_turn,
    written_reason,
)

STATES = st.sampled_from(PlacementStatus)
PARTIES = st.sampled_from(Party)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MAYBE_DAYS = st.none() | DAYS
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31))  # noqa: DTZ001
ENDED = set(PlacementStatus) - CURRENT_STATES


@given(STATES, PARTIES)
def test_steps_are_those_of_the_table_and_no_other(status: PlacementStatus, party: Party) -> None:
    steps = steps_for(status, party)
    assert len(steps) == len(set(steps))
    for target in PlacementStatus:
        transition = TRANSITIONS.get(target)
        written = transition is not None and (
            status in transition.from_states and party in transition.parties
        )
        if party is Party.RECORD:
            asked = (PlacementStatus.PROPOSED, PlacementStatus.CANCELLED)
            written = (status, target) == asked
        assert may_move(status, target, party) == written == (target in steps)


@given(st.lists(st.tuples(PARTIES, st.integers(0, 10)), max_size=12))
def test_no_walk_comes_back_or_leaves_an_end(walk: list[tuple[Party, int]]) -> None:
    status, passed = PlacementStatus.PROPOSED, [PlacementStatus.PROPOSED]
    for party, choice in walk:
        steps = steps_for(status, party)
        if not steps:
            continue
        assert status not in ENDED
        status = steps[choice % len(steps)]
        assert status not in passed
        passed.append(status)
    assert len(passed) <= 4


@given(STATES)
def test_whoever_has_the_turn_has_a_step(status: PlacementStatus) -> None:
    party = turn(status)
    assert (party is None) == (status in ENDED)
    if party is not None:
        assert steps_for(status, party)


def test_the_school_never_answers_for_the_enterprise() -> None:
    for target in (PlacementStatus.CONFIRMED, PlacementStatus.DECLINED):
        assert TRANSITIONS[target].parties == {Party.ENTERPRISE}


def test_a_step_that_needs_a_reason_offers_some_and_always_another() -> None:
    for transition in TRANSITIONS.values():
        assert transition.needs_reason == bool(transition.reasons)
        assert not transition.reasons or transition.reasons[-1] is EndReason.OTHER
    assert set(STATE_SENTENCES) == set(PlacementStatus)


@given(STATES, st.builds(PlacementDates, MAYBE_DAYS, MAYBE_DAYS, MAYBE_DAYS, MAYBE_DAYS), DAYS)
def test_a_turn_is_late_from_some_day_on_and_for_ever(
    status: PlacementStatus, dates: PlacementDates, today: date
) -> None:
    now, later = (whose_turn(status, dates, day) for day in (today, today + timedelta(days=1)))
    assert now.party is turn(status)
    assert later.late or not now.late
    assert not (now.late and now.party is None)


def test_a_week_without_answer_is_late() -> None:
    dates = PlacementDates(proposed_on=date(2026, 2, 2), starts_on=date(2026, 3, 2))
    turns = {
        day: whose_turn(PlacementStatus.PROPOSED, dates, date(2026, 2, day)) for day in (9, 10)
    }
    assert [turns[day].late for day in (9, 10)] == [False, True]
    assert turns[10].since == date(2026, 2, 2)


def test_a_placement_that_should_run_or_be_over_is_late() -> None:
    dates = PlacementDates(date(2026, 2, 2), date(2026, 2, 5), date(2026, 3, 2), date(2026, 4, 24))
    confirmed, live = PlacementStatus.CONFIRMED, PlacementStatus.LIVE
    assert whose_turn(confirmed, dates, date(2026, 3, 2)).since == date(2026, 2, 5)
    assert whose_turn(confirmed, dates, date(2026, 3, 3)).late
    assert not whose_turn(live, dates, date(2026, 4, 24)).late
    assert whose_turn(live, dates, date(2026, 4, 25)).late


@given(DAYS, MAYBE_DAYS, DAYS, MAYBE_DAYS)
def test_overlap_is_mutual_and_counts_both_ends(
    first: date, first_end: date | None, second: date, second_end: date | None
) -> None:
    found = overlap(first, first_end, second, second_end)
    assert found == overlap(second, second_end, first, first_end)
    start, ends = max(first, second), [end for end in (first_end, second_end) if end is not None]
    proper = (first_end is None or first <= first_end) and (
        second_end is None or second <= second_end
    )
    if proper:
        assert found == all(start <= end for end in ends)


@given(st.sampled_from(EndReason), st.none() | st.text(min_size=1).map(str.strip))
def test_a_reason_is_read_as_it_was_written(reason: EndReason, detail: str | None) -> None:
    assert read_reason(written_reason(reason, detail)) == (reason, detail or None)


@given(st.text())
def test_any_kept_reason_can_be_read(text: str) -> None:
    reason, detail = read_reason(text)
    assert reason is not None or detail == (text or None)


@given(DAYS, DAYS, DAYS, st.integers(0, 400))
def test_days_to_come_or_outside_are_not_logged(
    day: date, today: date, start: date, length: int
) -> None:
    dates = PlacementDates(starts_on=start, ends_on=start + timedelta(days=length))
    assert may_be_logged(day, dates, today) == (day <= today and 0 <= (day - start).days <= length)


@given(DAYS)
def test_a_week_has_its_seven_days(day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    week = days_of_week(monday)
    assert day in week
    assert [one.weekday() for one in week] == list(range(7))


@given(st.none() | MOMENTS, st.none() | MOMENTS, MOMENTS, MOMENTS)
def test_a_link_used_stays_readable_and_one_replaced_never_opens(
    used: datetime | None, revoked: datetime | None, expires: datetime, at: datetime
) -> None:
    state = link_state(used, revoked, expires, at)
    assert (state is LinkState.USED) == (used is not None)
    assert (state is LinkState.OPEN) == (used is None and revoked is None and at < expires)


def test_a_placement_that_was_never_agreed_takes_nobodys_time() -> None:
    free = {PlacementStatus.DECLINED, PlacementStatus.CANCELLED}
    assert set(PlacementStatus) - free == OCCUPYING_STATES
