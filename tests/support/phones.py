"""What a phone sends: entries as formats 1 and 2 write them, files in pieces, their requests."""

import dataclasses
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import uuid4

from werkzeug.test import TestResponse

from tests.support.pages import CheckingClient

OURS = {"Sec-Fetch-Site": "same-origin"}
SENT_TO = "/offline/outbox"


def entry(kind: str, target: str, *fields: tuple[str, str], **values: Any) -> dict[str, Any]:
    """Write an entry as the first program with an outbox wrote it."""
    written = {
        "format": 1,
        "uuid": str(uuid4()),
        "kind": kind,
        "target": target,
        "fields": [list(field) for field in fields],
        "saved_at": 1772442000000,
    }
    return {**written, **values}


def key_of(client: CheckingClient) -> str:
    """Read under which name the phone keeps what is the person's."""
    return client.get("/offline").headers["X-Account"]


def send(client: CheckingClient, *entries: object, account: str | None = None) -> TestResponse:
    """Send entries as the script of our pages does."""
    sending = {"account": key_of(client) if account is None else account, "entries": list(entries)}
    return client.post(SENT_TO, json=sending, headers=OURS)


def results(client: CheckingClient, *entries: object) -> list[dict[str, Any]]:
    """Send entries and give what became of each."""
    answer = send(client, *entries)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json["results"]  # type: ignore[index]
    return found


@dataclass(frozen=True)
class SentFile:
    """A file of an entry: its bytes, and what format 2 says of it."""

    content: bytes
    field: str = "photos"
    name: str = "photo.jpg"
    uuid: str = dataclasses.field(default_factory=lambda: str(uuid4()))

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return sha256(self.content).hexdigest()

    def written(self, **values: Any) -> dict[str, Any]:
        """Write it as an entry of format 2 does."""
        return {
            "field": self.field,
            "uuid": self.uuid,
            "name": self.name,
            "size": len(self.content),
            "type": "image/jpeg",
            "sha256": self.digest,
            **values,
        }


def with_files(written: dict[str, Any], *files: SentFile) -> dict[str, Any]:
    """Write an entry as format 2 does."""
    return {**written, "format": 2, "files": [one.written() for one in files]}


def send_piece(
    client: CheckingClient, file: SentFile, start: int, end: int | None = None, **options: Any
) -> TestResponse:
    """Send some bytes of a file as the script of our pages does."""
    asked = {"start": start, "size": len(file.content), "sha256": file.digest}
    headers = {**OURS, "X-Account": options.pop("account", None) or key_of(client)}
    return client.post(
        f"/offline/files/{file.uuid}",
        query_string={**asked, **options.pop("asked", {})},
        data=file.content[start:end],
        content_type="application/octet-stream",
        headers={**headers, **options.pop("headers", {})},
        **options,
    )


def send_file(client: CheckingClient, file: SentFile, piece: int = 64 * 1024) -> None:
    """Send a whole file, piece by piece."""
    account = key_of(client)
    for start in range(0, len(file.content), piece):
        answer = send_piece(client, file, start, start + piece, account=account)
        assert answer.status_code == 200, answer.text
