"""What the pages of keys are made of; the views only ask for it."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.practicals.readings import key_traces, queries
from school.practicals.readings.fields import filled_with
from school.practicals.readings.forms import EVENT, KeyForm, key_form
from school.practicals.readings.models import ReadingKey, SheetReading
from school.practicals.readings.presentation import (
    PARTS,
    EventWords,
    ReadingSheet,
    TraceToRead,
    blur_words,
)
from school.practicals.readings.rules import USUAL_POSITION_M, proposed
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sor import Trace
from school.practicals.traces.presentation import TraceSheet
from school.web.forms import names_sent


def trace_of(session: Session, key: ReadingKey) -> Trace:
    """Read the trace of a key, which could be read when it was sent."""
    return key_traces.trace_of(session, key.id, key.digest)


def list_page(session: Session, principal: Principal, page: int) -> dict[str, Any]:
    """Gather what the list of keys shows."""
    found = queries.list_keys(session, principal, page)
    return {"page": found, "listed": list(queries.listed(session, found.items))}


def key_page(session: Session, key: ReadingKey) -> dict[str, Any]:
    """Gather what the page of a key shows: its events, its curve, its versions."""
    trace = trace_of(session, key)
    versions = queries.versions_of(session, key)
    events = versions[0].held.events if versions else ()
    return {
        "key": key,
        "versions": versions,
        "events": [EventWords(place, one) for place, one in enumerate(events, 1)],
        "sheet": TraceSheet(trace, "courbe"),
        "blur": blur_words(trace, USUAL_POSITION_M),
        "uses": next(queries.listed(session, [key])).uses,
    }


def edited_key(session: Session, key: ReadingKey, *, more: bool) -> tuple[KeyForm, dict[str, Any]]:
    """Make the form of a key: its events, or those that the trace proposes when it has none."""
    trace = trace_of(session, key)
    version = queries.last_version(session, key)
    rows = proposed(trace.events) if version is None else version.events
    form = key_form(rows, names_sent({}), more)(
        title=key.title,
        in_use=key.in_use or version is None,
        **filled_with(EVENT, rows),
    )
    if not form.is_submitted():
        form.version.data = str(key.version)
    return form, {
        "key": key,
        "number": None if version is None else version.number,
        "sheet": TraceSheet(trace, "courbe"),
        "blur": blur_words(trace, USUAL_POSITION_M),
    }


def trace_page(session: Session, key: ReadingKey, part: str | None) -> dict[str, Any]:
    """Gather what the page of a trace to be read shows: the curve, or a piece of it."""
    chosen = int(part) if part in {str(place) for place in range(1, PARTS + 1)} else None
    sheet = TraceToRead(trace_of(session, key), key.title, "courbe", chosen)
    return {"key": key, "sheet": sheet, "parts": range(1, PARTS + 1)}


@dataclass(frozen=True)
class ShownReading:
    """A reading that was signed, beside its key; without its trace where that cannot be read."""

    kept: SheetReading
    sheet: ReadingSheet
    trace: Trace | None

    @property
    def name(self) -> str:
        """The trace that was read, and by which version of its key it was corrected."""
        version = self.kept.version
        return gettext(
            "%(title)s, corrigé version %(number)s",
            title=version.key.title,
            number=version.number,
        )


def shown_reading(session: Session, signed: PracticalSheet | None) -> ShownReading | None:
    """Gather what is shown of the reading of a sheet; nothing when it has none."""
    reading = None if signed is None else signed.reading
    if reading is None:
        return None
    key = reading.version.key
    trace = key_traces.trace_if_kept(session, key.id, key.digest)
    return ShownReading(reading, ReadingSheet(reading.correction), trace)
