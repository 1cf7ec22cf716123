"""Hours due, done, missed and not known."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from school.cohorts.rules import EnrolmentDates
from school.cohorts.timetable.hours_rules import DueHours, HalfDayDue, Tally

FIRST = date(2026, 1, 12)
DAYS = st.integers(0, 60).map(lambda number: FIRST + timedelta(days=number))
HALVES = st.lists(
    st.builds(HalfDayDue, DAYS, st.sampled_from([1, 2, None]), st.decimals("0.5", 6, places=1)),
    max_size=30,
)


@given(HALVES, DAYS, st.none() | DAYS)
def test_what_is_due_is_what_was_held_while_somebody_was_there(
    halves: list[HalfDayDue], enrolled_on: date, left_on: date | None
) -> None:
    found = DueHours(halves).of(EnrolmentDates(None, enrolled_on, left_on), {})
    there = [
        one for one in halves if enrolled_on <= one.day and (left_on is None or one.day <= left_on)
    ]
    assert found.due_in_all == sum((one.hours for one in there), Decimal(0))
    for module in (1, 2, None):
        due = sum((one.hours for one in there if one.module_id == module), Decimal(0))
        assert found.due.get(module, 0) == due
    assert found.not_called == len(there)
    assert not found.is_behind


def test_who_was_not_admitted_owes_nothing() -> None:
    found = DueHours([HalfDayDue(FIRST, 1, Decimal(3))]).of(EnrolmentDates(FIRST), {})
    assert found.due_in_all == 0
    assert found.not_called == 0


def test_a_half_day_without_a_roll_call_is_no_absence() -> None:
    halves = [HalfDayDue(FIRST + timedelta(days=number), 1, Decimal(3)) for number in range(4)]
    tallies: dict[int | None, Tally] = {1: Tally(3, Decimal(9), Decimal(9))}
    found = DueHours(halves).of(EnrolmentDates(FIRST, FIRST), tallies)
    assert found.not_called == 1
    assert found.total.missed == 0
    assert not found.is_behind


def test_behind_begins_at_a_tenth_of_what_was_called() -> None:
    for done, behind in ((Decimal("9.01"), False), (Decimal(9), True), (Decimal(0), True)):
        tallies: dict[int | None, Tally] = {1: Tally(3, Decimal(10), done)}
        found = DueHours([]).of(EnrolmentDates(FIRST, FIRST), tallies)
        assert found.is_behind is behind


def test_more_than_was_due_is_not_missed() -> None:
    assert Tally(1, Decimal(3), Decimal(4)).missed == 0
