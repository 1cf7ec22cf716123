"""Workbooks: typed cells become the text that a CSV file would hold."""

from datetime import date, datetime, time
from itertools import product
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from school.core.errors import InvalidInput
from school.exchange.cells import workbook_text
from school.exchange.reading import opened_bundle
from school.exchange.reading_workbook import cell_text
from school.exchange.sources import Record


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def rows(path: Path, table: str) -> list[Record]:
    with opened_bundle(path) as bundle:
        sheet = next(one for one in bundle.sheets if one.name == table)
        return list(sheet.records(lambda weight: None))


def test_dates_numbers_and_truths_become_text(tmp_path: Path) -> None:
    row = [
        "T-1",
        date(2004, 5, 17),
        datetime(2026, 3, 5),  # noqa: DTZ001
        24.0,
        0.1 + 0.2,
        22997000001,
        True,
        " é ",
    ]
    path = workbook(tmp_path / "a.xlsx", {"trainees": [list("abcdefgh"), row]})
    assert rows(path, "trainees")[1] == (
        2,
        ["T-1", "2004-05-17", "2026-03-05", "24", "0.3", "22997000001", "yes", " é "],
    )


def test_texts_of_nothing_but_blanks_come_back(tmp_path: Path) -> None:
    blanks = "\n\t\r \u00a0\u2003\u3000"
    texts = ["".join(one) for size in (1, 2, 3) for one in product(blanks, repeat=size)]
    path = workbook(tmp_path / "a.xlsx", {"notes": [["k", workbook_text(one)] for one in texts]})
    assert [cells for _, cells in rows(path, "notes")] == [["k", one] for one in texts]


def test_a_time_is_no_date(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 5, 10, 30)  # noqa: DTZ001 - a cell knows no zone
    assert cell_text(moment) == "2026-03-05T10:30:00"
    assert cell_text(time(10, 30)) == "10:30:00"


def test_rows_are_counted_as_the_spreadsheet_counts_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"trainees": [[], ["a", "b"], [], ["1", None]]})
    assert rows(path, "trainees") == [(1, ["", ""]), (2, ["a", "b"]), (3, ["", ""]), (4, ["1", ""])]


def test_a_table_of_its_header_alone_is_a_table_and_an_empty_sheet_none(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"trainees": [["trainee"]], "Feuil2": []})
    with opened_bundle(path) as bundle:
        assert [sheet.name for sheet in bundle.sheets] == ["trainees"]


@pytest.mark.parametrize("place", ["XFD2", "H1048576", "ZZ99999"])
def test_a_sheet_that_would_fill_the_memory_is_refused(tmp_path: Path, place: str) -> None:
    made = Workbook()
    made.worksheets[0]["A1"] = "trainee"
    made.worksheets[0][place] = "far"
    if place == "XFD2":
        made.worksheets[0]["A99999"] = "deep"
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(InvalidInput, match="CSV"), opened_bundle(tmp_path / "a.xlsx"):
        pytest.fail("it was opened")


def test_an_error_of_calculation_is_not_read_as_an_empty_cell(tmp_path: Path) -> None:
    made = Workbook()
    made.worksheets[0]["A1"] = "trainee"
    made.worksheets[0]["A2"] = "#REF!"
    made.worksheets[0]["A2"].data_type = "e"
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(InvalidInput) as caught, opened_bundle(tmp_path / "a.xlsx"):
        pytest.fail("it was opened")
    assert caught.value.values == {"place": "A2"}


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("text", ["", "<a><b></a>", "\x00\x01\x02"])
def test_a_broken_workbook_is_refused(tmp_path: Path, part: str, text: str) -> None:
    whole = workbook(tmp_path / "whole.xlsx", {"trainees": [["trainee"], ["T"]]})
    with ZipFile(whole) as source, ZipFile(tmp_path / "a.xlsx", "w") as target:
        for name in source.namelist():
            target.writestr(name, text if name == part else source.read(name))
    with pytest.raises(InvalidInput), opened_bundle(tmp_path / "a.xlsx"):
        pytest.fail("it was opened")
