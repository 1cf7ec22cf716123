"""Passwords and tokens: argon2id for what people choose, plain hashes for what chance made."""

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id, two passes over 19 MiB (OWASP password storage): about 40 ms here."""

_NOBODY_HASH = HASHER.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """Hash a password for keeping."""
    return HASHER.hash(password)


def password_matches(password_hash: str | None, password: str) -> bool:
    """Tell whether a password is the right one, in the same time when there is no account."""
    try:
        matches = HASHER.verify(password_hash or _NOBODY_HASH, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False
    return matches and password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Tell whether a kept hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(password_hash)


def new_token() -> str:
    """Make a secret of 256 random bits, as it stands in a link or a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Hash a random secret for keeping; it is long enough to need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
