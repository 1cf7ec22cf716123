"""What a phone sends: entries as format 1 writes them, and the request that carries them."""

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
