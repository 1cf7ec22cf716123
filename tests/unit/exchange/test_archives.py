"""Archives are read without being unpacked, and not believed."""

import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from school.core.errors import InvalidInput
from school.exchange import reading_archive
from school.exchange.reading import opened_bundle
from school.exchange.sources import Broken, Record, Sheet

SMALL = "trainee,family_name\nT,A\n"


def archive(path: Path, files: dict[str, str]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return path


def read(sheet: Sheet) -> list[Record]:
    return list(sheet.records(lambda weight: None))


@pytest.mark.parametrize("folder", ["", "export/"])
def test_tables_lie_at_the_top_or_in_one_folder(tmp_path: Path, folder: str) -> None:
    files = {f"{folder}trainees.csv": SMALL, f"{folder}notes.txt": "", "__MACOSX/._a.csv": ""}
    with opened_bundle(archive(tmp_path / "a.zip", files)) as bundle:
        (sheet,) = bundle.sheets
        assert (sheet.name, bundle.ignored) == ("trainees", ("notes.txt",))
        assert read(sheet)[1] == (2, ["T", "A"])


def test_tables_in_several_folders_bear_their_folders_names(tmp_path: Path) -> None:
    files = {"a/trainees.csv": SMALL, "b/trainees.csv": SMALL}
    with opened_bundle(archive(tmp_path / "a.zip", files)) as bundle:
        assert [sheet.name for sheet in bundle.sheets] == ["a/trainees", "b/trainees"]


@pytest.mark.parametrize("name", ["../trainees.csv", "/etc/trainees.csv", "a\\..\\..\\b.csv"])
def test_a_path_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput), opened_bundle(archive(tmp_path / "a.zip", {name: SMALL})):
        pytest.fail("it was opened")


def test_an_archive_that_would_fill_the_machine_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path / "a.zip", {"trainees.csv": SMALL + "T2,B\n" * 1_000})
    assert path.stat().st_size < 1_000
    monkeypatch.setattr(reading_archive, "UNPACKED_LIMIT", 4_000)
    with pytest.raises(InvalidInput), opened_bundle(path):
        pytest.fail("it was opened")


def test_an_archive_of_very_many_files_is_refused(tmp_path: Path) -> None:
    files = {f"{one}.csv": "" for one in range(reading_archive.MOST_FILES + 1)}
    with pytest.raises(InvalidInput), opened_bundle(archive(tmp_path / "a.zip", files)):
        pytest.fail("it was opened")


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"trainees.csv": SMALL})

    def encrypt(data: bytearray) -> None:
        for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(signature) + place] |= 1

    change(path, encrypt)
    with pytest.raises(InvalidInput), opened_bundle(path):
        pytest.fail("it was opened")


def test_a_damaged_table_is_met_on_reading_it(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"trainees.csv": SMALL * 50})

    def damage(data: bytearray) -> None:
        start = data.index(b"trainees.csv") + len("trainees.csv")
        data[start + 8] ^= 0xFF

    change(path, damage)
    with opened_bundle(path) as bundle, pytest.raises(Broken):
        read(bundle.sheets[0])


def test_a_table_larger_than_it_says_is_cut_and_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"trainees.csv": SMALL * 50})

    def understate(data: bytearray) -> None:
        entry = data.index(b"PK\x01\x02")
        data[entry + 24 : entry + 28] = struct.pack("<I", 30)

    change(path, understate)
    with opened_bundle(path) as bundle, pytest.raises(Broken):
        read(bundle.sheets[0])


@pytest.mark.parametrize("changes", [{46: 0}, {9: 8, 46: 0xFF}], ids=["no name", "no letters"])
def test_a_damaged_name_of_a_file_is_refused(tmp_path: Path, changes: dict[int, int]) -> None:
    path = archive(tmp_path / "a.zip", {"trainees.csv": SMALL})

    def damage(data: bytearray) -> None:
        entry = data.index(b"PK\x01\x02")
        for place, value in changes.items():
            data[entry + place] = value

    change(path, damage)
    with pytest.raises(InvalidInput), opened_bundle(path):
        pytest.fail("it was opened")


def test_other_formats_of_spreadsheets_are_named(tmp_path: Path) -> None:
    with (
        pytest.raises(InvalidInput, match=r"\.xlsx"),
        opened_bundle(archive(tmp_path / "a.ods", {"content.xml": "<x/>"})),
    ):
        pytest.fail("it was opened")


def change(path: Path, alter: Callable[[bytearray], None]) -> None:
    data = bytearray(path.read_bytes())
    alter(data)
    path.write_bytes(data)
