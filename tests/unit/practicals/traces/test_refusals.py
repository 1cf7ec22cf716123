"""A file that is no trace is refused by name and place, and nothing else ever comes of it."""

import gzip
import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.clock import now
from school.practicals.sor import MOST_BYTES, SorError, Trace, read_sor, read_sor_file
from school.practicals.trace_words import as_json, as_table
from tests.support.sor_files import Group, SorFile, WrittenEvent, long_file, written
from tests.support.sor_mutations import damaged

EVENT = WrittenEvent(comment="é")
FILE = SorFile(events=[EVENT, EVENT])
SOURCES = [
    written(FILE),
    written(FILE.but(version=1)),
    written(FILE.but(order=("FxdParams", "DataPts"))),
    written(FILE.but(groups=(Group((1, 2)), Group((3,))))),
]
NOW = now()
DAMAGES = 1_500


def outcome(content: bytes) -> Trace | str:
    """Give the trace, or the reason why there is none."""
    try:
        return read_sor(content)
    except SorError as error:
        return str(error)


def refusal(content: bytes) -> str:
    with pytest.raises(SorError) as refused:
        read_sor(content)
    return str(refused.value)


def zipped(content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("trace.sor", content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "vide"),
        (b"M", "carte"),
        (b"Map", "carte"),
        (b"A letter, not a trace. " * 20, "carte"),
        (b"\xff\xd8\xff\xe0 JFIF", "JPEG"),
        (b"\x89PNG\r\n", "PNG"),
        (b"%PDF-1.7", "PDF"),
        (b"<!doctype html><title>Sign in</title>", "HTML"),
        (zipped(SOURCES[0]), "ZIP"),
        (gzip.compress(SOURCES[0]), "gzip"),
        (bytes(1_000), "carte"),
    ],
)
def test_what_is_no_trace_is_named(content: bytes, word: str) -> None:
    assert word in refusal(content)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lies": {"events": 65_535}}, ("KeyEvents", "65535")),
        ({"lies": {"pulses": 60_000}}, ("FxdParams", "60000")),
        ({"lies": {"groups": 65_535}}, ("DataPts", "65535")),
        ({"lies": {"blocks": 65_535}}, ("Map", "65534")),
        ({"groups": (Group((1, 2), announced=2**32 - 1),)}, ("DataPts", "4294967295")),
        ({"sizes": {"DataPts": 2**32 - 1}}, ("tronqué", "DataPts")),
        ({"sizes": {"Map": 2**32 - 1}}, ("tronqué", "Map")),
        ({"sizes": {"GenParams": 12}}, ("GenParams",)),
        ({"sizes": {"Map": 0}}, ("Map",)),
        ({"order": ("DataPts",)}, ("FxdParams",)),
        ({"order": ("FxdParams",)}, ("DataPts",)),
        ({"order": ()}, ("FxdParams",)),
        ({"index": 0}, ("FxdParams", "0.00000")),
        ({"index": 2**32 - 1}, ("FxdParams", "42949")),
        ({"pulses": ()}, ("FxdParams",)),
        ({"pulses": ((30, 0, 8),)}, ("FxdParams",)),
        ({"groups": ()}, ("DataPts",)),
        ({"groups": (Group(()),)}, ("DataPts",)),
        ({"groups": (Group((1,), scale=0),)}, ("DataPts",)),
        ({"others": {"GenParams": b"FR"}}, ("GenParams",)),
        ({"others": {"KeyEvents": b"\1"}}, ("KeyEvents",)),
    ],
    ids=str,
)
@pytest.mark.parametrize("version", [1, 2])
def test_what_cannot_be_is_named_with_its_block(
    version: int, changes: dict[str, object], words: tuple[str, ...]
) -> None:
    said = refusal(written(FILE.but(version=version, **changes)))
    for word in words:
        assert word in said


@pytest.mark.parametrize("version", [1, 2])
def test_more_events_than_any_fibre_has_are_refused(version: int) -> None:
    most = FILE.but(version=version, events=[EVENT] * 1_000)
    assert len(read_sor(written(most)).events) == 1_000
    said = refusal(written(most.but(events=[EVENT] * 1_001)))
    assert "KeyEvents" in said
    assert "1001" in said


def test_another_block_than_the_map_says_is_named() -> None:
    """Blocks of version 2 bear their name; of version 1 nothing tells."""
    whole = written(FILE.but(order=("SupParams", "FxdParams", "DataPts")))
    place = whole.rindex(b"SupParams")
    moved = whole[:place] + b"X" + whole[place + 1 :]
    said = refusal(moved)
    assert "SupParams" in said
    assert str(place) in said


@pytest.mark.parametrize("source", SOURCES[:2], ids=["v2", "v1"])
def test_a_file_cut_anywhere_is_refused(source: bytes) -> None:
    for length in range(1, len(source)):
        assert refusal(source[:length])


def test_a_file_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    sparse = tmp_path / "huge.sor"
    with sparse.open("wb") as stream:
        stream.write(SOURCES[0])
        stream.truncate(2**30)
    tracemalloc.start()
    begun = time.perf_counter()
    with pytest.raises(SorError, match="16 Mo"):
        read_sor_file(sparse)
    assert time.perf_counter() - begun < 2
    assert tracemalloc.get_traced_memory()[1] < 3 * MOST_BYTES
    tracemalloc.stop()


@given(content=st.binary(max_size=300))
def test_random_bytes_are_refused_or_read(content: bytes) -> None:
    for head in (b"", b"Map\0\xc8\0", b"\x64\0"):
        assert "%(" not in str(outcome(head + content))


def test_damaged_files_are_refused_or_read_in_bounded_time_and_memory() -> None:
    read = 0
    tracemalloc.start()
    for seed in range(DAMAGES):
        found = outcome(damaged(SOURCES, seed))
        if isinstance(found, Trace):
            read += 1
            assert as_table(found, NOW)
            assert as_json(found, NOW)
        else:
            assert "%(" not in found
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert DAMAGES / 10 < read < DAMAGES * 9 / 10, "both answers are met"


def test_a_long_trace_is_read_at_once() -> None:
    content = written(long_file())
    begun = time.process_time()
    trace: Trace = read_sor(content)
    assert time.process_time() - begun < 0.5, "30 ms where nothing else runs; see the bench"
    assert trace.points == 131_072
    assert trace.cautions == ()
