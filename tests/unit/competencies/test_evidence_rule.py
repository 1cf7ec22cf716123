"""The school's rule on what a level rests on: what is there already is never asked for again."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.competencies.evidence_rules import (
    Attempt,
    Lack,
    first_time_share,
    missing_for,
    usual_trainer,
)
from school.competencies.rules import Cited, EvidenceKind, Level

DAY = date(2026, 3, 2)


def passed(number: int, day: int = 0, trainer: int | None = 1, *, ok: bool = True) -> Attempt:
    return Attempt(f"A-{number:03d}", f"PA-{number}", DAY + timedelta(days=day), trainer, ok)


def citing(attempts: list[Attempt]) -> list[Cited]:
    return [Cited(EvidenceKind.PRACTICAL, one.reference, one.assessed_on) for one in attempts]


def lacks(level: Level, cited: list[Cited], attempts: list[Attempt]) -> set[Lack]:
    return {one.lack for one in missing_for(level, cited, attempts)}


ENOUGH = [passed(1), passed(2), passed(3, day=1, trainer=2)]


def test_three_passes_on_two_days_one_by_another_trainer_are_enough() -> None:
    assert lacks(Level.ACQUIRED, citing(ENOUGH), ENOUGH) == set()


@pytest.mark.parametrize(
    ("attempts", "expected"),
    [
        (ENOUGH[1:], {Lack.PASSES}),
        ([passed(1), passed(2), passed(3, trainer=2)], {Lack.DAYS}),
        ([passed(1), passed(2), passed(3, day=1)], {Lack.OTHER_TRAINER}),
        ([passed(1), passed(2), passed(3, day=1, trainer=None)], {Lack.OTHER_TRAINER}),
        ([*ENOUGH[:2], passed(3, 1, 2, ok=False)], {Lack.PASSES, Lack.DAYS, Lack.OTHER_TRAINER}),
        ([], {Lack.PASSES, Lack.DAYS, Lack.OTHER_TRAINER}),
    ],
)
def test_each_part_of_the_rule_is_missed(attempts: list[Attempt], expected: set[Lack]) -> None:
    usual = [passed(number, trainer=1, ok=False) for number in (90, 91, 92)]
    assert lacks(Level.ACQUIRED, citing(attempts), [*attempts, *usual]) == expected


def test_what_is_made_to_learn_is_not_the_proof_by_another_trainer() -> None:
    learnt = [*ENOUGH[:2], replace(ENOUGH[2], formative=True)]
    assert lacks(Level.ACQUIRED, citing(learnt), learnt) == {Lack.OTHER_TRAINER}


def test_a_practical_on_a_site_is_work_on_site() -> None:
    ten = [passed(number, day=number % 3, trainer=1 + (number == 3)) for number in range(10)]
    there = [replace(ten[0], on_site=True), *ten[1:]]
    assert lacks(Level.EXPERT, citing(there), there) == {Lack.COACHING}


def test_what_is_not_cited_does_not_count() -> None:
    assert Lack.PASSES in lacks(Level.ACQUIRED, citing(ENOUGH[:2]), ENOUGH)


def test_an_expert_needs_more_and_coaching_stays_to_be_attested() -> None:
    ten = [passed(number, day=number % 3, trainer=1 + (number == 3)) for number in range(10)]
    week = Cited(EvidenceKind.WEEK, "P-1/2026-03-02", DAY)
    assert lacks(Level.EXPERT, [*citing(ten), week], ten) == {Lack.COACHING}
    assert lacks(Level.EXPERT, citing(ten), ten) == {Lack.COACHING, Lack.ON_SITE}
    nine = ten[:9]
    assert lacks(Level.EXPERT, [*citing(nine), week], nine) == {Lack.COACHING, Lack.PASSES}
    again = [
        Attempt(f"A-0{number}x", f"PA-{number}", DAY - timedelta(days=1), 1, False)
        for number in range(3)
    ]
    assert lacks(Level.EXPERT, [*citing(ten), week], [*ten, *again]) == {
        Lack.COACHING, Lack.FIRST_TIME,
    }  # fmt: skip
    assert lacks(Level.EXPERT, [*citing(ten), week], [*ten, *again[:2]]) == {Lack.COACHING}


ATTEMPTS = st.lists(
    st.builds(
        passed, st.integers(1, 20), st.integers(0, 4), st.sampled_from([1, 2, None]),
        ok=st.booleans(),
    ),
    max_size=20,
    unique_by=lambda one: one.reference,
)  # fmt: skip


@given(ATTEMPTS, st.sampled_from([Level.NOT_SEEN, Level.NOT_ACQUIRED, Level.IN_PROGRESS]))
def test_lower_levels_ask_for_nothing(attempts: list[Attempt], level: Level) -> None:
    assert missing_for(level, citing(attempts), attempts) == ()


@given(ATTEMPTS, st.data())
def test_citing_more_never_asks_for_more_passes_or_days(
    attempts: list[Attempt], data: st.DataObject
) -> None:
    cited = citing(attempts)
    fewer = data.draw(st.lists(st.sampled_from(cited), unique=True)) if cited else []
    for level in (Level.ACQUIRED, Level.EXPERT):
        less = {one.lack: one.have for one in missing_for(level, fewer, attempts)}
        more = {one.lack: one.have for one in missing_for(level, cited, attempts)}
        assert set(more) - {Lack.FIRST_TIME} <= set(less)
        for lack in (Lack.PASSES, Lack.DAYS):
            if lack in more:
                assert more[lack] >= less[lack]


@given(ATTEMPTS)
def test_the_share_of_first_attempts_is_a_share(attempts: list[Attempt]) -> None:
    share = first_time_share([one.task for one in attempts], attempts)
    assert 0 <= share <= 1
    if attempts and all(one.passed for one in attempts):
        assert share == 1
    assert first_time_share([], attempts) == Fraction(0)


def test_the_usual_trainer_is_who_assessed_most() -> None:
    assert usual_trainer([passed(1, trainer=5), passed(2, trainer=3), passed(3, trainer=5)]) == 5
    assert usual_trainer([passed(1, trainer=5), passed(2, trainer=3)]) == 3
    assert usual_trainer([passed(1, trainer=None)]) is None
