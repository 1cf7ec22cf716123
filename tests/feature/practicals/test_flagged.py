"""A trace to be looked at is found from the list and the trainer's page, until it is replaced."""

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.practicals.list_queries import flagged_number
from school.practicals.traces.dates import DateDoubt
from tests.factories.practicals import make_sheet, make_trace
from tests.factories.records import make_assessment
from tests.feature.practicals.conftest import TrainingClass
from tests.support.people import People
from tests.support.statements import count_statements

PILL = "courbe à vérifier"
DAY = date(2026, 3, 10)
LIKE = [["TR-OTHER", "same_trace"]]


def shown(people: People, address: str, who: str = "trainer") -> str:
    return " ".join(people.client(who).get(address).text.replace("\u00a0", " ").split())


def test_what_is_doubtful_is_marked_and_found(
    app: Flask, people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    trainer = people.staff("trainer")
    made = [
        make_assessment(
            session, one, assessed_on=DAY, recorded_on=DAY, trainer=trainer, trainer_id=trainer.id
        )
        for one in training.enrolments
    ]
    first, second, third = (make_sheet(session, one) for one in made)
    make_trace(session, first, likeness=LIKE)
    make_trace(session, second, doubt=DateDoubt.ANOTHER_DAY)
    make_trace(session, second, doubt=DateDoubt.ANOTHER_DAY, position=1)
    make_trace(session, third)
    session.commit()
    page = shown(people, "/practicals")
    assert page.count(PILL) == 2
    found = shown(people, "/practicals?traces=flagged")
    assert [f"/practicals/{one.reference}" in found for one in made] == [True, True, False]
    assert PILL not in shown(people, "/practicals", "apprentice")
    client = people.client("trainer")
    client.get("/")
    with count_statements(app) as statements:
        home = client.get("/").text.replace("\u00a0", " ")
    assert statements.count <= 8
    assert "2 essais ont une courbe à vérifier." in home
    link = f"trainer={trainer.id}&amp;traces=flagged&amp;since=2026-02-08"
    assert link in home
    assert "courbe à vérifier" not in shown(people, "/", "foreign_trainer")


def test_a_trace_that_was_replaced_is_looked_at_no_more(
    people: People, training: TrainingClass, session: Session
) -> None:
    made = make_assessment(session, training.first, assessed_on=DAY, recorded_on=DAY)
    make_trace(session, make_sheet(session, made), likeness=LIKE)
    without = make_sheet(session, made, number=2)
    session.commit()
    assert PILL in shown(people, "/practicals"), "a correction without traces leaves them in force"
    make_trace(session, without)
    session.commit()
    assert PILL not in shown(people, "/practicals")


def test_the_trainers_page_forgets_what_is_long_past(
    people: People, training: TrainingClass, session: Session
) -> None:
    trainer = people.staff("trainer")
    made = make_assessment(session, training.first, trainer=trainer, assessed_on=date(2026, 1, 20))
    make_trace(session, make_sheet(session, made), likeness=LIKE)
    session.commit()
    principal = people.principal("trainer")
    for since, number in ((date(2026, 1, 20), 1), (date(2026, 1, 21), 0)):
        assert session.scalar(flagged_number(principal, DAY, since)) == number
    assert "courbe à vérifier" not in shown(people, "/")
