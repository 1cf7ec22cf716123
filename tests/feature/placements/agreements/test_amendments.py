"""Amendments of agreements: what they reset, and who takes over."""

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from school.accounts.rules import LinkPurpose
from school.placements.agreements import operations
from school.placements.agreements.rules import (
    AgreementKind,
    AgreementStatus,
    Party,
    Section,
)
from school.placements.models import Placement
from tests.factories.agreements import make_in_force, make_in_review
from tests.factories.records import make_tutor
from tests.support.agreements import (
    links,
    newest,
)
from tests.support.people import People
from tests.support.placements import link, reread

MONDAY = date(2026, 3, 9)


def test_an_amendment_resets_the_sections_it_changes_alone(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    make_in_force(session, placement)
    session.commit()
    director = people.client("director")
    page = f"/placements/{placement.reference}/agreement"
    change = {"kind": "place", "place": "Parakou", "protection": "Casque, gants, chaussures"}
    keep = {"representative_name": "Reine Dossou", "representative_job": "Gérante"}
    address = newest(session).representative_email
    refused = director.post(f"{page}/new?kind=place", data={**change, **keep})
    assert "Ce champ est obligatoire" in refused.text or refused.status_code == 422
    data = {**change, **keep, "representative_email": address, "justification": "Chantier fini"}
    director.post(f"{page}/new?kind=place", data=data)
    version = newest(session)
    assert (version.number, version.kind) == (2, AgreementKind.PLACE)
    director.post(f"/agreements/{version.reference}/send")
    version = newest(session)
    left = operations.progress_of(version)
    assert left.left(Party.TUTOR) == []
    assert left.left(Party.REPRESENTATIVE) == [Section.PLACE]
    assert left.left(Party.APPRENTICE) == [Section.PLACE]
    assert left.waited_for() == [Party.REPRESENTATIVE, Party.APPRENTICE]
    shown = app.test_client().get(links(session)[address or ""])
    assert "déjà relu" in shown.text
    assert "Parakou" in shown.text
    assert "Changé" in director.get(page).text


def test_a_new_tutor_takes_over_the_thread_and_the_former_links_stop(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    first = make_in_force(session, placement)
    tutor = make_tutor(session, placement.enterprise)
    version = make_in_review(
        session,
        placement,
        number=2,
        kind=AgreementKind.TUTOR,
        tutor_id=tutor.id,
        renewed_from=first.number,
    )
    former = {
        "week": link(session, placement, LinkPurpose.VALIDATE_WEEK, week=MONDAY),
        "evaluation": link(session, placement, LinkPurpose.EVALUATE_PLACEMENT),
        "actions": link(session, placement, LinkPurpose.AGREED_ACTIONS),
    }
    people.client("director").post(f"/agreements/{version.reference}/validate")
    assert reread(session, placement).tutor_id == tutor.id
    assert newest(session).status is AgreementStatus.VALIDATED
    for page, token in former.items():
        assert app.test_client().get(f"/link/{page}/{token}").status_code == 410, page


def test_an_amendment_asks_about_days_outside_of_the_cohorts_when_it_is_about_days(
    people: People, session: Session, placement: Placement
) -> None:
    first = make_in_force(session, placement)
    placement.cohort.ends_on = date(2026, 4, 17)
    session.commit()
    director, page = people.client("director"), f"/placements/{placement.reference}/agreement/new"
    representative = ("representative_name", "representative_job", "representative_email")
    kept = {
        **{name: getattr(first, name) for name in representative},
        "justification": "Chantier prolongé",
        "place": "Parakou",
        "protection": "Casque",
        "starts_on": "2026-03-02",
        "ends_on": "2026-04-24",
        "weekly_hours": "35",
        "schedule": "Du lundi au vendredi",
    }
    asked = director.post(f"{page}?kind=period", data={**kept, "kind": "period"})
    assert asked.status_code == 422
    assert "sortent de celles de la promotion" in asked.text
    assert "Chantier prolongé" in asked.text
    assert newest(session).number == 1
    director.post(f"{page}?kind=place", data={**kept, "kind": "place"})
    assert newest(session).kind is AgreementKind.PLACE
