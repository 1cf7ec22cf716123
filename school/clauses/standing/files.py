"""The figures of clauses as JSON, CSV and plain text, under the same names (INDICATORS §6)."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from school.clauses.forecasts.rules import Pipeline, RunRate
from school.clauses.standing.options import Grouping
from school.clauses.standing.report import Report, Row
from school.clauses.standing.rules import NO_HOURS, Hours, Outlook, Standing
from school.core.statistics import Rate
from school.hiring.indicators.files import NOTHING, hundredths, justified, plain_cell

HOUR_PARTS = ("pending", "rejected", "ineligible", "double_counted")
TABLE_HEAD = (
    *("group", "bucket", "ratio", "quota", "validated", "training", "target", "gap", "shortfall"),
    *("pending", "forecast shortfall", "potential", "due", "currency"),
)

Number = int | float | None

EVERYTHING = Standing(
    *(NO_HOURS, Hours(), NO_HOURS, NO_HOURS, NO_HOURS, NO_HOURS),
    outlook=Outlook(
        Pipeline(NO_HOURS, NO_HOURS, NO_HOURS, NO_HOURS),
        RunRate(NO_HOURS, NO_HOURS, NO_HOURS),
        NO_HOURS,
    ),
)
"""Figures of which none is null: they name every column."""


def as_data(report: Report) -> dict[str, Any]:
    """Give a report in the shape of INDICATORS §6, ready for JSON."""
    return {
        "as_of": report.asked.as_of.isoformat(),
        "known_on": report.asked.known_on.isoformat(),
        "rows": [_row(row) for row in report.rows],
    }


def as_json(report: Report) -> str:
    """Write a report as JSON, at full precision."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=1) + "\n"


def as_csv(report: Report) -> str:
    """Write a report as CSV: a line for each row, a column for each value of the JSON.

    Every line bears the two days. What is null as a whole leaves its columns empty; of a report
    without rows the head alone is written.
    """
    data = as_data(report)
    days = {name: value for name, value in data.items() if name != "rows"}
    group = ("contract", "lot") if report.asked.by is Grouping.LOT else (report.asked.by.value,)
    columns = [*days, *group, "bucket", *dict(_flat(_figures(EVERYTHING)))]
    target = io.StringIO()
    writer = csv.DictWriter(target, columns, lineterminator="\n", restval="")
    writer.writeheader()
    for row in data["rows"]:
        figures = {name: value for name, value in row.items() if name != "group"}
        line = dict(_flat({**days, **row["group"], **figures}))
        writer.writerow({name: plain_cell(line.get(name)) for name in columns})
    return target.getvalue()


def as_table(report: Report) -> str:
    """Write the main figures of a report as lines of text, for a terminal."""
    lines = [TABLE_HEAD, *(_line(row) for row in report.rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    text = "\n".join(justified(line, widths) for line in lines)
    return f"{text}\nas of {report.asked.as_of}, known on {report.asked.known_on}\n"


def _row(row: Row) -> dict[str, Any]:
    return {"group": {**row.group, "bucket": row.bucket.value}, **_figures(row.standing)}


def _figures(one: Standing) -> dict[str, Any]:
    hours = one.hours
    return {
        "quota": number(one.quota),
        "validated": number(hours.validated),
        **{name: number(getattr(hours, name)) for name in HOUR_PARTS},
        "training_counted": number(one.training_counted),
        "ratio": number(one.ratio),
        "pro_rata_target": number(one.pro_rata_target),
        "gap": number(one.gap),
        "shortfall": number(one.shortfall),
        "forecast": {"pipeline": _pipeline(one), "run_rate": _run_rate(one)},
        "forecast_shortfall": number(one.outlook.shortfall),
        "penalty": {
            "potential": number(one.penalty.potential),
            "due": number(one.penalty.due),
            "currency": one.penalty.currency,
        },
        "full_time_equivalents": number(one.full_time_equivalents),
        "women_share_hours": _share_of_hours(one),
        "women_share_persons": _share_of_persons(one.women_share_persons),
    }


def number(exact: Decimal | None) -> Number:
    """Write an exact number for JSON: whole where it is, else the nearest of full precision."""
    if exact is None:
        return None
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _pipeline(one: Standing) -> dict[str, Number] | None:
    found = one.outlook.pipeline
    if found is None:
        return None
    names = ("low", "central", "high", "reach_probability")
    return {name: number(getattr(found, name)) for name in names}


def _run_rate(one: Standing) -> dict[str, Number] | None:
    found = one.outlook.run_rate
    if found is None:
        return None
    return {name: number(getattr(found, name)) for name in ("value", "low", "high")}


def _share_of_hours(one: Standing) -> dict[str, Number]:
    stated = one.hours.women + one.hours.men
    return {
        "numerator": number(one.hours.women),
        "denominator": number(stated),
        "value": number(one.women_share_hours),
        "low": None,
        "high": None,
    }


def _share_of_persons(rate: Rate) -> dict[str, Number]:
    names = ("numerator", "denominator", "value", "low", "high")
    return {name: getattr(rate, name) for name in names}


def _flat(data: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _line(row: Row) -> tuple[str, ...]:
    one = row.standing
    exact = (
        *(one.quota, one.hours.validated, one.training_counted, one.pro_rata_target, one.gap),
        *(one.shortfall, one.hours.pending, one.outlook.shortfall),
        *(one.penalty.potential, one.penalty.due),
    )
    return (
        " · ".join(value or NOTHING for value in row.group.values()),
        row.bucket.value,
        NOTHING if one.ratio is None else f"{hundredths(float(one.ratio))} %",
        *(_told(value) for value in exact),
        one.penalty.currency or NOTHING,
    )


def _told(exact: Decimal | None) -> str:
    if exact is None:
        return NOTHING
    return str(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
