"""How cells are read and written."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.exchange.kinds import (
    Day,
    Month,
    Number,
    Unreadable,
    Whole,
    YesNo,
    read_decimal,
    show_decimal,
)


@pytest.mark.parametrize("text", ["2026-03-05", "05/03/2026"])
def test_a_date_is_read_day_first(text: str) -> None:
    assert Day().parse(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "text",
    ["5/3/2026", "05/03/26", "2026/03/05", "05-03-2026", "20260305", "٠٥/٠٣/٢٠٢٦", "2026-03-05 ",
     "1899-12-31", "2201-01-01", "0000-01-01"],
)  # fmt: skip
def test_no_other_date_is_read(text: str) -> None:
    with pytest.raises(Unreadable):
        Day().parse(text)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_date_is_read_as_it_was_written(day: date) -> None:
    assert Day().parse(Day().show(day)) == day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7.5", "7.5"),
        ("7,5", "7.5"),
        ("-0.000001", "-0.000001"),
        ("+3", "3"),
        ("1.2300000", "1.23"),
    ],
)
def test_decimals_are_read_with_either_sign(text: str, value: str) -> None:
    assert Number().parse(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["1 000", "1,000.5", "1e3", "nan", "Infinity", ".5", "5.", "0x1", "٣", "--1", ""]
)
def test_nothing_else_is_a_number(text: str) -> None:
    with pytest.raises(Unreadable):
        read_decimal(text)


@pytest.mark.parametrize("text", ["0.0000001", "1000000000000", "9" * 60, "0." + "0" * 60 + "1"])
def test_numbers_that_would_not_be_kept_as_they_are_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        Number().parse(text)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**11), max_value=10**11
    )
)
def test_a_number_is_read_as_it_was_written(value: Decimal) -> None:
    text = show_decimal(value)
    assert Number().parse(text) == value
    assert "." not in text or not text.endswith(("0", "."))
    assert text != "-0"


def test_a_whole_number_may_come_from_a_program_that_writes_a_point() -> None:
    assert Whole().parse("24.0") == 24
    with pytest.raises(Unreadable):
        Whole().parse("24.5")


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("oui", True), ("Non", False), ("no", False)]
)
def test_yes_and_no_are_read_in_both_languages(text: str, value: bool) -> None:
    assert YesNo().parse(text) is value


@pytest.mark.parametrize(("text", "value"), [("2026-03", "2026-03"), ("2026-03-01", "2026-03")])
def test_a_month_may_come_as_its_first_day(text: str, value: str) -> None:
    assert Month().parse(text) == value


@pytest.mark.parametrize("text", ["2026-3", "03/2026", "2026-03-02", "2026-00", "9999-12"])
def test_no_other_month_is_read(text: str) -> None:
    with pytest.raises(Unreadable):
        Month().parse(text)
