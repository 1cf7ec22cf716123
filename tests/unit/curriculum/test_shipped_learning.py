"""The lessons, questions, glossary and figures that are shipped are whole and in both languages."""

import re
from itertools import product

import pytest

from school.curriculum.formulas import Formula
from school.curriculum.pack.drawings import view_box
from school.curriculum.pack.learning import LANGUAGES
from school.curriculum.pack.lessons import Lesson
from school.curriculum.pack.markdown import names_in, parser, words_in
from school.curriculum.pack.questions import HotspotQuestion, ParameterisedQuestion, Question
from school.curriculum.pack.reading import Pack
from tests.support.shipped import shipped_pack
from tests.unit.curriculum.shipped import BAD_FRENCH

# How many lessons each module has at least.
LESSONS = {
    "F0": 12,
    "P1": 5,
    "P2": 5,
    "P3": 5,
    "D1": 5,
    "D2": 12,
    "D3": 5,
    "M1": 12,
    "M2": 5,
    "M3": 5,
}
QUESTIONS = 30
KINDS = 6
# What is written for the parser and not for the reader: callouts, the line under a table's head.
MARKUP = re.compile(r"^::: ?|^\|[ :|-]+\|$", re.MULTILINE)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return shipped_pack()


def lessons_of(pack: Pack, module: str) -> list[Lesson]:
    return [lesson for lesson in pack.lessons if lesson.module == module]


def questions_of(pack: Pack, module: str) -> tuple[Question, ...]:
    return pack.banks[module].questions


def competencies_of(pack: Pack, module: str) -> set[str]:
    found = next(one for one in pack.modules if one.code == module)
    return {competency.code for competency in found.competencies}


def skeleton(body: str) -> list[str]:
    """List the headings, callouts, tables and figures of a body in their order."""
    return [
        f"{token.type} {token.tag}"
        for block in parser().parse(body)
        for token in [block, *(block.children or [])]
        if token.type in {"heading_open", "table_open", "image", "tr_open"}
        or (token.type.startswith("container_") and token.nesting == 1)
    ]


def test_every_module_with_lessons_has_questions_and_is_required_here(pack: Pack) -> None:
    assert {lesson.module for lesson in pack.lessons} == set(LESSONS)
    assert set(pack.banks) == set(LESSONS)


@pytest.mark.parametrize("module", LESSONS)
def test_a_module_has_enough_lessons_that_bear_its_code(pack: Pack, module: str) -> None:
    codes = [lesson.head.code for lesson in lessons_of(pack, module)]
    assert len(codes) >= LESSONS[module]
    assert codes == [f"{module}-{number:02d}" for number in range(1, len(codes) + 1)]


@pytest.mark.parametrize("module", LESSONS)
def test_every_competency_is_taught_and_asked(pack: Pack, module: str) -> None:
    competencies = competencies_of(pack, module)
    lessons = lessons_of(pack, module)
    questions = questions_of(pack, module)
    assert {code for lesson in lessons for code in lesson.head.competencies} == competencies
    assert {code for question in questions for code in question.competencies} == competencies
    assert {question.lesson for question in questions} == {one.head.code for one in lessons}


@pytest.mark.parametrize("module", LESSONS)
def test_a_bank_has_enough_questions_of_many_kinds(pack: Pack, module: str) -> None:
    questions = questions_of(pack, module)
    assert len(questions) >= QUESTIONS
    assert len({question.kind for question in questions}) >= KINDS


def test_lessons_have_five_hundred_to_twelve_hundred_words(pack: Pack) -> None:
    lengths = {
        (lesson.head.code, language): words_in(getattr(lesson, f"body_{language}"))
        for lesson in pack.lessons
        for language in LANGUAGES
    }
    assert {place: words for place, words in lengths.items() if not 500 <= words <= 1200} == {}


def test_lessons_are_built_alike_in_both_languages(pack: Pack) -> None:
    for lesson in pack.lessons:
        assert skeleton(lesson.body_fr) == skeleton(lesson.body_en), lesson.head.code
        french, english = names_in(lesson.body_fr), names_in(lesson.body_en)
        assert list(french.figures) == list(english.figures), lesson.head.code
        assert set(french.terms) == set(english.terms), lesson.head.code


def test_lessons_teach_with_sections_pictures_and_what_to_retain(pack: Pack) -> None:
    for lesson in pack.lessons:
        kinds = skeleton(lesson.body_fr)
        code = lesson.head.code
        assert sum(kind == "heading_open h2" for kind in kinds) >= 2, code
        assert any(kind.startswith(("image", "table_open")) for kind in kinds), code
        assert any("container_remember" in kind for kind in kinds), code


def test_bodies_are_written_with_care(pack: Pack) -> None:
    for lesson in pack.lessons:
        read = MARKUP.sub("", lesson.body_fr)
        assert not BAD_FRENCH.search(read), (lesson.head.code, BAD_FRENCH.search(read))
        assert "'" not in lesson.body_en, lesson.head.code


def test_every_figure_is_shown_or_asked(pack: Pack) -> None:
    shown = {name for lesson in pack.lessons for name in names_in(lesson.body_fr).figures}
    asked = {
        question.figure
        for bank in pack.banks.values()
        for question in bank.questions
        if isinstance(question, HotspotQuestion)
    }
    assert {figure.code for figure in pack.figures} == shown | asked


def test_formulas_compute_wherever_their_quantities_are_drawn(pack: Pack) -> None:
    computed = 0
    for question in (one for bank in pack.banks.values() for one in bank.questions):
        if isinstance(question, ParameterisedQuestion):
            names = set(question.parameters)
            formula = Formula.parse(question.formula, names)
            for words in (question.text.fr, question.text.en):
                assert set(re.findall(r"\{(\w+)\}", words)) == names, question.code
            ends = [(one.minimum, one.maximum) for one in question.parameters.values()]
            values = {
                formula.value(dict(zip(question.parameters, corner, strict=True)))
                for corner in product(*ends)
            }
            assert len(values) > 1, question.code
            computed += 1
    assert computed >= len(LESSONS)


def test_areas_to_touch_lie_inside_of_their_figure_and_apart(pack: Pack) -> None:
    drawings = {figure.code: figure.drawing for figure in pack.figures}
    for question in (one for bank in pack.banks.values() for one in bank.questions):
        if isinstance(question, HotspotQuestion):
            box = view_box(drawings[question.figure])
            assert box is not None
            for area in question.areas:
                assert box.holds(area.x, area.y, area.width, area.height), question.code
            for one, other in product(question.areas, repeat=2):
                apart = (
                    one.x + one.width <= other.x
                    or other.x + other.width <= one.x
                    or one.y + one.height <= other.y
                    or other.y + other.height <= one.y
                )
                assert apart or one is other or one.right == other.right, question.code
