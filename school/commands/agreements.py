"""`school agreements` reminds those who have not signed, and closes drafts that were left."""

import click

from school import create_app
from school.config import load_settings
from school.core.clock import now
from school.installation import opened
from school.placements.agreements import notices
from school.placements.agreements.closing import close_left_drafts
from school.placements.agreements.link_operations import remind

CLOSER = "school agreements close-drafts"


@click.group("agreements")
def agreements() -> None:
    """Agreements of placements."""


@agreements.command("remind")
def remind_parties() -> None:
    """Remind those who have waited three days, each with a new link; run it once a day."""
    settings = load_settings()
    app = create_app(settings)
    with opened() as database, database.transaction() as session:
        made = remind(session, now())
        with app.test_request_context(base_url=settings.public_url):
            for sent in made:
                notices.deliver(session, sent, reminder=True)
    click.echo(f"{len(made)} reminded")


@agreements.command("close-drafts")
def close_drafts() -> None:
    """Close the drafts that nobody took further for two months; run it once a day."""
    with opened() as database, database.transaction() as session:
        closed = close_left_drafts(session, CLOSER, now())
    click.echo(f"{len(closed)} drafts closed")
