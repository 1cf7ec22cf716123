"""Every number that a director reads opens the list behind it, and the list has as many people."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.hiring.indicators.figures import RATES
from school.hiring.report.labels import RATES as RATE_WORDS
from school.hiring.rules import Decision, Evidence, SituationKind
from school.web.filters import percent
from tests.factories.careers import Careers
from tests.factories.records import make_cohort, make_offer
from tests.support.people import People

DAYS = "as_of=2026-06-30&known_on=2026-06-30"
LINK = re.compile(r'<a href="(/report/persons\?[^"]+)">([^<]+)</a>')
WITHOUT_PERSONS = ("Intervalle à 95 %", "Sa valeur", "Part du manque", "Attendu depuis", "Ici")
"""Columns of intervals, of other people's figures, of parts of a whole and of days."""

COUNT = r"(?:<a [^>]+>)?(\d+)(?:</a>)?"
MEDIAN = r"<div><dt>jours avant l’embauche, médiane</dt><dd>.*?</dd></div>"
"""A number of days, whose way leads to the hired."""

ZERO = re.compile(r"\b0\b|0,0 %")


@pytest.fixture
def careers(people: People, session: Session) -> Careers:
    """People with every status, of both sexes and of none, with offers, placements and work."""
    cohort = make_cohort(session, people.school, reference="C-2025", starts_on=date(2024, 11, 1))
    careers = Careers(session, cohort)
    careers.hired(5, Sex.FEMALE, in_trade=True)
    for one in careers.hired(7, Sex.MALE, evidence=Evidence.DOCUMENT_SEEN, in_trade=False):
        careers.placement(one)
        decision = Decision.ACCEPTED if one.id % 2 else Decision.DECLINED
        make_offer(
            session, one.trainee, offered_on=careers.left_on, decision=decision,
            decided_on=careers.left_on, recorded_on=careers.left_on,
        )  # fmt: skip
    careers.hired(1, None, evidence=Evidence.DECLARED)
    careers.found(SituationKind.SEEKING, 5)
    careers.found(SituationKind.SELF_EMPLOYED, 2, Sex.FEMALE, evidence=Evidence.CONFIRMED)
    careers.found(SituationKind.STUDYING, 1)
    careers.found(SituationKind.DECEASED, 1)
    careers.certified(3, Sex.FEMALE)
    careers.completed(2)
    careers.withdrawn(4)
    session.commit()
    return careers


def plain(text: str) -> str:
    return unescape(text).replace("\u00a0", " ").replace("\u202f", " ")


def people_listed(client: FlaskClient, way: str) -> int:
    """Open a list and read how many people it says, or how many of their offers."""
    answer = client.get(unescape(way))
    assert answer.status_code == 200, way
    text = plain(answer.get_data(as_text=True))
    if "Personne ici" in text:
        return 0
    found = re.search(r"([\d ]+) offres?\.", text) or re.search(r"([\d ]+) personnes?\.", text)
    assert found, way
    return int(found[1].replace(" ", ""))


def cells(text: str) -> Iterator[tuple[str, str]]:
    """Give the number cells of tables and the smaller figures, each with its column."""
    for name, cell in re.findall(
        r'<td class="num[^"]*" data-name="([^"]+)">(.*?)</td>', text, re.DOTALL
    ):
        yield plain(name), cell
    for cell in re.findall(r"<d[dt](?: class=\"num\")?>(.*?)</d[dt]>", text, re.DOTALL):
        yield "", cell


def unlinked(cell: str) -> str:
    return ZERO.sub("", re.sub("<[^>]+>", "", plain(re.sub("<a .*?</a>", "", cell))))


@pytest.mark.parametrize("query", ["", "&months=3", "&months=12", "&evidence=E1", "&evidence=E3"])
def test_each_number_of_the_report_is_a_way_to_as_many(
    people: People, careers: Careers, query: str
) -> None:
    client = people.client("director")
    report = client.get(f"/report?{DAYS}{query}").get_data(as_text=True)
    hold_against_lists(client, report, least=40)


def test_so_is_each_of_the_coverage_page_and_of_the_home(people: People, careers: Careers) -> None:
    client = people.client("director")
    page = client.get(f"/report/coverage?{DAYS}").get_data(as_text=True)
    hold_against_lists(client, page, least=6)
    hold_against_lists(client, client.get("/").get_data(as_text=True), least=30)


def hold_against_lists(client: FlaskClient, text: str, *, least: int) -> None:
    """Follow every way: a count opens as many people, a rate as many as are below its line."""
    text = re.sub(MEDIAN, "", text)
    ways = LINK.findall(text)
    assert len(set(ways)) >= least
    listed = cache(lambda way: people_listed(client, way))
    for way, shown in ways:
        if re.fullmatch(r"\d+", plain(shown)):
            assert listed(way) == int(plain(shown)), way
    for name, cell in cells(text):
        if name not in WITHOUT_PERSONS and "<br>" not in cell:
            assert not re.search(r"\d", unlinked(cell)), (name, cell)
    rates = re.findall(rf'{LINK.pattern} <span class="soft">\({COUNT}/{COUNT}\)</span>', text)
    assert rates
    for way, shown, top, base in rates:
        assert listed(way) == int(base), way
        assert plain(shown) == plain(percent(int(top) / int(base))), way


def test_every_indicator_of_the_definitions_is_there(people: People, careers: Careers) -> None:
    """None is left out of the walk: the table of rates has a line, with ways, for each of them."""
    text = people.client("director").get(f"/report?{DAYS}").get_data(as_text=True)
    table = text[text.index('id="rates"') :]
    for name in RATES:
        if name == "same_employer_rate":
            continue
        row = table[table.index(str(RATE_WORDS[name])) :].partition("</tr>")[0]
        assert len(LINK.findall(row)) == 3, name


def test_the_headline_itself_opens_its_persons(people: People, careers: Careers) -> None:
    client = people.client("director")
    text = client.get(f"/report?{DAYS}").get_data(as_text=True)
    figure = re.search(r'<p class="value">(.*?)</p>', text, re.DOTALL)
    sentence = re.search(r'<p class="sentence">(.*?)</p>', text, re.DOTALL)
    assert figure
    assert sentence
    [(way, shown)] = LINK.findall(figure[1])
    assert (plain(shown), people_listed(client, way)) == ("52,2", 23)
    assert [shown for _, shown in LINK.findall(sentence[1])] == ["12", "23"]


def test_two_hundred_people_are_read_page_by_page(
    people: People, session: Session, careers: Careers
) -> None:
    careers.hired(200, Sex.FEMALE)
    session.commit()
    client = people.client("director")
    seen: list[str] = []
    way = f"/report/persons?{DAYS}&measure=hired&sex=F&status=hired"
    while way:
        text = client.get(way).get_data(as_text=True)
        seen += re.findall(r'href="/trainees/([^"]+)"', text)
        following = re.search(r'<a[^>]* href="([^"]+)"[^>]*rel="next"', text) or re.search(
            r'<a[^>]*rel="next"[^>]* href="([^"]+)"', text
        )
        way = unescape(following[1]) if following else ""
    assert len(seen) == len(set(seen)) == 205
