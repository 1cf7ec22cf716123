"""Files in a bundle: pieces in base 64, each short enough for a cell of a spreadsheet."""

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from school.core.database import Base
from school.core.errors import mark
from school.exchange.kinds import Code, Kind, Unreadable
from school.exchange.specs import Column, TableSpec, refers
from school.practicals.parts import PART_SIZE


@dataclass(frozen=True)
class Bytes(Kind):
    """A piece of a file, in base 64."""

    def parse(self, text: str) -> bytes:
        """Read the piece; one that is empty or longer than a cell holds is refused."""
        try:
            found = b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Unreadable(mark("un morceau de fichier en base 64")) from error
        if not 0 < len(found) <= PART_SIZE:
            raise Unreadable(mark("un morceau d’au plus %(size)s octets"), size=PART_SIZE)
        return found

    def show(self, value: Any) -> str:
        """Write the piece."""
        return b64encode(value).decode("ascii")


def parts_of(owner: str, owners: str, model: type[Base]) -> TableSpec:
    """Give the table of the pieces of files; `owner` is the column that names a file."""
    return TableSpec(
        model,
        key=(owner, "part"),
        columns=(
            refers(owner, owners, required=True),
            Column("part", Code(), "reference", required=True),
            Column("content", Bytes(), required=True),
        ),
        append_only=True,
    )
