"""The pages of a cohort, grouped: each says where it stands, and leads to all the others."""

import re

import pytest
from sqlalchemy.orm import Session

from tests.factories.records import make_cohort
from tests.support.people import People

GROUPS = {
    "Personnes": {"/cohorts/{}": "Personnes"},
    "Calendrier": {"/cohorts/{}/week": "Emploi du temps", "/cohorts/{}/plan": "Plan"},
    "Présences": {
        "/cohorts/{}/attendance": "L’appel",
        "/cohorts/{}/attendance/days": "Demi-journées",
        "/cohorts/{}/hours": "Heures",
    },
    "Progrès": {
        "/practicals/grid/{}": "Pratiques",
        "/practicals/figures/{}": "En chiffres",
        "/cohorts/{}/competencies": "Compétences",
        "/quizzes/cohorts/{}": "Quiz",
        "/cohorts/{}/completion": "Certificats",
    },
}
PAGES = [(group, page) for group, pages in GROUPS.items() for page in pages]
LINK = re.compile(r'<a href="([^"]*)"(?: aria-current="(\w+)")?>([^<]*)</a>')


def tabs(people: People, role: str, address: str) -> list[tuple[str, str, str]]:
    """Give the links of the tabs: where each leads, whether one is there, and its words."""
    text = people.client(role).get(address).text
    [found] = re.findall(r'<nav class="groups".*?</nav>', text, re.S)
    return LINK.findall(found)


@pytest.mark.parametrize(("group", "page"), PAGES)
def test_a_page_shows_its_group_and_the_ways_to_all_others(
    people: People, session: Session, group: str, page: str
) -> None:
    cohort = make_cohort(session, people.school)
    session.commit()
    links = tabs(people, "director", page.format(cohort.reference))
    firsts = [next(iter(pages)).format(cohort.reference) for pages in GROUPS.values()]
    assert [address for address, _, _ in links[:4]] == firsts
    inside = {one.format(cohort.reference): words for one, words in GROUPS[group].items()}
    shown = {address: words for address, _, words in links[4:]}
    assert shown == (inside if len(inside) > 1 else {})
    here = {address for address, current, _ in links if current == "page"}
    assert here == {page.format(cohort.reference)}
    assert [words for _, current, words in links[:4] if current] == [group]
