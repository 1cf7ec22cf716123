"""`school consultations remind` asks again the enterprises that have not answered."""

import click

from school import create_app
from school.config import load_settings
from school.enterprises.consultations import notices, reminders
from school.installation import opened

ACTOR = "school consultations remind"


@click.group()
def consultations() -> None:
    """Consultations of enterprises on what is taught."""


@consultations.command("remind")
def remind_enterprises() -> None:
    """Ask again, a week before the last day, who has not answered; run it every morning.

    Partners that came since a consultation opened are asked too. Nobody is reminded twice.
    """
    settings = load_settings()
    with (
        create_app(settings).test_request_context(base_url=settings.public_url),
        opened() as database,
        database.transaction() as session,
    ):
        asked = reminders.ask_again(session, ACTOR)
        for one in asked:
            letter = notices.question if one.is_new else notices.reminder
            letter(one.consultation, one.recipient, one.secret).send(session)
    click.echo(f"{len(asked)} asked")
