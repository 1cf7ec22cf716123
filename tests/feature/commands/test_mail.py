"""`school mail send`: each message once, and one that cannot be sent keeps no other waiting."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from school.accounts.models import Installation
from school.core import outbox
from school.core.database import Database
from school.core.delivery import MAXIMUM_ATTEMPTS, RETRY_DELAYS, MessageState
from school.core.outbox import MailMessage
from tests.feature.commands.conftest import Command
from tests.support.mail_server import Mailbox, mail_server
from tests.support.people import People
from tests.support.postgres import free_port


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server that the settings name."""
    with mail_server() as box:
        monkeypatch.setenv("SCHOOL_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("SCHOOL_SMTP_PORT", str(box.port))
        monkeypatch.setenv("SCHOOL_SMTP_STARTTLS", "false")
        monkeypatch.setenv("SCHOOL_MAIL_SENDER", "ecole@example.test")
        yield box


def write(session: Session, recipient: str, subject: str = "Sujet", body: str = "Texte") -> int:
    message = outbox.enqueue(session, recipient, subject, body)
    session.commit()
    return message.id


def kept(session: Session, number: int) -> MailMessage:
    session.rollback()
    return session.get_one(MailMessage, number)


def test_a_message_is_sent_once_as_it_was_written(
    on_database: Command, session: Session, mailbox: Mailbox
) -> None:
    number = write(session, "kofi@example.test", "Une semaine à valider", "Bonjour,\n\né\n.\nfin")
    on_database("mail", "send").done("1 sent, 0 not")
    on_database("mail", "send").done("0 sent, 0 not")
    (letter,) = mailbox.letters
    assert letter["To"] == "kofi@example.test"
    assert letter["From"] == "ecole@example.test"
    assert letter["Subject"] == "Une semaine à valider"
    assert letter["Date"]
    assert letter["Message-ID"].endswith("@example.test>")
    lines = letter.get_content().splitlines()
    assert lines[:5] == ["Bonjour,", "", "é", ".", "fin"]
    assert "/link/messages/" in lines[-1], "the reader may choose, without an account"
    message = kept(session, number)
    assert message.sent_at is not None
    assert message.body == "", "the secret of a link is not kept longer than needed"


def test_the_oldest_are_sent_first_and_no_more_than_asked(
    on_database: Command, session: Session, mailbox: Mailbox
) -> None:
    for number in range(3):
        write(session, f"{number}@example.test")
    on_database("mail", "send", "--limit", "2").done("2 sent")
    assert [letter["To"] for letter in mailbox.letters] == ["0@example.test", "1@example.test"]


def test_a_refused_recipient_keeps_no_other_waiting(
    on_database: Command, session: Session, mailbox: Mailbox
) -> None:
    mailbox.refused.add("nul@example.test")
    refused = write(session, "nul@example.test", body="Texte")
    write(session, "kofi@example.test")
    on_database("mail", "send").done("1 sent, 1 not")
    message = kept(session, refused)
    assert (message.attempts, message.sent_at, message.body) == (1, None, "Texte")
    assert message.state is MessageState.GIVEN_UP, "nobody of that name will be there tomorrow"
    assert "nobody of that name" in (message.last_error or "")


def test_a_message_is_tried_ever_more_rarely_then_given_up(
    on_database: Command, session: Session, mailbox: Mailbox
) -> None:
    mailbox.busy.add("plein@example.test")
    full = write(session, "plein@example.test")
    begun = datetime.now(UTC)
    with time_machine.travel(begun) as clock:
        for delay in (*RETRY_DELAYS, None):
            on_database("mail", "send", "--limit", "1").done("0 sent, 1 not")
            on_database("mail", "send", "--limit", "1").done("0 sent, 0 not")
            clock.shift(delay or timedelta())
        message = kept(session, full)
        assert (message.state, message.attempts) == (MessageState.GIVEN_UP, MAXIMUM_ATTEMPTS)
        assert "too full" in (message.last_error or "")
        write(session, "kofi@example.test")
        on_database("mail", "send", "--limit", "1").done("1 sent, 0 not")


@pytest.mark.parametrize(
    ("recipient", "subject"),
    [("kofi@example.test\r\nBcc: spy@example.test", "Sujet"), ("", "Sujet"), ("kofi", "Sujet"),
     ("awa@exämple.test", "Sujet"), ("kofi@example.test", "Deux\nlignes")],
)  # fmt: skip
def test_an_odd_message_is_no_crash_and_no_way_to_others(
    on_database: Command, session: Session, mailbox: Mailbox, recipient: str, subject: str
) -> None:
    write(session, recipient, subject)
    write(session, "fati@example.test")
    assert on_database("mail", "send").status == 0
    assert mailbox.letters[-1]["To"] == "fati@example.test"
    assert all(letter["Bcc"] is None for letter in mailbox.letters)


def test_a_subject_is_one_line_in_the_outbox_already(database: Database) -> None:
    with database.transaction() as session:
        message = outbox.enqueue(
            session, "awa@example.test", "Deux\r\nlignes\u2028 et  plus", "Texte"
        )
        assert message.subject == "Deux lignes et plus"


def test_a_server_that_hangs_up_loses_nothing(
    on_database: Command, session: Session, mailbox: Mailbox
) -> None:
    for number in range(3):
        write(session, f"{number}@example.test")
    mailbox.hang_up_after = 1
    on_database("mail", "send").done("1 sent, 2 not")
    mailbox.hang_up_after = None
    with time_machine.travel(datetime.now(UTC) + RETRY_DELAYS[0]):
        on_database("mail", "send").done("2 sent, 0 not")
    assert len(mailbox.letters) == 3


def test_no_server_is_told(
    on_database: Command, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(session, "kofi@example.test")
    on_database("mail", "send").refused("SCHOOL_SMTP_HOST")
    monkeypatch.setenv("SCHOOL_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("SCHOOL_SMTP_PORT", str(free_port()))
    on_database("mail", "send").refused("refused")


@pytest.mark.parametrize(
    "setting",
    [{"SCHOOL_SMTP_STARTTLS": "true"}, {"SCHOOL_SMTP_USER": "u", "SCHOOL_SMTP_PASSWORD": "p"}],
)  # fmt: skip
def test_what_the_server_cannot_do_is_told_and_nothing_leaves(
    on_database: Command, session: Session, mailbox: Mailbox, setting: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    write(session, "kofi@example.test")
    on_database("mail", "send").refused()
    assert mailbox.letters == []


def test_the_demo_school_writes_to_nobody(
    on_database: Command, session: Session, mailbox: Mailbox
) -> None:
    write(session, "kofi@example.test")
    session.get_one(Installation, 1).demo = True
    session.commit()
    on_database("mail", "send").refused("demo")
    assert mailbox.letters == []


def test_the_outbox_is_a_page_of_the_demo_school_alone(people: People, session: Session) -> None:
    write(session, "kofi@example.test", "Une semaine à valider", "http://localhost/link/x")
    assert people.client("director").get("/mail").status_code == 404
    session.get_one(Installation, 1).demo = True
    session.commit()
    people.app.extensions.pop("school_demo", None)
    page = people.client("director").get("/mail").text
    assert "Une semaine à valider" in page
    assert 'href="http://localhost/link/x"' in page
    assert people.client("trainer").get("/mail").status_code == 403
