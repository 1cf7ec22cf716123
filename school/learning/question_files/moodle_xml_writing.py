"""A question bank as Moodle XML; Moodle has no kind of its own for pointing at a figure."""

from collections.abc import Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from school.curriculum.formulas import FormulaError
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
from school.learning.drawing import draw_question
from school.learning.marking import expected_number
from school.learning.question_files.drafts import COMPETENCE_TAG
from school.learning.question_files.findings import CannotKeep, Findings, Written
from school.learning.question_files.formulas import to_moodle
from school.learning.question_files.words import language_span, to_html, to_plain

ROWS = 20
"""So many sets of drawn quantities go with a calculated question; Moodle draws one of them."""
TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "numeric": "numerical",
    "parameterised": "calculated",
    "matching": "matching",
    "ordering": "ordering",
    "short_answer": "shortanswer",
}


def write_moodle_xml(module: str, questions: Sequence[Question]) -> Written:
    """Write questions under a category for each lesson; list those that Moodle cannot have."""
    findings, root, lesson = Findings(), Element("quiz"), ""
    for question in questions:
        try:
            element = _question(question)
        except CannotKeep as reason:
            findings.left_out(question.code, str(reason))
            continue
        if question.lesson != lesson:
            lesson = question.lesson
            category = SubElement(root, "question", type="category")
            _text(category, "category", f"$course$/top/{module}/{lesson}")
        root.append(element)
    indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return Written(f"{head}{tostring(root, encoding='unicode')}\n", findings.all())


def percent(part: int, whole: int) -> str:
    """Write a weight as Moodle does: in per cent, with five decimals where they are needed."""
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.00001')).normalize():f}"


def choice_weights(question: SingleQuestion | MultipleQuestion) -> list[str]:
    """Give the weight of each option: right ones share the mark, wrong ones take as much."""
    if isinstance(question, SingleQuestion):
        return ["100" if option.right else "0" for option in question.options]
    right = sum(option.right for option in question.options)
    return [percent(1 if option.right else -1, right) for option in question.options]


def language_marks(question: ShortAnswerQuestion) -> list[tuple[str, str]]:
    """List the spellings, each with the empty span that says its language, where they differ."""
    answers = question.answers
    if answers.fr == answers.en:
        return [(spelling, "") for spelling in answers.fr]
    french = [(spelling, language_span("fr", "")) for spelling in answers.fr]
    return french + [(spelling, language_span("en", "")) for spelling in answers.en]


def _question(question: Question) -> Element:
    if isinstance(question, HotspotQuestion):
        raise CannotKeep("pointing at a figure cannot be said in this format")
    element = Element("question", type=TYPES[question.kind])
    _text(element, "name", question.code)
    _words(element, "questiontext", question.text)
    _words(element, "generalfeedback", question.feedback)
    _values(element, defaultgrade="1.0000000", penalty="0", hidden="0", idnumber=question.code)
    match question:
        case SingleQuestion() | MultipleQuestion():
            _choice(element, question)
        case TrueFalseQuestion(right=right):
            for value in (True, False):
                _answer(element, str(value).lower(), "100" if value == right else "0")
        case NumericQuestion():
            answer = _answer(element, f"{question.answer:f}", "100")
            _values(answer, tolerance=f"{question.tolerance:f}")
            _unit(element, question.unit)
        case ParameterisedQuestion():
            _calculated(element, question)
        case _:
            _arranged(element, question)
    tags = SubElement(element, "tags")
    for competency in question.competencies:
        _text(tags, "tag", f"{COMPETENCE_TAG}{competency}")
    return element


