"""`school otdr` reads an OTDR trace without page or database."""

from pathlib import Path

import click

from school.core.clock import now
from school.core.english import in_english
from school.practicals.sor import SorError, read_sor_file
from school.practicals.trace_words import as_json, as_table

FORMATS = {"json": as_json, "table": as_table}


@click.command("otdr")
@click.argument(
    "path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True)
)
@click.option(
    "--format", "shape", type=click.Choice(list(FORMATS)), default="json", show_default=True
)
def otdr(path: Path, shape: str) -> None:
    """Print an OTDR trace: the .sor file FILE, of Bellcore 1.x or SR-4731.

    Distances are counted from the end of the launch fibre; what was not measured is null.
    """
    try:
        trace = read_sor_file(path)
    except SorError as error:
        reason = in_english(error.message, error.values)
        raise click.ClickException(f"{path}: {reason}") from error
    click.echo(FORMATS[shape](trace, now()), nl=False)
