"""Public Ed25519 keys as identifiers: `did:key`, which says the key itself, so nothing is asked."""

from base64 import b64decode, b64encode

PREFIX = "did:key:z"
ED25519 = b"\xed\x01"
"""The sign of an Ed25519 public key among the codes of multiformats, as a variable integer."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LONGEST = 100


def identifier_of(public_key: str) -> str:
    """Give the identifier of a public key, itself given as 32 bytes in base64."""
    return PREFIX + _as_base58(ED25519 + b64decode(public_key))


def key_of(identifier: str) -> str:
    """Give the public key that an identifier says, in base64; raises `ValueError` for others."""
    if not identifier.startswith(PREFIX) or len(identifier) > LONGEST:
        raise ValueError("not a did:key")
    content = _from_base58(identifier.removeprefix(PREFIX))
    if len(content) != 34 or not content.startswith(ED25519):
        raise ValueError("not the did:key of an Ed25519 key")
    return b64encode(content[2:]).decode()


def _as_base58(content: bytes) -> str:
    number = int.from_bytes(content)
    letters = ""
    while number:
        number, letter = divmod(number, len(ALPHABET))
        letters = ALPHABET[letter] + letters
    return letters


def _from_base58(text: str) -> bytes:
    number = 0
    for letter in text:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number.to_bytes((number.bit_length() + 7) // 8)
