"""A question bank in GIFT, the text format of Moodle.

Code, competencies and units stand in the comment above each question, as Moodle 4 reads and
writes identifiers and tags there. GIFT has no formulas, no ordering and no pointing at figures.
"""

import re
from collections.abc import Iterable, Sequence

from school.curriculum.pack.parts import Bilingual
from school.curriculum.pack.questions import (
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    Question,
    ShortAnswerQuestion,
    SingleQuestion,
    TrueFalseQuestion,
)
from school.learning.question_files.drafts import COMPETENCE_TAG, UNIT_TAG
from school.learning.question_files.findings import CannotKeep, Findings, Written
from school.learning.question_files.moodle_xml_writing import choice_weights, language_marks
from school.learning.question_files.words import to_html, to_plain

ARROW, STAR = "->", "\\*"
_SPECIAL = re.compile(r"[\\~=#{}:]")


def write_gift(module: str, questions: Sequence[Question]) -> Written:
    """Write questions under a category for each lesson; list those that GIFT cannot have."""
    findings, pieces, lesson = Findings(), [], ""
    for question in questions:
        try:
            body = _body(question)
        except CannotKeep as reason:
            findings.left_out(question.code, str(reason))
            continue
        if question.lesson != lesson:
            lesson = question.lesson
            pieces.append(f"$CATEGORY: $course$/top/{module}/{lesson}\n")
        head = f"::{_escaped(question.code)}::[html]{_escaped(to_html(question.text))}"
        told = f"\t####{_html(question.feedback)}\n"
        pieces.append(f"{_comment(question)}\n{head}{{{body}{told}}}\n")
    return Written("\n".join(pieces), findings.all())


def _comment(question: Question) -> str:
    tags = [f"{COMPETENCE_TAG}{code}" for code in question.competencies]
    if isinstance(question, NumericQuestion) and question.unit:
        tags.append(f"{UNIT_TAG}{question.unit}")
    marks = [f"[id:{_bracketed(question.code)}]", *(f"[tag:{_bracketed(tag)}]" for tag in tags)]
    return f"// {' '.join(marks)}"


def _bracketed(text: str) -> str:
    return re.sub(r"[\[\]\\]", lambda found: f"\\{found[0]}", text)


def _body(question: Question) -> str:
    """Write what stands in the braces, up to the feedback of the whole question."""
    match question:
        case SingleQuestion() | MultipleQuestion():
            return _lines(_choice(question))
        case TrueFalseQuestion(right=right):
            return "TRUE\n" if right else "FALSE\n"
        case NumericQuestion(answer=answer, tolerance=tolerance):
            return f"#\n\t={answer:f}:{tolerance:f}\n"
        case MatchingQuestion(pairs=pairs, distractors=distractors):
            alone = [f"= {ARROW} {_escaped(to_plain(one))}" for one in distractors]
            return _lines([*(_pair(one.left, one.right) for one in pairs), *alone])
        case ShortAnswerQuestion():
            return _lines(_spellings(question))
    raise CannotKeep(f"questions of the kind {question.kind} cannot be said in this format")


def _lines(lines: Iterable[str]) -> str:
    return "\n" + "".join(f"\t{line}\n" for line in lines)


def _choice(question: SingleQuestion | MultipleQuestion) -> Iterable[str]:
    for option, weight in zip(question.options, choice_weights(question), strict=True):
        sign = f"~%{weight}%"
        # After = Moodle would take a weight for words of the option.
        if isinstance(question, SingleQuestion):
            sign = "=" if option.right else "~"
        told = f"#{_html(option.feedback)}" if option.feedback else ""
        yield f"{sign}{_html(option)}{told}"


def _pair(left: Bilingual, right: Bilingual) -> str:
    return f"={_html(left)} {ARROW} {_escaped(to_plain(right))}"


def _spellings(question: ShortAnswerQuestion) -> Iterable[str]:
    for spelling, mark in language_marks(question):
        if ARROW in spelling:
            raise CannotKeep("an answer with -> would be read as a pair of a matching question")
        told = f"#{_escaped(mark)}" if mark else ""
        yield f"={_guarded(spelling.replace('*', STAR), 'plain')}{told}"


def _html(words: Bilingual) -> str:
    return _guarded(to_html(words), "html")


def _guarded(text: str, markup: str) -> str:
    """Escape a text, after its format if it begins as a format or a weight would."""
    return f"[{markup}]{_escaped(text)}" if text.startswith(("[", "%")) else _escaped(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text).replace("\n", "\\n")
