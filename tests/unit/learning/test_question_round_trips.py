"""What is written in a format and read again is the same question, or was listed as left out."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.pack.questions import ParameterisedQuestion, Question, ShortAnswerQuestion
from school.learning.question_files.findings import Destination, Outcome
from school.learning.question_files.gift_reading import read_gift
from school.learning.question_files.gift_writing import write_gift
from school.learning.question_files.moodle_xml_reading import read_moodle_xml
from school.learning.question_files.moodle_xml_writing import write_moodle_xml
from tests.unit.learning.questions import questions
from tests.unit.learning.samples import KINDS, question

DESTINATION = Destination("L0", ["M0-Z"], frozenset(["L1"]))
RANGES = "its quantities are drawn from their whole range, not from the values of the file"


def plain(asked: Question) -> Question:
    """A formula is written with other spaces; it stays the same formula."""
    if isinstance(asked, ParameterisedQuestion):
        tree = ast.parse(asked.formula, mode="eval")
        return asked.model_copy(update={"formula": ast.unparse(tree)})
    return asked


@given(asked=questions())
def test_moodle_xml_gives_the_question_back(asked: Question) -> None:
    written = write_moodle_xml("M1", [asked])
    found = read_moodle_xml(written.text.encode(), DESTINATION)
    if asked.kind == "hotspot":
        assert [one.name for one in written.findings] == [asked.code]
        assert found.questions == ()
        return
    assert written.findings == ()
    assert [plain(one) for one in found.questions] == [plain(asked)]
    assert {one.reason for one in found.findings} <= {RANGES}


@given(asked=questions())
def test_gift_gives_the_question_back(asked: Question) -> None:
    written = write_gift("M1", [asked])
    found = read_gift(written.text.encode(), DESTINATION)
    arrows = isinstance(asked, ShortAnswerQuestion) and any(
        "->" in one for one in (*asked.answers.fr, *asked.answers.en)
    )
    if arrows or asked.kind in {"hotspot", "ordering", "parameterised"}:
        assert [one.name for one in written.findings] == [asked.code]
        assert found.questions == ()
        return
    assert (written.findings, found.findings) == ((), ())
    assert list(found.questions) == [asked]


@given(text=st.text("\\:{}=~#%[]->\n TF1.", max_size=40))
def test_any_gift_is_read_or_listed(text: str) -> None:
    found = read_gift(text.encode(), DESTINATION)
    again = read_gift(write_gift("M1", found.questions).text.encode(), DESTINATION)
    assert len(again.questions) == len(found.questions)


@given(text=st.text(max_size=60), kind=st.sampled_from(["single", "matching", "short_answer"]))
def test_any_text_in_a_file_is_read_or_listed(text: str, kind: str) -> None:
    asked = question(kind, text={"fr": f"x{text}", "en": "y"})
    found = read_moodle_xml(write_moodle_xml("M1", [asked]).text.encode(), DESTINATION)
    listed = [one for one in found.findings if one.outcome is Outcome.LEFT_OUT]
    assert len(found.questions) + len(listed) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "hotspot"])
def test_a_bank_keeps_its_order(kind: str) -> None:
    bank = [question(kind, code=f"Q{at}", lesson="L1") for at in range(3)]
    found = read_moodle_xml(write_moodle_xml("M1", bank).text.encode(), DESTINATION)
    assert [one.code for one in found.questions] == ["Q0", "Q1", "Q2"]
