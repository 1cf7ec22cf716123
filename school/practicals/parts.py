"""Files that are kept in pieces, so that each fits into a cell of a spreadsheet."""

from hashlib import sha256

PART_SIZE = 22_500
"""Bytes of a piece: as text, in a bundle, it is thirty thousand letters, as a cell may hold."""


def in_parts(content: bytes) -> list[bytes]:
    """Cut bytes into pieces, in order."""
    return [content[start : start + PART_SIZE] for start in range(0, len(content), PART_SIZE)]


def part_reference(place: int) -> str:
    """Give the reference of a piece: references sort as the pieces follow each other."""
    return f"{place:04d}"


def digest_of(content: bytes) -> str:
    """Give the SHA-256 of bytes, as sixteen figures and letters write it."""
    return sha256(content).hexdigest()
