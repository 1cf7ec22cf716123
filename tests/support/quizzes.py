"""Taking quizzes in tests: the forms that pages show, and answers that are right."""

from decimal import Decimal
from html.parser import HTMLParser

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


class HiddenFields(HTMLParser):
    """The hidden fields of the form of an attempt."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Remember a hidden field, and every name that can be answered."""
        given = dict(attributes)
        if tag == "form":
            self._inside = "data-outbox" in given
        if self._inside and tag == "input" and given.get("type") == "hidden":
            self.found[given["name"] or ""] = given.get("value") or ""


def hidden_fields(text: str) -> dict[str, str]:
    """Read the hidden fields of the attempt that a page shows."""
    return HiddenFields(text).found


def right_answer(question: Question, drawn: Drawn) -> Answer:  # noqa: PLR0911
    """Give an answer that earns the whole point."""
    match question:
        case SingleQuestion(options=options) | MultipleQuestion(options=options):
            return Chosen(frozenset(at for at, one in enumerate(options) if one.right))
        case HotspotQuestion(areas=areas):
            return Chosen(frozenset([next(at for at, one in enumerate(areas) if one.right)]))
        case TrueFalseQuestion(right=right):
            return Judged(right)
        case MatchingQuestion(pairs=pairs, right_sides=sides):
            return Matched(tuple((at, sides.index(one.right)) for at, one in enumerate(pairs)))
        case OrderingQuestion(items=items):
            return Ordered(tuple(range(len(items))))
        case ShortAnswerQuestion(answers=answers):
            return Written(answers.fr[0])
        case NumericQuestion(answer=answer):
            return Written(_typed(answer))
        case ParameterisedQuestion():
            return Written(_typed(expected_number(question, drawn.quantities)))


def _typed(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def _fields(name: str, drawn: Drawn, answer: Answer) -> dict[str, str]:
    order = drawn.order
    match answer:
        case Judged(right=right):
            return {name: "true" if right else "false"}
        case Written(text=text):
            return {name: text}
        case Matched(pairs=pairs):
            return {f"{name}-{left}": str(order.index(right)) for left, right in pairs}
        case Ordered(items=items):
            return {f"{name}-{order.index(item)}": str(at) for at, item in enumerate(items)}
        case _:
            raise AssertionError(answer)


def page_fields(question: Question, drawn: Drawn, answer: Answer) -> dict[str, str]:
    """Give the fields by which the page of an attempt sends an answer to a question."""
    name = f"q-{question.code}"
    if isinstance(answer, Chosen):
        places = [drawn.order.index(at) for at in answer.options]
        if isinstance(question, MultipleQuestion):
            return {f"{name}-{place}": "y" for place in places}
        return {name: str(places[0])}
    return _fields(name, drawn, answer)
