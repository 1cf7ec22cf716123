"""Signed JSON: compact JWS over Ed25519 (RFC 7515, RFC 8037), as Open Badges 3.0 §8.2 wants it.

The signer's public key stands in the header and in the issuer's identifier, so that a token is
checked without asking anybody; whether that key is the school's is told beside it.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from school.certification.did_key import identifier_of, key_of
from school.seal_keys import public_text

ALGORITHM = "EdDSA"
LONGEST = 60_000
"""Letters of a token: many times those of any that this program signs."""


@dataclass(frozen=True)
class Checked:
    """A token whose signature holds: what it says, and who signed it as a `did:key`."""

    payload: Mapping[str, Any]
    issuer: str

    @property
    def public_key(self) -> str:
        """The signer's public key, in base64."""
        return key_of(self.issuer)


def issuer_of(key: Ed25519PrivateKey) -> str:
    """Give the identifier of the installation that holds a key."""
    return identifier_of(public_text(key))


def signed(payload: Mapping[str, Any], key: Ed25519PrivateKey) -> str:
    """Sign JSON; the same values and key give the same token."""
    identifier = issuer_of(key)
    raw = key.public_key().public_bytes_raw()
    header = {
        "alg": ALGORITHM,
        "typ": "JWT",
        "kid": f"{identifier}#{identifier.removeprefix('did:key:')}",
        "jwk": {"kty": "OKP", "crv": "Ed25519", "x": _written(raw)},
    }
    content = f"{_written(_as_json(header))}.{_written(_as_json(payload))}"
    return f"{content}.{_written(key.sign(content.encode()))}"


def checked(token: str) -> Checked:
    """Check a token by the key that its issuer's identifier says.

    Raises `ValueError` for anything else than a token that this key signed, whatever is sent.
    """
    if len(token) > LONGEST:
        raise ValueError("too long for a credential")
    head, body, signature = _parts(token)
    header, payload = _object(head), _object(body)
    if header.get("alg") != ALGORITHM:
        raise ValueError("not signed with Ed25519")
    issuer = payload.get("iss")
    if not isinstance(issuer, str) or _identity(payload.get("issuer")) != issuer:
        raise ValueError("the issuer is not named twice alike")
    known = Ed25519PublicKey.from_public_bytes(_padded_key(issuer))
    try:
        known.verify(signature, token.rpartition(".")[0].encode())
    except InvalidSignature as error:
        raise ValueError("the signature does not hold") from error
    return Checked(payload, issuer)


def _parts(token: str) -> tuple[bytes, bytes, bytes]:
    pieces = token.split(".")
    if len(pieces) != 3:
        raise ValueError("not three parts")
    head, body, signature = (_read(piece) for piece in pieces)
    return head, body, signature


def _padded_key(issuer: str) -> bytes:
    return urlsafe_b64decode(key_of(issuer).replace("+", "-").replace("/", "_"))


def _identity(issuer: Any) -> Any:
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if isinstance(found, dict):
        return found
    raise ValueError("not an object")


def _as_json(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _written(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _read(text: str) -> bytes:
    # The library skips letters outside of the alphabet: two texts would be one token.
    content = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if _written(content) != text:
        raise ValueError("not written as it would be")
    return content
