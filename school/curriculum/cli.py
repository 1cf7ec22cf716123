"""Commands on curricula: whether one can be used, load it, compare it with another."""

from pathlib import Path

import click

from school.curriculum.comparison import compare
from school.curriculum.comparison_files import as_json, as_text
from school.curriculum.operations import load_pack
from school.curriculum.pack.parts import PackError
from school.curriculum.pack.reading import Pack, read_pack
from school.curriculum.version_queries import content_said, version_numbered
from school.installation import opened

FORMATS = {"text": as_text, "json": as_json}


@click.group()
def curriculum() -> None:
    """Training paths, modules, practical tasks and lessons, kept as files."""


@curriculum.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(path: Path) -> None:
    """Read the curriculum in the folder PATH and name every fault, with its file and line."""
    pack = _read(path)
    click.echo(f"{pack.code} {pack.version}: {_contents(pack)}")


@curriculum.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(path: Path) -> None:
    """Load the curriculum in the folder PATH as one more version.

    The same curriculum twice changes nothing; other content under a version that is loaded is
    refused. All of it is loaded or nothing. Cohorts that have begun stay on their version.
    """
    pack = _read(path)
    with opened() as database, database.transaction() as session:
        is_new = load_pack(session, pack)
    outcome = _contents(pack) if is_new else "was loaded already; nothing changed"
    click.echo(f"{pack.code} {pack.version}: {outcome}")


@curriculum.command()
@click.argument("older")
@click.argument("newer")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), default="text")
def diff(older: str, newer: str, kind: str) -> None:
    """Tell what changed from OLDER to NEWER.

    Each is the folder of a curriculum, or the number of a version that is loaded, such as 2026.1
    ("fibre 2026.1" where several curricula have that number).
    """
    click.echo(FORMATS[kind](compare(_pack_named(older), _pack_named(newer))), nl=False)


def _pack_named(name: str) -> Pack:
    folder = Path(name)
    if folder.is_dir():
        return _read(folder)
    with opened() as database, database.reading() as session:
        pack = content_said(version_numbered(session, name))
    if pack is None:
        raise click.ClickException(
            f"{name} was loaded by an earlier program, which did not keep what it says: "
            "load its folder again, or compare the folder"
        )
    return pack


def _read(path: Path) -> Pack:
    """Read a curriculum; name every fault, a line each, when it cannot be used."""
    try:
        return read_pack(path)
    except PackError as error:
        for fault in error.faults:
            click.echo(fault, err=True)
        number = len(error.faults)
        raise click.ClickException(f"{number} fault{'s' if number > 1 else ''} found") from error


def _contents(pack: Pack) -> str:
    numbers = {
        "paths": len(pack.paths),
        "modules": len(pack.modules),
        "practical tasks": len(pack.tasks),
        "measures": sum(len(task.measures) for task in pack.tasks),
        "lessons": len(pack.lessons),
        "questions": sum(len(bank.questions) for bank in pack.banks.values()),
        "terms": len(pack.terms),
        "figures": len(pack.figures),
    }
    return ", ".join(f"{number} {name}" for name, number in numbers.items())
