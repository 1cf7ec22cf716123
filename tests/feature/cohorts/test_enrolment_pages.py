"""Pages by which people apply, are admitted, leave and are certified."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment, Trainee
from tests.factories.records import make_cohort, make_enrolment, make_trainee
from tests.support.people import People
from tests.support.sessions import read_afresh

PERSON = {
    "family_name": "Houngbédji",
    "given_names": "Aïcha",
    "sex": "F",
    "born_on": "17/05/2004",
    "disability": "no",
    "applied_on": "2026-03-01",
}


def opened(people: People, session: Session, **values: object) -> Cohort:
    """Make a cohort that pages can see."""
    cohort = make_cohort(session, people.school, **values)
    session.commit()
    return cohort


def people_of(session: Session, cohort: Cohort) -> list[Enrolment]:
    """Read a cohort's enrolments afresh."""
    read_afresh(session)
    query = select(Enrolment).where(Enrolment.cohort_id == cohort.id).order_by(Enrolment.id)
    return list(session.scalars(query))


def ticked(text: str) -> set[str]:
    """List the people whose box is ticked on a page."""
    boxes = re.findall(r'<input[^>]*name="people"[^>]*>', text)
    return {
        value for box in boxes if "checked" in box for value in re.findall('value="(.*?)"', box)
    }


def test_somebody_new_applies(people: People, session: Session) -> None:
    cohort = opened(people, session)
    client = people.client("director")
    place = f"/cohorts/{cohort.reference}/apply"
    assert 'value="2026-03-02"' in client.get(place).text
    sent = client.post(place, data=PERSON)
    assert (sent.status_code, sent.location) == (303, f"/cohorts/{cohort.reference}")
    assert "Aïcha Houngbédji" in client.get(sent.location).text
    trainee = session.scalars(select(Trainee)).one()
    assert (trainee.born_on, trainee.sex, trainee.disability) == (date(2004, 5, 17), "F", False)


def test_a_form_sent_twice_makes_one_person(people: People, session: Session) -> None:
    cohort = opened(people, session)
    client = people.client("director")
    data = {**PERSON, "submission": "9a3f5a52-7e62-4a0e-8a52-5d2d2d6f0c11"}
    answers = [client.post(f"/cohorts/{cohort.reference}/apply", data=data) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert session.scalar(select(func.count()).select_from(Trainee)) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"family_name": " "}, "Ce champ est nécessaire."),
        ({"born_on": "31/02/2004"}, "Écrivez la date comme 05/03/2026."),
        ({"born_on": "2026-03-03"}, "Personne n’est né dans l’avenir."),
        ({"applied_on": "2026-03-03"}, "Cette date est encore à venir."),
        ({"phone": "douze"}, "n’est pas un numéro de téléphone."),
        ({"email": "douze"}, "n’est pas une adresse de courriel."),
        ({"sex": "X"}, "sex"),
    ],
)
def test_what_cannot_be_is_said_and_kept(
    people: People, session: Session, change: dict[str, str], words: str
) -> None:
    cohort = opened(people, session)
    page = people.client("director").post(
        f"/cohorts/{cohort.reference}/apply", data={**PERSON, **change}
    )
    assert page.status_code == 422
    assert words in page.text
    assert 'value="Aïcha"' in page.text
    assert session.scalars(select(Trainee)).all() == []


def test_a_likely_double_is_shown_and_can_be_taken_or_refused(
    people: People, session: Session
) -> None:
    first, second = opened(people, session, name="Janvier"), opened(people, session)
    known = make_trainee(
        session, family_name="Houngbédji", given_names="Aïcha", born_on=date(2004, 5, 17)
    )
    make_enrolment(session, first, known)
    session.commit()
    client = people.client("director")
    place = f"/cohorts/{second.reference}/apply"
    asked = client.post(place, data={**PERSON, "given_names": "AICHA"})
    assert asked.status_code == 422
    for words in (
        "Une personne connue porte ce nom",
        "Janvier",
        "lundi 17 mai 2004",
        "continuer quand même",
        f"{place}/{known.reference}",
    ):
        assert words in asked.text
    taken = client.get(f"{place}/{known.reference}")
    assert "Aïcha Houngbédji" in taken.text
    sent = client.post(f"{place}/{known.reference}", data={"applied_on": "2026-03-01"})
    assert sent.status_code == 303
    assert [one.trainee_id for one in people_of(session, second)] == [known.id]
    again = client.post(f"{place}/{known.reference}", data={"applied_on": "2026-03-01"})
    assert again.status_code == 422
    assert "Cette personne est déjà dans cette promotion." in again.text
    kept = client.post(place, data={**PERSON, "confirmed": "y"})
    assert kept.status_code == 303
    assert len(people_of(session, second)) == 2


