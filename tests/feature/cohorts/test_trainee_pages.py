"""The list of people and the correction of a person."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.cohorts.rules import Sex
from tests.factories.records import make_cohort, make_enrolment, make_trainee
from tests.support.people import People
from tests.support.sessions import read_afresh
from tests.support.statements import count_statements


def known(people: People, session: Session, **values: object) -> Trainee:
    """Make a person in training whom pages can see."""
    trainee = make_trainee(session, **values)
    make_enrolment(session, make_cohort(session, people.school), trainee)
    session.commit()
    return trainee


def test_an_empty_list_leads_to_the_cohorts(people: People) -> None:
    page = people.client("trainer").get("/trainees")
    assert page.status_code == 200
    assert "Pas encore de personne" in page.text


def test_the_list_is_searched(people: People, session: Session) -> None:
    known(people, session, family_name="Élégbédé", sex=Sex.FEMALE)
    known(people, session, family_name="Zinsou", sex=Sex.MALE)
    client = people.client("trainer")
    found = client.get("/trainees", query_string={"text": "elegb", "sex": "F"}).text
    assert "Élégbédé" in found
    assert "Zinsou" not in found
    nobody = client.get("/trainees?text=nemo").text
    assert "Personne ne correspond" in nobody
    odd = {"state": "x", "sex": "x", "cohort": "x", "page": "x"}
    assert client.get("/trainees", query_string=odd).status_code == 200


def test_the_list_asks_as_much_for_ten_as_for_two_hundred(
    people: People, session: Session, app: Flask
) -> None:
    client = people.client("director")
    cohort = make_cohort(session, people.school)
    counts = []
    for size in (10, 190):
        for _ in range(size):
            make_enrolment(session, cohort)
        session.commit()
        client.get("/trainees?sex=F")
        with count_statements(app) as statements:
            assert client.get("/trainees?sex=F").status_code == 200
        counts.append(statements.count)
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("disability", [None, True, False])
def test_a_person_is_corrected(people: People, session: Session, disability: bool | None) -> None:
    trainee = known(people, session, family_name="Avant", disability=disability)
    client = people.client("director")
    place = f"/trainees/{trainee.reference}/edit"
    page = client.get(place).text
    assert 'value="Avant"' in page
    chosen = {None: "", True: "yes", False: "no"}[disability]
    assert f'<option selected value="{chosen}">' in page
    data = {"family_name": "Après", "sex": "", "disability": chosen, "version": "1"}
    done = client.post(place, data=data)
    assert (done.status_code, done.location) == (303, f"/trainees/{trainee.reference}")
    read_afresh(session)
    assert (trainee.family_name, trainee.sex, trainee.disability) == ("Après", None, disability)
    late = client.post(place, data=data)
    assert late.status_code == 422
    assert "Quelqu’un d’autre a modifié cette fiche" in late.text


def test_becoming_a_double_is_asked_about(people: People, session: Session) -> None:
    known(people, session, family_name="Sossa", given_names="Ada")
    other = known(people, session, family_name="Codo", given_names="Ada")
    client = people.client("director")
    place = f"/trainees/{other.reference}/edit"
    data = {"family_name": "SOSSA", "given_names": "Ada", "version": "1"}
    asked = client.post(place, data=data)
    assert asked.status_code == 422
    assert "Une personne connue porte ce nom" in asked.text
    assert client.post(place, data={**data, "confirmed": "y"}).status_code == 303


def test_a_trainer_corrects_nobody(people: People, session: Session) -> None:
    trainee = known(people, session)
    place = f"/trainees/{trainee.reference}/edit"
    assert people.client("trainer").get(place).status_code == 403
    assert people.client("apprentice").get(place).status_code == 403
