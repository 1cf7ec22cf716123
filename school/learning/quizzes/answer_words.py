"""Answers in words: what was answered, and what is right."""

from collections.abc import Iterable
from decimal import Decimal

from flask_babel import gettext

from school.curriculum.formulas import FormulaError
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
from school.learning.answers import Answer, Chosen, Judged, Matched, Ordered, Pointed, Written
from school.learning.drawing import Drawn
from school.learning.marking import expected_number
from school.learning.quizzes.answer_fields import said, zone_words
from school.web.filters import NO_BREAK_SPACE, number
from school.web.template_words import language


def given_words(question: Question, drawn: Drawn, answer: Answer | None) -> list[str]:
    """Say what was answered, a line each; nothing for a blank answer or one of another kind."""
    match question, answer:
        case (SingleQuestion() | MultipleQuestion() | HotspotQuestion(), Chosen(options=chosen)):
            return _chosen(question, drawn, chosen)
        case (TrueFalseQuestion(), Judged(right=right)):
            return [_judged(right)]
        case (_, Written(text=text)):
            return [text]
        case (HotspotQuestion(), Pointed(x=x, y=y)):
            return [f"{number(x)} × {number(y)}"]
    return _arranged(question, answer)


def _arranged(question: Question, answer: Answer | None) -> list[str]:
    match question, answer:
        case (MatchingQuestion(pairs=pairs, right_sides=sides), Matched(pairs=put)):
            known = [(one, at) for one, at in put if one < len(pairs) and at < len(sides)]
            return [_pair(said(pairs[one].left), said(sides[at])) for one, at in known]
        case (OrderingQuestion(items=items), Ordered(items=order)):
            return [said(items[at]) for at in order if at < len(items)]
    return []


def right_words(question: Question, drawn: Drawn) -> list[str]:
    """Say what is right, a line each."""
    match question:
        case SingleQuestion(options=options) | MultipleQuestion(options=options):
            return _chosen(question, drawn, {at for at, one in enumerate(options) if one.right})
        case HotspotQuestion(areas=areas):
            return _chosen(question, drawn, {at for at, one in enumerate(areas) if one.right})
        case TrueFalseQuestion(right=right):
            return [_judged(right)]
        case ShortAnswerQuestion(answers=answers):
            spellings = answers.en if language() == "en" else answers.fr
            return [" / ".join(spellings)]
    return _right_arrangement(question) or _right_number(question, drawn)


def _right_arrangement(question: Question) -> list[str]:
    match question:
        case MatchingQuestion(pairs=pairs):
            return [_pair(said(one.left), said(one.right)) for one in pairs]
        case OrderingQuestion(items=items):
            return [said(one) for one in items]
    return []


def _right_number(question: Question, drawn: Drawn) -> list[str]:
    match question:
        case NumericQuestion(answer=answer, tolerance=tolerance, unit=unit):
            return [_number(answer, tolerance, unit)]
        case ParameterisedQuestion(tolerance=tolerance, unit=unit):
            return _computed(question, drawn, tolerance, unit)
    return []


def _computed(
    question: ParameterisedQuestion, drawn: Drawn, tolerance: Decimal, unit: str
) -> list[str]:
    try:
        return [_number(expected_number(question, drawn.quantities), tolerance, unit)]
    except (FormulaError, KeyError):
        return []


def _chosen(
    question: SingleQuestion | MultipleQuestion | HotspotQuestion,
    drawn: Drawn,
    chosen: Iterable[int],
) -> list[str]:
    if isinstance(question, HotspotQuestion):
        places = [at for at in drawn.order if at in chosen and at < len(question.areas)]
        return [_zone(drawn.order.index(at), said(question.areas[at].label)) for at in places]
    return [said(question.options[at]) for at in sorted(chosen) if at < len(question.options)]


def _zone(place: int, label: str) -> str:
    return f"{zone_words(place)} · {label}"


def _judged(right: bool) -> str:
    return gettext("C’est vrai") if right else gettext("C’est faux")


def _pair(left: str, right: str) -> str:
    return f"{left} → {right}"


def _number(value: Decimal, tolerance: Decimal, unit: str) -> str:
    sign = f"{NO_BREAK_SPACE}{unit}" if unit else ""
    if not tolerance:
        return f"{number(value)}{sign}"
    return gettext(
        "%(value)s, à %(tolerance)s près",
        value=f"{number(value)}{sign}",
        tolerance=f"{number(tolerance)}{sign}",
    )
