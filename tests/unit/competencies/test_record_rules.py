"""What is current, what disagrees, what has grown old: whatever order things were said in."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.competencies.cohort_rules import EMPTY, Cell, Latest, View, cell_of, standing_out
from school.competencies.rules import (
    Cited,
    Entry,
    EvidenceKind,
    Level,
    Voice,
    agreed,
    gap_of,
    is_stale,
    standing_of,
)
from school.core.calendar import add_months

DAY = date(2026, 3, 2)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
CITED = st.builds(Cited, st.sampled_from(EvidenceKind), st.sampled_from("abc"), DAYS)


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    count = draw(st.integers(0, 8))
    start = datetime.combine(DAY, datetime.min.time())
    return [
        Entry(
            reference=f"R{number}",
            voice=draw(st.sampled_from(Voice)),
            level=draw(st.sampled_from(Level)),
            noted_on=draw(DAYS),
            recorded_at=start + timedelta(seconds=draw(st.integers(0, 3))),
            evidence=tuple(draw(st.lists(CITED, max_size=2))),
        )
        for number in range(count)
    ]


def entry(voice: Voice, level: Level, day: date = DAY, number: int = 0, **values: object) -> Entry:
    at = datetime.combine(DAY, datetime.min.time()) + timedelta(seconds=number)
    return Entry(f"R{number}", voice, level, day, at, **values)  # type: ignore[arg-type]


@given(histories(), st.randoms())
def test_the_order_in_which_rows_are_read_changes_nothing(history: list[Entry], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert standing_of(shuffled) == standing_of(history)


@given(histories())
def test_a_voice_says_what_it_said_last_and_nothing_is_lost(history: list[Entry]) -> None:
    standing = standing_of(history)
    assert sorted(one.reference for one in standing.history) == [one.reference for one in history]
    for voice in Voice:
        own = [one for one in history if one.voice is voice]
        if not own:
            assert voice not in standing.voices
            continue
        said = standing.voices[voice]
        assert all(
            (one.noted_on, one.recorded_at) <= (said.noted_on, said.recorded_at) for one in own
        )


@given(st.lists(st.sampled_from(Level), max_size=3))
def test_not_seen_never_makes_a_disagreement(levels: list[Level]) -> None:
    assert gap_of([*levels, Level.NOT_SEEN]) == gap_of(levels)
    rated = {level for level in levels if level is not Level.NOT_SEEN}
    assert (gap_of(levels) >= 1) == (len(rated) > 1)
    both = agreed(levels)
    assert (both is None) == (not rated)
    if both is not None:
        low, high = both
        assert low in rated
        assert high in rated
        assert int(high.value) - int(low.value) == gap_of(levels)


def test_a_level_apart_is_a_disagreement() -> None:
    apart = standing_of([entry(Voice.SELF, Level.ACQUIRED), entry(Voice.TUTOR, Level.IN_PROGRESS)])
    assert apart.disagrees
    assert apart.gap == 1
    alike = standing_of([entry(Voice.SELF, Level.ACQUIRED), entry(Voice.TUTOR, Level.ACQUIRED)])
    assert not alike.disagrees


def test_taking_a_level_back_leaves_none() -> None:
    history = [
        entry(Voice.TUTOR, Level.ACQUIRED, number=1),
        entry(Voice.TUTOR, Level.NOT_SEEN, number=2),
        entry(Voice.SELF, Level.NOT_ACQUIRED, number=3),
    ]
    standing = standing_of(history)
    assert standing.voices[Voice.TUTOR].level is Level.NOT_SEEN
    assert not standing.disagrees
    assert standing.confirmed_on(Voice.TUTOR) is None


@given(DAYS)
def test_a_level_holds_for_six_months_and_not_a_day_longer(day: date) -> None:
    last = add_months(day, 6)
    assert not is_stale(day, last)
    assert is_stale(day, last + timedelta(days=1))
    assert not is_stale(None, last)


@pytest.mark.parametrize(
    ("noted", "last"),
    [(date(2026, 1, 15), date(2026, 7, 15)), (date(2026, 8, 31), date(2027, 2, 28))],
)
def test_the_months_are_those_of_the_calendar(noted: date, last: date) -> None:
    standing = standing_of([entry(Voice.TRAINER, Level.ACQUIRED, noted)])
    assert standing.stale_voices(last) == ()
    assert standing.stale_voices(last + timedelta(days=1)) == (Voice.TRAINER,)


def test_newer_evidence_keeps_a_level_fresh_whoever_cited_it() -> None:
    newer = Cited(EvidenceKind.WEEK, "P-1/2026-09-07", date(2026, 9, 11))
    history = [
        entry(Voice.TRAINER, Level.ACQUIRED, DAY),
        entry(Voice.TUTOR, Level.ACQUIRED, date(2026, 9, 12), 1, evidence=(newer,)),
    ]
    standing = standing_of(history)
    assert standing.confirmed_on(Voice.TRAINER) == date(2026, 9, 11)
    assert not standing.is_stale(Voice.TRAINER, date(2027, 3, 11))
    assert standing.is_stale(Voice.TRAINER, date(2027, 3, 12))
    without = standing_of(history[:1])
    assert without.is_stale(Voice.TRAINER, date(2027, 3, 11))


@given(histories(), DAYS)
def test_a_cell_says_what_the_record_says(history: list[Entry], today: date) -> None:
    standing = standing_of(history)
    said = {voice: Latest(one.level, one.noted_on) for voice, one in standing.voices.items()}
    days = [cited.happened_on for one in history for cited in one.evidence]
    evidence_on = max(days, default=None)
    cell = cell_of(said, evidence_on, View.TOGETHER, today)
    assert cell.apart == standing.disagrees
    assert cell.stale == bool(standing.stale_voices(today))
    assert (cell == EMPTY) == (not history)
    for view in (View.SELF, View.TUTOR, View.TRAINER):
        one = cell_of(said, evidence_on, view, today)
        voice = Voice(view.value)
        if voice in said:
            assert one.apart == standing.disagrees
            assert one.stale == standing.is_stale(voice, today)
            expected = None if said[voice].level is Level.NOT_SEEN else said[voice].level
            assert (one.low, one.high) == (expected, expected)
        else:
            assert one == EMPTY


def test_what_stands_out_is_counted() -> None:
    apart, old = (
        Cell(Level.ACQUIRED, Level.EXPERT, apart=True),
        Cell(Level.EXPERT, Level.EXPERT, stale=True),
    )
    unseen = Cell(not_seen=True)
    found = standing_out(
        ["a", "b", "c", "d"], [[old, apart, unseen, EMPTY], [apart, apart, EMPTY, EMPTY]]
    )
    assert list(found.apart) == [("b", 2), ("a", 1)]
    assert found.stale == 1
    assert found.never_seen == ["c", "d"]
    assert standing_out(["a"], []).never_seen == []
