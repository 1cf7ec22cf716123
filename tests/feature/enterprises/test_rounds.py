"""The list by what enterprises answer and work with, and the question to all who said nothing."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.outbox import MailMessage
from school.enterprises.list_queries import enterprise_list
from school.enterprises.partner_models import InterestQuestion
from school.enterprises.partner_queries import department_list
from school.enterprises.partner_rules import InterestStatus
from school.enterprises.rules import SILENT, EnterpriseFilter
from tests.factories.partners import make_interest, make_places, make_site, make_technique
from tests.factories.records import make_enterprise
from tests.support.people import People

DAY = date(2026, 3, 11)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-03-11 09:00+00:00", tick=False) as traveller:
        yield traveller


def test_the_list_is_narrowed_by_answer_technique_and_site(
    people: People, session: Session
) -> None:
    director = people.principal("director")
    looks = make_enterprise(session, people.school, name="A", department="Littoral")
    make_interest(session, looks, year=2026, status=InterestStatus.ACTIVELY_LOOKING)
    old = make_enterprise(session, people.school, name="B", department="Littoral")
    make_interest(session, old, year=2025, status=InterestStatus.INTERESTED)
    never = make_enterprise(session, people.school, name="C", department=None)
    site = make_site(session, never, department="Zou")
    make_places(session, never, site=site, starts_on=DAY, ends_on=DAY, places=3)
    make_technique(session, never, name="Soudeuse ruban Fujikura")
    session.commit()

    def shown(**wanted: str) -> list[str]:
        found = enterprise_list(session, director, EnterpriseFilter(**wanted), 1, DAY)
        return [row.enterprise.name for row in found.page.items]

    assert shown() == ["A", "B", "C"]
    assert shown(answer="actively_looking") == ["A"]
    assert shown(answer="interested") == ["B"], "the last answer holds until the next"
    assert shown(answer=SILENT) == ["B", "C"]
    assert shown(answer="unknown") == []
    assert shown(works_with="fujikura RUBAN") == ["C"]
    assert shown(department="Zou") == ["C"]
    rows = {row.department: row for row in department_list(session, director, DAY)}
    assert set(rows) == {"Littoral", "Zou"}
    assert (rows["Zou"].enterprises, rows["Zou"].places) == (1, 3)
    page = people.client("director").get("/enterprises?answer=silent").text
    assert "Envoyer la question à toutes" in page
    assert "Envoyer la question" not in people.client("trainer").get("/enterprises").text


def test_all_who_said_nothing_are_asked_once(
    people: People, session: Session, clock: time_machine.Traveller
) -> None:
    director = people.client("director")
    silent = make_enterprise(session, people.school, email="a@example.test")
    answered = make_enterprise(session, people.school, email="b@example.test")
    make_interest(session, answered, year=2026)
    make_enterprise(session, people.school, email=None, phone=None)
    make_enterprise(session, people.other_school, email="c@example.test")
    session.commit()
    page = director.post("/enterprises/ask-interest", follow_redirects=True).text
    assert "La question part à 1 entreprise." in page
    assert "1 entreprise n’a ni courriel ni téléphone" in page
    assert director.post("/enterprises/ask-interest").status_code == 303
    session.rollback()
    assert session.scalars(select(MailMessage.recipient)).all() == ["a@example.test"]
    assert session.scalars(select(InterestQuestion.enterprise_id)).all() == [silent.id]
    clock.shift(timedelta(days=15))
    people.client("director").post("/enterprises/ask-interest")
    session.rollback()
    assert len(session.scalars(select(MailMessage.recipient)).all()) == 2
    assert len(session.scalars(select(InterestQuestion.id)).all()) == 1
