"""What more proof or more facts may never do to the figures, on random lives."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, assume, event, given, settings
from sqlalchemy.orm import Session

from school.hiring.indicators.options import Options
from school.hiring.indicators.report import EVERY_SCHOOL, hiring_report
from school.hiring.indicators.tallies import Tally
from school.hiring.rules import Evidence, Status
from tests.support.lives import lives
from tests.support.plain_indicators import Question, Record, World
from tests.support.worlds import store

RANDOM = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
OUT_OF_THE_COUNT = ("studying", "deceased", "institutionalised", "medical")
LATER = date(2028, 12, 31)


def counted(session: Session, question: Question, evidence: str) -> Tally:
    options = Options(
        question.as_of,
        question.known_on,
        question.months,
        Evidence(evidence),
        question.first,
        question.last,
    )
    return hiring_report(session, EVERY_SCHOOL, options).total.figures.tally


def status_of(session: Session, question: Question) -> Status:
    """Give the status of the only person of a world, who is certified."""
    tally = counted(session, question, question.evidence)
    return next(each for each in Status if getattr(tally, each.value))


@RANDOM
@given(life=lives())
def test_more_proof_asked_never_raises_the_rate(
    session: Session, life: tuple[World, Question]
) -> None:
    world, asked = life
    question = replace(asked, as_of=LATER)
    world.hires[:] = [hire for hire in world.hires if hire["contract"] != "apprenticeship"]
    world.situations[:] = [
        each for each in world.situations if each["situation"] not in OUT_OF_THE_COUNT
    ]
    store(session, world)
    tallies = [counted(session, question, level.value) for level in Evidence]
    session.rollback()
    assert [tally.n for tally in tallies] == [1, 1, 1]
    hired = [tally.hired for tally in tallies]
    event(f"hired {hired}")
    assert hired == sorted(hired, reverse=True)


@RANDOM
@given(life=lives(), other=lives())
def test_a_further_fact_never_makes_the_known_unknown(
    session: Session, life: tuple[World, Question], other: tuple[World, Question]
) -> None:
    world, asked = life
    question = replace(asked, as_of=LATER)
    store(session, world)
    before = status_of(session, question)
    assume(before is not Status.UNKNOWN)
    world.hires += further(hire for hire in other[0].hires if not hire["contested"])
    world.situations += further(other[0].situations)
    store(session, world)
    after = status_of(session, question)
    session.rollback()
    event(f"{before} to {after}")
    assert after is not Status.UNKNOWN


def further(facts: Iterable[Record]) -> list[Record]:
    """Give facts references of their own, so that they supersede nothing."""
    return [{**fact, "reference": f"further {fact['reference']}"} for fact in facts]
