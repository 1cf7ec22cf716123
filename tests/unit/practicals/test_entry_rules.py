"""Safety, overrides and reasons of an entry, what a note holds, and whose turn is next."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.errors import InvalidInput
from school.curriculum.rules import Threshold
from school.practicals.entry_rules import (
    DECISION_MARK,
    STOP_MARK,
    Entry,
    Standing,
    free_part,
    given_reason,
    is_stop,
    next_in_turn,
    outcome_of,
)
from school.practicals.rules import ReasonKind, Verdict

TODAY = date(2026, 3, 10)
LOSS = Threshold("loss", "dB", maximum=Decimal("0.3"), plausible_maximum=Decimal(5))
RED = {"gloves": None, "laser": False}
GOOD, BAD = {"loss": Decimal("0.2")}, {"loss": Decimal("0.4")}

WORDS = (
    st.text(
        st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"], blacklist_characters="■▸:"),
        min_size=1,
        max_size=30,
    )
    .map(str.strip)
    .filter(bool)
)


@given(decided=st.none() | st.sampled_from(Verdict), reason=st.none() | WORDS)
def test_what_is_decided_is_kept_and_only_a_difference_needs_a_reason(
    decided: Verdict | None, reason: str | None
) -> None:
    entry = Entry(TODAY, values=GOOD, decided=decided, reason=reason)
    differs = decided not in (None, Verdict.ACQUIRED)
    if differs and reason is None:
        with pytest.raises(InvalidInput) as refused:
            outcome_of(entry, [LOSS])
        assert refused.value.field == "reason"
        return
    outcome = outcome_of(entry, [LOSS])
    assert outcome.verdict is (decided or Verdict.ACQUIRED)
    assert outcome.computed.verdict is Verdict.ACQUIRED
    assert outcome.is_overridden == differs


@pytest.mark.parametrize("decided", [None, *Verdict])
def test_a_stop_is_never_acquired(decided: Verdict | None) -> None:
    entry = Entry(TODAY, gates=RED, stop_reason="Gants", values=GOOD, decided=decided, reason="Si")
    outcome = outcome_of(entry, [LOSS])
    assert outcome.verdict is Verdict.NOT_ACQUIRED
    assert outcome.computed.reasons[0].kind is ReasonKind.SAFETY


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry(TODAY, gates=RED, values=GOOD), "stop_reason"),
        (Entry(TODAY, gates={"gloves": True, "laser": None}, values=GOOD), "gate-laser"),
        (Entry(TODAY, gates={"gloves": True}, stop_reason="Gants", values=GOOD), "stop_reason"),
        (Entry(TODAY), "loss"),
        (Entry(TODAY, values={"loss": None}), "loss"),
        (Entry(TODAY, values=BAD, decided=Verdict.ACQUIRED), "reason"),
        (Entry(TODAY, values={"loss": Decimal(9)}), "loss"),
    ],
)
def test_a_refusal_names_its_field(entry: Entry, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        outcome_of(entry, [LOSS])
    assert refused.value.field == field


def test_where_nothing_is_measured_the_trainer_judges() -> None:
    with pytest.raises(InvalidInput) as refused:
        outcome_of(Entry(TODAY), [])
    assert refused.value.field == "decided"
    outcome = outcome_of(Entry(TODAY, decided=Verdict.ACQUIRED), [])
    assert (outcome.verdict, outcome.is_overridden) == (Verdict.ACQUIRED, False)


@given(note=st.none() | WORDS, reason=WORDS)
def test_a_note_gives_back_what_was_put_into_it(note: str | None, reason: str) -> None:
    stop = "\n".join([*([note] if note else []), f"{STOP_MARK}Arrêt\u00a0: {reason}"])
    assert (free_part(stop), given_reason(stop), is_stop(stop)) == (note, reason, True)
    kept = "\n".join(
        [
            *([note] if note else []),
            f"{DECISION_MARK}Gardé",
            f"{DECISION_MARK}Raison\u00a0: {reason}",
        ]
    )
    assert (free_part(kept), given_reason(kept), is_stop(kept)) == (note, reason, False)
    assert (free_part(note), given_reason(note), is_stop(note)) == (note, None, False)


@st.composite
def classes(draw: st.DrawFn) -> list[Standing]:
    size = draw(st.integers(0, 12))
    days = st.none() | st.sampled_from([TODAY, TODAY - timedelta(days=3)])
    return [
        Standing(
            number, f"T-{number}", f"N{number}", draw(st.none() | st.sampled_from(Verdict)),
            draw(st.integers(0, 4)), draw(days),
        )
        for number in range(size)
    ]  # fmt: skip


@given(people=classes(), after=st.integers(0, 14))
def test_the_next_person_still_needs_it_and_nobody_closer_does(
    people: list[Standing], after: int
) -> None:
    def needs(one: Standing) -> bool:
        return (
            one.trainee_id != after and one.verdict is not Verdict.ACQUIRED and one.last_on != TODAY
        )

    found = next_in_turn(people, after, TODAY)
    if found is None:
        assert not any(needs(one) for one in people)
        return
    assert needs(found)
    places = [one.trainee_id for one in people]
    start = places.index(after) if after in places else -1
    steps = (places.index(found.trainee_id) - start - 1) % len(people)
    assert not any(needs(people[(start + 1 + step) % len(people)]) for step in range(steps))
