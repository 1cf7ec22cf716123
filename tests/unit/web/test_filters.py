"""Dates and numbers as a reader expects them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.web import filters
from school.web.forms import DecimalField, Form
from tests.unit.web.conftest import Reader

MONDAY = date(2026, 3, 2)
AT_MIDNIGHT = datetime.fromisoformat("2026-03-02T23:05:00")


def test_dates_are_written_as_people_say_them(reader: Reader) -> None:
    with time_machine.travel("2026-06-01T12:00:00+00:00"), reader("fr"):
        assert filters.day(MONDAY) == "lun. 2 mars"
        assert filters.day(date(2025, 12, 31)) == "mer. 31 déc. 2025"
        assert filters.day_long(MONDAY) == "lundi 2 mars 2026"
        assert filters.day_long(date(2026, 6, 1)) == "lundi 1er juin 2026"
        assert filters.day_short(MONDAY) == "02/03/2026"
        assert filters.moment(AT_MIDNIGHT) == "3 mars 2026 00:05"
        assert filters.month("2026-03") == "mars 2026"


def test_the_year_is_left_out_by_the_school_s_own_calendar(reader: Reader) -> None:
    with time_machine.travel("2026-12-31T23:30:00+00:00"), reader("fr"):
        assert filters.day(date(2027, 1, 1)) == "ven. 1er janv."


def test_dates_are_english_for_english_readers(reader: Reader) -> None:
    with time_machine.travel("2026-06-01T12:00:00+00:00"), reader("en"):
        assert filters.day(MONDAY) == "Mon 2 Mar"
        assert filters.day_long(MONDAY) == "Monday 2 March 2026"
        assert filters.day_long(date(2026, 6, 1)) == "Monday 1 June 2026"
        assert filters.capital("mid March") == "Mid March"
        assert filters.month("2026-03") == "March 2026"


def test_the_middle_of_a_sentence_keeps_short_names_in_capitals() -> None:
    assert filters.small_initial("Durée déterminée (CDD)") == "durée déterminée (CDD)"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (Decimal("1234567.5"), "1\u00a0234\u00a0567,5", "1,234,567.5"),
        (Decimal("-0.05"), "−0,05", "−0.05"),
        (0, "0", "0"),
        (0.1, "0,1", "0.1"),
        (Decimal("1.500000"), "1,5", "1.5"),
    ],
)
def test_numbers_have_the_reader_s_signs(
    reader: Reader, value: Decimal, french: str, english: str
) -> None:
    with reader("fr"):
        assert filters.number(value) == french
    with reader("en"):
        assert filters.number(value) == english


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.6665, "66,7\u00a0%"), (0.66649, "66,6\u00a0%"), (1, "100,0\u00a0%"), (0, "0,0\u00a0%"),
     (Decimal("0.0005"), "0,1\u00a0%"), (Decimal("0.00049"), "0,0\u00a0%"), (None, "—")],
)  # fmt: skip
def test_shares_have_one_decimal_rounded_half_up(
    reader: Reader, value: float | None, shown: str
) -> None:
    with reader("fr"):
        assert filters.percent(value) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("fr", "un\u00a0; deux\u00a0; trois"), ("en", "un; deux; trois")]
)
def test_statements_are_set_apart_by_the_reader_s_semicolon(
    reader: Reader, language: str, shown: str
) -> None:
    with reader(language):
        assert filters.several(["un", "deux", "trois"]) == shown
        assert filters.several([]) == ""


def test_differences_bear_their_sign(reader: Reader) -> None:
    with reader("fr"):
        assert [filters.points(one) for one in (0.121, -0.034, 0, None)] == [
            "+12,1", "−3,4", "0,0", "—",
        ]  # fmt: skip


@pytest.mark.parametrize(
    "write", [filters.day, filters.day_long, filters.day_short, filters.moment, filters.number]
)
def test_nothing_is_a_dash(reader: Reader, write: object) -> None:
    with reader("fr"):
        assert write(None) == "—"  # type: ignore[operator]


class Box(Form):
    """A form with one number."""

    value = DecimalField("Nombre")


decimals = st.decimals(-(10**8), 10**8, allow_nan=False, allow_infinity=False, places=6)


@given(decimals, st.sampled_from(["fr", "en"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_number_shown_can_be_typed_back(reader: Reader, value: Decimal, language: str) -> None:
    with reader(language):
        shown = filters.number(value)
    typed = shown if language == "fr" else shown.replace(",", "")
    with reader("fr", {"value": typed}):
        form = Box()
        assert form.validate(), form.errors
        assert form.value.data == value
