"""Whether a certificate holds: what is kept, what somebody sends, and by whose key it is signed."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from school.certification.credential import said_of
from school.certification.models import Certificate
from school.certification.tokens import LONGEST, Checked, checked

MOST_BYTES = 200_000
"""Bytes of a file in which a credential is looked for."""

_BAKED = re.compile(rb"<openbadges:credential[^>]{0,200}?\bverify=\"([A-Za-z0-9_.-]{1,60000})\"")
_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class Validity(StrEnum):
    """How a certificate stands."""

    VALID = "valid"
    REVOKED = "revoked"
    OTHER_KEY = "other_key"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Badge:
    """A badge that somebody sent: how it stands, and what it says of itself."""

    validity: Validity
    holder: str = ""
    title: str = ""
    school: str = ""


def validity_of(certificate: Certificate, our_issuer: str) -> Validity:
    """Tell how a certificate that is kept stands: revoked first, then by its signature."""
    if certificate.revoked_on is not None:
        return Validity.REVOKED
    try:
        found = checked(certificate.credential)
    except ValueError:
        return Validity.BROKEN
    return Validity.VALID if found.issuer == our_issuer else Validity.OTHER_KEY


def token_in(content: bytes) -> str:
    """Find the credential in what somebody sends: its text, or a picture that carries it.

    Raises `ValueError` when there is none, or the file is too large.
    """
    if len(content) > MOST_BYTES:
        raise ValueError("too large for a badge")
    baked = _BAKED.search(content)
    text = (baked[1] if baked else content.strip()).decode("ascii", "replace")
    if len(text) > LONGEST or not _TOKEN.fullmatch(text):
        raise ValueError("no credential")
    return text


def badge_of(content: bytes) -> tuple[Checked, Badge]:
    """Read a badge that somebody sends, its signature checked by its own key.

    Raises `ValueError` when it is none or was altered. Whose key it is, and whether it was
    revoked, is for the caller to say.
    """
    found = checked(token_in(content))
    types: Any = found.payload.get("type")
    if not isinstance(types, list) or "OpenBadgeCredential" not in types:
        raise ValueError("not a badge")
    holder, title, school = said_of(found.payload)
    return found, Badge(Validity.UNKNOWN, holder, title, school)
