"""Marks of answers: the share of a question's point that an answer earns, from 0 to 1, exactly.

Rules, the same for every quiz:

* single, true_false, numeric, parameterised, short_answer, hotspot: all or nothing; a hotspot is
  answered by a point of the figure, or by one of its areas;
* multiple: right options chosen less wrong options chosen, over the right options there are,
  and never below 0, so that choosing everything does not pay;
* matching: the share of left sides that got the words of their right side, which several may
  have in common;
* ordering: the longest run of items that stand in the right order among themselves, others
  standing between them or not: its length less one, over the items less one. One item in a
  wrong place costs one step however far it was carried, and the reversed order is worth nothing;
  counting right neighbours would make the same slip cost up to three steps;
* numeric: comma or point, spaces, both ends of the tolerance included; the unit may be left out,
  but another unit than the question's is not right;
* short_answer: the spellings of both languages are taken, case, accents, spaces and dashes do not
  count;
* a blank answer earns nothing and is told apart from a wrong one.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from school.core.text import fold
from school.curriculum.formulas import Formula
from school.curriculum.pack.parts import Bilingual
from school.curriculum.pack.questions import (
    HotspotQuestion,
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    OrderingQuestion,
    ParameterisedQuestion,
    Question,
    ShortAnswerQuestion,
    SingleQuestion,
    TrueFalseQuestion,
)
from school.learning.answers import (
    Answer,
    Chosen,
    Judged,
    Matched,
    Ordered,
    Pointed,
    Written,
    is_blank,
)
from school.learning.numbers import DIGITS, NumberError, read_number, same_unit, within

RIGHT, NOTHING = Fraction(1), Fraction(0)
SMALLEST_STEP = Decimal("0.000001")


class Verdict(StrEnum):
    """What is told of an answer."""

    RIGHT = "right"
    PARTLY_RIGHT = "partly_right"
    WRONG = "wrong"
    NOT_A_NUMBER = "not_a_number"
    OTHER_UNIT = "other_unit"
    UNANSWERED = "unanswered"


class AnswerError(ValueError):
    """An answer that the question cannot have had: another kind, an option there is not."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The share of the point from 0 to 1, what is told, and the words of the options chosen."""

    share: Fraction
    verdict: Verdict
    remarks: tuple[Bilingual, ...] = ()


def mark_answer(
    question: Question, answer: Answer | None, quantities: Mapping[str, Decimal] | None = None
) -> Mark:
    """Mark an answer by the rules above; `quantities` are those drawn for a formula.

    Raises `AnswerError` for an answer that does not belong to the question, and `FormulaError`
    where the formula has no result for the quantities.
    """
    if answer is None or is_blank(answer):
        return Mark(NOTHING, Verdict.UNANSWERED)
    if isinstance(answer, Written):
        return _mark_written(question, answer.text, quantities or {})
    match question, answer:
        case (SingleQuestion() | MultipleQuestion(), Chosen(options=options)):
            return _choice(question, options)
        case (TrueFalseQuestion(), Judged(right=right)):
            return _mark(Fraction(right == question.right))
        case (HotspotQuestion(), Pointed(x=x, y=y)):
            return _mark(Fraction(_on_a_right_area(question, x, y)))
        case _:
            return _mark_placed(question, answer)


def _mark_written(question: Question, text: str, quantities: Mapping[str, Decimal]) -> Mark:
    match question:
        case NumericQuestion():
            return _number(text, question.answer, question.tolerance, question.unit)
        case ParameterisedQuestion():
            expected = expected_number(question, quantities)
            return _number(text, expected, question.tolerance, question.unit)
        case ShortAnswerQuestion(answers=answers):
            spellings = {fold(one) for one in (*answers.fr, *answers.en)}
            return _mark(Fraction(fold(text) in spellings))
    raise _not_of(question)


