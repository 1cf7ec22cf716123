"""Writing hours down: a fact is never overwritten, a later row says what is known then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from school.clauses.models import IntegrationHours

ROWS_AT_ONCE = 1_000

_KEPT_BY_THE_DATABASE = {"id", "recorded_on"}


def reference_of(kind: str, *parts: object) -> str:
    """Name an entry by what it is about: who writes the same thing twice writes one entry."""
    said = "\x1f".join(str(part) for part in parts)
    return f"{kind}-{blake2b(said.encode(), digest_size=10).hexdigest().upper()}"


@dataclass
class Writer:
    """Collects new and superseding entries, and writes them together.

    An entry recorded today already is changed in its own row (INDICATORS §1); every other gets a
    row under its reference.
    """

    session: Session
    today: date
    added: int = 0
    changed: int = 0
    _rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, **values: Any) -> None:
        """State hours that nobody stated before."""
        self._rows.append({"recorded_on": self.today, **values})
        self.added += 1

    def supersede(self, entry: IntegrationHours, **values: Any) -> bool:
        """Say something else of an entry from today on; false when it says that already."""
        if all(getattr(entry, name) == value for name, value in values.items()):
            return False
        self.changed += 1
        if entry.recorded_on >= self.today:
            for name, value in values.items():
                setattr(entry, name, value)
            return True
        self._rows.append({**_stated(entry), **values, "recorded_on": self.today})
        return True

    def restate(self, entry: IntegrationHours, **values: Any) -> None:
        """Say something of an entry that bears on no hour: nobody has to decide on it again."""
        if self.supersede(entry, **values):
            self.changed -= 1

    def write(self) -> None:
        """Send everything to the database."""
        self.session.flush()
        for batch in _batches(self._rows):
            self.session.execute(insert(IntegrationHours), batch)
        self._rows.clear()


def _stated(entry: IntegrationHours) -> dict[str, Any]:
    names = [one.key for one in IntegrationHours.__table__.columns]
    return {name: getattr(entry, name) for name in names if name not in _KEPT_BY_THE_DATABASE}


def _batches(rows: list[dict[str, Any]]) -> Iterable[list[Mapping[str, Any]]]:
    # One statement takes rows that state the same columns.
    whole = [{**dict.fromkeys(_OPTIONAL), **row} for row in rows]
    for start in range(0, len(whole), ROWS_AT_ONCE):
        yield list(whole[start : start + ROWS_AT_ONCE])


_OPTIONAL = ("enterprise_id", "form", "placement_id", "reason", "detail")
