"""Demo schools drawn for tests, and what their facts say by the rules of the indicators."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache

from school.cohorts.models import Enrolment, Trainee
from school.core.database import Base
from school.demo.draft import Row
from school.demo.scene import Scene, compose
from school.hiring.indicators.rules import HireFact, SituationFact, Terms, outcome
from school.hiring.models import Hire, Situation
from school.hiring.rules import Evidence, Status
from tests.support.shipped import shipped_pack

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)
LEAP_DAY, NEW_YEAR = date(2028, 2, 29), date(2027, 1, 1)
DRAWS = [(2026, SUNDAY), (1, MONDAY), (7, LEAP_DAY), (99, NEW_YEAR)]


def draw(seed: int, today: date) -> Scene:
    """Draw a demo school."""
    return compose(shipped_pack(), seed, today)


@cache
def scene(seed: int, today: date) -> Scene:
    """Draw a demo school, once for each seed and day."""
    return draw(seed, today)


def rows(drawn: Scene, table: type[Base]) -> list[Row]:
    """List the rows of a table of a drawn school."""
    return drawn.draft.rows[table]


def latest(drawn: Scene, table: type[Base]) -> list[Row]:
    """List the facts of a table as they are known last."""
    known: dict[str, Row] = {}
    for row in sorted(rows(drawn, table), key=lambda one: one["recorded_on"]):
        known[row["reference"]] = row
    return list(known.values())


def statuses(drawn: Scene, today: date, school: str) -> Iterator[tuple[Row, Status]]:
    """Give each certified person of a school once, with the status six months after the exit."""
    hires, situations = defaultdict(list), defaultdict(list)
    for row in latest(drawn, Hire):
        hires[row["trainee"]].append(_hire(row))
    for row in latest(drawn, Situation):
        situations[row["trainee"]].append(_situation(row))
    people = {row["reference"]: row for row in rows(drawn, Trainee)}
    counted: dict[str, tuple[date, Status]] = {}
    for row in rows(drawn, Enrolment):
        exit_on = row.get("certified_on")
        if exit_on is None or not row["cohort"].startswith(school):
            continue
        name = row["trainee"]
        terms = Terms(today, 6, Evidence.CONFIRMED)
        status = outcome(exit_on, hires[name], situations[name], terms).status
        if status is not Status.IMMATURE and exit_on > counted.get(name, (date.min,))[0]:
            counted[name] = (exit_on, status)
    for name, (_, status) in counted.items():
        yield people[name], status


def _hire(row: Row) -> HireFact:
    return HireFact(
        row["reference"],
        row["contract"],
        row["starts_on"],
        row["ends_on"],
        row["evidence"],
        row["contested"],
    )


def _situation(row: Row) -> SituationFact:
    return SituationFact(
        row["reference"],
        row["situation"],
        row["observed_on"],
        row["starts_on"],
        row["ends_on"],
        row["full_time"],
        row["evidence"],
    )
