"""`school actions remind` writes to those in charge of actions that are due or late."""

import click

from school import create_app
from school.clauses.practices.actions import notices, operations
from school.config import load_settings
from school.core.clock import today
from school.installation import opened

ACTOR = "school actions remind"


@click.group()
def actions() -> None:
    """Action plans of integration contracts."""


@actions.command("remind")
def remind_owners() -> None:
    """Remind those in charge, a week before the day and every week past it; run it every morning.

    Nobody is reminded twice on one day.
    """
    settings = load_settings()
    with opened() as database, database.transaction() as session:
        due = operations.remind(session, ACTOR, today())
        if due:
            with create_app(settings).test_request_context(base_url=settings.public_url):
                for one in due:
                    notices.remind_owner(session, one)
    click.echo(f"{len(due)} reminded")
