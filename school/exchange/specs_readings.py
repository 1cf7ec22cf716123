"""Tables of the keys of traces and of the readings corrected by them; only a key ever changes."""

import json
from dataclasses import dataclass
from typing import Any

from school.core.errors import mark
from school.exchange.file_parts import parts_of
from school.exchange.kinds import Code, Number, Text, Unreadable, Whole, YesNo
from school.exchange.moments import Moment
from school.exchange.specs import Column, TableSpec, code, refers, text
from school.exchange.specs_practicals import LONGEST_CELL
from school.exchange.specs_traces import Levels
from school.practicals.readings.kept_rules import (
    correction_as_plain,
    correction_from_plain,
    events_as_plain,
    events_from_plain,
)
from school.practicals.readings.models import (
    ReadingKey,
    ReadingKeyPart,
    ReadingKeyVersion,
    SheetReading,
)
from school.practicals.trace_rules import LONGEST_NAME, LONGEST_SERIAL

LONGEST_TITLE = 120
MOST_VERSIONS = 10_000


@dataclass(frozen=True)
class KeyEvents(Text):
    """The events of a key, as JSON on one line."""

    limit: int = LONGEST_CELL

    def parse(self, text: str) -> Any:
        """Read the events; they must be written as a key writes them."""
        try:
            return events_as_plain(events_from_plain(json.loads(super().parse(text))))
        except (ValueError, TypeError, RecursionError) as error:
            raise Unreadable(mark("les événements d’un corrigé, en JSON")) from error

    def show(self, value: Any) -> str:
        """Write the events in their order."""
        return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class CorrectionContent(Text):
    """A reading beside its key, as JSON on one line."""

    limit: int = LONGEST_CELL

    def parse(self, text: str) -> Any:
        """Read the correction; it must be written as a sheet writes it."""
        try:
            return correction_as_plain(correction_from_plain(json.loads(super().parse(text))))
        except (ValueError, TypeError, RecursionError) as error:
            raise Unreadable(mark("une lecture corrigée, en JSON")) from error

    def show(self, value: Any) -> str:
        """Write the correction so that equal ones are written alike."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)


READING_KEYS = TableSpec(
    ReadingKey,
    key=("key",),
    columns=(
        code("key"),
        refers("school", "schools", required=True),
        text("title", required=True, limit=LONGEST_TITLE),
        Column("in_use", YesNo(), required=True),
        text("name", required=True, limit=LONGEST_NAME),
        Column("size", Whole(minimum=1), required=True),
        Column("digest", Code(), required=True),
        text("serial", limit=LONGEST_SERIAL),
        Column("taken_at", Moment(), required=True),
        Column("wavelength_nm", Number()),
        Column("points", Whole(minimum=1), required=True),
        Column("levels", Levels()),
    ),
)

READING_KEY_VERSIONS = TableSpec(
    ReadingKeyVersion,
    key=("version",),
    columns=(
        code("version"),
        refers("key", "reading_keys", required=True),
        Column("number", Whole(minimum=1, maximum=MOST_VERSIONS), required=True),
        Column("events", KeyEvents(), required=True),
        text("stated_by", required=True),
        Column("stated_at", Moment(), required=True),
    ),
    append_only=True,
)

READING_KEY_PARTS = parts_of("key", "reading_keys", ReadingKeyPart)

SHEET_READINGS = TableSpec(
    SheetReading,
    key=("sheet",),
    columns=(
        refers("sheet", "practical_sheets", required=True),
        refers("version", "reading_key_versions", required=True),
        Column("content", CorrectionContent(), required=True),
    ),
    append_only=True,
)

SPECS = (READING_KEYS, READING_KEY_VERSIONS, READING_KEY_PARTS, SHEET_READINGS)
