"""`school curriculum questions` writes question banks for Moodle and reads those that it wrote."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO

import click
import yaml

from school.curriculum.pack.questions import QuestionBank
from school.curriculum.pack.reading import Pack, read_pack
from school.curriculum.pack.structure import ModulePack
from school.learning.question_files.findings import Destination, FileError, Finding
from school.learning.question_files.gift_reading import read_gift
from school.learning.question_files.gift_writing import write_gift
from school.learning.question_files.moodle_xml_reading import read_moodle_xml
from school.learning.question_files.moodle_xml_writing import write_moodle_xml
from school.paths import CURRICULA

WRITERS = {"gift": write_gift, "xml": write_moodle_xml}
READERS = {"gift": read_gift, "xml": read_moodle_xml}

in_curriculum = click.option(
    "--curriculum",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=CURRICULA,
    help="The folder of the curriculum; the one that comes with the program unless said.",
)
into_file = click.option(
    "--output",
    type=click.File("w", encoding="utf-8", atomic=True),
    default="-",
    help="The file to write; else the text is shown.",
)


@click.group()
def questions() -> None:
    """Question banks, to and from Moodle."""


@questions.command("export")
@click.argument("module")
@click.option("--format", "kind", type=click.Choice(sorted(WRITERS)), required=True)
@in_curriculum
@into_file
def export_questions(module: str, kind: str, folder: Path, output: IO[str]) -> None:
    """Write the questions of MODULE as GIFT or Moodle XML; name those that cannot be."""
    pack = read_pack(folder)
    _module(pack, module)
    bank = pack.banks.get(module)
    if bank is None:
        raise click.ClickException(f"{module} has no questions")
    written = WRITERS[kind](module, bank.questions)
    output.write(written.text)
    _say(written.findings)


@questions.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--module", required=True, help="The module the questions are for.")
@click.option("--lesson", help="The lesson of questions whose category names none; the first.")
@click.option("--competency", "competencies", multiple=True, help="Likewise; the first.")
@click.option("--format", "kind", type=click.Choice(sorted(READERS)), help="Else by the name.")
@in_curriculum
@into_file
def import_questions(
    file: Path,
    module: str,
    lesson: str | None,
    competencies: Sequence[str],
    kind: str | None,
    folder: Path,
    output: IO[str],
) -> None:
    """Read the questions of FILE and write them as a bank, to be read through and translated."""
    destination = _destination(read_pack(folder), module, lesson, competencies)
    kind = kind or ("xml" if file.suffix.casefold() == ".xml" else "gift")
    try:
        found = READERS[kind](file.read_bytes(), destination)
    except FileError as error:
        raise click.ClickException(f"{file.name}: {error}") from error
    _say(found.findings)
    if not found.questions:
        raise click.ClickException(f"{file.name}: no question could be read")
    bank = QuestionBank(questions=found.questions)
    content = bank.model_dump(mode="json", exclude_defaults=True)
    output.write(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100))


def _module(pack: Pack, code: str) -> ModulePack:
    for module in pack.modules:
        if module.code == code:
            return module
    known = ", ".join(module.code for module in pack.modules)
    raise click.ClickException(f"there is no module {code} (there are {known})")


def _destination(
    pack: Pack, module: str, lesson: str | None, competencies: Sequence[str]
) -> Destination:
    """Say where questions go; what was named must be there, what was not is the module's first."""
    known = [one.code for one in _module(pack, module).competencies]
    lessons = [one.head.code for one in pack.lessons if one.module == module]
    if lesson is None and not lessons:
        raise click.ClickException(f"{module} has no lesson yet: questions belong to one")
    if lesson is not None and lesson not in lessons:
        raise click.ClickException(f"there is no lesson {lesson} in {module}")
    for code in competencies:
        if code not in known:
            raise click.ClickException(f"there is no competency {code} in {module}")
    return Destination(lesson or lessons[0], competencies or known[:1], frozenset(lessons))


def _say(findings: Sequence[Finding]) -> None:
    for one in findings:
        outcome = one.outcome.value.replace("_", " ")
        name = f"{one.name}: " if one.name else ""
        click.echo(f"{outcome}: {name}{one.reason}", err=True)
