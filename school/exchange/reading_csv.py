"""Reading CSV: UTF-8, RFC 4180, `,` or `;`, one row at a time."""

import csv
from collections.abc import Iterator
from itertools import chain
from typing import IO

from school.core.errors import mark
from school.exchange.sources import Advance, Broken, Record

LINE_LIMIT = 1_000_000
"""Bytes of one line; the rows of a bundle are far shorter."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class LongLine(Exception):
    """A line beyond the limit, as in a file that is no text at all."""


def read_csv(stream: IO[bytes], advance: Advance) -> Iterator[Record]:
    """Read the rows of a CSV file. The delimiter is the more frequent one of the header.

    Raises `Broken` at a row that is not UTF-8, not RFC 4180 or absurdly long.
    """
    row = 0
    try:
        for row, cells in enumerate(_rows(decoded_lines(stream, advance)), start=1):
            yield row, cells
    except csv.Error as error:
        expected = mark("une ligne CSV bien formée (guillemets, retours à la ligne)")
        raise Broken(expected, row + 1) from error
    except UnicodeDecodeError as error:
        raise Broken(mark("un fichier en UTF-8"), row + 1) from error
    except LongLine as error:
        raise Broken(mark("une ligne moins longue"), row + 1) from error


def decoded_lines(stream: IO[bytes], advance: Advance) -> Iterator[str]:
    """Decode a file line by line, so that a fault is met at its row."""
    first = True
    while line := stream.readline(LINE_LIMIT):
        if len(line) == LINE_LIMIT:
            raise LongLine
        advance(len(line))
        yield (line.removeprefix(BYTE_ORDER_MARK) if first else line).decode("utf-8")
        first = False


def _rows(lines: Iterator[str]) -> Iterator[list[str]]:
    header = next(lines, "")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    return csv.reader(chain([header], lines), delimiter=delimiter, strict=True)
