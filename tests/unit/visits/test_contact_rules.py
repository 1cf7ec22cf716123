"""What a plan of contact asks for, and by when."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from school.placements.interruption_rules import Interruption
from school.visits.contact.rules import (
    ContactStep,
    Due,
    Kept,
    OwnRhythm,
    Rhythm,
    concerns_director,
    is_overdue,
    next_due,
    still_due,
)

START = date(2026, 3, 2)
END = date(2026, 5, 29)
RHYTHM = Rhythm(first_within_days=7, every_days=21)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
RHYTHMS = st.builds(Rhythm, st.integers(1, 60), st.integers(1, 120), st.booleans(), st.booleans())


def steps(kept: Kept, ends_on: date | None = END) -> dict[ContactStep, date]:
    return {due.step: due.by for due in still_due(RHYTHM, START, ends_on, kept)}


def test_the_first_week_then_every_three_weeks() -> None:
    assert steps(Kept())[ContactStep.FIRST] == date(2026, 3, 9)
    called = steps(Kept(last_contact_on=date(2026, 3, 5)))
    assert ContactStep.FIRST not in called
    assert called[ContactStep.REGULAR] == date(2026, 3, 26)


def test_a_call_before_the_first_day_is_no_contact_during_the_placement() -> None:
    assert ContactStep.FIRST in steps(Kept(last_contact_on=date(2026, 3, 1)))


def test_a_visit_in_the_middle_third_is_the_one_of_midterm() -> None:
    assert steps(Kept())[ContactStep.MIDTERM] == date(2026, 4, 30)
    early, middle = date(2026, 3, 30), date(2026, 3, 31)
    assert ContactStep.MIDTERM in steps(Kept(early, early))
    assert ContactStep.MIDTERM not in steps(Kept(middle, middle))


def test_a_call_is_no_visit() -> None:
    day = date(2026, 5, 20)
    assert {ContactStep.MIDTERM, ContactStep.FINAL} <= set(steps(Kept(last_contact_on=day)))
    assert steps(Kept(day, day)) == {}


def test_without_an_end_there_is_only_the_rhythm() -> None:
    assert set(steps(Kept(), None)) == {ContactStep.FIRST}
    assert set(steps(Kept(START), None)) == {ContactStep.REGULAR}


def test_contact_is_still_kept_on_the_last_day_and_not_after_it() -> None:
    rhythm = Rhythm(every_days=21, midterm_visit=False, final_visit=False)
    last = START + timedelta(days=21)
    assert still_due(rhythm, START, last, Kept(START)) == [Due(ContactStep.REGULAR, last)]
    assert still_due(rhythm, START, last - timedelta(days=1), Kept(START)) == []


@given(RHYTHMS, DAYS, st.integers(0, 400), st.none() | DAYS, st.none() | DAYS)
def test_what_is_due_is_in_order_and_within_the_placement(
    rhythm: Rhythm, start: date, length: int, contact: date | None, visit: date | None
) -> None:
    end = start + timedelta(days=length)
    found = still_due(rhythm, start, end, Kept(contact, visit))
    assert [one.by for one in found] == sorted(one.by for one in found)
    assert len({one.step for one in found}) == len(found)
    late = [one.step for one in found if one.by > end]
    assert set(late) <= {ContactStep.FIRST}
    assert next_due(rhythm, start, end, Kept(contact, visit)) == (found[0] if found else None)


@given(RHYTHMS, DAYS, st.integers(20, 400))
def test_to_visit_on_the_last_day_settles_the_plan(
    rhythm: Rhythm, start: date, length: int
) -> None:
    end = start + timedelta(days=length)
    assert still_due(rhythm, start, end, Kept(end, end)) == []


def test_the_days_of_an_interruption_do_not_run() -> None:
    stop = Interruption(date(2026, 3, 10), date(2026, 3, 20))

    def by(step: ContactStep, kept: Kept, stop: Interruption) -> date:
        return {one.step: one.by for one in still_due(RHYTHM, START, END, kept, stop)}[step]

    assert by(ContactStep.FIRST, Kept(), stop) == date(2026, 3, 9)
    assert by(ContactStep.REGULAR, Kept(date(2026, 3, 5)), stop) == date(2026, 4, 6)
    assert by(ContactStep.REGULAR, Kept(date(2026, 3, 15)), stop) == date(2026, 4, 10)
    assert by(ContactStep.REGULAR, Kept(date(2026, 3, 23)), stop) == date(2026, 4, 13)
    late = Interruption(date(2026, 4, 27), date(2026, 5, 29))
    assert by(ContactStep.MIDTERM, Kept(), late) == END
    assert by(ContactStep.FINAL, Kept(), late) == END


@given(DAYS, st.integers(1, 120), DAYS, st.integers(0, 90))
def test_as_many_days_are_left_after_an_interruption_as_if_it_had_not_been(
    since: date, within: int, first: date, length: int
) -> None:
    stop = Interruption(first, first + timedelta(days=length))
    by = stop.put_off(since, since + timedelta(days=within))
    run = [since + timedelta(days=one) for one in range(1, (by - since).days + 1)]
    assert sum(not stop.covers(day) for day in run) == within
    assert not stop.covers(by)


@given(st.integers(0, 60), st.integers(0, 90))
def test_the_keeper_reads_it_before_the_director(delay: int, waited: int) -> None:
    due = Due(ContactStep.REGULAR, START)
    today = START + timedelta(days=waited)
    assert is_overdue(due, today) == (waited > 0)
    assert concerns_director(due, today, delay) == (waited > delay)
    assert not concerns_director(due, today, delay) or is_overdue(due, today)


def test_a_placement_sets_only_what_differs() -> None:
    own = OwnRhythm(every_days=7, midterm_visit=False)
    assert own.on(RHYTHM) == Rhythm(7, 7, midterm_visit=False, final_visit=True)
    assert OwnRhythm().on(RHYTHM) == RHYTHM
