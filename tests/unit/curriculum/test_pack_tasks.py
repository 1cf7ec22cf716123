"""Questions of safety, rows of measures, averages and answers, as a curriculum may have them."""

from decimal import Decimal
from pathlib import Path

import pytest

from school.curriculum.pack.parts import PackError
from school.curriculum.pack.reading import read_pack
from school.curriculum.rules import Answer, Threshold
from tests.unit.curriculum.pack_folder import write

ASKED = "safety: {fr: Lunettes., en: Glasses.}\n"
GATE = "      - {code: eyes, question: {fr: Vu, en: Seen}}\n"
WAYS = """\
      - {code: there, label: {fr: A, en: A}, unit: dB, repeats: 12, source: S}
      - {code: back, label: {fr: B, en: B}, unit: dB, repeats: 12, source: S}
      - {code: both, label: {fr: M, en: M}, unit: dB, repeats: 12, source: S,
         average_of: [there, back]}
"""


def with_measures(text: str) -> dict[str, tuple[str, str]]:
    return {"all": ("    measures:\n", f"    measures:\n{text}")}


def faults(folder: Path) -> list[str]:
    with pytest.raises(PackError) as refused:
        read_pack(folder)
    return refused.value.faults


def test_a_task_asks_for_safety_in_order(tmp_path: Path) -> None:
    asked = f"{ASKED}    gates:\n{GATE}{GATE.replace('eyes', 'hands')}"
    (task, _) = read_pack(write(tmp_path, all=(ASKED, asked))).tasks
    assert [gate.code for gate in task.gates] == ["eyes", "hands"]
    assert task.gates[0].question.fr == "Vu"


def test_a_question_is_asked_once(tmp_path: Path) -> None:
    asked = f"{ASKED}    gates:\n{GATE}{GATE}"
    (fault,) = faults(write(tmp_path, all=(ASKED, asked)))
    assert fault.startswith("tasks/all.yaml, line 8: gate eyes is already there")


def test_an_average_is_of_two_measures_of_its_length(tmp_path: Path) -> None:
    (task, _) = read_pack(write(tmp_path, **with_measures(WAYS))).tasks
    assert task.measures[2].average_of == ("there", "back")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[there, back]", "[there, nowhere]"),
        ("[there, back]", "[there, both]"),
        ("[there, back]", "[there]"),
        ("en: B}, unit: dB, repeats: 12", "en: B}, unit: dB, repeats: 3"),
    ],
)
def test_an_average_of_anything_else_is_a_fault(tmp_path: Path, old: str, new: str) -> None:
    assert faults(write(tmp_path, **with_measures(WAYS.replace(old, new))))


BOUND = """\
      - {code: away, label: {fr: D, en: D}, unit: m, source: S}
      - {code: error, label: {fr: E, en: E}, unit: m, maximum: "5", source: S,
         related: {take: larger, words: {fr: W, en: W},
                   parts: [{measure: away, times: "0.005"}]}}
"""


def test_a_maximum_may_follow_from_another_measure(tmp_path: Path) -> None:
    (task, _) = read_pack(write(tmp_path, **with_measures(BOUND))).tasks
    threshold = task.measures[1].threshold
    assert threshold.at({"away": Decimal(1240)}).maximum == Decimal("6.2")
    assert threshold.at({"away": None}).maximum == Decimal(5)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("measure: away", "measure: nowhere", "error cannot follow from nowhere"),
        ("measure: away", "measure: error", "error cannot follow from error"),
        ("unit: m, source", "unit: m, repeats: 2, source", "error cannot follow from away"),
        ('times: "0.005"', 'limit: "7"', "below or up_to"),
        ('times: "0.005"', 'times: "0.005", below: "7"', "times has neither"),
        ('times: "0.005"', 'times: "1", limit: "7"', "either times or limit"),
        ('times: "0.005"', 'limit: "7", below: "7", up_to: "7"', "below or up_to"),
        (' maximum: "5",', "", "needs a maximum"),
        ('[{measure: away, times: "0.005"}]', "[]", "parts"),
    ],
)
def test_a_maximum_that_follows_from_nothing_is_a_fault(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    assert old in BOUND
    told = faults(write(tmp_path, **with_measures(BOUND.replace(old, new))))
    assert any(fault in one for one in told), told


YES = (
    "      - {code: seen, label: {fr: Vu, en: Seen}, unit: '', minimum: '1', "
    "plausible_minimum: '0', plausible_maximum: '1', answer: yes_no, source: S}\n"
)
COLUMN = (
    "      - {code: gap, label: {fr: E, en: G}, unit: mm, repeats: 3, source: S, "
    "row: {fr: Fibre, en: Fibre}, short: {fr: E, en: G}}\n"
)


def test_a_measure_may_be_yes_or_no_or_a_column(tmp_path: Path) -> None:
    (task, _) = read_pack(write(tmp_path, **with_measures(YES + COLUMN))).tasks
    seen, gap, loss = task.measures
    assert (seen.answer, loss.answer) == (Answer.YES_NO, Answer.NUMBER)
    assert (gap.row, loss.row) == (gap.row, None)
    assert gap.row is not None
    assert gap.row.fr == "Fibre"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (YES, "plausible_maximum: '1'", "plausible_maximum: '2'"),
        (YES, "unit: ''", "unit: dB"),
        (YES, "answer: yes_no", "answer: maybe"),
        (COLUMN, ", short: {fr: E, en: G}", ""),
        (COLUMN, "row: {fr: Fibre, en: Fibre}, ", ""),
        (COLUMN, "repeats: 3", "repeats: 1"),
    ],
)
def test_half_a_column_or_an_answer_in_decibels_is_a_fault(
    tmp_path: Path, text: str, old: str, new: str
) -> None:
    assert faults(write(tmp_path, **with_measures(text.replace(old, new))))


def test_values_of_two_measures_stand_at_one_place() -> None:
    twelve = Threshold("mean", repeats=12)
    assert [twelve.name_in("there", place) for place in (0, 11)] == ["there-01", "there-12"]
    assert Threshold("mean").name_in("there", 0) == "there"
