"""The persons behind a figure are as many as the figure says, and the right ones."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.persons import (
    COUNTED,
    MEASURES,
    OF_PLACEMENT,
    Group,
    facts_of,
    persons_behind,
)
from school.hiring.indicators.report import EVERY_SCHOOL, hiring_report
from school.hiring.indicators.tallies import SUMS
from school.hiring.report.labels import MEASURES_OF_PLACES, MEASURES_OF_RATES
from school.hiring.report.reasons import deciding, outcome_of
from school.hiring.rules import Evidence, SituationKind, Status
from tests.factories.careers import Careers
from tests.support.plain_indicators import Question, World
from tests.support.worlds import questions, store, worlds

DAY = date(2026, 6, 30)
MEASURES_OF_PERSONS = [name for name in MEASURES if not name.startswith("offers_")]
WITH_A_CONTRACT = ("hired", "employed", "in_trade", "trade_known", "employed_at_six", "kept")
WITH_A_SITUATION = ("excluded", "continuing", "self_employed", "not_hired")


def behind(session: Session, measure: str, group: Group | None = None) -> set[str]:
    page = persons_behind(session, EVERY_SCHOOL, Options(DAY, DAY), measure, group or {}, 1)
    return {person.reference for person in page.items}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds(), question=questions())
def test_as_many_as_the_figure(session: Session, world: World, question: Question) -> None:
    store(session, world)
    options = Options(
        question.as_of,
        question.known_on,
        question.months,
        Evidence(question.evidence),
        question.first,
        question.last,
        tuple(Breakdown(key) for key in question.by),
    )
    report = hiring_report(session, EVERY_SCHOOL, options, thorough=True)
    for row in (report.rows[0], report.total):
        figures = row.figures
        found = {
            name: persons_behind(session, EVERY_SCHOOL, options, name, row.group, 1)
            for name in MEASURES
        }
        assert {name: found[name].figure for name in SUMS} == figures.tally._asdict()
        assert all(found[name].total == found[name].figure for name in MEASURES_OF_PERSONS)
        for name, (top, base) in MEASURES_OF_RATES.items():
            rate = getattr(figures, name)
            assert (found[top].figure, found[base].figure) == (rate.numerator, rate.denominator)
        for place, measure in MEASURES_OF_PLACES.items():
            share = getattr(figures.women_share, place)
            assert share.denominator <= found[measure].figure
    session.rollback()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds(), question=questions())
def test_whoever_is_counted_has_the_fact_that_counts(
    session: Session, world: World, question: Question
) -> None:
    store(session, world)
    options = Options(
        question.as_of, question.known_on, question.months, Evidence(question.evidence)
    )
    for measure in (*WITH_A_CONTRACT, *WITH_A_SITUATION):
        people = persons_behind(session, EVERY_SCHOOL, options, measure, {}, 1).items
        facts = facts_of(session, people, options, measure)
        for person in people:
            told = outcome_of(person, facts[person.trainee_id], options)
            assert told
            assert told.status is person.status
            if measure in WITH_A_CONTRACT:
                assert deciding(person, facts[person.trainee_id], options, measure)
            else:
                assert told.situation or told.hire
    for measure in OF_PLACEMENT:
        people = persons_behind(session, EVERY_SCHOOL, options, measure, {}, 1).items
        facts = facts_of(session, people, options, measure)
        for person in people:
            cohorts = {each.cohort_id for each in facts[person.trainee_id].placements}
            assert person.cohort_id in cohorts
    session.rollback()


@pytest.fixture
def careers(session: Session) -> Careers:
    return Careers(session)


def test_the_right_ones(session: Session, careers: Careers) -> None:
    hired = careers.hired(2)
    careers.hired(1, contested=True)
    [seeking] = careers.found(SituationKind.SEEKING)
    careers.withdrawn(1)
    assert behind(session, "hired") == {one.trainee.reference for one in hired}
    assert behind(session, "not_hired") == {seeking.trainee.reference}
    assert len(behind(session, COUNTED)) == 4
    assert len(behind(session, "leavers")) == 5


def test_of_a_group_also_where_nothing_is_stated(session: Session, careers: Careers) -> None:
    [woman] = careers.hired(1, Sex.FEMALE)
    [unstated] = careers.hired(1, None)
    careers.hired(1, Sex.MALE)
    assert behind(session, "hired", {Breakdown.SEX: "F"}) == {woman.trainee.reference}
    assert behind(session, "hired", {Breakdown.SEX: None}) == {unstated.trainee.reference}
    code = careers.cohort.reference
    both = {Breakdown.COHORT: code, Breakdown.SEX: "F"}
    assert behind(session, "hired", both) == {woman.trainee.reference}


def test_with_the_enrolment_that_counts(session: Session, careers: Careers) -> None:
    later = Careers(session, left_on=careers.left_on + timedelta(days=10))
    [first] = careers.hired(1)
    again = later.certified(1)[0]
    again.trainee = first.trainee
    session.flush()
    page = persons_behind(session, EVERY_SCHOOL, Options(DAY, DAY), "certified", {}, 1)
    assert [person.cohort for person in page.items] == [later.cohort.reference]
    assert page.items[0].status is Status.HIRED


def test_pages_of_fifty_by_name(session: Session, careers: Careers) -> None:
    careers.hired(53)
    first, second = (
        persons_behind(session, EVERY_SCHOOL, Options(DAY, DAY), "hired", {}, number)
        for number in (1, 2)
    )
    assert (first.total, len(first.items), len(second.items)) == (53, 50, 3)
    names = [person.family_name for person in (*first.items, *second.items)]
    assert names == sorted(names)


def test_facts_as_known_on_the_day(session: Session, careers: Careers) -> None:
    [one] = careers.hired(1, reference="H-1", evidence=Evidence.DECLARED)
    careers.hire(one, reference="H-1", recorded_on=DAY)
    options = Options(DAY, DAY - timedelta(days=1))
    people = persons_behind(session, EVERY_SCHOOL, options, "unknown", {}, 1).items
    [hire] = facts_of(session, people, options)[one.trainee_id].hires
    assert hire.evidence is Evidence.DECLARED
