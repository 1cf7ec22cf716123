"""Pages of plans, weeks, sessions and days off."""

from datetime import date
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.cohorts.timetable import queries
from school.cohorts.timetable.models import CalendarDay, ClassSession
from school.cohorts.timetable.plan_rules import mondays_of
from school.cohorts.timetable.rules import Place
from tests.factories.records import make_cohort, make_enrolment
from tests.factories.timetable import make_day, make_session, make_week
from tests.support.people import People

NOON = "2026-03-02T12:00:00+00:00"
MONDAY = date(2026, 3, 2)
SESSION = {"date": "2026-03-02", "half_day": "morning", "module": "0", "trainer": "0",
           "hours": "3,5", "room": "", "subject": "Soudure"}  # fmt: skip


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    """A cohort that trains on the Monday."""
    made = make_cohort(session, people.school)
    session.commit()
    return made


def address(cohort: Cohort, page: str) -> str:
    """Give the address of a page of a cohort."""
    return f"/cohorts/{cohort.reference}/{page}"


def test_a_plan_is_proposed_then_fixed(people: People, session: Session, cohort: Cohort) -> None:
    director = people.client("director")
    assert "proposition" in director.get(address(cohort, "plan")).text
    page = director.get(address(cohort, "plan/edit")).text
    assert "Fête annuelle" not in page, "the cohort begins after it"
    assert "Lundi de Pâques" in page
    weeks = _weeks(cohort)
    form = {**dict.fromkeys(weeks, "centre:F0"), "week_20260119": "off:", "version": "1"}
    assert director.post(address(cohort, "plan/edit"), data=form).status_code == 303
    plan = queries.plan_of(session, cohort.id)
    assert len(plan) == len(weeks)
    assert [week.place for week in plan[:2]] == [Place.CENTRE, Place.OFF]
    assert "proposition" not in director.get(address(cohort, "plan")).text
    refused = director.post(address(cohort, "plan/edit"), data=form)
    assert refused.status_code == 422


@time_machine.travel(NOON, tick=False)
def test_a_week_in_the_enterprise_is_called_so(
    people: People, session: Session, cohort: Cohort
) -> None:
    make_week(session, cohort, MONDAY, place=Place.ENTERPRISE)
    session.commit()
    director = people.client("director")
    empty = director.get(address(cohort, "week")).text
    assert "Semaine en entreprise" in empty
    assert "Ajouter" not in empty
    assert "Tenir quand même une séance" in empty
    assert (
        "Tenir quand même une séance"
        not in people.client("trainer").get(address(cohort, "week")).text
    )
    make_session(session, cohort, date=MONDAY, subject="Soudure")
    session.commit()
    held = director.get(address(cohort, "week")).text
    assert "Semaine en entreprise" not in held
    assert "Soudure" in held


def _weeks(cohort: Cohort) -> list[str]:
    assert cohort.ends_on is not None
    return [f"week_{one:%Y%m%d}" for one in mondays_of(cohort.starts_on, cohort.ends_on)]


def test_a_module_of_another_path_is_refused(people: People, cohort: Cohort) -> None:
    director = people.client("director")
    weeks = _weeks(cohort)
    form = {**dict.fromkeys(weeks, "off:"), weeks[0]: "centre:P1", "version": "1"}
    answer = director.post(address(cohort, "plan/edit"), data=form)
    assert answer.status_code == 422
    assert "Choisissez une des réponses proposées." in answer.text


