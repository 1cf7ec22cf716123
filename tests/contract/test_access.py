"""Deny by default: every page says what it needs, and lets nobody else in."""

import pytest
from flask import Flask

from school.access.guard import PUBLIC
from school.access.permissions import Permission
from school.access.roles import PERMISSIONS, Role
from tests.contract.routes import AllowedAllBut, Route, become, routes
from tests.support.people import People
from tests.support.sources import python_files

PUBLIC_PAGES = {
    "accounts.choose_password": "the secret of the link is what lets in",
    "accounts.forgotten": "who forgot a password cannot sign in",
    "accounts.sign_in": "where one signs in",
    "accounts.sign_in_demo": "one click, in a demo school alone",
    "cohorts.calendar": "the secret of the address is what lets in",
    "assets.serve": "style sheets and scripts",
    "consultations.link": "the secret of the link is what lets in",
    "consultations.renew": "the secret of an old link asks the school for a new one",
    "oversight.link_consultation": "the secret of the link is what lets in",
    "oversight.renew_consultation": "the secret of an old link asks the school for a new one",
    "competencies.link": "the secret of the link is what lets in",
    "competencies.renew_link": "the secret of an old link asks the school for a new one",
    "certification.revocations": "programs that verify badges read it",
    "certification.verify": "whoever holds a certificate checks it",
    "certification.verify_code": "where the code of a certificate is typed, or a badge given",
    "enterprises.link_interest": "the secret of the link is what lets in",
    "enterprises.renew_interest": "the secret of an old link asks the school for a new one",
    "hiring.link_employment": "the secret of the link is what lets in",
    "hiring.link_offer": "the secret of the link is what lets in",
    "hiring.link_situation": "the secret of the link is what lets in",
    "hiring.renew_employment_link": "the secret of an old link asks the school for a new one",
    "hiring.renew_situation_link": "the secret of an old link asks the school for a new one",
    "hiring.renew_offer_link": "the secret of an old link asks the school for a new one",
    "messages.preferences": "the secret of the link is what lets in",
    "messages.stop_news": "the secret of the link, sent by the reader's mail program",
    "offline.manifest": "the name and drawings of the program, for phones",
    "offline.unreachable": "says that there is no network, and names nobody",
    "offline.worker": "the script that keeps pages on the phone",
    "placements.agreements_again": "whoever lost a link asks for it; the answer never differs",
    "placements.link_agreement": "the secret of the link is what lets in",
    "placements.link_agreement_again": "the secret of an old link asks the school for a new one",
    "placements.link_agreement_pdf": "the secret of the link is what lets in",
    "placements.link_confirm": "the secret of the link is what lets in",
    "placements.evaluation_to_offer": "the secret of the link is what lets in",
    "placements.link_evaluation": "the secret of the link is what lets in",
    "placements.renew_evaluation": "the secret of an old link asks the school for a new one",
    "placements.link_decline": "the secret of the link is what lets in",
    "placements.link_to_offer": "the secret of the link is what lets in",
    "placements.link_to_calendar": "the secret of the link is what lets in",
    "placements.tutor_feed": "the secret of the address is what lets in",
    "placements.link_proposal": "the secret of the link is what lets in",
    "placements.link_absence": "the secret of the link is what lets in",
    "placements.link_accident": "the secret of the link is what lets in",
    "placements.contest_week": "the secret of the link is what lets in",
    "placements.link_week": "the secret of the link is what lets in",
    "placements.renew_confirm": "the secret of an old link asks the school for a new one",
    "placements.renew_proposal": "the secret of an old link asks the school for a new one",
    "placements.renew_week": "the secret of an old link asks the school for a new one",
    "practices.link_survey": "the secret of the link is what lets in",
    "practices.renew_survey": "the secret of an old link asks for a new one",
    "visits.link_actions": "the secret of the link is what lets in",
    "visits.renew_actions_link": "the secret of an old link asks the school for a new one",
    "sealing.verify": "whoever holds a paper checks it; no figure is shown",
    "sealing.verify_code": "where the code of a paper is typed",
    "web.gallery": "pieces without data, for developers; not in production",
    "web.health": "asked by the proxy",
    "web.language": "who is not signed in chooses a language too",
}


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """An application that a silent page is added to."""
    return own_app


def guarded(app: Flask) -> list[Route]:
    return [route for route in routes(app) if isinstance(route.requirement, Permission)]


def test_every_page_says_what_it_needs(app: Flask) -> None:
    silent = {route.endpoint for route in routes(app) if route.requirement is None}
    assert silent == set()


def test_the_public_pages_are_these(app: Flask) -> None:
    public = {route.endpoint for route in routes(app) if route.requirement == PUBLIC}
    assert public == set(PUBLIC_PAGES)


def test_nobody_gets_in_signed_out(app: Flask) -> None:
    client = app.test_client()
    for route in guarded(app):
        response = client.open(route.address, method=route.method)
        assert response.status_code == 303, route
        assert response.headers["Location"].startswith("/sign-in"), route


def test_nobody_gets_in_without_the_one_permission(app: Flask) -> None:
    client = app.test_client()
    for route in guarded(app):
        assert isinstance(route.requirement, Permission)
        become(app, AllowedAllBut(account_id=1, name="Personne", missing=route.requirement))
        assert client.open(route.address, method=route.method).status_code == 403, route


def test_the_one_permission_gets_past_the_guard(app: Flask) -> None:
    client = app.test_client()
    become(app, AllowedAllBut(account_id=1, name="Personne", missing=None))
    for route in guarded(app):
        assert client.open(route.address, method=route.method).status_code != 403, route


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_in_where_its_permissions_say(app: Flask, people: People, role: Role) -> None:
    client = people.client(role.value)
    for route in guarded(app):
        if route.endpoint in {"accounts.sign_out", "accounts.change_password"}:
            continue
        status = client.open(route.address, method=route.method).status_code
        assert (status != 403) == (route.requirement in PERMISSIONS[role]), (route, status)
        assert status < 500, (route, status)


def test_a_page_that_says_nothing_is_shown_to_nobody(app: Flask, people: People) -> None:
    app.add_url_rule("/silent", "silent", lambda: "shown")
    assert people.client("director").get("/silent").status_code == 404
    assert app.test_client().get("/silent").status_code == 404


def test_every_permission_is_held_by_somebody() -> None:
    held = {permission for permissions in PERMISSIONS.values() for permission in permissions}
    assert held == set(Permission)


def test_every_permission_is_asked_for_somewhere() -> None:
    program = "".join(
        path.read_text(encoding="utf-8")
        for path in python_files("school")
        if path.parent.name != "access"
    )
    assert [one for one in Permission if f"Permission.{one.name}" not in program] == []
