"""What a phone says of itself, and when its silence is worth a look."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.offline.phone_rules import (
    HELD_TOO_LONG,
    MOST_HELD,
    SILENT,
    PhoneNote,
    Silence,
    read_note,
    silence_of,
)

NUMBER = "3d1c9f0e-5b7a-4c58-9a53-1f0e6b1f7a01"
NOW = datetime(2026, 3, 10, 9)  # noqa: DTZ001
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.uuids(), st.integers(0, MOST_HELD), st.from_regex("[0-9a-f]{8}", fullmatch=True))
def test_a_note_is_read_as_it_was_written(number: UUID, held: int, program: str) -> None:
    raw = {"number": str(number), "held": held, "program": program}
    assert read_note(raw) == PhoneNote(str(number), held, program)


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("number", "held", "program", "left"), ANYTHING)
    )
)
def test_a_strange_note_is_passed_over(raw: dict[str, Any]) -> None:
    note = read_note(raw)
    assert note is None or 0 <= note.held <= MOST_HELD


@pytest.mark.parametrize(
    "raw",
    [
        None, 1, "x", [], {}, {"number": NUMBER}, {"number": NUMBER.upper(), "held": 0},
        {"number": NUMBER, "held": -1}, {"number": NUMBER, "held": True},
        {"number": NUMBER, "held": MOST_HELD + 1}, {"number": NUMBER, "held": 1.0},
    ],
)  # fmt: skip
def test_what_is_no_note_says_nothing(raw: object) -> None:
    assert read_note(raw) is None


@pytest.mark.parametrize("program", ["", "x", "5E1F0A3C", "5e1f0a3c\n", 7, None])
def test_a_program_that_is_none_is_left_out(program: object) -> None:
    assert read_note({"number": NUMBER, "held": 2, "program": program}) == PhoneNote(NUMBER, 2)


def test_only_a_plain_yes_is_a_farewell() -> None:
    said = {"number": NUMBER, "held": 0}
    assert [read_note({**said, "left": left}).left for left in (True, 1, "yes", None)] == [  # type: ignore[union-attr]
        True, False, False, False,
    ]  # fmt: skip


@given(st.integers(0, 3), st.timedeltas(timedelta(0), timedelta(days=30)))
def test_silence_follows_from_what_was_held_and_the_time(held: int, quiet: timedelta) -> None:
    silence = silence_of(held, NOW - quiet, NOW)
    assert (silence is Silence.HOLDS) == (held > 0 and quiet >= HELD_TOO_LONG)
    assert (silence is Silence.HEARD) == (quiet < (HELD_TOO_LONG if held else SILENT))
