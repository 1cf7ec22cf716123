"""`school report` writes reports as documents."""

from pathlib import Path
from typing import Any

import click
from flask_babel import force_locale, gettext

from school import create_app
from school.accounts.rules import Language
from school.config import load_settings
from school.hiring.cli import asked, options_from, school_named, scope_of
from school.hiring.indicators.options import Breakdown
from school.hiring.indicators.report import hiring_report
from school.hiring.report.documents import Paper, report_address, report_document
from school.hiring.report.queries import group_names
from school.hiring.sealing.cli import COMMANDS as SEALING
from school.installation import opened


@click.group()
@click.pass_context
def report(context: click.Context) -> None:
    """The reports, as documents."""
    context.obj = lambda: create_app(load_settings())


for each in SEALING:
    report.add_command(each)


@report.command("hiring")
@asked
@click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    default=Language.FRENCH.value,
    show_default=True,
)
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    required=True,
    help="The PDF to write; one that is there is replaced.",
)
def write_hiring(language: str, target: Path, school_code: str | None, **values: Any) -> None:
    """Write the report of hiring, of every school or of one, as a PDF."""
    app = create_app(load_settings())
    with opened() as database, database.reading() as session:
        school = school_named(session, school_code)
        by = (Breakdown.COHORT if school else Breakdown.SCHOOL,)
        options = options_from(values, school, by=by)
        computed = hiring_report(session, scope_of(school), options, thorough=True)
        names = group_names(session, computed)
        name = school.name if school else ""
    with app.test_request_context(), force_locale(language):
        name = name or gettext("Toutes les écoles")
        address = report_address(computed.options, school_code)
        target.write_bytes(report_document(Paper(computed, name, language, address, names)))
    click.echo(f"{target} written")
