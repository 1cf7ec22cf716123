"""The figures of a sealed report as files: JSON with everything, CSV for spreadsheets.

A line has the keys of INDICATORS §6, and beside them the same figures of its women and its men.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from school.core.statistics import Interval
from school.hiring.indicators.benchmarks import OFFERS
from school.hiring.indicators.files import plain_cell
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.publication.publish import (
    HIDDEN,
    Hidden,
    Published,
    PublishedFigures,
    PublishedGap,
    PublishedRate,
    PublishedRow,
)
from school.hiring.sealing.contents import Contents
from school.hiring.sealing.rules import as_canonical

TABLES = ("groups", "enterprises")


def figures_file(contents: Contents, changes: Sequence[dict[str, Any]]) -> bytes:
    """Write every figure of a report as JSON; equal figures give equal bytes."""
    return as_canonical({**as_plain(contents), "changes": list(changes)})


def as_plain(contents: Contents) -> dict[str, Any]:
    """Give the figures as values of JSON; « hidden » stands where one is not published."""
    groups = contents.groups
    return {
        "parameters": contents.parameters.as_plain(),
        "provisional": groups.provisional,
        "names": contents.names,
        "benchmarks": [{"indicator": one.indicator, "share": one.share} for one in OFFERS],
        "withheld": contents.withheld,
        "groups": [_row(groups, row) for row in groups.rows],
        "enterprises": [_row(contents.groups, row) for row in contents.enterprise_rows],
    }


def table_file(contents: Contents) -> bytes:
    """Write the lines as CSV, a column for each value of the JSON, lines of both tables."""
    plain = as_plain(contents)
    parameters = {
        name: " ".join(value) if isinstance(value, list) else value
        for name, value in plain["parameters"].items()
    }
    keys = ("school", "cohort", "enterprise")
    lines = []
    for table in TABLES:
        for row in plain[table]:
            group = {key: row["group"].get(key) for key in keys}
            figures = {name: value for name, value in row.items() if name != "group"}
            start = {**parameters, "grouped_by": " ".join(row["group"]) or "total", **group}
            lines.append(dict(_flat({**start, **figures})))
    names = list(dict.fromkeys(name for line in lines for name in line))
    columns = [name for name in names if not any(one.startswith(f"{name}.") for one in names)]
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([plain_cell(_value(line, column)) for column in columns] for line in lines)
    return target.getvalue().encode()


def school_names(content: bytes | None) -> dict[str, str]:
    """Read the names of schools from a file of figures; nothing from one that is spoilt."""
    try:
        names = json.loads(content or b"")["names"]["school"]
    except (ValueError, KeyError, TypeError):
        return {}
    return names if isinstance(names, dict) else {}


def counts_read_back(plain: Mapping[str, Any], options: Options) -> Published:
    """Read the counts of a file of figures back, as they were published; nothing but counts.

    To hold a new report against one that was given out: what is kept now does not matter then.
    """
    rows = [
        PublishedRow(
            {Breakdown(key): value for key, value in row["group"].items()},
            _only_counts(row["counts"]),
            _only_counts(row["women"]["counts"]),
            _only_counts(row["men"]["counts"]),
        )
        for row in plain["groups"]
    ]
    return Published(options, rows, thorough=True)


def _only_counts(counts: Mapping[str, Any]) -> PublishedFigures:
    return PublishedFigures(
        counts={name: HIDDEN if count == HIDDEN.value else count for name, count in counts.items()},
        rates={},
        shares={},
        gaps={},
        bounds=None,
        bounds_only=False,
        median_days_to_hire=None,
        gender_parity_index=None,
    )


def _value(line: dict[str, Any], column: str) -> Any:
    """Read a column of a line; where a whole figure is hidden, each of its columns is."""
    whole = column
    while whole not in line:
        whole = whole.rpartition(".")[0]
    return line[whole]


def _row(published: Published, row: PublishedRow) -> dict[str, Any]:
    return {
        "group": {key.value: value for key, value in row.group.items()},
        "provisional": published.is_provisional(row),
        **_figures(row.figures),
        "women": _figures(row.women),
        "men": _figures(row.men),
    }


def _figures(figures: PublishedFigures) -> dict[str, Any]:
    return {
        "counts": {name: _plain(count) for name, count in figures.counts.items()},
        **{name: _plain(rate) for name, rate in figures.rates.items()},
        "bounds": _plain(figures.bounds),
        "bounds_only": _plain(figures.bounds_only),
        "median_days_to_hire": _plain(figures.median_days_to_hire),
        "women_share": {name: _plain(share) for name, share in figures.shares.items()},
        "gender_gap": _plain(figures.gender_gap),
        "gender_parity_index": _plain(figures.gender_parity_index),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Hidden):
        return HIDDEN.value
    if isinstance(value, PublishedRate):
        counts = {"numerator": value.numerator, "denominator": value.denominator}
        return {**counts, "value": value.value, **_ends(value.interval)}
    if isinstance(value, PublishedGap):
        return {
            "value": value.value,
            **_ends(value.interval),
            "established": value.established,
        }
    return _ends(value) if isinstance(value, Interval) else value


def _ends(interval: Interval | None) -> dict[str, float | None]:
    return {
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
    }


def _flat(plain: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in plain.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value
