"""Traces handed in: the bytes come back equal, names are made plain, copies are told."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.core.errors import InvalidInput
from school.curriculum.rules import Threshold
from school.practicals.parts import PART_SIZE, digest_of, in_parts, part_reference
from school.practicals.sor import MOST_BYTES, SorError
from school.practicals.trace_rules import (
    LONGEST_NAME,
    LONGEST_SERIAL,
    MOST_LIKE,
    Likeness,
    is_traced,
    likenesses,
    name_of,
    read_trace,
    without_copies,
)
from school.practicals.traces.reuse import Suspicion
from tests.support.sor_examples import synthetic
from tests.support.sor_files import MORNING, Group, SorFile, written
from tests.support.traces import noisy

SAME = (Suspicion.SAME_TRACE,)


@given(st.binary(max_size=3), st.integers(0, 3), st.integers(-1, 1))
def test_the_pieces_are_the_whole_in_the_order_of_their_names(
    start: bytes, times: int, rest: int
) -> None:
    content = (start * (PART_SIZE + 1))[: max(0, times * PART_SIZE + rest)]
    parts = in_parts(content)
    named = {part_reference(place): part for place, part in enumerate(parts)}
    assert b"".join(named[name] for name in sorted(named)) == content
    assert all(0 < len(part) <= PART_SIZE for part in parts)


def test_the_largest_trace_has_pieces_whose_names_sort() -> None:
    names = [part_reference(place) for place in range(-(-MOST_BYTES // PART_SIZE))]
    assert names == sorted(names)


@given(st.text())
def test_any_name_becomes_a_plain_one(name: str) -> None:
    plain = name_of(name)
    assert 0 < len(plain) <= LONGEST_NAME
    assert plain.isprintable()
    assert plain == plain.strip()
    assert not set(plain) & set("/\\")
    assert name_of(plain) == plain


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("C:\\OTDR\\Fibre 12.SOR", "Fibre 12.SOR"),
        ("../../etc/été.sor", "été.sor"),
        ("a\nb\0.sor", "a b .sor"),
        ("", "trace.sor"),
        (".\u05eb", "trace.sor"),
        ("C:c:été.sor", "été.sor"),
        ("///", "trace.sor"),
    ],
)
def test_folders_and_signs_are_left_out_of_names(name: str, plain: str) -> None:
    assert name_of(name) == plain


def test_what_is_kept_of_a_file_is_the_file() -> None:
    content = written(synthetic())
    sent = read_trace(BytesIO(content), "a.sor")
    assert (sent.content, b"".join(sent.parts), sent.digest) == (
        content,
        content,
        digest_of(content),
    )


def test_a_serial_number_without_end_is_cut() -> None:
    long = SorFile(supplier=("Maker", "Model", "9" * 5_000, "", "", "", ""))
    assert len(read_trace(BytesIO(written(long)), "a.sor").fingerprint.serial) == LONGEST_SERIAL


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0", bytes(MOST_BYTES + 1)])
def test_what_is_no_trace_is_refused_with_the_reason_of_the_reader(content: bytes) -> None:
    with pytest.raises(SorError) as raised:
        read_trace(BytesIO(content), "a.sor")
    assert isinstance(raised.value, InvalidInput)


def test_a_file_chosen_twice_is_one_and_the_order_stays() -> None:
    first, second = (
        read_trace(BytesIO(written(synthetic().but(date=date))), "a.sor") for date in (1, 2)
    )
    assert without_copies([first, second, first, second]) == (first, second)


@given(st.text(min_size=1), st.lists(st.sampled_from(Suspicion), min_size=1).map(tuple))
def test_a_likeness_comes_back_from_plain_data(trace: str, why: tuple[Suspicion, ...]) -> None:
    likeness = Likeness(trace, why)
    assert Likeness.from_plain(likeness.as_plain()) == likeness


@pytest.mark.parametrize("plain", [None, [], ["TR-1"], [1, "same_trace"], ["TR-1", "other"], "TR"])
def test_what_is_no_likeness_is_refused(plain: Any) -> None:
    with pytest.raises(ValueError, match=r"likeness|Suspicion"):
        Likeness.from_plain(plain)


def test_not_every_copy_of_a_trace_is_named() -> None:
    sent = read_trace(BytesIO(written(synthetic())), "a.sor")
    found = likenesses(sent, ((f"TR-{place}", sent.fingerprint) for place in range(100)))
    assert [one.trace for one in found] == [f"TR-{place}" for place in range(MOST_LIKE)]
    assert {one.suspicions for one in found} == {SAME}


@given(seed=st.integers(0, 999), points=st.integers(1_910, 2_000))
@settings(deadline=None, max_examples=20)
def test_a_copy_that_was_cut_is_known_whichever_came_first(seed: int, points: int) -> None:
    whole = noisy(seed)
    cut = whole.but(groups=(Group(whole.groups[0].counts[:points]),))
    one, other = (read_trace(BytesIO(written(file)), "a.sor") for file in (whole, cut))
    for sent, known in ((one, other), (other, one)):
        (found,) = likenesses(sent, [("TR-1", known.fingerprint)])
        assert found.suspicions == SAME
    fresh = read_trace(BytesIO(written(noisy(seed + 1, points, date=MORNING + 60))), "b.sor")
    assert likenesses(fresh, [("TR-1", one.fingerprint)]) == ()


def test_what_lacks_more_or_is_of_another_colour_is_no_cut_copy() -> None:
    whole = noisy(1, date=MORNING + 60)
    short = whole.but(groups=(Group(whole.groups[0].counts[:1_890]),))
    red = whole.but(groups=(Group(whole.groups[0].counts[:1_950]),), wavelength=13_100)
    known = read_trace(BytesIO(written(noisy(1))), "a.sor").fingerprint
    for file in (short, red):
        assert likenesses(read_trace(BytesIO(written(file)), "b.sor"), [("TR-1", known)]) == ()


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        (Threshold("position_error"), True),
        (Threshold("pulse_width", required=False), False),
        (Threshold("estimate"), False),
    ],
)
def test_a_task_is_traced_when_it_cannot_be_judged_without(
    threshold: Threshold, expected: bool
) -> None:
    assert is_traced([Threshold("minutes"), threshold]) is expected
