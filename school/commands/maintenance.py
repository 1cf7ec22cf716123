"""`school backup` copies an installation, `school mail send` empties the outbox."""

import smtplib
import sqlite3
import ssl
import tarfile
import tempfile
from email.message import EmailMessage
from pathlib import Path

import click

from school.config import Settings, load_settings
from school.core import outbox
from school.core.clock import now
from school.core.outbox import MailMessage
from school.installation import opened

MAXIMUM_ATTEMPTS = 8


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def backup(target: Path) -> None:
    """Write the instance folder and a consistent copy of its database to TARGET (.tar.gz).

    The secret key and uploads are inside: keep the file as safe as the server. A PostgreSQL
    database is not copied; use pg_dump beside this.
    """
    if target.exists():
        raise click.ClickException(f"{target} is there already; nothing was written")
    settings = load_settings()
    with opened(), tempfile.TemporaryDirectory() as folder:
        draft = target.with_name(f".{target.name}.draft")
        try:
            with tarfile.open(draft, "w:gz") as archive:
                _add_files(archive, settings, Path(folder))
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    click.echo(f"{target} written")


def _add_files(archive: tarfile.TarFile, settings: Settings, folder: Path) -> None:
    database = settings.instance / "school.db"
    for path in sorted(settings.instance.iterdir()):
        if not path.name.startswith("school.db"):
            archive.add(path, arcname=path.name)
    if settings.database_url.startswith("sqlite:///") and database.is_file():
        copy = folder / "school.db"
        with sqlite3.connect(database) as source, sqlite3.connect(copy) as destination:
            source.backup(destination)
        archive.add(copy, arcname="school.db")


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
    sent = failed = 0
    with opened() as database:
        with database.reading() as session:
            numbers = [message.id for message in outbox.waiting(session, limit)]
        with connect(settings) as server:
            for number in numbers:
                with database.transaction() as session:
                    if _send_one(server, settings, session.get(MailMessage, number)):
                        sent += 1
                    else:
                        failed += 1
    click.echo(f"{sent} sent, {failed} not")


def connect(settings: Settings) -> smtplib.SMTP:
    """Connect to the mail server, over TLS and signed in as the settings say."""
    server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20)
    if settings.smtp_starttls:
        server.starttls(context=ssl.create_default_context())
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password)
    return server


def _send_one(server: smtplib.SMTP, settings: Settings, message: MailMessage | None) -> bool:
    if message is None or message.sent_at is not None or message.attempts >= MAXIMUM_ATTEMPTS:
        return False
    letter = EmailMessage()
    letter["From"] = settings.mail_sender
    letter["To"] = message.recipient
    letter["Subject"] = message.subject
    letter.set_content(message.body)
    message.attempts += 1
    try:
        server.send_message(letter)
    except smtplib.SMTPException as error:
        message.last_error = str(error)[:500]
        return False
    message.sent_at = now()
    message.body = ""
    return True
