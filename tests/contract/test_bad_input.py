"""Whatever is typed or written into an address, no page breaks and every refusal is a page."""

import re
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from tests.contract.objects import OBJECTS, QUERIES
from tests.contract.objects_common import Maker, Values
from tests.contract.routes import routes
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.sources import python_files

ODD = ["x", "-1", "9" * 30, "1e999", "2026-02-31", "9999-12-31", "é" * 3000, "<b>'\"%s{", " "]
UNSTORABLE = ["\x00", "a\x01b\ufffe"]
FILE = "a file"
LONGER_THAN_CODES = 201
"""Letters of the longest value in an address that names everything: servers take no megabyte."""

ENDS_THE_SESSION = {"accounts.sign_out", "accounts.change_password"}
READ_FROM_ADDRESS = re.compile(r"""(?:args|asked|values|typed)(?:\.get\(|\.getlist\(|\[)"(\w+)\"""")


@cache
def names_in_addresses() -> list[str]:
    """List the names that the program reads from the query of an address."""
    found = {
        name
        for path in python_files("school")
        for name in READ_FROM_ADDRESS.findall(path.read_text(encoding="utf-8"))
    }
    assert {"next", "cohort", "months", "evidence", "measure"} <= found
    return sorted(found | {"page", "sort", "date", "as_of", "known_on", "from", "to"})


class Fields(HTMLParser):
    """The names of the fields of a page's forms."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note the name of a field."""
        if tag in {"input", "select", "textarea", "button"}:
            self.names.update(value for name, value in attributes if name == "name" and value)


def cases(app: Flask, session: Session, people: People) -> list[tuple[str, Values]]:
    """List every page with the values of its address: records of the school where it has some."""
    found: list[tuple[str, Values]] = [
        (route.endpoint, {})
        for route in routes(app)
        if not route.arguments and route.endpoint not in ENDS_THE_SESSION
    ]
    makers: list[tuple[str, Maker]] = [*OBJECTS.items(), *QUERIES]
    found += [(endpoint, make(session, people.school)) for endpoint, make in makers]
    session.commit()
    return list({str(case): case for case in found}.values())


def client_for(people: People, requirement: object) -> CheckingClient:
    """Sign in somebody who may open a page."""
    for who in ("director", "trainer", "apprentice", "ministry", "enterprise"):
        if not isinstance(requirement, Permission) or people.principal(who).may(requirement):
            return people.client(who)
    raise AssertionError(requirement)


def sent_as(odd: str) -> object:
    """Give a text as it is, or the file that it stands for."""
    return (BytesIO(b"x"), "x.txt") if odd == FILE else odd


KNOWN: dict[int, set[str]] = {}
"""The fields of a case's forms, which are the same for everything that is typed into them."""


def fields_of(case: int, client: CheckingClient, address: str) -> set[str]:
    """Read the names of the fields of a case's page, once for a test process."""
    if case not in KNOWN:
        fields = Fields()
        fields.feed(client.get(address).text)
        KNOWN[case] = fields.names - {"submission", "csrf_token"}
    return KNOWN[case]


def requirements(app: Flask, method: str) -> dict[str, object]:
    """Give what each page that answers a method asks for."""
    return {route.endpoint: route.requirement for route in routes(app) if route.method == method}


@pytest.mark.parametrize("odd", ODD, ids=lambda text: text[:8])
def test_odd_addresses_break_nothing(
    app: Flask, session: Session, people: People, odd: str
) -> None:
    names = names_in_addresses()
    bind = app.url_map.bind("localhost")
    readable = requirements(app, "GET")
    for endpoint, values in cases(app, session, people):
        if endpoint not in readable:
            continue
        client = client_for(people, readable[endpoint])
        address = bind.build(endpoint, {**dict.fromkeys(names, odd[:LONGER_THAN_CODES]), **values})
        assert client.get(address).status_code < 500, address[:200]


@pytest.mark.parametrize("odd", [*ODD, *UNSTORABLE, FILE], ids=lambda text: repr(text[:8]))
def test_odd_forms_break_nothing(app: Flask, session: Session, people: People, odd: str) -> None:
    bind = app.url_map.bind("localhost")
    sendable, readable = requirements(app, "POST"), requirements(app, "GET")
    for case, (endpoint, values) in enumerate(cases(app, session, people)):
        if endpoint not in sendable:
            continue
        client = client_for(people, sendable[endpoint])
        address = bind.build(endpoint, values)
        names = fields_of(case, client, address) if endpoint in readable else set()
        response = client.post(address, data={name: sent_as(odd) for name in names})
        assert response.status_code < 500, (address, sorted(names))
