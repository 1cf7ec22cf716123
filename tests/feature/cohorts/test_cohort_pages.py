"""Pages of cohorts: the list, a cohort, opening and correcting one."""

import re
from datetime import date
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import StaffAssignment
from school.accounts.rules import StaffRole
from school.cohorts.models import Cohort
from school.cohorts.rules import Sex
from tests.factories.records import make_cohort, make_enrolment, make_trainee
from tests.support.people import People
from tests.support.statements import count_statements

NEW = {
    "code": "2026-1",
    "name": "Déploiement, mars",
    "path": "deployment",
    "starts_on": "2026-03-02",
    "ends_on": "30/10/2026",
    "capacity": "24",
}


def opened(people: People, session: Session, **values: object) -> Cohort:
    """Make a cohort that pages can see."""
    cohort = make_cohort(session, people.school, **values)
    session.commit()
    return cohort


def test_an_empty_list_says_what_will_be_there(people: People) -> None:
    for view in ("", "open", "finished", "all", "nonsense"):
        page = people.client("director").get("/cohorts", query_string={"view": view})
        assert page.status_code == 200
    assert "Ici paraîtront" in page.text


def test_the_list_shows_stages_and_numbers(people: People, session: Session) -> None:
    running = make_cohort(session, people.school, name="La présente")
    make_enrolment(session, running)
    make_enrolment(session, running, make_trainee(session, sex=Sex.MALE))
    make_enrolment(session, running, enrolled_on=None)
    make_cohort(session, people.school, name="La prochaine", starts_on=date(2026, 3, 9))
    over = make_cohort(session, people.school, name="La passée", ends_on=date(2026, 2, 27))
    make_enrolment(session, over)
    make_cohort(session, people.other_school, name="Une autre")
    session.commit()
    client = people.client("trainer")
    shown = client.get("/cohorts").text
    assert "La présente" in shown
    assert "2 / 24" in shown
    assert "50,0\u00a0%" in shown
    assert "À venir" in shown
    assert "La passée" not in shown
    assert "1 fin à déclarer" in client.get("/cohorts?view=finished").text
    everything = client.get("/cohorts?view=all").text
    assert "La passée" in everything
    assert "Une autre" not in everything


def test_a_cohort_is_opened_on_a_path(people: People, session: Session) -> None:
    client = people.client("director")
    assert client.get("/cohorts/new").status_code == 200
    sent = client.post("/cohorts/new", data={**NEW, "school": "EMN"})
    assert (sent.status_code, sent.location) == (303, "/cohorts/2026-1")
    page = client.get(sent.location)
    assert "Déploiement, mars" in page.text
    assert "La promotion est ouverte." in page.text
    assert "Pas encore de candidature" in page.text
    assert session.scalars(select(Cohort.ends_on)).one() == date(2026, 10, 30)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": ""}, "Ce champ est nécessaire."),
        ({"code": "a/b"}, "Des lettres sans accent"),
        ({"ends_on": "2026-03-01"}, "La fin ne peut pas précéder le début."),
        ({"starts_on": "bientôt"}, "Écrivez la date comme 05/03/2026."),
        ({"capacity": "0"}, "de 1 à 5000"),
        ({"capacity": "9" * 40}, "de 1 à 5000"),
        ({"path": "cooking"}, "path"),
        ({"school": "AUTRE"}, "school"),
    ],
)
def test_what_cannot_be_is_said_and_kept(
    people: People, session: Session, change: dict[str, str], words: str
) -> None:
    page = people.client("director").post("/cohorts/new", data={**NEW, "school": "EMN", **change})
    assert page.status_code == 422
    assert words in page.text
    assert 'value="Déploiement, mars"' in page.text
    assert session.scalars(select(Cohort)).all() == []


def test_a_code_that_is_taken_is_said_on_its_field(people: People, session: Session) -> None:
    make_cohort(session, people.other_school, reference="2026-1")
    session.commit()
    page = people.client("director").post("/cohorts/new", data={**NEW, "school": "EMN"})
    assert page.status_code == 422
    assert "Ce code est déjà pris" in page.text


def test_a_director_of_two_schools_chooses(people: People, session: Session) -> None:
    staff = people.staff("director")
    session.add(
        StaffAssignment(
            staff_id=staff.id, role=StaffRole.DIRECTOR, school_id=people.other_school.id
        )
    )
    session.commit()
    client = people.client("director")
    assert '<option value="AUTRE">' in client.get("/cohorts/new").text
    client.post("/cohorts/new", data={**NEW, "school": "AUTRE"})
    assert session.scalars(select(Cohort)).one().school_id == people.other_school.id


def test_a_cohort_is_corrected_and_an_old_page_is_told(people: People, session: Session) -> None:
    cohort = opened(people, session, name="Avant")
    client = people.client("director")
    place = f"/cohorts/{cohort.reference}/edit"
    page = client.get(place)
    assert 'value="Avant"' in page.text
    assert '<option selected value="deployment">' in page.text
    data = {**NEW, "name": "Après", "version": "1"}
    assert client.post(place, data=data).status_code == 303
    late = client.post(place, data={**data, "name": "Trop tard"})
    assert late.status_code == 422
    assert "Quelqu’un d’autre a modifié cette fiche" in late.text
    assert 'value="Trop tard"' in late.text


def test_a_running_cohort_waits_for_its_applicants(people: People, session: Session) -> None:
    cohort = opened(people, session)
    make_enrolment(session, cohort, enrolled_on=None, applied_on=date(2026, 1, 5))
    make_enrolment(session, cohort)
    session.commit()
    place = f"/cohorts/{cohort.reference}"
    director = people.client("director").get(place).text
    for words in ("Décider de 1 candidature", "depuis lun. 5 janv.", f"{place}/admit"):
        assert words in director
    assert f"{place}/complete" not in director
    trainer = people.client("trainer").get(place).text
    assert "Décider de 1 candidature" in trainer
    assert "Direction" in trainer
    assert "/admit" not in trainer
    assert "Faire l’appel" in trainer


