"""Reading lessons, questions, glossary and figures: what is accepted, how each fault is named."""

from decimal import Decimal
from pathlib import Path

import pytest

from school.curriculum.pack.markdown import LONGEST_BODY
from school.curriculum.pack.parts import PackError
from school.curriculum.pack.reading import read_pack
from school.curriculum.pack.yaml_files import MOST_BYTES
from tests.unit.curriculum.learning_folder import write_learning

LESSONS = "lessons/A1/lessons.yaml"
BODY = "lessons/A1/splicing.fr.md"
QUESTIONS = "questions/A1.yaml"
TERMS = "glossary/words.yaml"
FIGURE = "figures/trace.yaml"
DRAWING = "figures/trace.svg"
KINDS = [
    "single",
    "multiple",
    "true_false",
    "numeric",
    "parameterised",
    "matching",
    "ordering",
    "short_answer",
    "hotspot",
]


def faults(folder: Path) -> list[str]:
    with pytest.raises(PackError) as refused:
        read_pack(folder)
    return refused.value.faults


def test_what_is_learned_is_read_with_the_curriculum(tmp_path: Path) -> None:
    pack = read_pack(write_learning(tmp_path))
    (lesson,) = pack.lessons
    assert (lesson.module, lesson.head.code, lesson.head.minutes) == ("A1", "A1-01", 25)
    assert lesson.head.videos[0].megabytes == Decimal("12.5")
    assert lesson.body_fr.startswith("Un [coeur]")
    assert [question.kind for question in pack.banks["A1"].questions] == KINDS
    assert [term.code for term in pack.terms] == ["core"]
    (figure,) = pack.figures
    assert (figure.code, figure.head.labels["loss"].en) == ("trace", "loss")


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (LESSONS, "minutes: 25", "minutes: 0", f"{LESSONS}, line 5: lessons.0.minutes: "),
        (LESSONS, "minutes", "minuts", f"{LESSONS}, line 5: lessons.0.minuts: Extra inputs"),
        (LESSONS, "[A1.1]", "[A2.1]", f"{LESSONS}, line 6: A1 has no A2.1"),
        (LESSONS, "[A1.1]", "[]", f"{LESSONS}, line 6: lessons.0.competencies: "),
        (LESSONS, "en: [Say why]", "en: []", f"{LESSONS}, line 7: lessons.0.objectives.en: "),
        (LESSONS, "https:", "http:", f"{LESSONS}, line 10: lessons.0.videos.0.url: "),
        (LESSONS, '"12.5"', '"0"', f"{LESSONS}, line 11: lessons.0.videos.0.megabytes: "),
        (LESSONS, "sheet.pdf", "leaf.pdf", f"{LESSONS}, line 13: there is no file leaf.pdf here"),
        (LESSONS, "sheet.pdf", "../a.pdf", f"{LESSONS}, line 13: lessons.0.downloads.0.file: "),
        (LESSONS, "sheet.pdf", "sheet.exe", f"{LESSONS}, line 13: lessons.0.downloads.0.file: "),
        (LESSONS, "file: splicing", "file: ../x", f"{LESSONS}, line 3: lessons.0.file: "),
        (LESSONS, "file: splicing", "file: gone", "lessons/A1/gone.fr.md: No such file"),
        (LESSONS, "file: splicing", "file: gone", f"{BODY}: lessons.yaml names no such lesson"),
        (BODY, "glossary:core", "glossary:cure", f"{BODY}, line 1: there is no term cure"),
        (BODY, "figure:trace", "figure:tray", f"{BODY}, line 5: there is no figure tray"),
        (BODY, "## Titre", "# Titre", f"{BODY}, line 3: headings begin with ##"),
        (QUESTIONS, "right: true}, {", "}, {", f"{QUESTIONS}, line 2: questions.0.single: Value e"),
        (QUESTIONS, "code: Q2", "code: Q1", f"{QUESTIONS}, line 4: question Q1 is already there"),
        (QUESTIONS, "A1-01", "A1-09", f"{QUESTIONS}, line 2: there is no lesson A1-09"),
        (QUESTIONS, "[A1.1]", "[A2.1]", f"{QUESTIONS}, line 2: there is no A2.1 here"),
        (QUESTIONS, "figure: trace", "figure: tray", f"{QUESTIONS}, line 23: there is no figure t"),
        (QUESTIONS, "kind: single", "kind: essay", f"{QUESTIONS}, line 2: questions.0: Input tag"),
        (QUESTIONS, "tolerance: ", "tolrance: ", f"{QUESTIONS}, line 8: questions.3.numeric.tol"),
        (QUESTIONS, "{x: 20", "{x: 31", f"{QUESTIONS}, line 23: area 2 lies outside of the figure"),
        (DRAWING, "40 20", "29 20", f"{QUESTIONS}, line 23: area 2 lies outside of the figure"),
        (TERMS, "    en: core\n", "", f"{TERMS}, line 2: terms.0.en: Field required"),
        (TERMS, "code: core", "code: Core", f"{TERMS}, line 2: terms.0.code: "),
        (FIGURE, "  loss:", "  Loss:", f"{FIGURE}, line 4: labels.Loss.[key]: "),
        (FIGURE, "  loss:", "  gain:", f"{DRAWING}: there is no label loss"),
        (FIGURE, "  loss:", "  gain:", f"{DRAWING}: the label gain is not used"),
        (FIGURE, ", en: A line", "", f"{FIGURE}, line 2: description.en: Field required"),
        (DRAWING, "<path", "<script/><path", f"{DRAWING}: the element script may not stand"),
    ],
)
def test_each_fault_is_named_with_its_file_and_line(
    tmp_path: Path, name: str, old: str, new: str, fault: str
) -> None:
    found = faults(write_learning(tmp_path, (name, old, new)))
    assert any(line.startswith(fault) for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{fr: b, en: b, feedback", "{fr: b, en: b, right: true, feedback", "one only"),
        ("{fr: b, en: b, right: true}", "{fr: b, en: b}", "two options at least must be right"),
        (
            "{fr: c, en: c}]}\n  - {code: Q3",
            "{fr: c, en: c, right: true}]}\n  - {code: Q3",
            "wrong",
        ),
        ('answer: "3.5"', 'answer: "three"', "questions.3.numeric.answer"),
        ('"0.05"', '"-1"', "questions.3.numeric.tolerance"),
        ('step: "0.5"', 'step: "0.7"', "whole steps"),
        ('step: "0.5"', 'step: "0"', "greater than 0"),
        ('step: "0.5"', 'step: "0.0001"', "whole steps"),
        ('maximum: "3", step: "0.5"', 'maximum: "1", step: "0.5"', "whole steps"),
        ('fr: "{km} km, {n}"', 'fr: "km, {n}"', "the text does not say the parameter km"),
        ('en: "{km} km, {n}"', 'en: "{km} km"', "the text does not say the parameter n"),
        ("1 / n", "1", "formula: it does not use n"),
        ("1 / n", "n.real", "formula: only + - * /"),
        ("1 / n", "1 / (km - n)", "formula: it has no result for some of the values"),
        ("1 / n", "log10(2 - km + n)", "formula: it has no result for some of the values"),
        ("right: {fr: y, en: y}", "right: {fr: x, en: y}", "the same in one language alone"),
        ("{fr: z, en: z}}]}", "{fr: z, en: z}}], distractors: [{fr: z, en: z}]}", "a distractor"),
        ("left: {fr: b, en: b}", "left: {fr: b, en: a}", "two pairs have the same left side"),
        ("{fr: a, en: a}, {fr: b, en: b}, {fr: c, en: c}]", "{fr: a, en: a}]", "at least 3"),
        ("fr: [soudeuse]", "fr: []", "questions.7.short_answer.answers.fr"),
        ("height: 10, right: true", "height: 10", "one area at least must be right"),
        ("height: 10, label", "height: 10, right: true, label", "one at least wrong"),
        ("{x: 20", "{x: -1", "questions.8.hotspot.areas.1.x"),
        ("height: 10, label", "height: 2, label", "questions.8.hotspot.areas.1.height"),
    ],
)
def test_a_question_that_cannot_be_marked_is_a_fault(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    found = faults(write_learning(tmp_path, (QUESTIONS, old, new)))
    assert any(line.startswith(f"{QUESTIONS}, line ") and fault in line for line in found), found


def test_codes_are_there_once_in_the_whole_curriculum(tmp_path: Path) -> None:
    folder = write_learning(tmp_path)
    other = folder / "lessons" / "A2"
    other.mkdir()
    text = (folder / LESSONS).read_text(encoding="utf-8").replace("A1.1", "A2.1")
    (other / "lessons.yaml").write_text(text.split("    downloads")[0], encoding="utf-8")
    for language in ("fr", "en"):
        (other / f"splicing.{language}.md").write_text("Souder.", encoding="utf-8")
    bank = (folder / QUESTIONS).read_text(encoding="utf-8").replace("A1.1", "A2.1")
    (folder / "questions" / "A2.yaml").write_text(bank, encoding="utf-8")
    (folder / "glossary" / "more.yaml").write_text(
        (folder / TERMS).read_text(encoding="utf-8"), encoding="utf-8"
    )
    found = faults(folder)
    assert (
        f"lessons/A2/lessons.yaml, line 2: lesson A1-01 is already there ({LESSONS}, line 2)"
        in (found)
    )
    assert f"questions/A2.yaml, line 2: question Q1 is already there ({QUESTIONS}, line 2)" in found
    assert f"{TERMS}, line 2: term core is already there (glossary/more.yaml, line 2)" in found


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("lessons/A9/lessons.yaml", "lessons/A9: there is no module A9"),
        ("questions/A9.yaml", "questions/A9.yaml: there is no module A9"),
        ("lessons/A1/other.fr.md", "lessons/A1/other.fr.md: lessons.yaml names no such lesson"),
        ("figures/lost.svg", "figures/lost.svg: there is no lost.yaml that says what it shows"),
    ],
)
def test_files_that_nobody_would_ever_see_are_faults(tmp_path: Path, name: str, fault: str) -> None:
    target = write_learning(tmp_path) / name
    target.parent.mkdir(exist_ok=True)
    target.write_text("x", encoding="utf-8")
    assert faults(tmp_path) == [fault]


