"""Arithmetic of civil dates inside the database, alike on SQLite and PostgreSQL."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    SQLColumnExpression,
    String,
    case,
    cast,
    extract,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class AddMonths(FunctionElement[date]):
    """The SQL of `calendar.add_months(day, months)`: the day kept, clamped to the month's last."""

    name = "add_months"
    type = Date()
    inherit_cache = True


class AddDays(FunctionElement[date]):
    """A date some days later."""

    name = "add_days"
    type = Date()
    inherit_cache = True


class DaysBetween(FunctionElement[int]):
    """The whole number of days from an earlier date to a later one: `later - earlier`."""

    name = "days_between"
    type = Integer()
    inherit_cache = True


class FirstOfMonth(FunctionElement[date]):
    """The SQL of `calendar.first_of_month(day)`."""

    name = "first_of_month"
    type = Date()
    inherit_cache = True


def first_of_month_of(day: SQLColumnExpression[Any]) -> ColumnElement[date]:
    """Give the first day of a date's month; null stays null."""
    return FirstOfMonth(day)


def add_months_to(day: SQLColumnExpression[Any], months: Any) -> ColumnElement[date]:
    """Add months to a date column; null stays null (INDICATORS §1)."""
    return AddMonths(day, months)


def days_between(
    later: SQLColumnExpression[Any], earlier: SQLColumnExpression[Any]
) -> ColumnElement[int]:
    """Count the days from one date column to a later one; null when either is."""
    return DaysBetween(later, earlier)


def add_days_to(day: SQLColumnExpression[Any], days: int) -> ColumnElement[date]:
    """Add a fixed number of days to a date column; null stays null."""
    return AddDays(day, literal_column(str(int(days)), Integer))


def later_of(
    first: SQLColumnExpression[Any], second: SQLColumnExpression[Any]
) -> ColumnElement[date]:
    """Give the later of two dates that are both known."""
    return case((first > second, first), else_=second)


def full_years(
    since: SQLColumnExpression[Any], until: SQLColumnExpression[Any]
) -> ColumnElement[int]:
    """Count the birthdays reached; who is born on 29 February has theirs on 1 March."""
    return (_as_number(until) - _as_number(since)) // 10_000


def _as_number(day: SQLColumnExpression[Any]) -> ColumnElement[int]:
    year, month, number = (cast(extract(part, day), Integer) for part in ("year", "month", "day"))
    return year * 10_000 + month * 100 + number


@compiles(AddMonths, "sqlite")
def _add_months_on_sqlite(element: AddMonths, compiler: SQLCompiler, **options: Any) -> str:
    # SQLite lets 31 February run on into March: the earlier of that and the month's last day.
    # Days up to the 28th are in every month; they are most, and quicker.
    day, months = (compiler.process(part, **options) for part in element.clauses)
    plain = f"date({day}, ({months}) || ' months')"
    last = f"date({day}, 'start of month', ({months} + 1) || ' months', '-1 day')"
    return f"CASE WHEN substr({day}, 9) <= '28' THEN {plain} ELSE min({plain}, {last}) END"


@compiles(AddMonths, "postgresql")
def _add_months_on_postgresql(element: AddMonths, compiler: SQLCompiler, **options: Any) -> str:
    day, months = (compiler.process(part, **options) for part in element.clauses)
    return f"CAST(CAST({day} AS DATE) + make_interval(months => {months}) AS DATE)"


@compiles(AddDays, "sqlite")
def _add_days_on_sqlite(element: AddDays, compiler: SQLCompiler, **options: Any) -> str:
    day, days = (compiler.process(part, **options) for part in element.clauses)
    return f"date({day}, '{days} days')"


@compiles(AddDays, "postgresql")
def _add_days_on_postgresql(element: AddDays, compiler: SQLCompiler, **options: Any) -> str:
    day, days = (compiler.process(part, **options) for part in element.clauses)
    return f"(CAST({day} AS DATE) + {days})"


@compiles(DaysBetween, "sqlite")
def _days_between_on_sqlite(element: DaysBetween, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = (compiler.process(part, **options) for part in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@compiles(DaysBetween, "postgresql")
def _days_between_on_postgresql(element: DaysBetween, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = (compiler.process(part, **options) for part in element.clauses)
    return f"(CAST({later} AS DATE) - CAST({earlier} AS DATE))"


@compiles(FirstOfMonth, "sqlite")
def _first_of_month_on_sqlite(element: FirstOfMonth, compiler: SQLCompiler, **options: Any) -> str:
    return f"(substr({compiler.process(element.clauses, **options)}, 1, 8) || '01')"


@compiles(FirstOfMonth, "postgresql")
def _first_of_month_on_postgresql(
    element: FirstOfMonth, compiler: SQLCompiler, **options: Any
) -> str:
    day = compiler.process(element.clauses, **options)
    return f"({day} - CAST(EXTRACT(DAY FROM {day}) AS INTEGER) + 1)"


class IsoText(FunctionElement[str]):
    """A date as « 2026-03-05 », so that text made of dates sorts as they do."""

    name = "iso_text"
    type = String()
    inherit_cache = True


def iso_text(day: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """Write a date column as ISO 8601 text; null stays null."""
    return IsoText(day)


class DayOfText(FunctionElement[date]):
    """The date that a text like « 2026-03-05 » names."""

    name = "day_of_text"
    type = Date()
    inherit_cache = True


def day_of_text(text: ColumnElement[str]) -> ColumnElement[date]:
    """Read a date that `iso_text` wrote; null stays null."""
    return DayOfText(text)


@compiles(DayOfText, "sqlite")
def _day_of_text_on_sqlite(element: DayOfText, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(DayOfText, "postgresql")
def _day_of_text_on_postgresql(element: DayOfText, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS DATE)"


@compiles(IsoText, "sqlite")
def _iso_text_on_sqlite(element: IsoText, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(IsoText, "postgresql")
def _iso_text_on_postgresql(element: IsoText, compiler: SQLCompiler, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **options)}, 'YYYY-MM-DD')"
