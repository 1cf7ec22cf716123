"""`school messages send`: mail and SMS, many letters in one, and once whatever is interrupted."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core import outbox
from school.core.delivery import LEASE, RETRY_DELAYS, MessageChannel, MessageState, Need
from school.core.outbox import MailMessage
from school.messages.gateways import SMS_FILE
from tests.feature.commands.conftest import Command
from tests.support.mail_server import mail_server

NUMBER = "+2290197000001"


class Hook:
    """An HTTP gateway of SMS that keeps what it is given and answers as it is told."""

    def __init__(self) -> None:
        self.status = 202
        self.taken: list[tuple[dict[str, str], dict[str, Any]]] = []


@contextmanager
def served(hook: Hook) -> Iterator[str]:
    """Serve the gateway at an address during a block."""

    class Handler(BaseHTTPRequestHandler):
        """One request of the program."""

        def do_POST(self) -> None:
            """Keep what came."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.taken.append((dict(self.headers), json.loads(body)))
            self.send_response(hook.status)
            self.end_headers()
            self.wfile.write(b"no credit")

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/send"
        server.shutdown()


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    """A gateway that the settings name."""
    found = Hook()
    with served(found) as address:
        monkeypatch.setenv("SCHOOL_SMS_URL", address)
        monkeypatch.setenv("SCHOOL_SMS_TOKEN", "secret")
        yield found


def text(session: Session) -> MailMessage:
    message = outbox.enqueue(
        session, NUMBER, "Sujet", "Êtes-vous là ? https://e.test/x", channel=MessageChannel.SMS
    )
    session.commit()
    return message


def state(session: Session, message: MailMessage) -> MessageState:
    session.rollback()
    session.refresh(message)
    return message.state


def test_a_text_goes_through_the_hook_once(
    on_database: Command, session: Session, hook: Hook
) -> None:
    message = text(session)
    on_database("messages", "send").done("1 sent, 0 not")
    on_database("messages", "send").done("0 sent, 0 not")
    ((headers, body),) = hook.taken
    assert body == {"id": message.uuid, "to": NUMBER, "text": "Etes-vous là ? https://e.test/x"}
    assert headers["Idempotency-Key"] == message.uuid
    assert headers["Authorization"] == "Bearer secret"
    assert state(session, message) is MessageState.SENT
    assert message.body == ""


@pytest.mark.parametrize(
    ("status", "expected"),
    [(503, MessageState.FAILED), (429, MessageState.FAILED), (302, MessageState.GIVEN_UP),
     (402, MessageState.GIVEN_UP)],
)  # fmt: skip
def test_a_refusal_is_kept_with_its_reason_and_tried_under_the_same_name(
    on_database: Command, session: Session, hook: Hook, status: int, expected: MessageState
) -> None:
    message, hook.status = text(session), status
    on_database("messages", "send").done("0 sent, 1 not")
    assert state(session, message) is expected
    assert str(status) in (message.last_error or "")
    hook.status = 200
    with time_machine.travel(datetime.now(UTC) + RETRY_DELAYS[0]):
        on_database("messages", "send").done()
    names = {body["id"] for _, body in hook.taken}
    assert (len(hook.taken), names) == (1 + (expected is MessageState.FAILED), {message.uuid})


def test_without_a_gateway_texts_are_written_to_a_file(
    on_database: Command, session: Session, instance: Path
) -> None:
    message = text(session)
    on_database("messages", "send").done("1 sent")
    path = instance / SMS_FILE
    (line,) = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["id"] == message.uuid
    assert path.stat().st_mode & 0o077 == 0
    session.rollback()
    session.refresh(message)
    assert (message.state, message.last_error) == (MessageState.SENT, outbox.ONLY_WRITTEN)


def test_without_a_mail_server_texts_leave_and_mail_is_told_of(
    on_database: Command, session: Session, hook: Hook
) -> None:
    text(session)
    outbox.enqueue(session, "awa@example.test", "Sujet", "Mot")
    session.commit()
    on_database("messages", "send").refused("1 sent", "SCHOOL_SMTP_HOST")
    assert len(hook.taken) == 1


def test_who_was_stopped_half_way_leaves_the_message_until_the_lease_is_over(
    on_database: Command, session: Session, hook: Hook
) -> None:
    message = text(session)
    assert outbox.take(session, message.id) is message
    session.commit()
    assert outbox.take(session, message.id) is None, "another sender leaves it alone"
    on_database("messages", "send").done("0 sent, 0 not")
    with time_machine.travel(datetime.now(UTC) + LEASE):
        on_database("messages", "send").done("1 sent, 0 not")
    assert [body["id"] for _, body in hook.taken] == [message.uuid]


def test_many_letters_for_one_person_are_one(
    on_database: Command, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        need = Need.ACT if number == 1 else Need.INFORM
        outbox.enqueue(session, "awa@example.test", f"Sujet {number}", f"Mot {number}", need=need)
    for number in range(2):
        outbox.enqueue(session, "kofi@example.test", f"Sujet {number}", f"Mot {number}")
    session.commit()
    with mail_server() as box:
        monkeypatch.setenv("SCHOOL_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("SCHOOL_SMTP_PORT", str(box.port))
        monkeypatch.setenv("SCHOOL_SMTP_STARTTLS", "false")
        on_database("messages", "send").done("3 sent, 0 not")
    one, *others = sorted(box.letters, key=lambda letter: str(letter["To"]))
    assert [letter["Subject"] for letter in others] == ["Sujet 0", "Sujet 1"]
    assert one["Subject"] == "3 messages : Sujet 1…"
    words = one.get_content()
    assert words.index("Mot 1") < words.index("Mot 0") < words.index("Mot 2")
    session.rollback()
    gathered = list(
        session.scalars(select(MailMessage).where(MailMessage.state == MessageState.GATHERED))
    )
    assert [message.body for message in gathered] == ["", "", ""]
    assert len({message.digest_id for message in gathered}) == 1
