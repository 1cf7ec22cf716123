"""A GIFT file is read: what can be kept is, and the rest is said."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.pack.questions import Question, QuestionBank
from school.learning.question_files.findings import Destination, FileError, Imported, Outcome
from school.learning.question_files.gift_reading import MOST_BYTES, read_gift

COURSE = Path(__file__).parent / "moodle" / "course.gift"
DESTINATION = Destination("L1", ["M1-A"], frozenset(["L1", "L2"]))


@pytest.fixture(scope="module", name="course")
def fixture_course() -> Imported:
    return read_gift(COURSE.read_bytes(), DESTINATION)


def named(course: Imported, code: str) -> Question:
    return next(one for one in course.questions if one.code == code)


def reasons(course: Imported, name: str) -> list[str]:
    return [one.reason for one in course.findings if one.name == name]


def test_every_question_is_kept_or_listed(course: Imported) -> None:
    codes = [one.code for one in course.questions]
    assert codes[:-1] == [
        "GIFT-1",
        "Protections",
        "Appareil",
        "Paires",
        "Perte",
        "Angle",
        "Plusieurs",
        "Laser",
        "Court",
    ]
    assert codes[-1].startswith("sans-titre")
    assert {one.name for one in course.findings if one.outcome is Outcome.LEFT_OUT} == {
        "::Texte::[markdown]Lisez **ceci** d'abord.",
        "Redaction",
        "::Casse::Que dire ? {=oui",
    }


def test_title_format_escapes_category_and_marks(course: Imported) -> None:
    found = named(course, "GIFT-1")
    assert (found.lesson, found.competencies) == ("L2", ("M1-B",))
    assert found.text.fr == "De quelle couleur est un SC/APC\u00a0?"
    assert found.feedback.fr == "Poli avec un angle."
    assert found.kind == "single"
    assert [(one.fr, one.right) for one in found.options] == [
        ("Vert", True),
        ("Vert clair", False),
        ("Bleu {UPC}", False),
    ]
    assert found.options[0].feedback is not None
    assert found.options[0].feedback.fr == "Oui = 8°"
    assert set(reasons(course, "Couleur: SC/APC")) == {
        "the tag « couleurs » is not kept",
        "weights of wrong options are not kept",
    }


def test_weights_make_several_right_options_and_lines_stay_lines(course: Imported) -> None:
    found = named(course, "Protections")
    assert found.kind == "multiple"
    assert [one.right for one in found.options] == [True, True, False]
    assert found.text.fr == "Que faut-il\nporter ?"
    assert reasons(course, "Protections") == []


def test_a_missing_word_leaves_a_gap(course: Imported) -> None:
    found = named(course, "Appareil")
    assert found.kind == "short_answer"
    assert found.text.fr == "L'appareil qui trace la courbe est _____ en anglais."
    assert found.answers.fr == ("OTDR", "réflectomètre")
    assert "« photomètre » is not wholly right and is not kept" in reasons(course, "Appareil")


def test_pairs_and_truths(course: Imported) -> None:
    pairs, laser, short = (named(course, code) for code in ("Paires", "Laser", "Court"))
    assert pairs.kind == "matching"
    assert [one.right.fr for one in pairs.pairs] == ["OS2", "OM3", "OM2"]
    assert laser.kind == short.kind == "true_false"
    assert (laser.right, short.right) == (False, True)
    assert reasons(course, "Laser") == ["the feedback of an answer is not kept"]


@pytest.mark.parametrize(
    ("code", "answer", "tolerance"),
    [("Perte", "0.35", "0.02"), ("Angle", "8", "1"), ("Plusieurs", "3", "0")],
)
def test_numbers(course: Imported, code: str, answer: str, tolerance: str) -> None:
    found = named(course, code)
    assert found.kind == "numeric"
    assert (found.answer, found.tolerance) == (Decimal(answer), Decimal(tolerance))


def test_escaped_signs_are_words(course: Imported) -> None:
    found = course.questions[-1]
    assert found.kind == "single"
    assert found.options[2].fr.startswith("\\ailleurs")
    assert found.feedback.fr == "Des mots."


@pytest.mark.parametrize("content", ["é".encode("latin-1"), b"x" * (MOST_BYTES + 1)])
def test_files_that_are_not_read(content: bytes) -> None:
    with pytest.raises(FileError):
        read_gift(content, DESTINATION)


@pytest.mark.parametrize("inside", ["=", "= =", "=#told", "=%50%", "~= =", "=\\n", "=-> =->"])
def test_answers_without_words_are_listed_and_never_stop_the_file(inside: str) -> None:
    found = read_gift(f"::odd::Asked{{{inside}}}\n\n::good::Asked{{T}}".encode(), DESTINATION)
    assert [one.code for one in found.questions] == ["good"]
    assert reasons(found, "odd")


def test_many_questions_of_one_name_are_numbered_without_counting_anew() -> None:
    found = read_gift(b"Asked{T}\n\n" * 3000, DESTINATION)
    codes = [one.code for one in found.questions]
    assert (codes[0], codes[-1], len(set(codes))) == ("asked-t", "asked-t-3000", 3000)


SIGNS = ["::", "{", "}", "=", "~", "#", "####", "->", "%50%", "%-100%", "\\", "\\n", "T", "NaN",
         "1e999999", "Infinity", "1..2", "3:NaN", "[html]", "<b>", "<lang en>", "<![CDATA[", "<!--",
         "$CATEGORY: a/b\n", "// [id:x]", "\n\n", "é", "\x00", "&#xD800;", "{=a->b =}",
         "{#1}"]  # fmt: skip


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_no_file_of_odd_signs_stops_the_reading(text: str) -> None:
    found = read_gift(text.encode(), DESTINATION)
    assert len({one.code for one in found.questions}) == len(found.questions)
    if found.questions:
        assert QuestionBank(questions=found.questions).model_dump_json()
