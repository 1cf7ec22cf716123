"""One person's status: the database, the pure rule and a plain reading agree at every limit."""

from dataclasses import fields
from typing import Any, TypeVar

from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from school.hiring.indicators.options import Options
from school.hiring.indicators.report import EVERY_SCHOOL, hiring_report
from school.hiring.indicators.rules import HireFact, SituationFact, Terms, outcome
from school.hiring.rules import Contract, Evidence, SituationKind, Status
from tests.support.lives import lives
from tests.support.plain_indicators import Career, Question, Record, World
from tests.support.worlds import store

Fact = TypeVar("Fact", HireFact, SituationFact)
TYPES: dict[str, Any] = {
    "contract": Contract,
    "situation": SituationKind,
    "evidence": lambda level: level and Evidence(level),
}


def facts(kind: type[Fact], rows: list[Record]) -> list[Fact]:
    names = [each.name for each in fields(kind)]
    return [
        kind(**{name: TYPES.get(name, lambda value: value)(row[name]) for name in names})
        for row in rows
    ]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(life=lives())
def test_status_and_delay(session: Session, life: tuple[World, Question]) -> None:
    world, question = life
    store(session, world)
    options = Options(
        question.as_of, question.known_on, question.months, Evidence(question.evidence)
    )
    found = hiring_report(session, EVERY_SCHOOL, options).total.figures
    session.rollback()
    career = Career(world, world.enrolments[0], question)
    expected = Status(career.status(question.months))
    told = outcome(
        world.enrolments[0]["certified_on"],
        facts(HireFact, world.hires),
        facts(SituationFact, world.situations),
        Terms(options.as_of, options.months, options.evidence),
    )
    assert told.status is expected
    counted = {each for each in Status if getattr(found.tally, each.value)}
    assert counted == ({expected} if career.leaver else set())
    if expected is Status.HIRED and told.hired_on:
        delay = (told.hired_on - world.enrolments[0]["certified_on"]).days
        assert found.median_days_to_hire == delay
