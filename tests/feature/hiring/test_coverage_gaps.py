"""What holds coverage back: as many people as the report counts, since their oldest due day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from school.hiring.follow_up.coverage_gaps import GAP_KEYS, gaps, unknown_since
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.persons import persons_behind
from school.hiring.indicators.report import EVERY_SCHOOL, hiring_report
from school.hiring.rules import Evidence, SituationKind
from tests.factories.careers import Careers
from tests.factories.records import make_cohort, make_enrolment, make_enterprise
from tests.support.people import People
from tests.support.plain_indicators import Question, World
from tests.support.statements import count_statements
from tests.support.worlds import questions, store, worlds

DAYS = "as_of=2026-06-30&known_on=2026-06-30"


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds(), question=questions())
def test_each_gap_is_its_persons(session: Session, world: World, question: Question) -> None:
    store(session, world)
    options = Options(
        question.as_of, question.known_on, question.months, Evidence(question.evidence),
        question.first, question.last, GAP_KEYS,
    )  # fmt: skip
    report = hiring_report(session, EVERY_SCHOOL, options)
    for key in GAP_KEYS:
        since = unknown_since(session, EVERY_SCHOOL, options, key)
        found = gaps(report, key, since)
        assert {gap.code for gap in found} == set(since)
        for gap in found:
            plain = replace(options, by=())
            people = persons_behind(
                session, EVERY_SCHOOL, plain, "unknown", {key: gap.code}, 1
            ).items
            assert gap.unknown == len(people)
            assert gap.since == min(one.measured_on for one in people if one.measured_on)
    session.rollback()


@pytest.fixture
def careers(people: People, session: Session) -> Careers:
    """Two without news of twelve, one of them after a placement at Delta."""
    cohort = make_cohort(session, people.school, reference="C-2025", starts_on=date(2024, 11, 1))
    careers = Careers(session, cohort)
    careers.hired(10)
    delta = make_enterprise(session, people.school, reference="E-9", name="Delta Réseaux")
    after, _ = careers.certified(2)
    careers.placement(after, enterprise=delta)
    session.commit()
    return careers


def test_the_page_names_cohorts_and_enterprises(
    app: Flask, people: People, careers: Careers
) -> None:
    client = people.client("director")
    with count_statements(app) as statements:
        text = client.get(f"/report/coverage?{DAYS}").get_data(as_text=True)
    assert statements.count <= 8
    assert "2 personnes sont sans nouvelles 6 mois après la sortie" in text
    assert "Delta Réseaux" in text
    assert "Sans placement" in text
    assert "measure=unknown&amp;enterprise=E-9" in text
    assert "/follow-up?months=6" in text


def test_the_oldest_comes_first_of_its_group(session: Session, careers: Careers) -> None:
    later = Careers(session, careers.cohort, left_on=careers.left_on - timedelta(days=40))
    later.certified(1)
    options = Options(date(2026, 6, 30), date(2026, 6, 30), by=GAP_KEYS)
    since = unknown_since(session, EVERY_SCHOOL, options, Breakdown.COHORT)
    assert since == {"C-2025": later.due_on}


def test_who_is_known_in_another_cohort_is_missing_in_the_first(
    people: People, session: Session
) -> None:
    """Unknown six months after the first exit, hired after the second: in all nobody is missing."""
    first = make_cohort(session, people.school, reference="C-1", starts_on=date(2023, 11, 1))
    careers = Careers(session, first, left_on=date(2024, 6, 30))
    (person,) = careers.certified(1)
    second = make_cohort(session, people.school, reference="C-2", starts_on=date(2025, 1, 6))
    left_on = date(2025, 9, 30)
    make_enrolment(session, second, person.trainee, completed_on=left_on, certified_on=left_on)
    careers.hire(person, starts_on=date(2025, 11, 3))
    session.commit()
    options = Options(date(2026, 6, 30), date(2026, 6, 30), by=GAP_KEYS)
    report = hiring_report(session, EVERY_SCHOOL, options)
    assert report.total.figures.tally.unknown == 0
    since = unknown_since(session, EVERY_SCHOOL, options, Breakdown.COHORT)
    (gap,) = gaps(report, Breakdown.COHORT, since)
    assert (gap.code, gap.unknown, gap.share.value) == ("C-1", 1, 1)
    page = people.client("director").get(f"/report/coverage?{DAYS}")
    assert page.status_code == 200


def test_nothing_is_missing_and_nobody_is_due(people: People, session: Session) -> None:
    client = people.client("director")
    assert "Rien ne manque" in client.get("/report/coverage").get_data(as_text=True)
    cohort = make_cohort(session, people.school, starts_on=date(2024, 11, 1))
    Careers(session, cohort).found(SituationKind.SEEKING, 3)
    session.commit()
    assert "Rien ne manque" in client.get(f"/report/coverage?{DAYS}").get_data(as_text=True)
    assert client.get("/report/coverage?as_of=hier").status_code == 400
    assert client.get("/report/coverage?school=AUTRE").status_code == 404


@pytest.mark.parametrize("who", ["ministry", "trainer", "apprentice", "enterprise"])
def test_nobody_else_sees_it(people: People, who: str) -> None:
    assert people.client(who).get("/report/coverage").status_code == 403
