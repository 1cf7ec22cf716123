"""`school curriculum load` and `diff`: a school's own copy of a curriculum."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from school.core.database import Base, Database
from school.curriculum.lesson_models import CurriculumVersion
from school.paths import CURRICULA
from tests.feature.commands.conftest import Command
from tests.support.shipped import shipped_pack
from tests.unit.curriculum.learning_folder import write_learning
from tests.unit.curriculum.pack_folder import write

NEXT = ("2026.1", "2026.2")
LOOSER = ('"0.10"', '"0.20"')
BODY = "lessons/A1/splicing.fr.md"
BAD = {
    "a threshold without unit": ("tasks/all.yaml", "        unit: dB\n", "",
                                 ["tasks/all.yaml, line 7: tasks.0.measures.0.unit"]),
    "a cycle of prerequisites": ("modules/A1.yaml", "tasks:", "prerequisites: [A2]\ntasks:",
                                 ["modules/A1.yaml, line 10: ", "circle: A1, A2"]),
    "an unknown module": ("paths/joining.yaml", "A2", "A9", ["paths/joining.yaml, line 3: "]),
    "an image that is none": ("figures/trace.svg", "<svg", "GIF89a",
                              ["figures/trace.svg: line 1: this is not SVG"]),
    "a script in Markdown": (BODY, "", "<script>alert(1)</script>\n\n", [f"{BODY}, line 1: HTML"]),
    "a download that is none": ("lessons/A1/sheet.pdf", "%PDF-1.7", "MZ",
                                ["lessons/A1/lessons.yaml, line 13: this is no pdf file"]),
}  # fmt: skip


def rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def spoil(folder: Path, name: str, old: str, new: str) -> Path:
    write_learning(folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_a_copy_is_loaded_once(on_database: Command, database: Database, tmp_path: Path) -> None:
    folder = str(write_learning(tmp_path))
    on_database("curriculum", "load", folder).done("small 2026.1: 1 paths, 2 modules")
    before = rows(database)
    on_database("curriculum", "load", folder).done("small 2026.1", "nothing changed")
    assert rows(database) == before


def test_other_content_needs_a_new_version(
    on_database: Command, database: Database, tmp_path: Path
) -> None:
    on_database("curriculum", "load", str(write(tmp_path))).done()
    before = rows(database)
    changed = str(write(tmp_path, all=LOOSER))
    on_database("curriculum", "load", changed).refused("small 2026.1")
    assert rows(database) == before
    on_database("curriculum", "load", str(write(tmp_path, all=LOOSER, curriculum=NEXT))).done()
    assert rows(database)["curriculum_versions"] == before["curriculum_versions"] + 1


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("verb", ["check", "load"])
def test_what_is_wrong_is_named_and_nothing_is_loaded(
    on_database: Command, database: Database, tmp_path: Path, verb: str, name: str
) -> None:
    file, old, new, expected = BAD[name]
    before = rows(database)
    ended = on_database("curriculum", verb, str(spoil(tmp_path / "pack", file, old, new)))
    assert (ended.status, ended.said) == (2, "")
    for words in expected:
        assert words in ended.complained
    assert rows(database) == before


@pytest.mark.parametrize("verb", ["check", "load"])
def test_a_missing_or_foreign_file_is_named(
    on_database: Command, database: Database, tmp_path: Path, verb: str
) -> None:
    folder = write_learning(tmp_path / "pack")
    before = rows(database)
    (folder / BODY).unlink()
    (folder / "glossary" / "words.yaml").write_bytes("terms:\n  - code: é".encode("latin-1"))
    ended = on_database("curriculum", verb, str(folder))
    assert ended.status == 2
    assert f"{BODY}: No such file" in ended.complained
    assert "glossary/words.yaml, line 2: not written in UTF-8" in ended.complained
    assert rows(database) == before


def test_a_gift_file_in_latin_1_is_named(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "bank.gift"
    file.write_bytes("// Banque\nRéponse? {T}".encode("latin-1"))
    ended = command("curriculum", "questions", "import", str(file), "--module", "F0")
    ended.refused("bank.gift: line 2: the file is not written in UTF-8")


def test_what_is_loaded_is_compared_with_a_folder(on_database: Command, tmp_path: Path) -> None:
    on_database("curriculum", "load", str(write(tmp_path / "one"))).done()
    other = str(write(tmp_path / "two", all=LOOSER, curriculum=NEXT))
    for older in ("small 2026.1", str(tmp_path / "one")):
        on_database("curriculum", "diff", older, other).done(
            "small 2026.1 → small 2026.2: 0 added, 0 removed, 1 changed",
            "(source: Essai)",
            "maximum: 0.1 → 0.2",
        )
    on_database("curriculum", "load", other).done()
    ended = on_database("curriculum", "diff", "small 2026.1", "small 2026.2", "--format", "json")
    found = json.loads(ended.said)
    assert found["newer"] == {"code": "small", "version": "2026.2"}
    assert [one["code"] for one in found["changes"]] == ["loss"]
    shipped = shipped_pack()
    on_database("curriculum", "diff", f"{shipped.code} {shipped.version}", str(CURRICULA)).done(
        "nothing changed"
    )


def test_a_version_that_cannot_be_compared_is_named(
    on_database: Command, database: Database, tmp_path: Path
) -> None:
    on_database("curriculum", "diff", "2030.7", str(CURRICULA)).refused()
    for code in ("small", "tiny"):
        folder = write(tmp_path / code, curriculum=("code: small", f"code: {code}"))
        on_database("curriculum", "load", str(folder)).done()
    on_database("curriculum", "diff", "2026.1", str(CURRICULA)).refused("small 2026.1, tiny 2026.1")
    with database.transaction() as session:
        session.scalars(select(CurriculumVersion)).all()[-1].content = None
    on_database("curriculum", "diff", "tiny 2026.1", str(CURRICULA)).refused("load its folder")
