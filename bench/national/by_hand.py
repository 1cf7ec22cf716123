"""The figures of every school by sex as a person would ask the database for them, by hand.

One statement over the same tables answers what the report answers: every sum and every median of
each school by sex, of each school, of each sex and of the country, each person counted once. Its
shape is the plain one of such questions: facts are joined and grouped, and only people who trained
twice are compared with themselves. It has no choice of period, delay, evidence or breakdown.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import Date, TextClause, bindparam, text
from sqlalchemy.orm import Session

from school.hiring.indicators.tallies import SUMS, Tally, add_up

WRITTEN = Path(__file__).with_suffix(".sql")
Group = tuple[str, str | None, str | None]
"""What a group is of (school and sex, school, sex, country), its school and its sex."""

FLAGS = ("applied", "leaver", "entrant", "completed", "certified", "placed")
PASSED_ON = ("school", "sex", "status", "days", "in_trade", "at_six", "hired_by_now")
OF_OFFERS_AND_KEEPING = ("decided", "accepted", "employed_at_six", "kept")

STATUSES = ("immature", "excluded", "continuing", "hired", "self_employed", "not_hired", "unknown")
CONDITIONS = {
    **{name: f"{name} = 1" for name in ("applied", "completed", "certified", "placed")},
    "leavers": "leaver = 1",
    "entrants": "entrant = 1",
    **{name: f"certified = 1 AND status = '{name}'" for name in STATUSES},
    "yield_base": "entrant = 1 AND status NOT IN ('immature', 'excluded')",
    "yield_hired": "entrant = 1 AND status = 'hired'",
    "offered": "placed = 1 AND decided IS NOT NULL",
    "offered_or_hired": "placed = 1 AND (decided IS NOT NULL OR hired_by_now = 1)",
    "employed": "certified = 1 AND at_six = 1"
    " AND status IN ('hired', 'self_employed', 'not_hired', 'unknown')",
    "in_trade": "certified = 1 AND status = 'hired' AND in_trade = '1'",
    "trade_known": "certified = 1 AND status = 'hired' AND in_trade <> '-'",
    "employed_at_six": "certified_at_twelve = 1 AND employed_at_six = 1",
    "kept": "certified_at_twelve = 1 AND employed_at_six = 1 AND kept = 1",
}
ADDED = {
    **{name: f"CASE WHEN {condition} THEN 1 ELSE 0 END" for name, condition in CONDITIONS.items()},
    "offers_decided": "CASE WHEN placed = 1 THEN COALESCE(decided, 0) ELSE 0 END",
    "offers_accepted": "CASE WHEN placed = 1 THEN COALESCE(accepted, 0) ELSE 0 END",
}

DAYS = {
    "sqlite": {
        "six": "MIN(date(exit_on, '+6 months'),"
        " date(exit_on, 'start of month', '+7 months', '-1 day'))",
        "twelve": "MIN(date(exit_on, '+12 months'),"
        " date(exit_on, 'start of month', '+13 months', '-1 day'))",
        "lasting_hire": "date(MAX(h.starts_on, x.exit_on), '+29 days')",
        "lasting_spell": "date(MAX(since, exit_on), '+29 days')",
        "ninety": "date(since, '+90 days')",
        "entered": "date(a.enrolled_on, '+41 days')",
        "iso_start": "MAX(h.starts_on, x.exit_on)",
        "iso_exit": "x.exit_on",
        "days": "CAST(julianday(SUBSTR(w.first_hire, 1, 10)) - julianday(x.exit_on) AS INTEGER)",
    },
    "postgresql": {
        "six": "(exit_on + interval '6 months')::date",
        "twelve": "(exit_on + interval '12 months')::date",
        "lasting_hire": "GREATEST(h.starts_on, x.exit_on) + 29",
        "lasting_spell": "GREATEST(since, exit_on) + 29",
        "ninety": "since + 90",
        "entered": "a.enrolled_on + 41",
        "iso_start": "GREATEST(h.starts_on, x.exit_on)::text",
        "iso_exit": "x.exit_on::text",
        "days": "SUBSTR(w.first_hire, 1, 10)::date - x.exit_on",
    },
}


@dataclass
class ByHand:
    """What the statement answered: the sums and the two middle delays of each group."""

    tallies: dict[Group, Tally] = field(default_factory=dict)
    middles: dict[Group, tuple[int | None, int | None]] = field(default_factory=dict)


@cache
def statement(dialect: str) -> TextClause:
    """Write the statement for a database, SQLite or PostgreSQL; its one parameter is `day`."""
    choices = {"of_school": "trainee_id, school", "of_country": "trainee_id"}
    words = {
        "choices": ", ".join(_choice(name, within) for name, within in choices.items()),
        "sums": ", ".join(f"SUM({ADDED[name]}) AS {name}" for name in SUMS),
        "names": ", ".join(SUMS),
        "nulls": ", ".join(["NULL"] * len(SUMS)),
        **DAYS[dialect],
    }
    written = WRITTEN.read_text(encoding="utf-8").format(**words)
    return text(written).bindparams(bindparam("day", type_=Date))


def figures(session: Session, day: date) -> ByHand:
    """Ask for the figures of a day, and add the parts of each group up."""
    rows = session.execute(statement(session.get_bind().dialect.name), {"day": day})
    found = ByHand()
    parts: dict[Group, list[Tally]] = defaultdict(list)
    for part, school, sex, *sums, lower, upper in rows:
        kind, _, of = part.partition(" of ")
        if kind == "median":
            found.middles[of, school, sex] = (lower, upper)
            continue
        for group in _groups(of, school, sex):
            parts[group].append(Tally(*map(int, sums)))
    found.tallies = {group: add_up(tallies) for group, tallies in parts.items()}
    return found


def _groups(part: str, school: str | None, sex: str | None) -> list[Group]:
    """Name the groups that a part of the people belongs to; who trained once is in all."""
    of_school: list[Group] = [("school and sex", school, sex), ("school", school, None)]
    of_country: list[Group] = [("sex", None, sex), ("country", None, None)]
    return {"once": [*of_school, *of_country], "school": of_school, "country": of_country}[part]


def _choice(name: str, within: str) -> str:
    """Choose, for each count, which enrolment stands for somebody who trained twice."""
    chosen = [_first(flag, flag, "preference", within) for flag in FLAGS]
    chosen.append(_first("certified", "certified_at_twelve", "preference_at_twelve", within))
    columns = ", ".join([*PASSED_ON, *OF_OFFERS_AND_KEEPING, *chosen])
    return f"{name} AS MATERIALIZED (SELECT {columns} FROM people WHERE again = 1)"  # noqa: S608


def _first(flag: str, name: str, preference: str, within: str) -> str:
    best = f"MAX(CASE WHEN {flag} = 1 THEN {preference} END) OVER (PARTITION BY {within})"
    return f"CASE WHEN {flag} = 1 AND {preference} = {best} THEN 1 ELSE 0 END AS {name}"
