"""`school mail send` empties the outbox."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import click
from sqlalchemy.orm import Session

from school.accounts import queries
from school.config import Settings, load_settings
from school.core import outbox
from school.core.clock import now
from school.core.database import Database
from school.core.outbox import MailMessage
from school.installation import opened

LONGEST_REASON = 500


@click.group()
def mail() -> None:
    """The outbox of mail."""


@mail.command("send")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 10_000))
def send_mail(limit: int) -> None:
    """Send what waits in the outbox; run it every minute. Each message is sent once."""
    settings = load_settings()
    if not settings.smtp_host:
        raise click.ClickException("SCHOOL_SMTP_HOST is not set; nothing was sent")
    with opened() as database:
        numbers = _numbers_to_send(database, limit)
        sent = _send(database, settings, numbers) if numbers else 0
    click.echo(f"{sent} sent, {len(numbers) - sent} not")


def _numbers_to_send(database: Database, limit: int) -> list[int]:
    with database.reading() as session:
        installation = queries.installation(session)
        if installation is not None and installation.demo:
            raise click.ClickException("the demo school's people are invented; nothing was sent")
        return [message.id for message in outbox.waiting(session, limit)]


def _send(database: Database, settings: Settings, numbers: list[int]) -> int:
    sent = 0
    with connect(settings) as server:
        for number in numbers:
            # One transaction a message: what was sent is known although the next one fails.
            with database.transaction() as session:
                sent += _send_one(session, server, settings, number)
            if server.sock is None:
                break
    return sent


def connect(settings: Settings) -> smtplib.SMTP:
    """Connect to the mail server, over TLS and signed in as the settings say."""
    server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20)
    try:
        if settings.smtp_starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
    except BaseException:
        server.close()
        raise
    return server


def _send_one(session: Session, server: smtplib.SMTP, settings: Settings, number: int) -> bool:
    message = outbox.take(session, number)
    if message is None:
        return False
    message.attempts += 1
    try:
        server.send_message(_letter(settings, message))
    except (smtplib.SMTPException, ValueError) as error:
        # A value error is an address or a subject that no letter can bear.
        message.last_error = str(error)[:LONGEST_REASON]
        return False
    message.sent_at = now()
    message.body = ""
    return True


def _letter(settings: Settings, message: MailMessage) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = settings.mail_sender
    letter["To"] = message.recipient
    letter["Subject"] = " ".join(message.subject.split())
    letter["Date"] = formatdate(localtime=False)
    letter["Message-ID"] = make_msgid(domain=settings.mail_sender.rpartition("@")[2] or None)
    letter.set_content(message.body)
    return letter
