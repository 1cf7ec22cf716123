"""Whose is what: for each page about a record, how to make one of a school.

A page whose address or query names a record has a line here, or the test of foreign records
fails. A maker is given the session and the school, and gives the values of the address; those
of the query begin with a question mark.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

from school.accounts.models import School

Values = dict[str, object]
Maker = Callable[[Session, School], Values]

OBJECTS: dict[str, Maker] = {}

QUERIES: dict[str, Maker] = {}
"""Pages that take a record's reference in their query."""

SHARED: dict[str, str] = {
    "assets.serve": "files of the program",
}
"""Pages about things that belong to no school, and why."""

OWN: dict[str, str] = {
    "accounts.end_session": "tests/feature/accounts/test_sessions.py",
}
"""Pages about something of the person's own account, and where that is tested."""

LINKS: dict[str, str] = {
    "accounts.choose_password": "tests/feature/accounts/test_password_links.py",
}
"""Pages opened by the secret of a signed link, and where other people's links are tested."""