def _mark_placed(question: Question, answer: Answer) -> Mark:
    match question, answer:
        case (MatchingQuestion(), Matched(pairs=pairs)):
            return _matching(question, pairs)
        case (OrderingQuestion(), Ordered(items=items)):
            return _ordering(len(question.items), items)
        case (HotspotQuestion(areas=areas), Chosen(options=options)):
            return _mark(Fraction(areas[_only(options, len(areas))].right))
    raise _not_of(question)


def _not_of(question: Question) -> AnswerError:
    return AnswerError(f"a question of the kind {question.kind} has no such answer")


def expected_number(question: ParameterisedQuestion, quantities: Mapping[str, Decimal]) -> Decimal:
    """Give the right answer for the drawn quantities, rounded half up to six decimals.

    So many decimals has every number of a bank: a tolerance of 0 stays one that can be met.
    """
    formula = Formula.parse(question.formula, set(question.parameters))
    with localcontext(prec=DIGITS):
        return formula.value(quantities).quantize(SMALLEST_STEP, ROUND_HALF_UP)


def _mark(share: Fraction, remarks: tuple[Bilingual, ...] = ()) -> Mark:
    if share == RIGHT:
        return Mark(share, Verdict.RIGHT, remarks)
    return Mark(share, Verdict.PARTLY_RIGHT if share else Verdict.WRONG, remarks)


def _choice(question: SingleQuestion | MultipleQuestion, chosen: frozenset[int]) -> Mark:
    _check_places(chosen, len(question.options))
    if isinstance(question, SingleQuestion) and len(chosen) > 1:
        raise AnswerError("one option alone can be chosen")
    right = {at for at, option in enumerate(question.options) if option.right}
    options = [question.options[at] for at in sorted(chosen)]
    remarks = tuple(option.feedback for option in options if option.feedback is not None)
    share = Fraction(len(chosen & right) - len(chosen - right), len(right))
    return _mark(max(share, NOTHING), remarks)


def _only(chosen: frozenset[int], number: int) -> int:
    _check_places(chosen, number)
    if len(chosen) > 1:
        raise AnswerError("one area alone can be chosen")
    return next(iter(chosen))


def _number(text: str, expected: Decimal, tolerance: Decimal, unit: str) -> Mark:
    try:
        typed = read_number(text)
    except NumberError:
        return Mark(NOTHING, Verdict.NOT_A_NUMBER)
    if typed.unit and not same_unit(typed.unit, unit):
        return Mark(NOTHING, Verdict.OTHER_UNIT)
    return _mark(Fraction(within(typed.number, expected, tolerance)))


def _matching(question: MatchingQuestion, pairs: Sequence[tuple[int, int]]) -> Mark:
    sides = question.right_sides
    _check_places([left for left, _ in pairs], len(question.pairs))
    _check_places([right for _, right in pairs], len(sides))
    if len({left for left, _ in pairs}) < len(pairs):
        raise AnswerError("a left side was put together twice")
    good = sum(question.pairs[left].right == sides[right] for left, right in pairs)
    return _mark(Fraction(good, len(question.pairs)))


def _ordering(number: int, items: Sequence[int]) -> Mark:
    _check_places(items, number)
    if len(set(items)) < len(items):
        raise AnswerError("an item stands in two places")
    return _mark(Fraction(_longest_rise(items) - 1, number - 1))


def _longest_rise(items: Sequence[int]) -> int:
    """Give the length of the longest rising subsequence: the least end of each length is kept."""
    ends: list[int] = []
    for item in items:
        at = bisect_left(ends, item)
        ends[at : at + 1] = [item]
    return len(ends)


def _on_a_right_area(question: HotspotQuestion, x: Decimal, y: Decimal) -> bool:
    """Tell whether the point lies in a right area or on its edge."""
    return any(
        area.right and area.x <= x <= area.x + area.width and area.y <= y <= area.y + area.height
        for area in question.areas
    )


def _check_places(places: Sequence[int] | frozenset[int], number: int) -> None:
    if any(not 0 <= place < number for place in places):
        raise AnswerError("the question has no such place")
