"""Those who take messages over: a mail server, an HTTP gateway of SMS, or a file in its place."""

import json
import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from school.config import Settings
from school.core.clock import now

TIMEOUT_SECONDS = 20

TRY_LATER = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
"""Answers of a gateway that are no word on the message itself, though they begin with a 4."""

SMS_FILE = "sms.jsonl"
"""Where SMS are written while no gateway is set, in the instance folder: one JSON object a line."""


@dataclass(frozen=True)
class Parcel:
    """A message as it is handed over."""

    uuid: str
    recipient: str
    subject: str
    text: str
    stop_url: str | None = None
    """Where the reader's mail program may say that no more news are wanted."""


class NotTaken(Exception):
    """A message was not taken over: why, and whether another try may help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class Gateway(Protocol):
    """Whoever takes messages over; raises `NotTaken`."""

    @property
    def is_open(self) -> bool:
        """Tell whether another message may be handed over."""
        ...

    @property
    def reaches_reader(self) -> bool:
        """Tell whether what is handed over goes on to its reader."""
        ...

    def hand_over(self, parcel: Parcel) -> None:
        """Hand a message over, or raise `NotTaken`."""
        ...


class MailServer:
    """A mail server, over one connection."""

    reaches_reader = True

    def __init__(self, server: smtplib.SMTP, sender: str) -> None:
        self._server = server
        self._sender = sender

    @property
    def is_open(self) -> bool:
        """Tell whether the server still listens."""
        return self._server.sock is not None

    def hand_over(self, parcel: Parcel) -> None:
        """Hand a letter over; what is wrong with the letter itself is not tried again."""
        try:
            self._server.send_message(self._letter(parcel))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise NotTaken(str(error), permanent=all(_is_final(one) for one in codes)) from error
        except smtplib.SMTPResponseException as error:
            final = _is_final(error.smtp_code) and self.is_open
            raise NotTaken(str(error), permanent=final) from error
        except smtplib.SMTPNotSupportedError as error:
            raise NotTaken(str(error), permanent=True) from error
        except (smtplib.SMTPException, OSError) as error:
            self._server.close()
            raise NotTaken(str(error), permanent=False) from error
        except ValueError as error:
            # An address or a subject that no letter can bear.
            raise NotTaken(str(error), permanent=True) from error

    def _letter(self, parcel: Parcel) -> EmailMessage:
        letter = EmailMessage()
        letter["From"] = self._sender
        letter["To"] = parcel.recipient
        letter["Subject"] = " ".join(parcel.subject.split())
        letter["Date"] = formatdate(localtime=False)
        # The same at each try: a server that got it twice shows it once.
        domain = self._sender.rpartition("@")[2] or make_msgid().rpartition("@")[2].rstrip(">")
        letter["Message-ID"] = f"<{parcel.uuid}@{domain}>"
        if parcel.stop_url:
            # One click in the mail program (RFC 8058).
            letter["List-Unsubscribe"] = f"<{parcel.stop_url}>"
            letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        letter.set_content(parcel.text)
        return letter


def _is_final(code: int) -> bool:
    return code >= 500


class _NoRedirect(HTTPRedirectHandler):
    """Secrets go where the settings say and nowhere else."""

    def redirect_request(self, *arguments: object) -> None:
        """Follow nothing."""
        del arguments


class SmsHook:
    """A gateway of SMS behind one HTTP address, as the README says.

    Each try bears the same `Idempotency-Key`: a gateway that minds it sends a text once, although
    its answer was lost on the way.
    """

    is_open = True
    reaches_reader = True

    def __init__(self, url: str, token: str, sender: str) -> None:
        self._url, self._token, self._sender = url, token, sender

    def hand_over(self, parcel: Parcel) -> None:
        """Post a text; 2xx means that it was taken, 4xx that it never will be."""
        body = {"id": parcel.uuid, "to": parcel.recipient, "text": parcel.text}
        if self._sender:
            body["from"] = self._sender
        headers = {"Content-Type": "application/json", "Idempotency-Key": parcel.uuid}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        # The address is that of the settings, which take http and https alone.
        request = Request(self._url, json.dumps(body).encode(), headers, method="POST")  # noqa: S310
        try:
            with build_opener(_NoRedirect).open(request, timeout=TIMEOUT_SECONDS):
                return
        except HTTPError as error:
            final = error.code < HTTPStatus.INTERNAL_SERVER_ERROR and error.code not in TRY_LATER
            words = error.read(200).decode("utf-8", "replace").strip()
            raise NotTaken(f"{error.code} {words or error.reason}", permanent=final) from error
        except (OSError, HTTPException) as error:
            raise NotTaken(str(error), permanent=False) from error


class SmsFile:
    """A file that takes texts while there is no gateway: another program may send what it says."""

    is_open = True
    reaches_reader = False

    def __init__(self, folder: Path) -> None:
        self._path = folder / SMS_FILE

    def hand_over(self, parcel: Parcel) -> None:
        """Write a text at the end of the file, which its owner alone may read."""
        line = {
            "id": parcel.uuid,
            "at": now().isoformat(),
            "to": parcel.recipient,
            "text": parcel.text,
        }
        written = f"{json.dumps(line, ensure_ascii=False)}\n".encode()
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                file.write(written)
        except OSError as error:
            raise NotTaken(str(error), permanent=False) from error


def sms_gateway(settings: Settings) -> Gateway:
    """Give whoever takes texts over, as the settings say: an HTTP gateway, else a file."""
    if settings.sms_url:
        return SmsHook(settings.sms_url, settings.sms_token, settings.sms_sender)
    return SmsFile(settings.instance)


@contextmanager
def mail_server(settings: Settings) -> Iterator[Gateway]:
    """Connect to the mail server during a block, over TLS and signed in as the settings say."""
    server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS)
    try:
        _prepare(server, settings)
        yield MailServer(server, settings.mail_sender)
    finally:
        _leave(server)


def _prepare(server: smtplib.SMTP, settings: Settings) -> None:
    if settings.smtp_starttls:
        server.starttls(context=ssl.create_default_context())
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password)


def _leave(server: smtplib.SMTP) -> None:
    steps: tuple[Callable[[], object], ...] = (server.quit, server.close)
    for step in steps:
        try:
            step()
        except (smtplib.SMTPException, OSError):
            continue
