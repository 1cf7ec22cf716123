"""Pages of enterprises and tutors."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.enterprises.models import Enterprise, Tutor
from tests.factories.records import make_enterprise, make_tutor
from tests.support.people import People
from tests.support.statements import count_statements


def test_an_empty_list_says_what_will_be_there(people: People) -> None:
    page = people.client("director").get("/enterprises")
    assert page.status_code == 200
    assert "Pas encore d’entreprise" in page.text
    assert "/enterprises/new" in page.text
    assert "/enterprises/new" not in people.client("trainer").get("/enterprises").text


def test_the_list_keeps_its_filter_in_the_address(people: People, session: Session) -> None:
    make_enterprise(session, people.school, name="Delta Réseaux", department="Littoral")
    make_enterprise(session, people.school, name="Alafia Télécoms", department="Borgou")
    session.commit()
    client = people.client("director")
    page = client.get("/enterprises?department=Borgou")
    assert "Alafia Télécoms" in page.text
    assert "Delta Réseaux" not in page.text
    nothing = client.get("/enterprises?text=zzz")
    assert "Aucune entreprise ne correspond" in nothing.text


def test_pages_of_fifty_lead_to_their_neighbours(people: People, session: Session) -> None:
    for serial in range(101):
        make_enterprise(session, people.school, name=f"Entreprise {serial:03}", sector="A")
    session.commit()
    client = people.client("director")
    middle = client.get("/enterprises?sector=A&page=2").text
    assert "51 à 100 sur 101" in middle
    assert "Entreprise 049" not in middle
    assert "Entreprise 050" in middle
    assert "/enterprises?sector=A&amp;page=1" in middle
    assert "/enterprises?sector=A&amp;page=3" in middle
    assert "101 à 101 sur 101" in client.get("/enterprises?page=999").text
    for odd in ("0", "-1", "x", "²", "9" * 30):
        assert "1 à 50 sur 101" in client.get("/enterprises", query_string={"page": odd}).text


def test_the_list_asks_as_much_for_ten_as_for_two_hundred(
    people: People, session: Session, app: Flask
) -> None:
    client = people.client("director")
    counts = []
    for size in (10, 190):
        for _ in range(size):
            make_tutor(session, make_enterprise(session, people.school))
        session.commit()
        client.get("/enterprises")
        with count_statements(app) as statements:
            assert client.get("/enterprises").status_code == 200
        counts.append(statements.count)
    assert counts[0] == counts[1] <= 8


def test_an_enterprise_is_added_shown_and_corrected(people: People, session: Session) -> None:
    client = people.client("director")
    assert client.get("/enterprises/new").status_code == 200
    sent = client.post("/enterprises/new", data={"name": " Delta Réseaux ", "phone": "0197000001"})
    assert sent.status_code == 303
    made = session.scalars(select(Enterprise)).one()
    assert sent.location == f"/enterprises/{made.reference}"
    shown = client.get(sent.location)
    assert "Delta Réseaux" in shown.text
    assert "L’entreprise est enregistrée." in shown.text
    edit = f"{sent.location}/edit"
    assert 'value="Delta Réseaux"' in client.get(edit).text
    done = client.post(edit, data={"name": "Delta Fibre", "version": "1"})
    assert done.status_code == 303
    assert "Delta Fibre" in client.get(sent.location).text


def test_a_refused_form_keeps_what_was_typed(people: People, session: Session) -> None:
    client = people.client("director")
    page = client.post("/enterprises/new", data={"name": "", "sector": "Opérateur", "phone": "x"})
    assert page.status_code == 422
    assert "Ce champ est nécessaire." in page.text
    assert 'value="Opérateur"' in page.text
    page = client.post("/enterprises/new", data={"name": "Delta", "phone": "x"})
    assert page.status_code == 422
    assert "n’est pas un numéro de téléphone." in page.text
    assert session.scalars(select(Enterprise)).all() == []


def test_a_double_is_asked_about_and_may_be_kept(people: People, session: Session) -> None:
    make_enterprise(session, people.school, name="Delta Réseaux")
    session.commit()
    client = people.client("director")
    asked = client.post("/enterprises/new", data={"name": "delta reseaux"})
    assert asked.status_code == 422
    assert "continuer quand même" in asked.text
    kept = client.post("/enterprises/new", data={"name": "delta reseaux", "confirmed": "y"})
    assert kept.status_code == 303


def test_two_people_editing_one_record_are_told(people: People, session: Session) -> None:
    enterprise = make_enterprise(session, people.school, name="Delta")
    session.commit()
    client = people.client("director")
    edit = f"/enterprises/{enterprise.reference}/edit"
    assert client.post(edit, data={"name": "Un", "version": "1"}).status_code == 303
    late = client.post(edit, data={"name": "Deux", "version": "1"})
    assert late.status_code == 422
    assert "Quelqu’un d’autre a modifié cette fiche" in late.text
    assert 'value="Deux"' in late.text
    assert 'name="version" type="hidden" value="2"' in late.text
    assert client.post(edit, data={"name": "Deux", "version": "2"}).status_code == 303


def test_a_tutor_is_added_shown_and_corrected(people: People, session: Session) -> None:
    enterprise = make_enterprise(session, people.school)
    session.commit()
    client = people.client("director")
    home = f"/enterprises/{enterprise.reference}"
    assert "Aucun tuteur" in client.get(home).text
    assert client.get(f"{home}/tutors/new").status_code == 200
    refused = client.post(f"{home}/tutors/new", data={"name": "Ada", "email": "ada"})
    assert refused.status_code == 422
    sent = client.post(f"{home}/tutors/new", data={"name": "Ada Sossa"})
    assert sent.location == home
    tutor = session.scalars(select(Tutor)).one()
    assert "Ada Sossa" in client.get(home).text
    page = client.get(f"/tutors/{tutor.reference}")
    assert "Sans courriel" in page.text
    edit = f"/tutors/{tutor.reference}/edit"
    assert client.get(edit).status_code == 200
    done = client.post(edit, data={"name": "Ada Sossa", "email": "ada@x.example", "version": "1"})
    assert done.status_code == 303
    assert "ada@x.example" in client.get(done.location).text


@pytest.mark.parametrize(
    "address",
    [
        "/enterprises/{enterprise}",
        "/enterprises/{enterprise}/edit",
        "/enterprises/{enterprise}/tutors/new",
        "/tutors/{tutor}",
        "/tutors/{tutor}/edit",
    ],
)
def test_a_foreign_record_does_not_exist(people: People, session: Session, address: str) -> None:
    enterprise = make_enterprise(session, people.school)
    tutor = make_tutor(session, enterprise)
    session.commit()
    place = address.format(enterprise=enterprise.reference, tutor=tutor.reference)
    foreign = people.client("foreign_director")
    assert people.client("director").get(place).status_code == 200
    assert foreign.get(place).status_code == 404
    if place.endswith(("edit", "new")):
        assert foreign.post(place, data={"name": "x", "version": "1"}).status_code == 404


@pytest.mark.parametrize("who", ["apprentice", "enterprise", "ministry"])
def test_only_a_school_sees_enterprises(people: People, who: str) -> None:
    assert people.client(who).get("/enterprises").status_code == 403


def test_a_trainer_sees_but_does_not_change(people: People, session: Session) -> None:
    enterprise = make_enterprise(session, people.school)
    session.commit()
    client = people.client("trainer")
    home = f"/enterprises/{enterprise.reference}"
    assert client.get(home).status_code == 200
    assert client.get(f"{home}/edit").status_code == 403
    assert client.get("/enterprises/new").status_code == 403
