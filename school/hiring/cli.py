"""`school indicators hiring` prints the figures; other commands ask for them the same way."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.accounts.queries import school_by_code
from school.core.clock import DEFAULT_TIME_ZONE, today
from school.core.errors import NotFound, mark
from school.hiring.indicators import files as indicator_files
from school.hiring.indicators.options import DELAYS, Breakdown, Options, Profile
from school.hiring.indicators.report import EVERY_SCHOOL, Scope
from school.hiring.publication.reports import published_report
from school.hiring.rules import Evidence
from school.installation import opened

FORMATS = {
    "table": indicator_files.as_table,
    "csv": indicator_files.as_csv,
    "json": indicator_files.as_json,
}


class CivilDate(click.ParamType[date]):
    """A date written 2026-06-30."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date, or say what was expected."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-06-30", param, ctx)


class Breakdowns(click.ParamType[tuple[Breakdown, ...]]):
    """One or two names of breakdowns, with a comma between them."""

    name = "keys"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Breakdown, ...]:
        """Read the names, or list those there are."""
        if isinstance(value, tuple):
            return value
        try:
            return tuple(Breakdown(name.strip()) for name in value.split(","))
        except ValueError:
            known = ", ".join(key.value for key in Breakdown)
            self.fail(f"{value!r} is not made of: {known}", param, ctx)


def asked(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that every report of hiring has."""
    options = (
        click.option("--as-of", type=CivilDate(), help="Day of the count; today by default."),
        click.option("--known-on", type=CivilDate(), help="Day of knowledge; today by default."),
        click.option(
            "--months",
            type=click.Choice([str(delay) for delay in DELAYS]),
            default="6",
            show_default=True,
            help="Months after the exit.",
        ),
        click.option(
            "--evidence",
            type=click.Choice([level.value for level in Evidence]),
            default=Evidence.CONFIRMED.value,
            show_default=True,
            help="Least evidence for a fact.",
        ),
        click.option("--from", "period_from", type=CivilDate(), help="First day of exit."),
        click.option("--to", "period_to", type=CivilDate(), help="Last day of exit."),
        click.option("--school", "school_code", help="Code of one school; all by default."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group()
def indicators() -> None:
    """The indicators, as numbers."""


@indicators.command("hiring")
@asked
@click.option("--by", type=Breakdowns(), default=(), help="One or two keys, such as cohort,sex.")
@click.option(
    "--profile",
    type=click.Choice([profile.value for profile in Profile]),
    default=Profile.INTERNAL.value,
    show_default=True,
    help="For whom; nothing is hidden in internal.",
)
@click.option(
    "--format", "shape", type=click.Choice(list(FORMATS)), default="table", show_default=True
)
def print_indicators(
    by: tuple[Breakdown, ...], profile: str, shape: str, school_code: str | None, **values: Any
) -> None:
    """Print the hiring indicators of every school, or of one."""
    with opened() as database, database.reading() as session:
        school = school_named(session, school_code)
        options = options_from(values, school, by=by, profile=Profile(profile))
        schools = [school] if school else None
        published = published_report(session, schools, options, thorough=True)
    click.echo(FORMATS[shape](published), nl=False)


def options_from(values: dict[str, Any], school: School | None, **more: Any) -> Options:
    """Read what `asked` took; days default to today where the school is."""
    now = today(school.timezone if school else DEFAULT_TIME_ZONE)
    return Options(
        as_of=values["as_of"] or now,
        known_on=values["known_on"] or now,
        months=int(values["months"]),
        evidence=Evidence(values["evidence"]),
        period_from=values["period_from"],
        period_to=values["period_to"],
        **more,
    )


def scope_of(school: School | None) -> Scope:
    """Count one school, or all of them."""
    return Scope(frozenset({school.id})) if school else EVERY_SCHOOL


def school_named(session: Session, code: str | None) -> School | None:
    """Find the school of a code; raise `NotFound` when no school bears it."""
    if code is None:
        return None
    school = school_by_code(session, code)
    if school is None:
        raise NotFound(mark("Aucune école ne porte le code %(code)s."), None, {"code": code})
    return school
