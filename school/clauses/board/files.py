"""The board as a spreadsheet and as CSV: a line for each contract and bucket."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpyxl import Workbook

from school.clauses.board.figures import Board, ContractLine
from school.clauses.rules import Bucket, HourForm
from school.clauses.standing.rules import NO_HOURS, Standing
from school.hiring.indicators.files import plain_cell

OF_CONTRACT = (
    *("contract", "name", "authority", "operator", "operator_name", "network", "department"),
    *("starts_on", "ends_on", "currency", "months_missing", "alerts"),
)
OF_HOURS = (
    *("bucket", "quota", "validated", "training_counted", "pending", "rejected", "ineligible"),
    *("double_counted", "ratio", "pro_rata_target", "gap", "shortfall", "forecast_shortfall"),
    *("potential", "due", "full_time_equivalents"),
    *("people", "women", "men", "women_share_hours", "followed", "exits_to_jobs"),
    *(f"hours_{form.value}" for form in HourForm),
    "hours_of_no_form",
)
COLUMNS = ("as_of", "known_on", *OF_CONTRACT, *OF_HOURS)

Cell = str | float | None


def as_csv(board: Board) -> str:
    """Write every contract of the board; every line bears the two days."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([plain_cell(cell) for cell in line] for line in _lines(board))
    return target.getvalue()


def as_workbook(board: Board) -> bytes:
    """Write the same lines as a workbook of one sheet; numbers are numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("clauses")
    sheet.append(COLUMNS)
    for line in _lines(board):
        sheet.append([plain_cell(cell) if isinstance(cell, str) else cell for cell in line])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _lines(board: Board) -> Iterator[list[Cell]]:
    days = [board.asked.as_of.isoformat(), board.asked.known_on.isoformat()]
    for line in board.lines:
        contract = _contract(line)
        for bucket, standing in line.standings.items() or [(None, None)]:
            yield [*days, *contract, *_hours(bucket, standing)]


def _contract(line: ContractLine) -> list[Cell]:
    one = line.contract
    dates = [day.isoformat() if day else None for day in (one.starts_on, one.ends_on)]
    return [
        *(one.reference, one.name, one.authority),
        *((one.operator.reference, one.operator.name) if one.operator else (None, None)),
        *(one.network, one.department, *dates, one.currency),
        " ".join(f"{month:%Y-%m}" for month in line.months_missing) or None,
        " ".join(alert.value for alert in line.alerts) or None,
    ]


def _hours(bucket: Bucket | None, one: Standing | None) -> list[Cell]:
    if bucket is None or one is None:
        return [None] * len(OF_HOURS)
    hours = one.hours
    exact: tuple[Decimal | None, ...] = (
        *(one.quota, hours.validated, one.training_counted, hours.pending, hours.rejected),
        *(hours.ineligible, hours.double_counted, one.ratio, one.pro_rata_target, one.gap),
        *(one.shortfall, one.outlook.shortfall, one.penalty.potential, one.penalty.due),
        one.full_time_equivalents,
    )
    ways = [one.ways[form].hours if form in one.ways else NO_HOURS for form in (*HourForm, None)]
    return [
        bucket.value,
        *(_number(value) for value in exact),
        *_people(one),
        *(_number(hours) for hours in ways),
    ]


def _people(one: Standing) -> list[Cell]:
    people, exits = one.people, one.people.exits_to_jobs
    return [
        *(people.everybody, people.women, people.men, _number(one.women_share_hours)),
        *((exits.denominator, exits.numerator) if exits else (None, None)),
    ]


def _number(value: Decimal | None) -> Any:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
