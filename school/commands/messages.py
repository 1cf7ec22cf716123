"""`school messages send` empties the outbox; `school mail send` empties it of mail alone."""

from collections.abc import Collection

import click

from school import create_app
from school.accounts import queries
from school.config import Settings, load_settings
from school.core.database import Database
from school.core.delivery import MessageChannel
from school.installation import opened
from school.messages.gateways import mail_server, sms_gateway
from school.messages.sending import Sent, gather, send, waiting_numbers

EVERY_WAY = tuple(MessageChannel)

LIMIT = click.option(
    "--limit",
    default=100,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="How many messages at most, by each way.",
)


@click.group()
def messages() -> None:
    """The outbox of messages: mail and SMS."""


@click.group()
def mail() -> None:
    """The outbox of mail; `school messages` sends SMS as well."""


@messages.command("send")
@LIMIT
def send_messages(limit: int) -> None:
    """Send what waits in the outbox; run it every minute. Each message is sent once."""
    _send_by(EVERY_WAY, limit)


@mail.command("send")
@LIMIT
def send_mail(limit: int) -> None:
    """Send the mail that waits in the outbox; run it every minute. Each message is sent once."""
    _send_by((MessageChannel.MAIL,), limit)


def _send_by(ways: Collection[MessageChannel], limit: int) -> None:
    settings = load_settings()
    mute = not settings.smtp_host
    if mute and MessageChannel.SMS not in ways:
        raise click.ClickException("SCHOOL_SMTP_HOST is not set; nothing was sent")
    with opened() as database:
        _refuse_demo(database)
        with create_app(settings).test_request_context(base_url=settings.public_url):
            gather(database)
            sent = Sent(0, 0)
            if MessageChannel.SMS in ways:
                sent += _send_sms(database, settings, limit)
            if not mute:
                sent += _send_mail(database, settings, limit)
        left = waiting_numbers(database, (MessageChannel.MAIL,), limit) if mute else []
    if left:
        raise click.ClickException(
            f"{sent.sent} sent; SCHOOL_SMTP_HOST is not set and mail is waiting"
        )
    click.echo(f"{sent.sent} sent, {sent.left} not")


def _refuse_demo(database: Database) -> None:
    with database.reading() as session:
        installation = queries.installation(session)
        if installation is not None and installation.demo:
            raise click.ClickException("the demo school's people are invented; nothing was sent")


def _send_sms(database: Database, settings: Settings, limit: int) -> Sent:
    numbers = waiting_numbers(database, (MessageChannel.SMS,), limit)
    return send(database, sms_gateway(settings), numbers)


def _send_mail(database: Database, settings: Settings, limit: int) -> Sent:
    numbers = waiting_numbers(database, (MessageChannel.MAIL,), limit)
    if not numbers:
        return Sent(0, 0)
    with mail_server(settings) as server:
        return send(database, server, numbers)
