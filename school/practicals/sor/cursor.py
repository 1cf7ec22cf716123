"""Reading the values of one block in order, never beyond its end."""

import struct
from array import array
from sys import byteorder

from school.practicals.sor import errors

_FORMATS = {
    code: struct.Struct(f"<{letter}")
    for code, letter in (("u16", "H"), ("i16", "h"), ("u32", "I"), ("i32", "i"))
}


class Cursor:
    """A place in a block; each reading moves it on. Raises `SorError` at the block's end."""

    def __init__(self, block: str, content: bytes, start: int, end: int) -> None:
        self.block, self.content, self.place, self.end = block, content, start, end

    @property
    def remaining(self) -> int:
        """Count the bytes that are left."""
        return self.end - self.place

    def number(self, code: str) -> int:
        """Read a whole number: `u16`, `i16`, `u32` or `i32`, the lowest byte first."""
        form = _FORMATS[code]
        value: int = form.unpack_from(self.content, self._take(form.size))[0]
        return value

    def count(self, code: str, *, at_least: int) -> int:
        """Read how many elements follow, each of so many bytes at least; refuse what cannot be."""
        place = self.place
        count = self.number(code)
        room = self.remaining // at_least
        if count > room:
            raise errors.lying_count(self.block, place, count, room)
        return count

    def characters(self, length: int) -> str:
        """Read a text of fixed length."""
        start = self._take(length)
        return readable(self.content[start : start + length])

    def text(self) -> str:
        """Read a text up to the zero after it; the last one of a block may lack it."""
        stop = self.content.find(b"\0", self.place, self.end)
        start = self.place
        if stop < 0:
            self.place = stop = self.end
        else:
            self.place = stop + 1
        return readable(self.content[start:stop])

    def shorts(self, length: int) -> "array[int]":
        """Read so many numbers of two bytes at once."""
        start = self._take(2 * length)
        values = array("H")
        values.frombytes(self.content[start : start + 2 * length])
        if byteorder == "big":
            values.byteswap()
        return values

    def skip(self, length: int) -> None:
        """Pass over bytes that say nothing to us."""
        self._take(length)

    def _take(self, length: int) -> int:
        start = self.place
        if length > self.end - start:
            raise errors.cut_short(self.block, self.end)
        self.place = start + length
        return start


def readable(content: bytes) -> str:
    """Give a text of unknown encoding: UTF-8 or else Latin-1, without what cannot be printed.

    The standard names no encoding (DOMAIN §3.3, 11). Signs that steer a terminal become spaces.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return text.strip()
