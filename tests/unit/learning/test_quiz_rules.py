"""Rules of quizzes, their draw and the text in which answers are kept."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.errors import DomainError
from school.learning.answers import Answer, Chosen, Judged, Matched, Ordered, Pointed, Written
from school.learning.drawing import Drawn
from school.learning.quizzes.codec import (
    UnreadableText,
    read_answer,
    read_draw,
    write_answer,
    write_draw,
)
from school.learning.quizzes.draw import Occasion, draw
from school.learning.quizzes.rules import (
    SLACK,
    Opening,
    OpeningState,
    Purpose,
    answered_at,
    attempts_left,
    check_number,
    check_open,
    from_utc,
    mark_of,
    opening_of,
    read_instant,
    shows_answers,
    to_utc,
)
from tests.unit.learning.samples import KINDS, question

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001
    lambda one: one.replace(microsecond=0)
)
SHARES = st.fractions(0, 1, max_denominator=12)
ZONE = "Africa/Porto-Novo"
PLACES = st.integers(0, 11)
QUANTITIES = st.decimals(-(10**6), 10**6, places=4)
ANSWERS: st.SearchStrategy[Answer] = st.one_of(
    st.builds(Chosen, st.frozensets(PLACES, min_size=1)),
    st.builds(Judged, st.booleans()),
    st.builds(Written, st.text(min_size=1, max_size=200)),
    st.builds(Matched, st.lists(st.tuples(PLACES, PLACES), unique=True).map(sorted).map(tuple)),
    st.builds(Ordered, st.lists(PLACES, unique=True).map(tuple)),
    st.builds(Pointed, QUANTITIES, QUANTITIES),
)


@given(st.lists(SHARES, min_size=1, max_size=40))
def test_a_mark_is_a_share_in_per_cent(shares: list[Fraction]) -> None:
    mark = mark_of(shares)
    assert 0 <= mark <= 100
    assert mark_of([Fraction(1)] * len(shares)) == 100
    assert mark_of(reversed(shares)) == mark
    assert mark_of([*shares, Fraction(1)]) >= mark


def test_three_thirds_are_a_whole() -> None:
    assert mark_of([Fraction(1, 3), Fraction(2, 3), Fraction(1), Fraction(0)]) == Decimal(50)
    assert mark_of([]) == 0


@given(MOMENTS, MOMENTS, MOMENTS)
def test_an_opening_has_a_before_an_inside_and_an_after(
    one: datetime, other: datetime, moment: datetime
) -> None:
    opening = Opening(*sorted((one, other)))
    state = opening.state(moment)
    assert (state is OpeningState.OPEN) == (min(one, other) <= moment <= max(one, other))
    assert (state is OpeningState.COMING) == (moment < min(one, other))
    if state is OpeningState.OPEN:
        check_open(opening, moment)
    else:
        with pytest.raises(DomainError):
            check_open(opening, moment)


def test_without_a_window_a_quiz_is_open_as_long_as_the_cohort() -> None:
    opening = opening_of(date(2026, 3, 2), date(2026, 3, 6), None, None, ZONE)
    # Bénin is one hour ahead of UTC.
    assert opening.opens_at is not None
    assert opening.closes_at is not None
    assert opening.opens_at.isoformat() == "2026-03-01T23:00:00"
    assert opening.closes_at.isoformat() == "2026-03-06T22:59:59"
    endless = opening_of(date(2026, 3, 2), None, None, Opening(), ZONE)
    assert endless == Opening(opening.opens_at, None)


@given(MOMENTS, MOMENTS)
def test_a_window_takes_the_place_of_the_cohort(one: datetime, other: datetime) -> None:
    window = Opening(*sorted((one, other)))
    start, end = date(2026, 3, 2), date(2026, 3, 6)
    assert opening_of(start, end, None, window, ZONE) == window
    left = opening_of(start, end, date(2026, 3, 3), window, ZONE).closes_at
    assert left is not None
    assert left <= to_utc(datetime(2026, 3, 4), ZONE)  # noqa: DTZ001


@given(MOMENTS)
def test_clocks_are_read_back(moment: datetime) -> None:
    assert to_utc(from_utc(moment, ZONE), ZONE) == moment
    assert read_instant(f"{moment.isoformat()}Z") == moment
    assert read_instant(f"{moment.isoformat()}.250+00:00") == moment


@given(st.none() | st.text(max_size=60))
def test_what_is_no_instant_is_nothing(text: str | None) -> None:
    found = read_instant(text)
    assert found is None or found.tzinfo is None


@pytest.mark.parametrize("text", ["2026-03-02T08:00", "9999-12-31T23:59-12:00", "NaN", "1e99", ""])
def test_an_instant_without_a_zone_is_nothing(text: str) -> None:
    assert read_instant(text) is None


@given(
    MOMENTS,
    st.timedeltas(-timedelta(days=60), timedelta(days=60)),
    st.timedeltas(timedelta(0), timedelta(days=60)),
)
def test_an_answer_is_never_of_the_future_nor_older_than_its_page(
    moment: datetime, apart: timedelta, shown_before: timedelta
) -> None:
    stated, shown = moment + apart, moment - shown_before
    if apart > SLACK:
        with pytest.raises(DomainError):
            answered_at(stated, shown, moment)
    else:
        found = answered_at(stated, shown, moment)
        assert shown <= found <= moment
        assert found == stated or not shown < stated < moment
        assert answered_at(stated, None, moment) == moment
    assert answered_at(None, shown, moment) == moment


@given(st.integers(-5, 50), st.integers(0, 40))
def test_attempts_are_made_in_turn(number: int, taken: int) -> None:
    if number == taken + 1:
        check_number(number, taken)
    else:
        with pytest.raises(DomainError):
            check_number(number, taken)
    assert attempts_left(3, taken) == max(3 - taken, 0)


def test_when_right_answers_are_shown() -> None:
    assert shows_answers(Purpose.PRACTICE, 3, over=False)
    assert shows_answers(Purpose.MODULE, 0, over=False)
    assert shows_answers(Purpose.MODULE, 2, over=True)
    assert not shows_answers(Purpose.MODULE, 1, over=False)


@given(ANSWERS)
def test_an_answer_is_read_as_it_was_written(answer: Answer) -> None:
    assert read_answer(write_answer(answer)) == answer
    assert read_answer(write_answer(None)) is None


@given(st.dictionaries(st.from_regex("[a-z]{1,8}", fullmatch=True), QUANTITIES), st.lists(PLACES))
def test_a_draw_is_read_as_it_was_written(quantities: dict[str, Decimal], order: list[int]) -> None:
    drawn = Drawn("Q-1", quantities, tuple(order))
    assert read_draw("Q-1", write_draw(drawn)) == drawn


@given(st.text(max_size=80))
def test_any_text_is_an_answer_or_is_refused(text: str) -> None:
    for read in (read_answer, lambda said: read_draw("Q-1", said)):
        try:
            read(text)
        except UnreadableText:
            continue


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", '{"chosen":[-1]}', '{"chosen":[true]}', '{"chosen":1}', '{"a":1}',
     '{"pointed":["NaN","1"]}', '{"pointed":["1"]}', '{"matched":[[1]]}', '{"judged":1}',
     '{"written":1}', '{"chosen":[1],"judged":true}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_answer(text: str) -> None:
    with pytest.raises(UnreadableText):
        read_answer(text)


@given(
    st.text(max_size=8), st.text(max_size=8), st.integers(1, 30), st.integers(1, 9),
)  # fmt: skip
def test_a_draw_follows_from_its_occasion_alone(
    trainee: str, key: str, number: int, size: int
) -> None:
    bank = [question(kind, code=f"Q-{kind}") for kind in KINDS]
    occasion = Occasion(trainee, "module/F0", "2026.1", number)
    first = draw(bank, size, occasion, key)
    assert first == draw(bank, size, occasion, key)
    assert len(first.items) == min(size, len(bank))
    for asked, drawn in first.items:
        parts = getattr(asked, "options", getattr(asked, "pairs", getattr(asked, "areas", ())))
        if parts:
            assert sorted(drawn.order) == list(range(len(parts)))
    other = Occasion(f"{trainee}x", "module/F0", "2026.1", number)
    assert occasion.seed(key) != other.seed(key)
    assert occasion.seed(key) != occasion.seed(f"{key}x")
