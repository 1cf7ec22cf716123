"""Which place of the bar a page belongs to."""

import re

import pytest
from sqlalchemy.orm import Session

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
    page = people.client(role).get(address.format(cohort.reference)).text
    shown = {re.sub(r"<[^>]*>|\s+", " ", one).strip() for one in CURRENT.findall(page)}
    assert shown == {place}
