"""Somebody else's record is a 404, for every role, page and method."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from tests.contract.objects import LINKS, OBJECTS, OWN, QUERIES, SHARED
from tests.contract.objects_common import Maker, Values
from tests.contract.routes import Route, routes
from tests.support.people import People
from tests.support.sources import ROOT

SPEAKERS = ("integration_officer", "authority_reader")
STRANGERS = ("foreign_director", "foreign_trainer", "apprentice", "enterprise", *SPEAKERS)

CASES = [*OBJECTS.items(), *QUERIES]
NAMES = [f"{endpoint}-{make.__name__.strip('_')}" for endpoint, make in CASES]


def address_of(app: Flask, endpoint: str, values: Values) -> str:
    return app.url_map.bind("localhost").build(endpoint, values)


def routes_to(app: Flask, endpoint: str) -> list[Route]:
    found = [route for route in routes(app) if route.endpoint == endpoint]
    assert found, f"{endpoint} is not a page any more"
    return found


def test_every_page_about_a_record_has_its_line(app: Flask) -> None:
    known = [*OBJECTS, *SHARED, *OWN, *LINKS]
    assert len(known) == len(set(known)), "a page stands in two tables"
    about_a_record = {route.endpoint for route in routes(app) if route.arguments}
    assert about_a_record - set(known) == set(), "add a line to tests/contract/objects_*.py"
    assert set(known) - about_a_record == set(), "no such page any more"


def test_every_line_names_the_values_of_its_address(
    app: Flask, people: People, session: Session
) -> None:
    for endpoint, make in OBJECTS.items():
        values = make(session, people.school)
        for route in routes_to(app, endpoint):
            assert route.arguments <= set(values), endpoint


@pytest.mark.parametrize("path", sorted({*OWN.values(), *LINKS.values()}))
def test_the_tests_named_for_links_are_there(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize(("endpoint", "make"), CASES, ids=NAMES)
def test_a_foreign_record_is_not_there(
    endpoint: str, make: Maker, app: Flask, people: People, session: Session
) -> None:
    values = make(session, people.school)
    session.commit()
    for who in STRANGERS:
        client, principal = people.client(who), people.principal(who)
        for route in routes_to(app, endpoint):
            assert isinstance(route.requirement, Permission)
            expected = 404 if principal.may(route.requirement) else 403
            response = client.open(address_of(app, endpoint, values), method=route.method)
            assert response.status_code == expected, (who, str(route))


@pytest.mark.parametrize(("endpoint", "make"), CASES, ids=NAMES)
def test_the_same_record_is_there_for_its_own_school(
    endpoint: str, make: Maker, app: Flask, people: People, session: Session
) -> None:
    values = make(session, people.school)
    session.commit()
    for route in routes_to(app, endpoint):
        statuses = {
            who: people.client(who)
            .open(address_of(app, endpoint, values), method=route.method)
            .status_code
            for who in ("director", "trainer", "ministry")
        }
        assert {200, 302, 303, 422} & set(statuses.values()), (str(route), statuses)
