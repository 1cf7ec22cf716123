"""Answers as apprentices of the demo give them: right, or wrong in a way that people are."""

from decimal import Decimal

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
from school.learning.answers import Answer, Chosen, Judged, Matched, Ordered, Written
from school.learning.drawing import Drawn
from school.learning.marking import expected_number

FORGOTTEN = "Je ne sais plus"


def answer_to(question: Question, drawn: Drawn, *, knows: bool) -> Answer:  # noqa: PLR0911
    """Answer a question that was drawn: the whole point for who knows, less for who does not."""
    match question:
        case SingleQuestion() | MultipleQuestion() | HotspotQuestion():
            return _chosen(question, knows=knows)
        case TrueFalseQuestion(right=right):
            return Judged(right if knows else not right)
        case MatchingQuestion(pairs=pairs, right_sides=sides):
            places = _places(len(pairs), knows=knows)
            said = [sides.index(pairs[place].right) for place in places]
            return Matched(tuple(enumerate(said)))
        case OrderingQuestion(items=items):
            return Ordered(_places(len(items), knows=knows))
        case ShortAnswerQuestion(answers=answers):
            return Written(answers.fr[0] if knows else FORGOTTEN)
        case NumericQuestion(answer=answer, tolerance=tolerance):
            return _number(answer, tolerance, knows=knows)
        case ParameterisedQuestion(tolerance=tolerance):
            expected = expected_number(question, drawn.quantities)
            return _number(expected, tolerance, knows=knows)


def _chosen(
    question: SingleQuestion | MultipleQuestion | HotspotQuestion, *, knows: bool
) -> Chosen:
    if isinstance(question, HotspotQuestion):
        rights = [area.right for area in question.areas]
    else:
        rights = [option.right for option in question.options]
    right = [place for place, is_right in enumerate(rights) if is_right]
    wrong = [place for place, is_right in enumerate(rights) if not is_right]
    if isinstance(question, MultipleQuestion):
        return Chosen(frozenset(right if knows else [right[0], wrong[0]]))
    return Chosen(frozenset([right[0] if knows else wrong[0]]))


def _places(number: int, *, knows: bool) -> tuple[int, ...]:
    """Give the places in order, or the last one put first."""
    places = tuple(range(number))
    return places if knows else (places[-1], *places[:-1])


def _number(right: Decimal, tolerance: Decimal, *, knows: bool) -> Written:
    """Type a number, or the one that a slip of ten, else of several tolerances, makes of it."""
    slipped = right * 10
    if abs(slipped - right) <= tolerance:
        slipped = right + 2 * tolerance + 1
    typed = right if knows else slipped
    return Written(f"{typed.normalize():f}".replace(".", ","))
