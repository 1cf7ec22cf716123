"""A file of Moodle 4 is read: what can be kept is, and the rest is said."""

from decimal import Decimal
from pathlib import Path

import pytest

from school.curriculum.pack.questions import Question
from school.learning.question_files.findings import (
    Destination,
    FileError,
    Finding,
    Imported,
    Outcome,
)
from school.learning.question_files.moodle_xml_reading import read_moodle_xml
from school.learning.question_files.moodle_xml_writing import percent
from school.learning.question_files.words import LONGEST, read_words

COURSE = Path(__file__).parent / "moodle" / "course.xml"
DESTINATION = Destination("L1", ["M1-A"], frozenset(["L1", "L2"]))


@pytest.fixture(scope="module", name="course")
def fixture_course() -> Imported:
    return read_moodle_xml(COURSE.read_bytes(), DESTINATION)


def named(course: Imported, code: str) -> Question:
    return next(one for one in course.questions if one.code == code)


def reasons(course: Imported, name: str) -> list[str]:
    return [one.reason for one in course.findings if one.name == name]


def test_every_question_is_kept_or_listed(course: Imported) -> None:
    assert [one.code for one in course.questions] == [
        "SC-APC",
        "Protections",
        "Laser",
        "Appareil",
        "Affaiblissement",
        "Gaines",
        "Bilan",
    ]
    left_out = {one.name for one in course.findings if one.outcome is Outcome.LEFT_OUT}
    assert left_out == {
        "Texte à trous",
        "Rédaction",
        "Mots à glisser",
        "Vieille version",
        "Part de la réponse",
    }


def test_categories_lead_to_lessons_and_html_to_words(course: Imported) -> None:
    found = named(course, "SC-APC")
    assert (found.lesson, found.competencies) == ("L2", ("M1-A",))
    assert found.text.fr == "De quelle couleur est un connecteur SC/APC\u00a0?"
    assert found.feedback.en == "Vert\u00a0: poli avec un angle de 8°."
    assert found.kind == "single"
    assert [(one.fr, one.right) for one in found.options] == [("Vert", True), ("Bleu", False)]
    assert found.options[1].feedback is not None
    assert reasons(course, "Couleur du connecteur") == [
        "a picture is left out sc%20apc.png",
        "the tag « connecteurs » is not kept",
    ]


def test_weights_of_a_third_are_several_right_options(course: Imported) -> None:
    found = named(course, "Protections")
    assert found.kind == "multiple"
    assert [one.right for one in found.options] == [True, True, True, False]
    assert reasons(course, "Protections") == [
        "its weight in a quiz is not kept: each counts the same",
        "its hints are not kept",
    ]


def test_the_other_kinds(course: Imported) -> None:
    laser, device = named(course, "Laser"), named(course, "Appareil")
    assert laser.kind == "true_false"
    assert not laser.right
    assert laser.feedback.fr == "Elle est invisible : 10⁻³ W suffisent à blesser."
    assert device.kind == "short_answer"
    assert device.answers.fr == device.answers.en == ("réflectomètre", "OTDR")
    assert len(reasons(course, "Appareil")) == 2
    loss, jackets = named(course, "Affaiblissement"), named(course, "Gaines")
    assert loss.kind == "numeric"
    assert (loss.answer, loss.tolerance, loss.unit) == (Decimal("0.35"), Decimal("0.02"), "dB/km")
    assert "the unit dB/m is not kept" in reasons(course, "Affaiblissement")
    assert jackets.kind == "matching"
    assert (jackets.pairs[0].left.fr, jackets.pairs[0].right.fr) == ("Jaune", "OS2")
    assert [one.fr for one in jackets.distractors] == ["OM9"]
    assert reasons(course, "Gaines") == []


def test_a_calculated_question_draws_from_steps_that_hold_its_values(course: Imported) -> None:
    found = named(course, "Bilan")
    assert found.kind == "parameterised"
    assert found.formula == "lb * a + a ** 2"
    assert found.text.fr == "Une liaison de {lb} km à {a} dB/km perd…"
    first, second = found.parameters["lb"], found.parameters["a"]
    assert [first.minimum, first.maximum, first.step] == [Decimal(5), Decimal(25), Decimal(5)]
    assert (second.minimum, second.step) == (Decimal("0.2"), Decimal("0.05"))


def test_what_all_questions_lose_is_said_once_with_their_number(course: Imported) -> None:
    said = "penalties of repeated tries are not kept (questions: 7)"
    assert Finding("", Outcome.CHANGED, said) in course.findings


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIFT",
        b"<html/>",
        b"<quiz>",
        b"<quiz>&nbsp;</quiz>",
        b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>',
        b'<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>',
        b'<?xml version="1.0" encoding="martian"?><quiz/>',
        b"<quiz>" + b"<a>" * 100 + b"</a>" * 100 + b"</quiz>",
        "<quiz>é</quiz>".encode("latin-1"),
    ],
)
def test_files_that_are_not_read(content: bytes) -> None:
    with pytest.raises(FileError):
        read_moodle_xml(content, DESTINATION)


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<answer fraction='x'><text>1</text></answer>",
        "<answer fraction='100'><text>many</text></answer>",
        "<answer fraction='100'><text>1</text><tolerance>NaN</tolerance></answer>",
        "<answer fraction='100'><text>1e999999999</text></answer>",
        "<defaultgrade>x</defaultgrade><answer fraction='100'><text>1</text></answer>",
        "<answer fraction='100'><text>{a}</text></answer><dataset_definitions>"
        + 2
        * "<dataset_definition><name><text>a</text></name><minimum><text>1</text></minimum>"
        "<maximum><text>2</text></maximum><decimals><text>1</text></decimals></dataset_definition>"
        + "</dataset_definitions>",
        "<answer fraction='100'><text/></answer><answer/>",
    ],
)
@pytest.mark.parametrize("kind", ["numerical", "calculated", "multichoice", "ordering", "matching"])
def test_odd_questions_are_listed_and_never_stop_the_file(kind: str, inside: str) -> None:
    text = f"<quiz><question type='{kind}'><name><text>N</text></name>{inside}</question></quiz>"
    found = read_moodle_xml(text.encode(), DESTINATION)
    assert found.questions == ()
    assert found.findings


def test_weights_are_written_as_moodle_knows_them() -> None:
    assert [percent(1, 3), percent(-1, 3), percent(1, 1), percent(1, 7), percent(1, 8)] == [
        "33.33333",
        "-33.33333",
        "100",
        "14.28571",
        "12.5",
    ]


@pytest.mark.parametrize("piece", ["<", "<b>", "<!--", "&", "<p> ", "<a href='"])
def test_hostile_html_is_read_within_bounds(piece: str) -> None:
    words, lost = read_words("Mot" + piece * (LONGEST // 2), "html")
    assert words["fr"].startswith("Mot")
    if len(piece) > 2:
        assert f"what follows the first {LONGEST} characters is left out" in lost
