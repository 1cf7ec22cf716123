"""`school curriculum check` says whether a curriculum can be used, without any database."""

from pathlib import Path

import click

from school.curriculum.pack.parts import PackError
from school.curriculum.pack.reading import Pack, read_pack


@click.group()
def curriculum() -> None:
    """Training paths, modules, practical tasks and lessons, kept as files."""


@curriculum.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(path: Path) -> None:
    """Read the curriculum in the folder PATH and name every fault, with its file and line."""
    try:
        pack = read_pack(path)
    except PackError as error:
        for fault in error.faults:
            click.echo(fault, err=True)
        number = len(error.faults)
        raise click.ClickException(f"{number} fault{'s' if number > 1 else ''} found") from error
    click.echo(f"{pack.code} {pack.version}: {_contents(pack)}")


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