def _arranged(element: Element, question: Question) -> None:
    match question:
        case ShortAnswerQuestion():
            _values(element, usecase="0")
            for spelling, mark in language_marks(question):
                answer = _answer(element, spelling.replace("*", "\\*"), "100")
                _text(answer, "feedback", mark, markup="html")
        case MatchingQuestion(pairs=pairs, distractors=distractors):
            _values(element, shuffleanswers="true")
            for pair in pairs:
                side = _words(element, "subquestion", pair.left)
                _text(side, "answer", to_plain(pair.right))
            for right in distractors:
                side = _text(element, "subquestion", "", markup="html")
                _text(side, "answer", to_plain(right))
        case OrderingQuestion(items=items):
            _values(element, layouttype="VERTICAL", selecttype="ALL", selectcount="0")
            _values(element, gradingtype="LONGEST_ORDERED_SUBSET", showgrading="SHOW")
            for place, item in enumerate(items, start=1):
                _answer(element, to_html(item), f"{place}.0000000", markup="html")


def _choice(element: Element, question: SingleQuestion | MultipleQuestion) -> None:
    single = isinstance(question, SingleQuestion)
    _values(element, single=str(single).lower(), shuffleanswers="true", answernumbering="abc")
    for option, weight in zip(question.options, choice_weights(question), strict=True):
        answer = _answer(element, to_html(option), weight, markup="html")
        if option.feedback:
            _words(answer, "feedback", option.feedback)


def _calculated(element: Element, question: ParameterisedQuestion) -> None:
    rows = _rows(question)
    _values(element, synchronize="0", single="0")
    answer = _answer(element, to_moodle(question), "100")
    _values(answer, tolerance=f"{question.tolerance:f}", tolerancetype="2")
    _values(answer, correctanswerformat="1", correctanswerlength="6")
    _unit(element, question.unit)
    definitions = SubElement(element, "dataset_definitions")
    for name, one in question.parameters.items():
        definition = SubElement(definitions, "dataset_definition")
        decimals = max(0, -int(one.step.normalize().as_tuple().exponent))
        for tag, text in {
            "status": "private",
            "name": name,
            "distribution": "uniform",
            "minimum": f"{one.minimum:f}",
            "maximum": f"{one.maximum:f}",
            "decimals": str(decimals),
        }.items():
            _text(definition, tag, text)
        _values(definition, type="calculated", itemcount=str(len(rows)))
        items = SubElement(definition, "dataset_items")
        for number, row in enumerate(rows, start=1):
            item = SubElement(items, "dataset_item")
            _values(item, number=str(number), value=f"{row[name]:f}")
        _values(definition, number_of_items=str(len(rows)))


def _rows(question: ParameterisedQuestion) -> list[dict[str, Decimal]]:
    """Give sets of quantities: the least of all, those a step above, then drawn ones."""
    ranges = question.parameters.items()
    rows = [
        {name: one.minimum for name, one in ranges},
        {name: one.minimum + one.step for name, one in ranges},
    ]
    rows += [dict(draw_question(question, str(seed)).quantities) for seed in range(ROWS - 2)]
    return [row for row in rows if _computes(question, row)]


def _computes(question: ParameterisedQuestion, row: dict[str, Decimal]) -> bool:
    try:
        expected_number(question, row)
    except FormulaError:
        return False
    return True


def _answer(
    element: Element, text: str, weight: str, markup: str = "moodle_auto_format"
) -> Element:
    answer = SubElement(element, "answer", fraction=weight, format=markup)
    SubElement(answer, "text").text = text
    return answer


def _unit(element: Element, unit: str) -> None:
    _values(element, unitgradingtype="0", unitpenalty="0", showunits="3", unitsleft="0")
    if unit:
        one = SubElement(SubElement(element, "units"), "unit")
        _values(one, multiplier="1", unit_name=unit)


def _words(element: Element, tag: str, words: Bilingual) -> Element:
    return _text(element, tag, to_html(words), markup="html")


def _text(element: Element, tag: str, text: str, markup: str = "") -> Element:
    child = SubElement(element, tag, {"format": markup} if markup else {})
    SubElement(child, "text").text = text
    return child


def _values(element: Element, **values: str) -> None:
    for tag, value in values.items():
        SubElement(element, tag).text = value
