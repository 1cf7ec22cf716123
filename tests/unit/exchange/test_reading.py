"""Reading CSV files and folders of them."""

from io import BytesIO
from pathlib import Path

import pytest

from school.core.errors import InvalidInput
from school.exchange.reading import opened_bundle
from school.exchange.reading_csv import LINE_LIMIT, read_csv
from school.exchange.sources import Broken, Record


def rows(data: bytes) -> list[Record]:
    return list(read_csv(BytesIO(data), lambda weight: None))


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,2\n",
        b"a;b\n1;2\n",
        b"\xef\xbb\xbfa,b\r\n1,2\r\n",
        b'"a","b"\n"1","2"',
    ],
)
def test_the_dialects_of_spreadsheets_are_read(data: bytes) -> None:
    assert rows(data) == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_the_more_frequent_sign_of_the_header_separates() -> None:
    assert rows(b"a;b;c,d\n1,5;2;3\n") == [(1, ["a", "b", "c,d"]), (2, ["1,5", "2", "3"])]
    assert rows(b"a,b\n1;5,2\n")[1] == (2, ["1;5", "2"])


def test_cells_may_hold_anything_in_quotes() -> None:
    data = 'a,b\n"l’un\nl’autre","dit ""oui"", là"\nfin,\r\n'.encode()
    assert rows(data)[1:] == [(2, ["l’un\nl’autre", 'dit "oui", là']), (3, ["fin", ""])]


def test_blank_lines_count_as_a_spreadsheet_counts_them() -> None:
    assert rows(b"a,b\n\n1,2\n") == [(1, ["a", "b"]), (2, []), (3, ["1", "2"])]


@pytest.mark.parametrize(
    ("data", "row"),
    [
        (b"a,b\n1,\xe9\n", 2),
        (b"\xff\xfea\x00,\x00", 1),
        (b'a,b\n1,"2\n', 2),
        (b'a,b\n1,2\n"1"x,2\n', 3),
        (b"a,b\n1\r2,3\n", 2),
        (b"a,b\n" + b"x" * LINE_LIMIT, 2),
    ],
)
def test_what_cannot_be_read_is_met_at_its_row(data: bytes, row: int) -> None:
    with pytest.raises(Broken) as caught:
        rows(data)
    assert caught.value.row == row


def test_a_folder_holds_a_table_a_file(tmp_path: Path) -> None:
    for name in ("trainees.csv", "COHORTS.CSV", ".hidden.csv", "notes.txt"):
        tmp_path.joinpath(name).write_text("a\n", encoding="utf-8")
    tmp_path.joinpath("deeper").mkdir()
    with opened_bundle(tmp_path) as bundle:
        assert {sheet.name for sheet in bundle.sheets} == {"COHORTS", "trainees"}
        assert set(bundle.ignored) == {"notes.txt", "deeper"}
        assert bundle.weight == 4


def test_a_single_file_is_a_bundle_of_one_table(tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_text("a\n1\n", encoding="utf-8")
    with opened_bundle(path, "trainees.csv") as bundle:
        (sheet,) = bundle.sheets
        assert sheet.name == "trainees"
        assert list(sheet.records(lambda weight: None)) == [(1, ["a"]), (2, ["1"])]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("letter.pdf", b"%PDF-1.7"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("cut.xlsx", b"PK\x03\x04"),
        ("empty.zip", b"PK\x05\x06" + b"\x00" * 18),
        ("nothing", b""),
    ],
)
def test_what_is_no_bundle_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InvalidInput), opened_bundle(path):
        pytest.fail("it was opened")


def test_an_empty_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.zip"):
        with pytest.raises(InvalidInput), opened_bundle(path):
            pytest.fail("it was opened")
