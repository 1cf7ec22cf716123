"""From the application to the certificate: which steps there are, and which dates agree."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from school.cohorts.enrolment_rules import (
    TRANSITIONS,
    CohortPeriod,
    CohortStage,
    advance,
    check_dates,
    check_reason,
    check_step_day,
    missing_places,
    next_step,
)
from school.cohorts.rules import EnrolmentDates, EnrolmentState
from school.core.errors import InvalidInput, NotAllowed

START, END = date(2026, 1, 12), date(2026, 9, 11)
PERIOD = CohortPeriod(START, END)
TODAY = date(2026, 6, 1)
LATER = date(2026, 10, 1)
WHOLE = EnrolmentDates(
    date(2025, 12, 1), START, completed_on=date(2026, 5, 1), certified_on=date(2026, 5, 20)
)

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
maybe = st.one_of(st.none(), days)
all_dates = st.builds(EnrolmentDates, maybe, maybe, maybe, maybe, maybe)


def refusal_of(dates: EnrolmentDates, today: date = TODAY) -> str | None:
    """Name the field that is refused, if any."""
    try:
        check_dates(dates, PERIOD, today)
    except InvalidInput as error:
        return error.field
    return None


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 1, 11), CohortStage.COMING),
        (START, CohortStage.RUNNING),
        (END, CohortStage.RUNNING),
        (date(2026, 9, 12), CohortStage.FINISHED),
    ],
)
def test_a_cohort_runs_from_its_first_to_its_last_day(day: date, stage: CohortStage) -> None:
    assert PERIOD.stage(day) is stage


def test_a_cohort_without_an_end_is_never_finished() -> None:
    assert CohortPeriod(START, None).stage(date(2199, 1, 1)) is CohortStage.RUNNING


@given(days, maybe, days)
def test_the_nearest_day_is_a_day_of_the_cohort(start: date, end: date | None, day: date) -> None:
    assume(end is None or end >= start)
    period = CohortPeriod(start, end)
    nearest = period.nearest(day)
    assert period.holds(nearest)
    assert nearest == day if period.holds(day) else nearest in {start, end}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, None),
        ({"applied_on": date(2026, 1, 13)}, "enrolled_on"),
        ({"enrolled_on": date(2026, 9, 12)}, "enrolled_on"),
        ({"completed_on": date(2026, 1, 11)}, "completed_on"),
        ({"certified_on": date(2026, 1, 11), "completed_on": None}, "certified_on"),
        ({"certified_on": date(2026, 4, 30)}, "certified_on"),
        ({"withdrawn_on": date(2026, 5, 2)}, "withdrawn_on"),
        ({"completed_on": TODAY, "certified_on": TODAY + timedelta(1)}, "certified_on"),
        ({"enrolled_on": None, "certified_on": None}, "completed_on"),
    ],
)
def test_dates_that_cannot_be_are_refused_on_their_field(
    change: dict[str, date | None], field: str | None
) -> None:
    assert refusal_of(replace(WHOLE, **change)) == field


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        (EnrolmentDates(), None),
        (EnrolmentDates(TODAY), None),
        (EnrolmentDates(TODAY + timedelta(1)), "applied_on"),
        (EnrolmentDates(enrolled_on=END), None),
        (EnrolmentDates(START, withdrawn_on=START), None),
        (EnrolmentDates(START, withdrawn_on=START - timedelta(1)), "withdrawn_on"),
        (EnrolmentDates(START, START, withdrawn_on=START), None),
        (EnrolmentDates(START, START, withdrawn_on=TODAY + timedelta(1)), "withdrawn_on"),
    ],
)
def test_ways_that_are_not_over_yet(dates: EnrolmentDates, field: str | None) -> None:
    assert refusal_of(dates) == field


@st.composite
def likely_ways(draw: st.DrawFn) -> EnrolmentDates:
    """Draw the dates of a way that is nearly always in order."""
    applied, enrolled, completed, certified = sorted(draw(st.tuples(days, days, days, days)))
    dates = EnrolmentDates(applied, enrolled, None, completed, certified)
    return replace(dates, **draw(st.dictionaries(st.sampled_from(list(vars(dates))), maybe)))


@given(likely_ways(), days)
def test_dates_that_pass_are_in_order(dates: EnrolmentDates, today: date) -> None:
    if refusal_of(dates, today) is not None:
        return
    steps = [dates.applied_on, dates.enrolled_on, dates.completed_on, dates.certified_on]
    known = [day for day in steps if day is not None]
    assert known == sorted(known)
    assert dates.withdrawn_on is None or dates.completed_on is None
    for day in (dates.applied_on, dates.withdrawn_on, dates.completed_on, dates.certified_on):
        assert day is None or day <= today


@pytest.mark.parametrize(
    ("dates", "today", "step"),
    [
        (EnrolmentDates(START), TODAY, EnrolmentState.ENROLLED),
        (EnrolmentDates(START), LATER, None),
        (EnrolmentDates(START, withdrawn_on=START), TODAY, None),
        (EnrolmentDates(START, START), TODAY, None),
        (EnrolmentDates(START, START), LATER, EnrolmentState.COMPLETED),
        (EnrolmentDates(START, START, withdrawn_on=TODAY), LATER, None),
        (EnrolmentDates(START, START, completed_on=TODAY), TODAY, EnrolmentState.CERTIFIED),
        (WHOLE, LATER, None),
    ],
)
def test_the_next_step(dates: EnrolmentDates, today: date, step: EnrolmentState | None) -> None:
    assert next_step(dates, PERIOD, today) is step


@given(all_dates, days)
def test_the_next_step_is_one_that_can_be_taken(dates: EnrolmentDates, today: date) -> None:
    step = next_step(dates, PERIOD, today)
    assume(step is not None and not (step is EnrolmentState.ENROLLED and dates.withdrawn_on))
    assert step is not None
    after = advance(dates, step, today)
    assert getattr(after, TRANSITIONS[step].date_field) == today


@pytest.mark.parametrize(
    ("dates", "target"),
    [
        (EnrolmentDates(START, START), EnrolmentState.ENROLLED),
        (EnrolmentDates(START), EnrolmentState.COMPLETED),
        (EnrolmentDates(START), EnrolmentState.CERTIFIED),
        (EnrolmentDates(START, withdrawn_on=START), EnrolmentState.ENROLLED),
        (EnrolmentDates(START, START, withdrawn_on=START), EnrolmentState.COMPLETED),
        (WHOLE, EnrolmentState.WITHDRAWN),
        (WHOLE, EnrolmentState.CERTIFIED),
    ],
)
def test_a_step_from_elsewhere_is_refused(dates: EnrolmentDates, target: EnrolmentState) -> None:
    with pytest.raises(NotAllowed):
        advance(dates, target, TODAY)


def test_a_withdrawal_says_why() -> None:
    left = EnrolmentDates(START, START, withdrawn_on=TODAY)
    check_reason(left, "distance")
    check_reason(WHOLE, None)
    for nothing in (None, ""):
        with pytest.raises(InvalidInput) as refused:
            check_reason(left, nothing)
        assert refused.value.field == "withdrawal_reason"


def test_only_an_admission_may_be_announced() -> None:
    check_step_day(EnrolmentState.ENROLLED, END, PERIOD, TODAY)
    check_step_day(EnrolmentState.COMPLETED, TODAY, PERIOD, TODAY)
    for target, day in (
        (EnrolmentState.ENROLLED, END + timedelta(1)),
        (EnrolmentState.COMPLETED, TODAY + timedelta(1)),
        (EnrolmentState.CERTIFIED, TODAY + timedelta(1)),
    ):
        with pytest.raises(InvalidInput) as refused:
            check_step_day(target, day, PERIOD, TODAY)
        assert refused.value.field == "day"


@pytest.mark.parametrize(
    ("capacity", "taken", "wanted", "lacking"),
    [(None, 100, 50, 0), (24, 20, 4, 0), (24, 20, 5, 1), (24, 30, 0, 6), (24, 0, 24, 0)],
)
def test_places_that_lack(capacity: int | None, taken: int, wanted: int, lacking: int) -> None:
    assert missing_places(capacity, taken, wanted) == lacking
