"""The forecast follows the delay that is asked, and its lists do too."""

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.core.calendar import add_months
from school.core.clock import today
from tests.factories.records import make_cohort, make_enrolment
from tests.support.follow_up import careers_at
from tests.support.people import People
from tests.support.statements import count_statements


@pytest.fixture
def cohorts(people: People, session: Session) -> None:
    """Two cohorts that left three years ago: of twelve, nine hired, three of them after a year."""
    for number in (1, 2):
        left_on = add_months(today(), -36)
        careers = careers_at(session, people.school, f"C-{number}", left_on)
        careers.hired(6, Sex.FEMALE, recorded_on=left_on)
        late = add_months(left_on, 14)
        careers.hired(3, Sex.MALE, starts_on=late, recorded_on=late)
        careers.certified(3)
    began = add_months(today(), -2)
    coming = make_cohort(session, people.school, reference="C-3", starts_on=began, ends_on=None)
    for _ in range(12):
        make_enrolment(session, coming, enrolled_on=began)
    session.commit()


def read(people: People, address: str, who: str = "director", status: int = 200) -> str:
    answer = people.client(who).get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True).replace("\u00a0", " ")


@pytest.mark.parametrize(("months", "middle"), [(3, 50), (6, 50), (12, 50), (24, 75)])
def test_the_forecast_follows_the_delay(
    people: People, cohorts: None, months: int, middle: int
) -> None:
    text = read(people, f"/forecast?months={months}")
    found = re.search(rf"C-3 : à {months} mois, un taux entre (\d+) et (\d+) % est attendu", text)
    assert found
    assert int(found[1]) <= middle <= int(found[2])
    expected = re.search(r"C-3</th>\s*<td[^>]*>(\d+),\d %", text)
    assert expected
    assert abs(int(expected[1]) - middle) <= 4
    others = [delay for delay in (3, 6, 12, 24) if delay != months]
    assert all(f"/forecast?months={delay}" in text for delay in others)
    assert f"/forecast?months={months}" not in text.partition("<main")[2]


def test_its_trials_lead_to_the_persons_of_that_delay(
    people: People, session: Session, cohorts: None
) -> None:
    left_on = add_months(today(), -8)
    careers_at(session, people.school, "C-9", left_on).hired(4, recorded_on=left_on)
    session.commit()
    text = read(people, "/forecast?months=3")
    [way] = set(re.findall(r'href="(/report/persons[^"]+cohort=C-9)"', text))
    assert "months=3" in way
    assert "4 personnes." in read(people, unescape(way))


def test_the_report_leads_to_the_forecast_of_its_delay(people: People, cohorts: None) -> None:
    assert 'href="/forecast?months=12"' in read(people, "/report?months=12")
    assert "à 6 mois" in read(people, "/forecast?months=5")


def test_a_new_school_is_told_that_there_is_nothing_to_forecast(people: People) -> None:
    assert "Rien à prévoir encore" in read(people, "/forecast")


@pytest.mark.parametrize("who", ["ministry", "trainer", "apprentice", "enterprise"])
def test_nobody_else_reads_it(people: People, who: str) -> None:
    read(people, "/forecast", who, 403)


def test_another_school_is_not_forecast(people: People, cohorts: None) -> None:
    assert "C-3" not in read(people, "/forecast", "foreign_director")


def test_it_costs_few_statements(app: Flask, people: People, cohorts: None) -> None:
    client = people.client("director")
    with count_statements(app) as statements:
        assert client.get("/forecast?months=24").status_code == 200
    assert statements.count <= 8
