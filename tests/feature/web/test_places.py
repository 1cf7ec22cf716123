"""Which place of the bar a page belongs to."""

import re

import pytest
from sqlalchemy.orm import Session

from school.enterprises.consultations.rules import ConsultationState
from tests.factories.consultations import make_consultation
from tests.factories.posts import make_post
from tests.factories.records import make_cohort
from tests.support.people import People

CURRENT = re.compile(r'<a class="place[^"]*"[^>]*aria-current="page"[^>]*>(.*?)</a>', re.S)


@pytest.mark.parametrize(
    ("role", "address", "place"),
    [
        ("director", "/cohorts/{}/week", "Promotions"),
        ("director", "/cohorts/{}/competencies", "Promotions"),
        ("director", "/cohorts/{}/completion", "Promotions"),
        ("director", "/quizzes/cohorts/{}", "Promotions"),
        ("director", "/practicals/grid/{}", "Pratiques"),
        ("trainer", "/curriculum/glossary", "Parcours"),
        ("trainer", "/quizzes/modules/F0/bank", "Parcours"),
    ],
)
def test_a_page_stands_under_one_place(
    people: People, session: Session, role: str, address: str, place: str
) -> None:
    cohort = make_cohort(session, people.school)
    session.commit()
    assert shown_at(people, role, address.format(cohort.reference)) == {place}


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/enterprises/{enterprise}/history", "Entreprises"),
        ("/consultations/{consultation}/outcomes", "Entreprises"),
        ("/posts/{post}/matching", "Placements"),
    ],
)
def test_a_page_made_of_several_features_stands_under_the_one_it_is_about(
    people: People, session: Session, address: str, place: str
) -> None:
    post = make_post(session, people.school)
    consultation = make_consultation(session, people.school, state=ConsultationState.CLOSED)
    session.commit()
    names = {
        "post": post.reference,
        "enterprise": post.enterprise.reference,
        "consultation": consultation.reference,
    }
    assert shown_at(people, "director", address.format(**names)) == {place}


def shown_at(people: People, role: str, address: str) -> set[str]:
    """Read which places of the bar are marked on a page."""
    answer = people.client(role).get(address)
    assert answer.status_code == 200
    return {re.sub(r"<[^>]*>|\s+", " ", one).strip() for one in CURRENT.findall(answer.text)}
