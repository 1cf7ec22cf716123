"""The public list of revocations: one bit for each badge (W3C Bitstring Status List 1.0)."""

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from school.certification.credential import CONTEXT, PURPOSE
from school.certification.tokens import issuer_of, signed

PLACES = 131_072
"""Places of a list: the least that the standard allows, so that a place tells of nobody."""


def status_list(
    address: str, revoked: Iterable[int], made_at: datetime, key: Ed25519PrivateKey
) -> str:
    """Sign the list whose bits are set at the places of revoked badges; `made_at` is in UTC."""
    issuer = issuer_of(key)
    payload = {
        "@context": [CONTEXT[0]],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": f"{made_at.isoformat()}Z",
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": encoded(revoked),
        },
        "iss": issuer,
        "jti": address,
        "nbf": int(made_at.replace(tzinfo=UTC).timestamp()),
    }
    return signed(payload, key)


def encoded(places: Iterable[int]) -> str:
    """Write the bits as the standard does: from the left, packed, in base64 without padding."""
    bits = bytearray(PLACES // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> (place % 8)
    packed = gzip.compress(bytes(bits), mtime=0)
    return f"u{urlsafe_b64encode(packed).rstrip(b'=').decode()}"
