"""What each answer is worth."""

from decimal import Decimal
from fractions import Fraction

import pytest

from school.curriculum.formulas import FormulaError
from school.learning.answers import Answer, Chosen, Judged, Matched, Ordered, Pointed, Written
from school.learning.marking import AnswerError, Verdict, mark_answer
from tests.unit.learning.samples import KINDS, decimals, question


def chosen(*places: int) -> Chosen:
    return Chosen(frozenset(places))


@pytest.mark.parametrize(
    ("kind", "answer", "share"),
    [
        ("single", chosen(0), "1"),
        ("single", chosen(1), "0"),
        ("multiple", chosen(0, 1), "1"),
        ("multiple", chosen(0), "1/2"),
        ("multiple", chosen(0, 1, 2), "1/2"),
        ("multiple", chosen(0, 2), "0"),
        ("multiple", chosen(2, 3), "0"),
        ("multiple", chosen(0, 1, 2, 3), "0"),
        ("true_false", Judged(False), "1"),
        ("true_false", Judged(True), "0"),
        ("matching", Matched(((0, 0), (1, 1), (2, 2))), "1"),
        ("matching", Matched(((0, 0), (1, 2), (2, 1))), "1/3"),
        ("matching", Matched(((0, 0), (1, 1))), "2/3"),
        ("ordering", Ordered((0, 1, 2, 3)), "1"),
        ("ordering", Ordered((3, 0, 1, 2)), "2/3"),
        ("ordering", Ordered((1, 0, 3, 2)), "1/3"),
        ("ordering", Ordered((3, 2, 1, 0)), "0"),
        ("ordering", Ordered((0, 1)), "1/3"),
        ("ordering", Ordered((2,)), "0"),
        ("short_answer", Written("  REFLECTOMETRE "), "1"),
        ("short_answer", Written("otdr"), "1"),
        ("short_answer", Written("photomètre"), "0"),
        ("hotspot", Pointed(Decimal(10), Decimal(20)), "1"),
        ("hotspot", Pointed(Decimal(40), Decimal(60)), "1"),
        ("hotspot", Pointed(Decimal("40.1"), Decimal(60)), "0"),
        ("hotspot", Pointed(Decimal(70), Decimal(30)), "0"),
    ],
)
def test_shares(kind: str, answer: Answer, share: str) -> None:
    mark = mark_answer(question(kind), answer)
    assert mark.share == Fraction(share)
    told = {Fraction(0): Verdict.WRONG, Fraction(1): Verdict.RIGHT}
    assert mark.verdict is told.get(mark.share, Verdict.PARTLY_RIGHT)


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("0,35", Verdict.RIGHT),
        (" 0.35 ", Verdict.RIGHT),
        ("+,35", Verdict.RIGHT),
        ("35e-2", Verdict.RIGHT),
        ("0,33", Verdict.RIGHT),
        ("0,37", Verdict.RIGHT),
        ("0,370001", Verdict.WRONG),
        ("0,329999", Verdict.WRONG),
        ("−0,35", Verdict.WRONG),
        ("0,35 dB/km", Verdict.RIGHT),
        ("0,35\u00a0db / KM", Verdict.RIGHT),
        ("0,35 dB", Verdict.OTHER_UNIT),
        ("0,3,5", Verdict.NOT_A_NUMBER),
        ("0.3,5", Verdict.NOT_A_NUMBER),
        ("environ 0,35", Verdict.NOT_A_NUMBER),
        ("NaN", Verdict.NOT_A_NUMBER),
        ("1" * 61, Verdict.NOT_A_NUMBER),
    ],
)
def test_numbers(typed: str, verdict: Verdict) -> None:
    assert mark_answer(question("numeric"), Written(typed)).verdict is verdict


@pytest.mark.parametrize("typed", ["1 234,5", "1\u202f234.5", "1\u00a0234,50"])
def test_spaces_part_thousands(typed: str) -> None:
    asked = question("numeric", answer="1234.5", tolerance="0")
    assert mark_answer(asked, Written(typed)).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [("2 mW", Verdict.RIGHT), ("2 mw", Verdict.RIGHT), ("2 MW", Verdict.OTHER_UNIT)],
)
def test_case_of_a_prefix_makes_another_unit(typed: str, verdict: Verdict) -> None:
    asked = question("numeric", answer="2", tolerance="0", unit="mW")
    assert mark_answer(asked, Written(typed)).verdict is verdict


def test_a_formula_is_computed_from_what_was_drawn() -> None:
    asked, drawn = question("parameterised"), decimals(length="12", loss="0.35")
    assert mark_answer(asked, Written("4,2 dB"), drawn).verdict is Verdict.RIGHT
    assert mark_answer(asked, Written("4,21"), drawn).verdict is Verdict.RIGHT
    assert mark_answer(asked, Written("4,22"), drawn).verdict is Verdict.WRONG
    with pytest.raises(FormulaError):
        mark_answer(asked, Written("4,2"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "answer", [None, chosen(), Written(" \u00a0"), Matched(()), Ordered(())], ids=str
)
def test_a_blank_is_no_wrong_answer(kind: str, answer: Answer | None) -> None:
    mark = mark_answer(question(kind), answer)
    assert (mark.share, mark.verdict) == (Fraction(0), Verdict.UNANSWERED)


def test_the_words_of_what_was_chosen_are_told() -> None:
    remarks = mark_answer(question("single"), chosen(1)).remarks
    assert [one.en for one in remarks] == ["It is UPC."]
    assert mark_answer(question("single"), chosen(2)).remarks == ()


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("single", chosen(3)),
        ("single", chosen(0, 1)),
        ("multiple", chosen(-1)),
        ("single", Written("vert")),
        ("numeric", chosen(0)),
        ("true_false", Written("vrai")),
        ("matching", Matched(((0, 3),))),
        ("matching", Matched(((0, 0), (0, 1)))),
        ("ordering", Ordered((0, 0))),
        ("ordering", Ordered((4,))),
        ("hotspot", Judged(True)),
    ],
)
def test_answers_that_cannot_be(kind: str, answer: Answer) -> None:
    with pytest.raises(AnswerError):
        mark_answer(question(kind), answer)