def test_a_finished_cohort_waits_for_its_ends_and_certificates(
    people: People, session: Session
) -> None:
    cohort = opened(people, session, ends_on=date(2026, 2, 27))
    make_enrolment(session, cohort, enrolled_on=None, applied_on=date(2026, 1, 5))
    make_enrolment(session, cohort)
    make_enrolment(session, cohort, completed_on=date(2026, 2, 27))
    session.commit()
    place = f"/cohorts/{cohort.reference}"
    director = people.client("director").get(place).text
    for words in (
        "Déclarer la fin du parcours de 1 personne",
        "Certifier 1 personne",
        "Candidature sans suite",
        f"{place}/complete",
        f"{place}/certify",
    ):
        assert words in director
    assert "Décider de" not in director


def test_each_number_of_a_cohort_opens_its_people(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school, starts_on=date(2025, 1, 6))
    day = date(2025, 12, 1)
    for sex, dates in (
        (Sex.FEMALE, {"certified_on": day}),
        (Sex.FEMALE, {"completed_on": day}),
        (Sex.MALE, {"certified_on": day}),
        (Sex.MALE, {"withdrawn_on": day}),
        (Sex.MALE, {"enrolled_on": None}),
        (None, {}),
    ):
        make_enrolment(session, cohort, make_trainee(session, sex=sex), **dates)
    session.commit()
    client = people.client("director")
    table = client.get(f"/cohorts/{cohort.reference}").text.partition('aria-labelledby="turns"')[0]
    ways = re.findall(r'<a href="([^"#]+\?[^"#]*stage=[^"#]+)#people">([^<]+)</a>', table)
    assert len(ways) == 5 + 11, "five stages, and eleven counts that are not 0"
    for way, shown in ways:
        page = client.get(unescape(way)).text
        told = re.search(r"([0-9]+)\s(?:personne|personnes)\.", page)
        assert told, way
        assert told[1] == re.match("[0-9]+", shown)[0], way  # type: ignore[index]
        assert page.partition('id="people"')[2].count('<th scope="row">') == int(told[1]), way
    assert "Tous" in client.get(f"/cohorts/{cohort.reference}?stage=nonsense&sex=X").text


def test_an_admission_to_come_is_announced(people: People, session: Session) -> None:
    cohort = opened(people, session, starts_on=date(2026, 3, 9))
    make_enrolment(session, cohort, applied_on=date(2026, 3, 1))
    session.commit()
    page = people.client("director").get(f"/cohorts/{cohort.reference}").text
    assert "Admission le lun. 9 mars" in page


def test_a_cohort_shows_its_people_by_state(people: People, session: Session) -> None:
    cohort = opened(people, session)
    make_enrolment(session, cohort, make_trainee(session, family_name="Adjovi"))
    make_enrolment(session, cohort, make_trainee(session, family_name="Bio"), enrolled_on=None)
    make_enrolment(
        session,
        cohort,
        make_trainee(session, family_name="Codo"),
        enrolled_on=None,
        withdrawn_on=date(2026, 2, 2),
    )
    session.commit()
    client = people.client("director")
    place = f"/cohorts/{cohort.reference}"
    everybody = client.get(place).text
    assert all(name in everybody for name in ("Adjovi", "Bio", "Codo", "Candidature close"))
    applied = client.get(f"{place}?state=applied").text
    assert "Bio" in applied
    assert "Adjovi" not in applied
    assert "Personne n’est dans cet état." in client.get(f"{place}?state=certified").text
    assert client.get(f"{place}?state=nonsense").status_code == 200


@pytest.mark.parametrize("page", ["", "/edit", "/admit", "/complete", "/certify", "/apply"])
def test_a_foreign_cohort_does_not_exist(people: People, session: Session, page: str) -> None:
    cohort = opened(people, session)
    place = f"/cohorts/{cohort.reference}{page}"
    assert people.client("director").get(place).status_code == 200
    foreign = people.client("foreign_director")
    assert foreign.get(place).status_code == 404
    if page:
        assert foreign.post(place, data=NEW).status_code == 404
        assert people.client("trainer").get(place).status_code == 403


@pytest.mark.parametrize("who", ["apprentice", "enterprise", "ministry"])
def test_only_a_school_sees_its_cohorts(people: People, who: str) -> None:
    client = people.client(who)
    for place in ("/cohorts", "/trainees"):
        assert client.get(place).status_code == 403


@pytest.mark.parametrize("place", ["/cohorts", "/cohorts?view=all"])
def test_the_list_asks_as_much_for_ten_as_for_two_hundred(
    people: People, session: Session, app: Flask, place: str
) -> None:
    client = people.client("director")
    counts = []
    for size in (10, 190):
        for _ in range(size):
            make_enrolment(session, make_cohort(session, people.school))
        session.commit()
        client.get(place)
        with count_statements(app) as statements:
            assert client.get(place).status_code == 200
        counts.append(statements.count)
    assert counts[0] == counts[1] <= 8


def test_a_cohort_asks_as_much_for_ten_people_as_for_two_hundred(
    people: People, session: Session, app: Flask
) -> None:
    cohort = opened(people, session)
    client = people.client("director")
    place = f"/cohorts/{cohort.reference}"
    counts = []
    for size in (10, 190):
        for _ in range(size):
            make_enrolment(session, cohort)
        session.commit()
        client.get(place)
        with count_statements(app) as statements:
            assert client.get(place).status_code == 200
        counts.append(statements.count)
    assert counts[0] == counts[1] <= 8
