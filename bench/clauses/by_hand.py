"""The hours of every unit as a person would ask the database for them, in one statement.

It gives what the board rests on: each hour pending, rejected, ineligible, counted twice or
validated. Nobody here is a trainee, so that no logbook is read; there are no months, no persons,
no forecasts and no penalties.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Date, bindparam, text
from sqlalchemy.orm import Session

WRITTEN = Path(__file__).with_suffix(".sql")
UNTIL = {
    "sqlite": "date(g.eligible_from, '+' || g.months || ' months')",
    "postgresql": "CAST(g.eligible_from + make_interval(months => g.months) AS DATE)",
}
MILLIONTHS = -6

Unit = tuple[int, str, str]
Parts = tuple[Decimal, ...]


def figures(session: Session, day: date) -> dict[Unit, Parts]:
    """Give validated, pending, rejected and ineligible hours of every unit on a day."""
    until = UNTIL[session.get_bind().dialect.name]
    written = WRITTEN.read_text(encoding="utf-8").replace("{until}", until)
    statement = text(written).bindparams(bindparam("day", day, Date()))
    return {
        (row[0], row[1], row[2]): tuple(Decimal(value).scaleb(MILLIONTHS) for value in row[3:])
        for row in session.execute(statement)
    }
