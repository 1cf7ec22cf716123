"""No page asks more of the database because there is more in it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from tests.contract.objects import LINKS, OBJECTS, OWN
from tests.contract.page_records import records_of
from tests.contract.routes import routes
from tests.support.crowds import Crowd
from tests.support.people import People
from tests.support.statements import count_statements

FEW, MANY = 10, 200
MOST = 8
READERS = {
    "director": ("director",),
    "others": (
        "trainer",
        "ministry",
        "apprentice",
        "enterprise",
        "integration_officer",
        "authority_reader",
    ),
}
"""Who reads the pages; a director reads as many as all others."""

ELSEWHERE = {
    "exchange.download": "writes every row there is, a table at a time",
    "exchange.preview": "tests/feature/exchange/test_pages.py",
    "hiring.report_pdf": "tests/feature/hiring/test_indicator_pages.py",
    "learning.lesson_file": "tests/feature/learning/test_attachments.py",
    "assets.serve": "reads no database",
}


QUERIES = {
    "hiring.persons": "measure=hired",
    "hiring.persons_csv": "measure=offered",
    "placements.end_step": "action=plan",
    "placements.agreement_on_paper": "party=representative",
    "placements.agreement_scan": "party=representative",
    "placements.close_agreement": "action=reject",
    "placements.new_agreement": "kind=place",
    "placements.move": "target=cancelled",
    "practices.action_step": "step=start",
    "practices.practice_step": "step=withdraw",
    "practicals.new": "cohort={cohort}&task=PA-05&trainee={trainee}",
    "sealing.new_sealed_report": "months=6",
    "visits.new": "placement={placement}",
}
"""What is asked of pages beside their address."""


def pages(app: Flask, crowd: Crowd, session: Session) -> Iterator[tuple[str, str, Permission]]:
    """List the pages to read, each with its address and what it asks of a reader."""
    known = records_of(crowd, session)
    session.commit()
    for route in routes(app):
        if route.method != "GET" or route.endpoint in {*ELSEWHERE, *LINKS, *OWN}:
            continue
        if not isinstance(route.requirement, Permission):
            continue
        feature = f"{route.endpoint.partition('.')[0]}."
        values = known.get(route.endpoint, known.get(feature, {})) if route.arguments else {}
        wanted = {name: values[name] for name in route.arguments}
        address = app.url_map.bind("localhost").build(route.endpoint, wanted)
        asked = QUERIES.get(route.endpoint, "").format(
            cohort=crowd.cohort.reference,
            trainee=crowd.enrolment.trainee.reference,
            placement=crowd.placement.reference,
        )
        yield route.endpoint, f"{address}?{asked}", route.requirement


@pytest.fixture(autouse=True)
def _one_day() -> Iterator[None]:
    """Stop the clock: the days of a crowd are told from today, which ends at midnight."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


def unchecked(app: Flask, client: FlaskClient) -> FlaskClient:
    """Give a client of the same person that does not look at the pages it is given."""
    plain = FlaskClient(app, app.response_class)
    with client.session_transaction() as known, plain.session_transaction() as cookie:
        cookie.update(known)
    return plain


def counts(
    app: Flask, people: People, readers: tuple[str, ...], listed: list[tuple[str, str, Permission]]
) -> dict[str, int]:
    """Read each page as everybody who may, and count the statements it sends."""
    found = {}
    for reader in readers:
        client, principal = unchecked(app, people.client(reader)), people.principal(reader)
        for endpoint, address, requirement in listed:
            if not principal.may(requirement):
                continue
            with count_statements(app) as statements:
                status = client.get(address).status_code
            if status == 200:
                found[f"{endpoint}, {reader}"] = statements.count
    return found


def read_once(
    app: Flask, people: People, readers: tuple[str, ...], listed: list[tuple[str, str, Permission]]
) -> set[str]:
    """Read each page as everybody who may, and give the names of those that are shown."""
    shown = set()
    for reader in readers:
        client, principal = people.client(reader), people.principal(reader)
        for endpoint, address, requirement in listed:
            if principal.may(requirement) and client.get(address).status_code == 200:
                shown.add(endpoint)
    return shown


@pytest.mark.parametrize("readers", READERS.values(), ids=READERS)
def test_no_page_asks_more_where_there_is_more(
    app: Flask, people: People, session: Session, readers: tuple[str, ...]
) -> None:
    crowd = Crowd(session, people)
    listed = list(pages(app, crowd, session))
    crowd.grow(FEW)
    # What a process remembers after its first pages is no part of the comparison.
    read_once(app, people, readers, listed)
    few = counts(app, people, readers, listed)
    crowd.grow(MANY)
    many = counts(app, people, readers, listed)
    grown = {page: (few[page], many.get(page)) for page in few if few[page] != many.get(page)}
    assert grown == {}
    assert {page: count for page, count in many.items() if count > MOST} == {}


def test_every_page_is_read_by_somebody(app: Flask, people: People, session: Session) -> None:
    listed = list(pages(app, Crowd(session, people), session))
    everybody = tuple(who for readers in READERS.values() for who in readers)
    assert read_once(app, people, everybody, listed) == {endpoint for endpoint, _, _ in listed}


def test_every_page_that_is_left_out_is_there(app: Flask) -> None:
    endpoints = {route.endpoint for route in routes(app)}
    assert set(ELSEWHERE) <= endpoints
    assert set(OBJECTS) <= endpoints
