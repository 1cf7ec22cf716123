"""Where, on what and for what an attempt was made (DOMAIN §4); whatever was not said is nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time
from enum import StrEnum
from typing import Any, Self

from school.core.errors import InvalidInput, mark

MOST_ARCS = 999_999
"""What the counter of a splicer can show."""

LONGEST_NAME = 80
"""Characters of the name of a place, a cable, a tube, a fibre or a point."""


class Occasion(StrEnum):
    """What an attempt is for: to learn, or to prove."""

    FORMATIVE = "formative"
    SUMMATIVE = "summative"


class Setting(StrEnum):
    """Where an attempt is made."""

    WORKSHOP = "workshop"
    SITE = "site"


class PhotoMoment(StrEnum):
    """When a photo was taken: before the work, or after it."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Circumstances:
    """What is said of an attempt besides its measures.

    `site` is a code or a name; `start` and `end` are points of the network; `arcs` is what the
    counter of the splicer shows.
    """

    occasion: Occasion | None = None
    setting: Setting | None = None
    site: str | None = None
    cable: str | None = None
    tube: str | None = None
    fibre: str | None = None
    start: str | None = None
    end: str | None = None
    started_at: time | None = None
    ended_at: time | None = None
    arcs: int | None = None

    @property
    def minutes(self) -> int | None:
        """The minutes from start to stop, where both are known."""
        if self.started_at is None or self.ended_at is None:
            return None
        return _minutes(self.ended_at) - _minutes(self.started_at)

    @property
    def said(self) -> dict[str, Any]:
        """What was said, by name, without what was not."""
        every = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in every.items() if value is not None}

    def check(self) -> None:
        """Raise `InvalidInput` when the attempt would have ended before it began."""
        if self.minutes is not None and self.minutes < 0:
            raise InvalidInput(mark("L’essai finirait avant d’avoir commencé."), "ended_at")

    def as_plain(self) -> dict[str, Any]:
        """Give what was said as JSON holds it."""
        return {
            name: value.isoformat("minutes") if isinstance(value, time) else value
            for name, value in self.said.items()
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read what JSON holds; raise `ValueError` or `TypeError` when it is none of it."""
        read = {one.name: _READERS.get(one.name, _text) for one in fields(cls)}
        if set(plain) - set(read):
            raise ValueError("circumstances")
        found = cls(**{name: read[name](value) for name, value in plain.items()})
        if found.as_plain() != dict(plain):
            raise ValueError("circumstances")
        return found


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _moment(value: object) -> time:
    return time.fromisoformat(_text(value))


def _arcs(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_ARCS:
        raise ValueError("arcs")
    return value


_READERS: dict[str, Any] = {
    "occasion": Occasion,
    "setting": Setting,
    "started_at": _moment,
    "ended_at": _moment,
    "arcs": _arcs,
}