def test_a_figure_needs_its_drawing_and_a_plain_name(tmp_path: Path) -> None:
    folder = write_learning(tmp_path)
    for suffix in ("yaml", "svg"):
        text = (folder / f"figures/trace.{suffix}").read_text(encoding="utf-8")
        (folder / f"figures/a b.{suffix}").write_text(text, encoding="utf-8")
    (folder / "figures" / "trace.svg").unlink()
    found = faults(folder)
    assert "figures/trace.svg: No such file or directory" in found
    assert "figures/a b.yaml: the name may have a to z, 0 to 9 and dashes alone" in found


def test_a_body_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    (write_learning(tmp_path) / BODY).write_bytes("cœur é".encode("utf-16"))
    assert f"{BODY}, line 1: not written in UTF-8" in faults(tmp_path)


@pytest.mark.parametrize("name", [BODY, QUESTIONS, DRAWING, FIGURE, TERMS, "lessons/A1/sheet.pdf"])
def test_a_link_out_of_the_curriculum_is_not_followed(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret_key"
    secret.write_text("of the installation", encoding="utf-8")
    folder = write_learning(tmp_path / "pack")
    (folder / name).unlink()
    (folder / name).symlink_to(secret)
    assert any("leads out of the curriculum" in fault for fault in faults(folder))


def test_a_link_within_the_curriculum_is_a_file(tmp_path: Path) -> None:
    folder = write_learning(tmp_path)
    (folder / "lessons" / "A1" / "splicing.en.md").unlink()
    (folder / "lessons" / "A1" / "splicing.en.md").symlink_to("splicing.fr.md")
    (lesson,) = read_pack(folder).lessons
    assert lesson.body_en == lesson.body_fr


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ufffe"])
@pytest.mark.parametrize("name", [BODY, DRAWING])
def test_what_no_page_can_hold_is_named(tmp_path: Path, name: str, sign: str) -> None:
    folder = write_learning(tmp_path)
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(f"{text}\n{sign}", encoding="utf-8")
    line = text.count("\n") + 2
    assert f"{name}, line {line}: a character that neither pages" in " ".join(faults(folder))


def test_files_that_are_too_large_are_not_read(tmp_path: Path) -> None:
    folder = write_learning(tmp_path)
    (folder / BODY).write_text("[" * (LONGEST_BODY + 1), encoding="utf-8")
    (folder / TERMS).write_text("#" * (MOST_BYTES + 1), encoding="utf-8")
    found = faults(folder)
    assert f"{BODY}: the lesson is longer than {LONGEST_BODY} characters" in found
    assert f"{TERMS}: the file is larger than 1 MB" in found
