"""What differs between two editions of a report: each figure with its value before and after."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext

from school.hiring.publication.publish import HIDDEN
from school.hiring.report.labels import MEASURES
from school.hiring.report.labels import RATES as RATE_NAMES
from school.hiring.sealing.figures import TABLES
from school.hiring.sealing.wording import hidden
from school.web.filters import NOTHING, number, percent

PEOPLE = ("", "women", "men")


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the counts and rates that differ between two files of figures, in their order.

    Each change names its table, its group, of whom (everybody, women, men), the figure, and the
    value before and after: None where the line was not there. A rate is given by its counts.
    """
    changes: list[dict[str, Any]] = []
    for table in TABLES:
        old, new = _lines(before[table]), _lines(after[table])
        for group in dict.fromkeys([*old, *new]):
            changes += _of_line(table, dict(group), old.get(group), new.get(group))
    return changes


def change_in_words(change: Mapping[str, Any]) -> tuple[str, str, str]:
    """Write a change: which figure of whom, its value before, its value after."""
    group = " · ".join(value or NOTHING for value in change["group"].values())
    whose = {"women": gettext("femmes"), "men": gettext("hommes")}.get(change["of"], "")
    name = str(RATE_NAMES.get(change["figure"]) or MEASURES.get(change["figure"], change["figure"]))
    parts = [name, whose, group or gettext("Ensemble")]
    words = ", ".join(part for part in parts if part)
    return words, _in_words(change["before"]), _in_words(change["after"])


def _lines(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[tuple[str, str | None], ...], Any]:
    return {tuple(row["group"].items()): row for row in rows}


def _of_line(
    table: str, group: dict[str, str | None], old: Any, new: Any
) -> Iterator[dict[str, Any]]:
    for people in PEOPLE:
        before, after = _values(old, people), _values(new, people)
        for name in dict.fromkeys([*before, *after]):
            if before.get(name) != after.get(name):
                yield {
                    "table": table,
                    "group": group,
                    "of": people,
                    "figure": name,
                    "before": before.get(name),
                    "after": after.get(name),
                }


def _values(row: Any, people: str) -> dict[str, Any]:
    if row is None:
        return {}
    figures = row[people] if people else row
    rates = {name: figures[name] for name in RATE_NAMES}
    return {
        **figures["counts"],
        **{
            name: rate if rate == HIDDEN.value else [rate["numerator"], rate["denominator"]]
            for name, rate in rates.items()
        },
    }


def _in_words(value: Any) -> str:
    if value is None:
        return NOTHING
    if value == HIDDEN.value:
        return hidden()
    if isinstance(value, list):
        top, base = value
        return f"{percent(top / base)} ({number(top)}/{number(base)})" if base else NOTHING
    return number(value)
