"""A report as JSON, CSV and plain text: the same figures under the same names (INDICATORS §6)."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from school.core.statistics import Interval
from school.hiring.indicators.figures import RATES, WomenShares
from school.hiring.publication.publish import (
    HIDDEN,
    Hidden,
    Published,
    PublishedGap,
    PublishedRate,
    PublishedRow,
)

COUNTS = (
    "entrants",
    "leavers",
    "completed",
    "certified",
    "immature",
    "excluded",
    "continuing",
    "hired",
    "self_employed",
    "not_hired",
    "unknown",
)

PARTS_OF_A_RATE = ("numerator", "denominator", "value", "low", "high")

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "'")
"""A spreadsheet would run a text that starts like this (EXCHANGE, Form)."""

NOTHING = "—"

TABLE_HEAD = (
    "group",
    "certified",
    "n",
    "hired",
    "hire rate",
    "95 % interval",
    "known",
    "coverage",
    "bounds",
    "yield",
    "offers",
    "women",
    "gap F − M",
)


def as_data(report: Published) -> dict[str, Any]:
    """Give a report in the shape of INDICATORS §6, ready for JSON.

    Raises `ValueError` for a report that is not thorough: the shape has every key.
    """
    if not report.thorough:
        raise ValueError("same_employer_rate was not counted")
    options = report.options
    return {
        "as_of": options.as_of.isoformat(),
        "known_on": options.known_on.isoformat(),
        "months": options.months,
        "evidence": options.evidence.value,
        "profile": options.profile.value,
        "provisional": report.provisional,
        "rows": [_row(row) for row in report.rows],
    }


def as_json(report: Published) -> str:
    """Write a report as JSON, with the precision of its profile."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=1) + "\n"


def as_csv(report: Published) -> str:
    """Write a report as CSV: a line for each row, a column for each value of the JSON.

    Every line bears the parameters, so that a line cut out still says what it is.
    """
    data = as_data(report)
    parameters = {name: value for name, value in data.items() if name != "rows"}
    keys = [key.value for key in report.options.by]
    lines = []
    for row in data["rows"]:
        group = {key: row["group"].get(key) for key in keys}
        figures = {name: value for name, value in row.items() if name != "group"}
        grouping = {"grouped_by": " ".join(row["group"]) or "total"}
        lines.append(dict(_flat({**parameters, **grouping, **group, **figures})))
    target = io.StringIO()
    writer = csv.DictWriter(target, list(lines[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: plain_cell(value) for name, value in line.items()} for line in lines)
    return target.getvalue()


def as_table(report: Published) -> str:
    """Write the main figures of a report as lines of text, for a terminal."""
    lines = [TABLE_HEAD, *(_line(row) for row in report.rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    text = "\n".join(justified(line, widths) for line in lines)
    options = report.options
    note = (
        f"as of {options.as_of}, known on {options.known_on}, {options.months} months, "
        f"evidence {options.evidence}, profile {options.profile}"
    )
    return f"{text}\n{note}{', provisional' if report.provisional else ''}\n"


def _row(row: PublishedRow) -> dict[str, Any]:
    figures = row.figures
    return {
        "group": {key.value: value for key, value in row.group.items()},
        "counts": {name: _shown(figures.counts[name]) for name in COUNTS},
        **{name: _rate(figures.rates[name]) for name in RATES},
        "bounds": HIDDEN.value if figures.bounds is HIDDEN else _ends(figures.bounds),
        "bounds_only": _shown(figures.bounds_only),
        "median_days_to_hire": _whole(figures.median_days_to_hire),
        "women_share": {place: _rate(share) for place, share in figures.shares.items()},
        "gender_gap": _gap(figures.gender_gap),
        "gender_parity_index": _shown(figures.gender_parity_index),
    }


def _shown(figure: float | Hidden | None) -> float | str | None:
    return HIDDEN.value if figure is HIDDEN else figure


def _rate(rate: PublishedRate | Hidden) -> dict[str, int | float | None] | str:
    if rate is HIDDEN:
        return HIDDEN.value
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "value": rate.value,
        **_ends(rate.interval),
    }


def _gap(gap: PublishedGap | Hidden) -> dict[str, Any] | str:
    if gap is HIDDEN:
        return HIDDEN.value
    return {"value": gap.value, **_ends(gap.interval), "established": gap.established}


def _ends(interval: Interval | None) -> dict[str, float | None]:
    if interval is None:
        return {"low": None, "high": None}
    return {"low": interval.low, "high": interval.high}


def _whole(number: float | Hidden | None) -> int | float | str | None:
    if number is HIDDEN:
        return HIDDEN.value
    return int(number) if number is not None and number.is_integer() else number


PARTS = {
    **dict.fromkeys(RATES, PARTS_OF_A_RATE),
    **{f"women_share.{place.name}": PARTS_OF_A_RATE for place in fields(WomenShares)},
    "bounds": ("low", "high"),
    "gender_gap": ("value", "low", "high", "established"),
}
"""The columns of a figure of several parts: when it is hidden, each of them is."""


def _flat(data: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        path = f"{before}{name}"
        if value == HIDDEN.value and path in PARTS:
            yield from ((f"{path}.{part}", value) for part in PARTS[path])
        elif isinstance(value, dict):
            yield from _flat(value, f"{path}.")
        else:
            yield path, value


def plain_cell(value: Any) -> str:
    """Write a value for a spreadsheet: nothing as empty, and no text that it would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return str(value)


def _line(row: PublishedRow) -> tuple[str, ...]:
    figures = row.figures
    counts = (figures.counts[name] for name in ("certified", "n", "hired"))
    return (
        " · ".join(value or NOTHING for value in row.group.values()) or "total",
        *(str(_shown(count)) for count in counts),
        _percent(figures.hire_rate),
        _interval(figures.hire_rate),
        _percent(figures.rates["hire_rate_known"]),
        _percent(figures.coverage),
        _between(figures.bounds),
        _percent(figures.rates["yield_rate"]),
        _percent(figures.rates["offer_rate"]),
        _percent(figures.shares["certification"]),
        _gap_text(figures.gender_gap),
    )


def justified(line: tuple[str, ...], widths: list[int]) -> str:
    """Write the cells of a line under one another's: the first to the left, the rest to the right.

    `widths` are those of the columns, in characters.
    """
    first, *others = zip(line, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])


def _percent(rate: PublishedRate | Hidden) -> str:
    if rate is HIDDEN:
        return HIDDEN.value
    return NOTHING if rate.percentage is None else f"{rate.percentage} %"


def _interval(rate: PublishedRate | Hidden) -> str:
    return _between(HIDDEN if rate is HIDDEN else rate.interval)


def _between(ends: Interval | Hidden | None) -> str:
    if ends is HIDDEN:
        return HIDDEN.value
    return NOTHING if ends is None else f"{hundredths(ends.low)}–{hundredths(ends.high)} %"


def _gap_text(gap: PublishedGap | Hidden) -> str:
    if gap is HIDDEN:
        return HIDDEN.value
    if gap.value is None:
        return NOTHING
    return f"{hundredths(gap.value):+} {'established' if gap.established else 'not established'}"


def hundredths(share: float) -> Decimal:
    """Write a share in per cent, one decimal, halves up (INDICATORS §1)."""
    return (Decimal(str(share)) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
