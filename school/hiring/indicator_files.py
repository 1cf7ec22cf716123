"""A report as JSON, CSV and plain text: the same figures under the same names (INDICATORS §6)."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from school.core.statistics import Interval, Rate
from school.hiring.indicator_figures import RATES, Gap, Tally, WomenShares
from school.hiring.indicators import Report, ReportRow

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


def as_data(report: Report) -> dict[str, Any]:
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


def as_json(report: Report) -> str:
    """Write a report as JSON, with full precision."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=1) + "\n"


def as_csv(report: Report) -> str:
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


def as_table(report: Report) -> str:
    """Write the main figures of a report as lines of text, for a terminal."""
    lines = [TABLE_HEAD, *(_line(row) for row in report.rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    text = "\n".join(_justified(line, widths) for line in lines)
    options = report.options
    note = (
        f"as of {options.as_of}, known on {options.known_on}, {options.months} months, "
        f"evidence {options.evidence}, profile {options.profile}"
    )
    return f"{text}\n{note}{', provisional' if report.provisional else ''}\n"


def _row(row: ReportRow) -> dict[str, Any]:
    figures = row.figures
    gap = figures.gender_gap
    return {
        "group": {key.value: value for key, value in row.group.items()},
        "counts": _counts(figures.tally),
        **{name: _rate(getattr(figures, name)) for name in RATES},
        "bounds": _ends(figures.bounds),
        "bounds_only": figures.bounds_only,
        "median_days_to_hire": _whole(figures.median_days_to_hire),
        "women_share": _shares(figures.women_share),
        "gender_gap": {
            "value": gap.value,
            **_ends(gap.interval),
            "established": gap.established,
        },
        "gender_parity_index": figures.gender_parity_index,
    }


def _counts(tally: Tally) -> dict[str, int]:
    return {name: getattr(tally, name) for name in COUNTS}


def _rate(rate: Rate) -> dict[str, int | float | None]:
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "value": rate.value,
        **_ends(rate.interval),
    }


def _ends(interval: Interval | None) -> dict[str, float | None]:
    if interval is None:
        return {"low": None, "high": None}
    return {"low": interval.low, "high": interval.high}


def _shares(shares: WomenShares) -> dict[str, Any]:
    return {place.name: _rate(getattr(shares, place.name)) for place in fields(WomenShares)}


def _whole(number: float | None) -> int | float | None:
    return int(number) if number is not None and number.is_integer() else number


def _flat(data: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def plain_cell(value: Any) -> str:
    """Write a value for a spreadsheet: nothing as empty, and no text that it would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return str(value)


def _line(row: ReportRow) -> tuple[str, ...]:
    figures = row.figures
    tally = figures.tally
    return (
        " · ".join(value or NOTHING for value in row.group.values()) or "total",
        str(tally.certified),
        str(tally.n),
        str(tally.hired),
        _percent(figures.hire_rate),
        _between(figures.hire_rate.interval),
        _percent(figures.hire_rate_known),
        _percent(figures.coverage),
        _between(figures.bounds),
        _percent(figures.yield_rate),
        _percent(figures.offer_rate),
        _percent(figures.women_share.certification),
        _gap(figures.gender_gap),
    )


def _justified(line: tuple[str, ...], widths: list[int]) -> str:
    first, *others = zip(line, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])


def _percent(rate: Rate) -> str:
    return NOTHING if rate.percentage is None else f"{rate.percentage} %"


def _between(ends: Interval | None) -> str:
    if ends is None:
        return NOTHING
    return f"{hundredths(ends.low)}–{hundredths(ends.high)} %"


def _gap(gap: Gap) -> str:
    if gap.value is None:
        return NOTHING
    return f"{hundredths(gap.value):+} {'established' if gap.established else 'not established'}"


def hundredths(share: float) -> Decimal:
    """Write a share in per cent, one decimal, halves up (INDICATORS §1)."""
    return (Decimal(str(share)) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