def test_applicants_are_admitted_with_the_capacity_told(people: People, session: Session) -> None:
    cohort = opened(people, session, capacity=2)
    make_enrolment(session, cohort)
    waiting = [make_enrolment(session, cohort, enrolled_on=None) for _ in range(3)]
    session.commit()
    client = people.client("director")
    place = f"/cohorts/{cohort.reference}/admit"
    page = client.get(place).text
    assert "1 place prise sur 2." in page
    assert "Il en reste 1." in page
    chosen = [one.trainee.reference for one in waiting[:2]]
    nobody = client.post(place, data={"day": "2026-03-02"})
    assert nobody.status_code == 422
    assert "Choisissez au moins une personne." in nobody.text
    full = client.post(place, data={"day": "2026-03-02", "people": chosen})
    assert full.status_code == 422
    assert "il en manque 1" in full.text
    assert ticked(full.text) == set(chosen)
    kept = client.post(place, data={"day": "2026-03-02", "people": chosen, "confirmed": "y"})
    assert kept.status_code == 303
    assert "2 personnes sont admises." in client.get(kept.location).text
    admitted = [one.enrolled_on for one in people_of(session, cohort)[1:]]
    assert admitted == [date(2026, 3, 2), date(2026, 3, 2), None]


@pytest.mark.parametrize("day", ["", "never", "2026-09-12"])
def test_an_admission_needs_a_day_of_the_cohort(people: People, session: Session, day: str) -> None:
    cohort = opened(people, session)
    one = make_enrolment(session, cohort, enrolled_on=None)
    session.commit()
    page = people.client("director").post(
        f"/cohorts/{cohort.reference}/admit",
        data={"day": day, "people": [one.trainee.reference]},
    )
    assert page.status_code == 422
    assert people_of(session, cohort)[0].enrolled_on is None


def test_the_end_and_the_certificates_are_given_together(people: People, session: Session) -> None:
    cohort = opened(people, session, ends_on=date(2026, 2, 27))
    both = [make_enrolment(session, cohort) for _ in range(2)]
    session.commit()
    client = people.client("director")
    place = f"/cohorts/{cohort.reference}"
    page = client.get(f"{place}/complete").text
    assert len(ticked(page)) == 2
    assert 'value="2026-02-27"' in page
    references = [one.trainee.reference for one in both]
    client.post(f"{place}/complete", data={"day": "2026-02-27", "people": references})
    assert len(ticked(client.get(f"{place}/certify").text)) == 2
    client.post(f"{place}/certify", data={"day": "2026-03-01", "people": references[:1]})
    dates = [(one.completed_on, one.certified_on) for one in people_of(session, cohort)]
    assert dates == [(date(2026, 2, 27), date(2026, 3, 1)), (date(2026, 2, 27), None)]
    assert "Plus personne n’est en formation" in client.get(f"{place}/complete").text


def test_a_withdrawal_asks_for_its_reason(people: People, session: Session) -> None:
    cohort = opened(people, session)
    one = make_enrolment(session, cohort)
    session.commit()
    client = people.client("director")
    place = f"/cohorts/{cohort.reference}/people/{one.trainee.reference}"
    assert 'value="2026-01-12"' in client.get(place).text
    data = {
        "applied_on": "2026-01-12",
        "enrolled_on": "2026-01-12",
        "withdrawn_on": "2026-02-20",
        "version": "1",
    }
    asked = client.post(place, data=data)
    assert asked.status_code == 422
    assert "Dites pourquoi" in asked.text
    assert client.post(place, data={**data, "withdrawal_reason": "santé"}).status_code == 303
    left = people_of(session, cohort)[0]
    assert (left.withdrawn_on, left.withdrawal_reason) == (date(2026, 2, 20), "santé")
    stale = client.post(place, data=data)
    assert stale.status_code == 422
    assert "Quelqu’un d’autre a modifié cette fiche" in stale.text


def test_an_end_before_the_start_is_said_on_its_field(people: People, session: Session) -> None:
    cohort = opened(people, session)
    one = make_enrolment(session, cohort)
    session.commit()
    page = people.client("director").post(
        f"/cohorts/{cohort.reference}/people/{one.trainee.reference}",
        data={"enrolled_on": "2026-01-12", "completed_on": "2026-01-11", "version": "1"},
    )
    assert page.status_code == 422
    assert 'href="#completed_on"' in page.text
    assert "La fin ne peut pas précéder l’admission." in page.text


def test_foreign_people_do_not_exist(people: People, session: Session) -> None:
    cohort, theirs = opened(people, session), make_cohort(session, people.other_school)
    one, other = make_enrolment(session, cohort), make_enrolment(session, theirs)
    session.commit()
    ours, reference = people.client("director"), one.trainee.reference
    foreign = people.client("foreign_director")
    pages = {
        f"/cohorts/{cohort.reference}/people/{reference}": (ours, foreign),
        f"/trainees/{reference}/edit": (ours, foreign),
        f"/cohorts/{cohort.reference}/apply/{reference}": (ours, foreign),
        f"/cohorts/{theirs.reference}/people/{other.trainee.reference}": (foreign, ours),
        f"/trainees/{other.trainee.reference}/edit": (foreign, ours),
    }
    for place, (own, stranger) in pages.items():
        assert own.get(place).status_code == 200, place
        assert stranger.get(place).status_code == 404, place
        assert stranger.post(place, data=PERSON).status_code == 404, place
    mixed = f"/cohorts/{cohort.reference}/apply/{other.trainee.reference}"
    assert ours.get(mixed).status_code == 404
    assert ours.post(mixed, data={"applied_on": "2026-03-01"}).status_code == 404
