"""Badges that anybody may sign and send: told for what they are, never with a fault of ours."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from werkzeug.test import TestResponse

from school.certification.tokens import issuer_of, signed

TYPES = ["VerifiableCredential", "OpenBadgeCredential"]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
NAMES: list[Any] = ["\ud800", "Awa\x00", "<script>alert(1)</script>", "x" * 9_000, 7, None, [], {}]

ODD_TEXTS = ["", "a.b.c", "é.é.é", "\x00", "." * 50_000, "A" * 150_000]


def sent(app: Flask, text: str) -> TestResponse:
    # Another program sends it: it knows of no page of ours, and has no session.
    return app.test_client().post("/attest", data={"text": text})


def own_badge(monkeypatch: pytest.MonkeyPatch, **values: Any) -> str:
    """Sign a badge with a key of one's own, in JSON that escapes what text cannot hold."""
    escaped = lambda payload: json.dumps(payload).encode()  # noqa: E731
    monkeypatch.setattr("school.certification.tokens._as_json", escaped)
    issuer = {"id": issuer_of(KEY), "name": values.get("school", "École")}
    subject = {"identifier": [{"identityHash": values.get("holder", "Awa")}]}
    content = {"type": TYPES, "iss": issuer["id"], "issuer": issuer, "credentialSubject": subject}
    return signed(content | values.get("more", {}), KEY)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_odd_names_of_a_badge_of_ones_own(
    app: Flask, monkeypatch: pytest.MonkeyPatch, name: object
) -> None:
    answer = sent(app, own_badge(monkeypatch, holder=name, school=name))
    assert answer.status_code == 200
    assert "autre" in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("subject", [[], None, 1, "x", {"achievement": [1]}, {"identifier": [[]]}])
def test_odd_subjects(app: Flask, monkeypatch: pytest.MonkeyPatch, subject: object) -> None:
    badge = own_badge(monkeypatch, more={"credentialSubject": subject, "id": [1, {"a": 2}]})
    assert sent(app, badge).status_code == 200


@pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
def test_what_is_no_badge(app: Flask, text: str) -> None:
    answer = sent(app, text)
    assert answer.status_code == 422
    assert "pas un badge" in answer.text
