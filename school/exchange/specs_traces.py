"""Tables of the OTDR traces that are signed with a sheet; their rows never change."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from school.core.errors import mark
from school.exchange.file_parts import parts_of
from school.exchange.kinds import Choice, Code, Number, Text, Unreadable, Whole
from school.exchange.moments import Moment
from school.exchange.specs import Column, TableSpec, code, refers, text
from school.practicals.trace_models import SheetTrace, TracePart
from school.practicals.trace_rules import (
    LONGEST_NAME,
    LONGEST_SERIAL,
    MOST_LIKE,
    MOST_TRACES,
    Likeness,
)
from school.practicals.traces.dates import DateDoubt
from school.practicals.traces.reuse import from_text

SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - moments are stored without their zone


@dataclass(frozen=True)
class Likenesses(Text):
    """Other traces that one may be, as JSON on one line."""

    def parse(self, text: str) -> Any:
        """Read which traces and why; nothing is an empty list."""
        try:
            found = json.loads(super().parse(text))
            written = [Likeness.from_plain(one).as_plain() for one in found]
        except (ValueError, TypeError, RecursionError) as error:
            raise Unreadable(mark("des courbes semblables, en JSON")) from error
        if len(written) > MOST_LIKE:
            raise Unreadable(mark("%(most)s courbes au plus"), most=MOST_LIKE)
        return written

    def show(self, value: Any) -> str:
        """Write the list as it was read."""
        return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Levels(Text):
    """What a trace is known by: levels of some of its points, in base 64."""

    def parse(self, text: str) -> str:
        """Keep the levels as they are written."""
        found = super().parse(text)
        try:
            from_text(found, serial="", taken_at=SOME_DAY, wavelength_nm=None, points=0)
        except ValueError as error:
            raise Unreadable(mark("l’empreinte d’une courbe, en base 64")) from error
        return found


SHEET_TRACES = TableSpec(
    SheetTrace,
    key=("trace",),
    columns=(
        code("trace"),
        refers("sheet", "practical_sheets", required=True),
        Column("position", Whole(maximum=MOST_TRACES - 1), required=True),
        text("name", required=True, limit=LONGEST_NAME),
        Column("size", Whole(minimum=1), required=True),
        Column("digest", Code(), required=True),
        text("serial", limit=LONGEST_SERIAL),
        Column("taken_at", Moment(), required=True),
        Column("wavelength_nm", Number()),
        Column("points", Whole(minimum=1), required=True),
        Column("levels", Levels()),
        Column("doubt", Choice(DateDoubt)),
        Column("likeness", Likenesses(), required=True),
    ),
    append_only=True,
)

TRACE_PARTS = parts_of("trace", "sheet_traces", TracePart)

SPECS = (SHEET_TRACES, TRACE_PARTS)
