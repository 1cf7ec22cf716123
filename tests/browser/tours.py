"""A tour: all the kinds of pages that one person comes to, found by following links."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from school.access.guard import PUBLIC, requirement_of
from school.access.roles import PERMISSIONS, Role

CHOICES = {"cohort", "task", "trainee", "placement", "offer", "target", "measure"}
"""What an address may ask for that makes another page of it, such as another step of a form."""

PATIENCE = 60_000
"""Milliseconds within which a page or a whole workbook comes, on a busy machine too."""

READ_OF_A_KIND = 10
"""How many pages of a kind are read for their links."""

FILES_OF_A_KIND = 2
"""How many files of a kind are fetched: they lead nowhere, and a workbook takes long to make."""

Kind = tuple[str, frozenset[str]]


class Tour:
    """Which kinds of pages were seen; one address stands for each kind."""

    def __init__(self, app: Flask, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.routes = app.url_map.bind(urlsplit(base).netloc)
        self.seen: Counter[Kind] = Counter()
        self.most: defaultdict[Kind, int] = defaultdict(lambda: READ_OF_A_KIND)
        self.read: set[str] = set()

    def walk(self, *addresses: str) -> Iterator[str]:
        """Open one page of each kind, from these on, and name it while it stands open.

        A few more of each kind are only read: what they lead to depends on their state. A link
        that is not answered with a page or a file fails: nobody is led to a refusal.
        """
        waiting = list(addresses)
        while waiting:
            address = urljoin(self.page.url, waiting.pop(0)).split("#")[0]
            kind = self._kind(address)
            if kind is None or address in self.read or self.seen[kind] >= self.most[kind]:
                continue
            self.read.add(address)
            self.seen[kind] += 1
            answer = self.page.request.get(address, timeout=PATIENCE)
            assert answer.ok, f"{address} answers {answer.status}"
            if "text/html" not in answer.headers["content-type"]:
                self.most[kind] = FILES_OF_A_KIND
                continue
            found = re.findall(r'href="([^"]+)"', answer.text())
            waiting += [urljoin(address, unescape(link)) for link in found]
            if self.seen[kind] == 1:
                self.page.goto(address)
                yield address

    @property
    def endpoints(self) -> set[str]:
        """The names of the routes that were seen."""
        return {endpoint for endpoint, _ in self.seen}

    def _kind(self, address: str) -> Kind | None:
        parts = urlsplit(address)
        if parts.netloc != urlsplit(self.base).netloc or parts.scheme != "http":
            return None
        try:
            endpoint, _ = self.routes.match(parts.path, method="GET")
        except HTTPException:
            return "nowhere", frozenset({parts.path})
        return endpoint, frozenset(CHOICES & set(parse_qs(parts.query)))


def pages_of(app: Flask, role: Role | None) -> set[str]:
    """Name the routes that a role may open with a GET; without a role, those open to everybody."""
    allowed = PERMISSIONS[role] if role else {PUBLIC}
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and requirement_of(app.view_functions[rule.endpoint]) in allowed
    }