@time_machine.travel(NOON, tick=False)
def test_a_session_is_added_from_the_week(people: People, session: Session, cohort: Cohort) -> None:
    director = people.client("director")
    assert "Ajouter" in director.get(address(cohort, "week")).text
    answer = director.post(address(cohort, "sessions/new"), data=SESSION)
    assert answer.headers["Location"].endswith("week?week=2026-03-02")
    assert "Soudure" in director.get(answer.headers["Location"]).text
    held = session.scalars(select(ClassSession)).one()
    trainer = people.client("trainer").get(address(cohort, "week")).text
    assert "Soudure" in trainer
    assert f"/sessions/{held.reference}/edit" not in trainer


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"date": "30/02/2026"}, "Écrivez la date comme 05/03/2026."),
        ({"date": "2027-03-02"}, "Ce jour n’est pas dans les dates de la promotion."),
        ({"hours": "25"}, "Une demi-journée compte plus de 0 et au plus 6"),
        ({"half_day": "night"}, "Choisissez une des réponses proposées."),
        ({"trainer": "99999"}, "Choisissez une des réponses proposées."),
        ({"date": "2026-05-01"}, "Ce jour-là est chômé"),
        ({"room": "A" * 61}, "60 caractères au plus."),
    ],
)
def test_bad_sessions_are_named(
    people: People, session: Session, cohort: Cohort, typed: dict[str, str], words: str
) -> None:
    answer = people.client("director").post(
        address(cohort, "sessions/new"), data={**SESSION, **typed}
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert session.scalars(select(ClassSession)).all() == []


@pytest.mark.parametrize(
    ("same", "words"),
    [
        ("cohort", "La promotion a déjà une séance"),
        ("trainer", "Cette personne tient déjà une autre séance"),
        ("room", "Cette salle est déjà prise"),
    ],
)
def test_double_bookings_are_told_on_their_field(
    people: People, session: Session, cohort: Cohort, same: str, words: str
) -> None:
    other = cohort if same == "cohort" else make_cohort(session, people.school)
    session.commit()
    trainer = str(people.staff("trainer").id)
    first = {**SESSION, "trainer": trainer if same == "trainer" else "0",
             "room": "Atelier" if same == "room" else ""}  # fmt: skip
    director = people.client("director")
    assert director.post(address(other, "sessions/new"), data=first).status_code == 303
    answer = director.post(address(cohort, "sessions/new"), data=first)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_session_is_changed_then_cancelled(
    people: People, session: Session, cohort: Cohort
) -> None:
    held = make_session(session, cohort, date=MONDAY, subject="Clivage")
    session.commit()
    director, page = people.client("director"), f"/sessions/{held.reference}"
    assert "Clivage" in director.get(f"{page}/edit").text
    moved = {**SESSION, "date": "2026-03-03", "version": "1"}
    assert director.post(f"{page}/edit", data=moved).status_code == 303
    assert director.post(f"{page}/cancel", data={"version": "2"}).status_code == 422
    done = director.post(f"{page}/cancel", data={"version": "2", "reason": "Panne"})
    assert done.status_code == 303
    text = director.get(address(cohort, "week?week=2026-03-02")).text
    assert "annulée" in text
    assert "Panne" in text


@time_machine.travel(NOON, tick=False)
def test_a_week_is_filled_and_copied(people: People, session: Session, cohort: Cohort) -> None:
    director = people.client("director")
    assert 'value="2026-03-02"' in director.get(address(cohort, "sessions/series")).text
    form = {"first": "2026-03-02", "last": "2026-03-06", "slots": ["0-morning", "4-afternoon"],
            "module": "0", "trainer": "0", "hours": "3"}  # fmt: skip
    assert director.post(address(cohort, "sessions/series"), data=form).status_code == 303
    copy = {"source": "2026-03-02", "target": "2026-03-09"}
    assert director.post(address(cohort, "sessions/copy"), data=copy).status_code == 303
    days = session.scalars(select(ClassSession.date).order_by(ClassSession.date)).all()
    assert [one.isoformat() for one in days] == [
        "2026-03-02", "2026-03-06", "2026-03-09", "2026-03-13",
    ]  # fmt: skip
    far = {"first": "2030-01-01", "last": "2030-01-02"}
    refused: list[dict[str, Any]] = [{"last": "2026-03-01"}, {"slots": []}, far]
    for bad in refused:
        answer = director.post(address(cohort, "sessions/series"), data={**form, **bad})
        assert answer.status_code == 422


@time_machine.travel(NOON, tick=False)
def test_everybody_finds_their_own_week(people: People, session: Session, cohort: Cohort) -> None:
    trainee_id = people.account("apprentice").trainee_id
    enrolment = make_enrolment(session, cohort)
    enrolment.trainee_id = trainee_id or 0
    make_week(session, cohort, MONDAY)
    make_session(session, cohort, date=MONDAY, subject="Pour tous")
    trainer = people.staff("trainer")
    other = make_cohort(session, people.school)
    make_session(session, other, date=MONDAY, subject="Ailleurs", trainer=trainer)
    session.commit()
    apprentice = people.client("apprentice").get("/my/week").text
    assert "Pour tous" in apprentice
    assert "Ailleurs" not in apprentice
    assert "Toutes mes semaines" in apprentice
    own = people.client("trainer").get("/my/week").text
    assert "Ailleurs" in own
    assert "Pour tous" not in own
    for asked in ("0001-01-01", "9999-12-31", "x", "2026-02-30"):
        assert people.client("trainer").get(f"/my/week?week={asked}").status_code == 200


def test_days_off_are_noted_and_taken_back(people: People, session: Session) -> None:
    director, page = people.client("director"), "/schools/EMN/days-off"
    assert "Fête du Travail" in director.get(f"{page}?year=2026").text
    form = {"date": "2026-03-20", "kind": "worked", "label": "Fête déplacée"}
    assert director.post(page, data=form).status_code == 303
    text = director.get(f"{page}?year=2026").text
    assert "Fête déplacée" in text
    assert "Jour du Ramadan" not in text
    assert director.post(page, data={**form, "date": "31/02/2026"}).status_code == 422
    for day in ("2026-03-20", "2026-03-20", "x"):
        assert director.post(f"{page}/forget", data={"date": day}).status_code == 303
    assert session.scalars(select(CalendarDay)).all() == []
    for year in ("0001", "9999", "x", "²²²²"):
        assert director.get(f"{page}?year={year}").status_code == 200


def test_days_of_another_school_stay_its_own(people: People, session: Session) -> None:
    make_day(session, people.other_school)
    session.commit()
    director = people.client("director")
    assert director.get("/schools/AUTRE/days-off").status_code == 404
    assert "Congés" not in director.get("/schools/EMN/days-off").text
