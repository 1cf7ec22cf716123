"""Drafts of agreements: what the first one begins with, and what is refused as it is saved."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.placements.models import Placement
from school.placements.proposals.rules import ProposalState
from tests.factories.partners import make_representative, make_site
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import make_enrolment
from tests.support.agreements import hosted_placement
from tests.support.people import People
from tests.support.placements import TODAY
from tests.support.statements import count_statements


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    return hosted_placement(people, session)


def _came_of_a_post(people: People, session: Session, placement: Placement) -> None:
    site = make_site(session, placement.enterprise, name="Dépôt nord", address="Rue 12")
    post = make_post(
        session,
        people.school,
        enterprise=placement.enterprise,
        tutor=placement.tutor,
        site=site,
        asked=(("AUTRE", "C9"),),
    )
    enrolment = make_enrolment(session, placement.cohort, placement.trainee)
    make_proposal(session, post, enrolment, state=ProposalState.ACCEPTED, placement=placement)
    session.commit()


def test_a_first_draft_says_what_the_post_and_the_enterprise_say(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    _came_of_a_post(people, session, placement)
    enterprise = placement.enterprise
    make_representative(session, enterprise, name="Ancien Gérant", ends_on=date(2026, 1, 1))
    make_representative(session, enterprise, name="Secrétaire", may_sign=False)
    make_representative(session, enterprise, name="Sans Adresse", email=None)
    make_representative(session, enterprise, name="Reine Dossou", email="reine@example.test")
    session.commit()
    director, page = people.client("director"), f"/placements/{placement.reference}"
    assert "Dépôt nord, Rue 12, Cotonou" in director.get(page).text
    director.get(f"{page}/agreement/new")
    with count_statements(app) as counted:
        shown = director.get(f"{page}/agreement/new").text
    assert counted.count <= 8
    assert 'value="Souder en étoile"' in shown
    assert "Dépôt nord, Rue 12, Cotonou" in shown
    assert 'value="Reine Dossou"' in shown
    assert 'value="reine@example.test"' in shown
    kept = shown.partition('value="AUTRE/C9"')
    assert "checked" in kept[0][-80:] + kept[2][:80]
