"""Cells that hold an instant, such as the one at which something was written down."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from school.core.errors import mark
from school.exchange.kinds import EARLIEST, LATEST, Kind, Unreadable

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True)
class Moment(Kind):
    """An instant in UTC to the second, `2026-03-05T10:15:00`, nothing else."""

    def parse(self, text: str) -> datetime:
        """Read an instant; those of another century than ours are slips of the pen."""
        if not _MOMENT.fullmatch(text):
            raise Unreadable(mark("un instant comme 2026-03-05T10:15:00"))
        try:
            value = datetime.fromisoformat(text)
        except ValueError as error:
            raise Unreadable(mark("une date et une heure qui existent")) from error
        if not EARLIEST <= value.date() <= LATEST:
            raise Unreadable(mark("une date entre 1900 et 2200"))
        return value

    def show(self, value: Any) -> str:
        """Write the instant as `2026-03-05T10:15:00`."""
        return str(value.isoformat(timespec="seconds"))
