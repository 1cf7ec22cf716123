"""Cells that a spreadsheet would run are made harmless, and come back as they were."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.exchange.bundle import SPEC_BY_NAME
from school.exchange.cells import csv_line, neutralised, typed_cells, workbook_text
from school.exchange.parsing import clean

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+229 01", "'+229 01"),
        ("-5", "'-5"),
        ("@nom", "'@nom"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'quoted", "''quoted"),
        ("a=b", "a=b"),
        ("L’été", "L’été"),
    ],
)
def test_one_quote_is_added_and_removed(text: str, written: str) -> None:
    assert neutralised(text) == written
    assert clean(written) == text


@given(st.text(LETTERS))
def test_any_text_without_outer_spaces_comes_back(text: str) -> None:
    kept = text.strip(" ")
    assert clean(neutralised(kept)) == kept


@pytest.mark.parametrize("cell", ["  a  ", " 'a", "' a "])
def test_outer_spaces_are_dropped(cell: str) -> None:
    assert clean(cell) == "a"


def test_other_white_space_is_part_of_the_text() -> None:
    assert clean("\u00a0a\n") == "\u00a0a\n"


@given(st.lists(st.text(LETTERS), min_size=2, max_size=5))
def test_a_line_is_read_as_it_was_written(cells: list[str]) -> None:
    text = StringIO(csv_line(cells), newline="")
    assert list(csv.reader(text, strict=True)) == [cells]


def test_numbers_and_dates_stay_what_they_are_in_a_workbook() -> None:
    spec = SPEC_BY_NAME["measures"]
    assert typed_cells(spec)(["A", "loss", Decimal("0.050000"), None]) == [
        "A",
        "loss",
        Decimal("0.05"),
        None,
    ]
    trainees = SPEC_BY_NAME["trainees"]
    row = ["T", "=A", None, None, date(2004, 5, 17), None, None, None, None, False]
    assert typed_cells(trainees)(row)[1:5] == ["'=A", None, None, date(2004, 5, 17)]
    assert typed_cells(trainees)(row)[-1] == "no"


def test_what_a_workbook_would_round_is_written_as_text() -> None:
    write = typed_cells(SPEC_BY_NAME["measures"])
    assert write(["A", "m", Decimal("123456789.123456"), ""])[2] == Decimal("123456789.123456")
    assert write(["A", "m", Decimal("1234567890.123456"), ""])[2] == "1234567890.123456"


def test_dates_that_spreadsheets_count_wrongly_are_written_as_text() -> None:
    write = typed_cells(SPEC_BY_NAME["enterprises"])
    row = ["E", "n", *[None] * 5, date(1900, 2, 28)]
    assert write(row)[-1] == "1900-02-28"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\rb", "a_x000D_b"),
        ("_x000D_", "_x005F_x000D_"),
        ("a\tb\n", "a\tb\n"),
        ("\x01", "_x0001_"),
        ("\n \u00a0", "_x000A__x0020_\u00a0"),
    ],
)
def test_what_xml_does_not_hold_is_escaped(text: str, written: str) -> None:
    assert workbook_text(text) == written
