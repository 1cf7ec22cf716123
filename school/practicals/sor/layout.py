"""The map at the start of a file, and the blocks that it announces (DOMAIN §3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from school.practicals.sor import errors
from school.practicals.sor.cursor import Cursor

MAP = "Map"
MARKER = b"Map\0"
OLD_REVISIONS = range(100, 200)
"""Revisions of the map of Bellcore 1.x, in hundredths."""

LEAST_ENTRY = 7
"""Bytes of an entry of the map whose block has no name."""

LONGEST_NAME = 64

ARCHIVES = {
    b"PK\x03\x04": "ZIP",
    b"PK\x05\x06": "ZIP",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"BZh": "bzip2",
    b"\xfd7zXZ\0": "xz",
}
FOREIGN = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "Microsoft OLE",
    b"<?xml": "XML",
    b"<!DOCTYPE": "HTML",
    b"<!doctype": "HTML",
    b"<html": "HTML",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the blocks are: name → first byte and the byte after the last one."""

    format_version: int
    places: Mapping[str, tuple[int, int]]
    end: int

    def open(self, content: bytes, name: str) -> tuple[Cursor, bool] | None:
        """Open a block after its name, and tell whether it is laid out as of version 2.

        A block of version 2 begins with its own name, one of version 1 with its first value.
        Nothing when the file has no such block, or an empty one. Raises `SorError` when a file of
        version 2 has something else at the block's place.
        """
        start, end = self.places.get(name, (0, 0))
        if start == end:
            return None
        title = name.encode() + b"\0"
        is_named = content.startswith(title, start, end)
        if self.format_version == 2 and not is_named:
            raise errors.misplaced(name, start)
        return Cursor(name, content, start + len(title) * is_named, end), is_named


def read_layout(content: bytes) -> Layout:
    """Read the map, of version 1 or 2. Raises `SorError` when there is none, or it lies.

    Names are taken without the spaces around them; of two blocks of one name the first counts;
    blocks may be empty, unknown and in any order (DOMAIN §3.3, 10).
    """
    _refuse_known_formats(content)
    cursor = Cursor(MAP, content, 0, len(content))
    version = 2 if content.startswith(MARKER) else 1
    if version == 2:
        cursor.skip(len(MARKER))
    elif len(content) < 2 or cursor.number("u16") not in OLD_REVISIONS:
        raise errors.not_a_trace()
    else:
        cursor.place = 0
    cursor.number("u16")
    place = cursor.number("u32")
    if place > len(content):
        raise errors.truncated(MAP, place, len(content))
    cursor.end = max(place, cursor.place)
    places: dict[str, tuple[int, int]] = {}
    for _ in range(_entries(cursor)):
        name = cursor.text()
        cursor.number("u16")
        start, place = place, place + cursor.number("u32")
        if place > len(content):
            raise errors.truncated(name[:LONGEST_NAME] or "?", place, len(content))
        places.setdefault(name, (start, place))
    return Layout(version, places, place)


def _entries(cursor: Cursor) -> int:
    """Count the entries of the map, which counts itself."""
    place = cursor.place
    announced = max(cursor.number("u16") - 1, 0)
    room = cursor.remaining // LEAST_ENTRY
    if announced > room:
        raise errors.lying_count(MAP, place, announced, room)
    return announced


def _refuse_known_formats(content: bytes) -> None:
    for start, name in ARCHIVES.items():
        if content.startswith(start):
            raise errors.archive(name)
    for start, name in FOREIGN.items():
        if content.startswith(start):
            raise errors.foreign(name)
