"""Pages of schools and staff."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.accounts import queries
from school.accounts.models import StaffAssignment
from school.accounts.rules import StaffRole
from tests.factories.records import make_school, make_staff
from tests.support.people import People
from tests.support.statements import count_statements


def test_a_director_sees_ones_own_school_and_the_ministry_all(people: People) -> None:
    director = people.client("director").get("/schools").text
    assert people.school.name in director
    assert people.other_school.name not in director
    ministry = people.client("ministry").get("/schools").text
    assert people.school.name in ministry
    assert people.other_school.name in ministry


def test_a_school_shows_its_staff_to_those_who_may_see_it(people: People, session: Session) -> None:
    trainer = make_staff(session, StaffRole.TRAINER, people.school, name="Rodrigue Dossou")
    session.commit()
    director = people.client("director")
    page = director.get("/schools/EMN").text
    assert "Rodrigue Dossou" in page
    assert f"/staff/{trainer.id}" in page
    ministry = people.client("ministry").get("/schools/EMN")
    assert ministry.status_code == 200
    assert "Rodrigue Dossou" not in ministry.text
    assert people.client("foreign_director").get("/schools/EMN").status_code == 404
    assert people.client("ministry").get("/schools/NOWHERE").status_code == 404


def test_staff_are_listed_by_name_and_shown(people: People, session: Session) -> None:
    last = make_staff(session, StaffRole.TRAINER, people.school, name="Zinsou Ada")
    make_staff(session, StaffRole.TRAINER, people.school, name="élégbédé Koffi")
    make_staff(session, StaffRole.TRAINER, people.other_school, name="Une autre")
    session.commit()
    director = people.client("director")
    page = director.get("/staff").text
    assert page.index("élégbédé Koffi") < page.index("Zinsou Ada")
    assert "Une autre" not in page
    shown = director.get(f"/staff/{last.id}")
    assert "Zinsou Ada" in shown.text
    assert last.email in shown.text
    assert people.client("foreign_director").get(f"/staff/{last.id}").status_code == 404
    assert director.get("/staff/999999").status_code == 404


def test_further_roles_are_shown_within_ones_schools(people: People, session: Session) -> None:
    staff = make_staff(session, StaffRole.TRAINER, people.school, name="Rodrigue Dossou")
    for school, role in (
        (people.school, StaffRole.DIRECTOR),
        (people.other_school, StaffRole.TRAINER),
    ):
        session.add(StaffAssignment(staff_id=staff.id, role=role, school_id=school.id))
    session.commit()
    shown = people.client("director").get(f"/staff/{staff.id}").text
    assert f"Direction, {people.school.name}" in shown
    assert people.other_school.name not in shown
    foreign = people.client("foreign_director").get(f"/staff/{staff.id}").text
    assert f"Formation, {people.other_school.name}" in foreign
    director = people.principal("director")
    assert staff in queries.staff_of(session, director, people.school)


@pytest.mark.parametrize("who", ["trainer", "apprentice", "enterprise", "ministry"])
def test_staff_is_for_directors(people: People, who: str) -> None:
    assert people.client(who).get("/staff").status_code == 403


@pytest.mark.parametrize("who", ["trainer", "apprentice", "enterprise"])
def test_schools_are_for_directors_and_the_ministry(people: People, who: str) -> None:
    assert people.client(who).get("/schools").status_code == 403


@pytest.mark.parametrize(("who", "place"), [("ministry", "/schools"), ("director", "/staff")])
def test_the_lists_ask_as_much_for_ten_as_for_two_hundred(
    people: People, session: Session, app: Flask, who: str, place: str
) -> None:
    client = people.client(who)
    counts = []
    for size in (10, 190):
        for _ in range(size):
            make_staff(session, StaffRole.TRAINER, people.school)
            make_school(session)
        session.commit()
        client.get(place)
        with count_statements(app) as statements:
            page = client.get(place)
        assert page.status_code == 200
        counts.append(statements.count)
    assert "1 à 50 sur 20" in page.text
    assert counts[0] == counts[1] <= 8
