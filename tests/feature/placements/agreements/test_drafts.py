"""Drafts of agreements: what the first one begins with, and what is refused as it is saved."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.core import audit
from school.core.clock import now
from school.core.errors import InvalidInput
from school.placements.agreements import operations
from school.placements.agreements.closing import DRAFT_LEFT, close_left_drafts
from school.placements.agreements.contents import Content
from school.placements.agreements.rules import AgreementKind, AgreementStatus
from school.placements.models import Placement
from school.placements.proposals.rules import ProposalState
from tests.factories.agreements import make_draft, make_in_force, make_sent
from tests.factories.partners import make_representative, make_site
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import make_enrolment
from tests.support.agreements import newest
from tests.support.people import People
from tests.support.placements import placed
from tests.support.statements import count_statements


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


def test_a_break_off_is_not_kept_without_its_cause_and_the_words_stay(
    people: People, session: Session, placement: Placement
) -> None:
    make_in_force(session, placement)
    session.commit()
    page = f"/placements/{placement.reference}/agreement/new"
    said = {"kind": "break_off", "justification": "Chantier arrêté", "break_off_detail": "Faillite"}
    director = people.client("director")
    asked = {**said, "break_off_on": "2026-03-20", "break_off_cause": ""}
    for missing in ("break_off_on", "break_off_cause"):
        refused = director.post(page, data={**asked, "break_off_cause": "other", missing: ""})
        assert refused.status_code == 422
        assert f'id="{missing}-error"' in refused.text
        assert "Chantier arrêté" in refused.text
        assert "Faillite" in refused.text
    assert newest(session).number == 1
    with pytest.raises(InvalidInput) as cause:
        operations.begin(
            session,
            "A",
            placement,
            AgreementKind.BREAK_OFF,
            Content(date(2026, 3, 2), date(2026, 4, 24), break_off_on=date(2026, 3, 20)),
            justification="Chantier arrêté",
        )
    assert cause.value.field == "break_off_cause"


def test_drafts_that_nobody_took_further_are_closed_with_why_and_by_whom(
    people: People, session: Session, placement: Placement
) -> None:
    left = make_draft(session, placement)
    written, sent = (make(session, placed(people, session)) for make in (make_draft, make_sent))
    session.commit()
    with time_machine.travel("2026-04-25 09:00+00:00", tick=False):
        audit.note(session, "Directrice", "agreement.edit", written, {})
        assert close_left_drafts(session, "tool", now() - timedelta(days=10)) == []
        assert close_left_drafts(session, "tool", now()) == [left]
        session.commit()
        page = people.client("director").get(f"/placements/{placement.reference}/agreement").text
    assert written.status is AgreementStatus.DRAFT
    assert sent.status is AgreementStatus.READY_TO_SIGN
    assert DRAFT_LEFT in page
    assert "Fermé par l’application, sam. 25 avr." in page
    assert "Abandonnée" in page
