"""Rows of events in a form: distance, kind and loss, as many as are needed and some to spare.

Their names count from nought (`reading-0-distance`), so that a telephone may keep and send them
like any others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, Field, SelectField
from wtforms.fields import SelectChoice

from school.practicals.readings.rules import MOST_EVENTS, Row, RowFault
from school.practicals.sor import Kind
from school.practicals.traces.answer_key import Reading
from school.practicals.traces.labels import KINDS
from school.practicals.traces.places import exact
from school.web.forms import DecimalField

MORE_ROWS = 5
TYPED = {"autocomplete": "off"}


class KindField(SelectField):
    """What an event is, or nothing yet."""

    data: Any

    def __init__(self, label: str, **options: Any) -> None:
        kinds = [SelectChoice(kind.value, str(words)) for kind, words in KINDS.items()]
        options["choices"] = [SelectChoice("", "—"), *kinds]
        super().__init__(label, coerce=_kind_of, validate_choice=False, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the kind; a row that was not sent is blank, whatever the form opened with."""
        self.data = _kind_of(valuelist[0]) if valuelist else None


@dataclass(frozen=True)
class RowFields:
    """The fields of one event."""

    place: int
    distance: Field
    kind: Field
    loss: Field
    removed: Field | None = None

    @property
    def cells(self) -> dict[str, Field]:
        """The fields by the name of their column."""
        return {"distance": self.distance, "kind": self.kind, "loss": self.loss}

    @property
    def row(self) -> Row:
        """What was typed, nothing when the event is to be taken away."""
        if self.removed is not None and self.removed.data:
            return Row()
        return Row(self.distance.data, self.kind.data, self.loss.data)

    @property
    def errors(self) -> list[str]:
        """What is wrong with any of the cells."""
        return [str(error) for field in self.cells.values() for error in field.errors]


def row_fields(prefix: str, count: int, *, removable: bool = False) -> Iterator[tuple[str, Any]]:
    """Give the fields of so many rows, each under its name in the form."""
    for place in range(count):
        number = place + 1
        yield (
            f"{prefix}-{place}-distance",
            DecimalField(
                gettext("Événement %(number)s, distance en m", number=number),
                render_kw={**TYPED, "inputmode": "decimal"},
            ),
        )
        label = gettext("Événement %(number)s, genre", number=number)
        yield f"{prefix}-{place}-kind", KindField(label)
        # The number pads of some phones have no minus sign, which a gain needs.
        label = gettext("Événement %(number)s, perte en dB", number=number)
        yield (
            f"{prefix}-{place}-loss",
            DecimalField(label, render_kw={**TYPED, "inputmode": "text"}),
        )
        if removable:
            label = gettext("Retirer l’événement %(number)s", number=number)
            yield f"{prefix}-{place}-removed", BooleanField(label)


def rows_in(fields: Mapping[str, Any], prefix: str) -> list[RowFields]:
    """Find the rows of a form, in order."""
    found: list[RowFields] = []
    while f"{prefix}-{len(found)}-distance" in fields:
        name = f"{prefix}-{len(found)}"
        distance, kind, loss = (fields[f"{name}-{cell}"] for cell in ("distance", "kind", "loss"))
        removed = fields.get(f"{name}-removed")
        found.append(RowFields(len(found), distance, kind, loss, removed))
    return found


def rows_wanted(prefix: str, least: int, names: Iterable[str], *, more: bool = False) -> int:
    """Tell how many rows a form has: every one that fields are named after, and some at least.

    `names` are those of the fields that were sent or that the form opens with: a row without
    fields would be lost. More rows come when they are asked for.
    """
    named = [int(one[1]) for name in names if (one := _number(prefix, name))]
    wanted = max([least, *(place + 1 for place in named)])
    return min(wanted + (MORE_ROWS if more else 0), MOST_EVENTS)


def filled_with(prefix: str, rows: Sequence[Row | Reading]) -> dict[str, Any]:
    """Give the values with which the rows of a form open."""
    values: dict[str, Any] = {}
    for place, one in enumerate(rows):
        distance = exact(one.distance_m) if isinstance(one, Reading) else one.distance_m
        values[f"{prefix}-{place}-distance"] = distance
        values[f"{prefix}-{place}-kind"] = one.kind
        values[f"{prefix}-{place}-loss"] = one.loss_db
    return values


def show_faults(rows: Sequence[RowFields], faults: Iterator[RowFault]) -> bool:
    """Say what is wrong on the cell it concerns; tell whether anything is."""
    known = list(faults)
    for fault in known:
        field = rows[fault.place].cells[fault.cell]
        # What was typed and could not be read has its message already.
        field.errors = field.errors or [gettext(fault.message)]
    return bool(known)


def _number(prefix: str, name: str) -> re.Match[str] | None:
    match = re.fullmatch(rf"{prefix}-(\d{{1,2}})-(?:distance|kind|loss)", name)
    return match if match and int(match[1]) < MOST_EVENTS else None


def _kind_of(value: object) -> Kind | None:
    return next((kind for kind in Kind if kind == value), None)
