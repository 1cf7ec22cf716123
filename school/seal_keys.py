"""The installation's key of the seal: Ed25519, made at first use, for its owner alone to read."""

import hashlib
from base64 import b64decode, b64encode
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from school.config import ConfigurationError, write_once

KEY_FILE = "seal_key.pem"


def seal_key(instance: Path) -> Ed25519PrivateKey:
    """Read the key that signs sealed reports; the first call makes it (RFC 8032).

    Whoever holds the file can seal in the installation's name: it is readable by its owner
    alone, and the backup holds it. Raises `ConfigurationError` when the instance folder cannot
    be written, or the file is not such a key.
    """
    path = instance / KEY_FILE
    try:
        instance.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            write_once(path, _as_pem(Ed25519PrivateKey.generate()))
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ConfigurationError(f"cannot use the key of the seal {path}: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigurationError(f"the key of the seal {path} is not an Ed25519 key")
    return key


def public_text(key: Ed25519PrivateKey) -> str:
    """Write the public half of a key, as sealed reports carry it: 32 bytes in base64."""
    return b64encode(key.public_key().public_bytes_raw()).decode()


def fingerprint(public_key: str) -> str:
    """Shorten a public key to sixteen letters in fours, to be compared by eye or by telephone."""
    digest = hashlib.sha256(public_key.encode()).hexdigest()[:16].upper()
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def sign(key: Ed25519PrivateKey, content: bytes) -> str:
    """Sign bytes; the same key and bytes give the same signature, 64 bytes in base64."""
    return b64encode(key.sign(content)).decode()


def is_signed(public_key: str, signature: str, content: bytes) -> bool:
    """Tell whether a signature over bytes is that of a public key; nonsense is no signature."""
    try:
        known = Ed25519PublicKey.from_public_bytes(b64decode(public_key, validate=True))
        known.verify(b64decode(signature, validate=True), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _as_pem(key: Ed25519PrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
