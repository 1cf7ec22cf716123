"""`school clause-hours` and `school clause-people`: what runs by itself every night."""

import click

from school.clauses.hours.flow import flow
from school.clauses.people.forgetting import forget
from school.core.clock import today
from school.installation import opened


@click.group("clause-hours")
def clause_hours() -> None:
    """Hours of integration clauses."""


@clause_hours.command("flow")
def flow_hours() -> None:
    """Bring hours to what the logbooks of counted placements say; run it once a day.

    Validated days enter by themselves; this catches up with imports and corrected days.
    """
    with opened() as database, database.transaction() as session:
        done = flow(session, "school clause-hours flow", today())
    click.echo(f"{done.added} days entered, {done.changed} changed")


@click.group("clause-people")
def clause_people() -> None:
    """People of integration clauses."""


@clause_people.command("forget")
def forget_people() -> None:
    """Forget names, births and papers two years after the last day that counts; run it monthly.

    Days, hours and sex stay, so that figures stay what they were.
    """
    with opened() as database, database.transaction() as session:
        count = forget(session, "school clause-people forget", today())
    click.echo(f"{count} people forgotten")
