"""`school indicators clauses` prints where contracts stand."""

from datetime import date

import click
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from school.clauses.models import Contract
from school.clauses.standing import files
from school.clauses.standing.options import Asked, Grouping
from school.clauses.standing.report import clauses_report
from school.core.clock import DEFAULT_TIME_ZONE, today
from school.core.errors import NotFound, mark
from school.hiring.cli import CivilDate
from school.installation import opened

FORMATS = {"table": files.as_table, "csv": files.as_csv, "json": files.as_json}


@click.command("clauses")
@click.option("--as-of", type=CivilDate(), help="Day of the count; today by default.")
@click.option("--known-on", type=CivilDate(), help="Day of knowledge; today by default.")
@click.option("--contract", "reference", help="One contract; all by default.")
@click.option(
    "--by",
    type=click.Choice([each.value for each in Grouping]),
    default=Grouping.LOT.value,
    show_default=True,
    help="What a row is of.",
)
@click.option(
    "--format", "shape", type=click.Choice(list(FORMATS)), default="table", show_default=True
)
def print_clauses(
    as_of: date | None, known_on: date | None, reference: str | None, by: str, shape: str
) -> None:
    """Print the hours that public contracts ask for, and how many count."""
    now = today(DEFAULT_TIME_ZONE)
    asked = Asked(as_of or now, known_on or now, Grouping(by))
    with opened() as database, database.reading() as session:
        written = FORMATS[shape](clauses_report(session, asked, _within(session, reference)))
    click.echo(written, nl=False)


def _within(session: Session, reference: str | None) -> ColumnElement[bool] | None:
    """Keep one contract, or all; raise `NotFound` when none bears the reference."""
    if reference is None:
        return None
    if session.scalar(select(Contract.id).where(Contract.reference == reference)) is None:
        raise NotFound(
            mark("Aucun contrat ne porte la référence %(reference)s."),
            None,
            {"reference": reference},
        )
    return Contract.reference == reference
