"""First pages name agreements, proposals and consultations that wait, in one statement."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.enterprises.consultations.rules import ConsultationState, Verdict
from school.oversight.waiting_queries import waiting_for_somebody
from school.placements.models import Placement
from school.placements.proposals.rules import ProposalState
from tests.factories.agreements import SENT_AT, make_sent
from tests.factories.consultations import make_consultation, make_decision
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import make_enrolment, make_trainee
from tests.support.agreements import DAY, hosted_placement
from tests.support.people import People
from tests.support.placements import TODAY
from tests.support.statements import count_statements


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    """Make what waits: an agreement, proposals, consultations; and what does not wait yet."""
    placement = hosted_placement(people, session)
    make_sent(session, placement)
    for state, since, until in (
        (ProposalState.NEW, DAY - timedelta(days=9), None),
        (ProposalState.POOL, DAY - timedelta(days=1), None),
        (ProposalState.POSTPONED, DAY - timedelta(days=9), DAY + timedelta(days=3)),
    ):
        post = make_post(session, people.school, tutor=placement.tutor)
        trainee = make_trainee(session, given_names=state.value, family_name="Attend")
        enrolment = make_enrolment(session, placement.cohort, trainee)
        make_proposal(session, post, enrolment, state=state, since=since, postponed_until=until)
    for title, days in (("Bientôt", 3), ("Passée", -1), ("Lointaine", 8)):
        make_consultation(
            session, people.school, title=title, year=2030 + days, closes_on=DAY + timedelta(days)
        )
    session.commit()
    return placement


def test_each_reader_finds_what_waits_within_eight_statements(
    app: Flask, people: People, placement: Placement
) -> None:
    sign, confirm = "Signer la convention", "Confirmer les missions"
    proposed, closing = ["de new Attend", "de pool Attend"], ["Bientôt", "Passée"]
    shown = {
        "director": [sign, *proposed, *closing],
        "trainer": [sign, *proposed],
        "enterprise": [confirm, *proposed],
    }
    named = [sign, confirm, *proposed, *closing]
    for who, expected in shown.items():
        client = people.client(who)
        client.get("/")
        with count_statements(app) as counted:
            page = client.get("/").text
        assert counted.count <= 8, who
        assert [one for one in named if one in page] == expected, who
        assert "postponed" not in page
        assert "Lointaine" not in page
    elsewhere = people.client("foreign_director").get("/").text
    assert not any(one in elsewhere for one in named)


def test_what_waits_is_told_as_the_rows_say_it(
    people: People, session: Session, placement: Placement
) -> None:
    found = waiting_for_somebody(session, people.principal("director"), DAY, 5)
    assert [(one.placement, one.since) for one in found.agreements] == [
        (placement.reference, SENT_AT)
    ]
    assert isinstance(found.agreements[0].since, datetime)
    assert found.agreements[0].tutor_confirmed is False
    assert [(one.state, one.since) for one in found.proposals] == [
        (ProposalState.NEW, date(2026, 3, 2)),
        (ProposalState.POOL, date(2026, 3, 10)),
    ]
    assert [one.title for one in found.consultations] == ["Passée", "Bientôt"]


def test_a_consultation_waits_until_all_is_decided_given_back_and_named(
    people: People, session: Session
) -> None:
    school = people.school
    people.account("director")
    closed, returned = ConsultationState.CLOSED, ConsultationState.RETURNED
    day = DAY - timedelta(days=3)
    dates = {"made_on": day, "opened_on": day, "closes_on": day, "closed_on": day}
    decided = {
        "closed 0": (closed, Verdict.KEEP),
        "returned 0": (returned, Verdict.KEEP),
        "nommer": (returned, Verdict.STRENGTHEN),
        "closed 5": (closed, None),
        "returned 5": (returned, None),
    }
    for title, (state, verdict) in decided.items():
        back = day if state is returned else None
        made = make_consultation(
            session, school, state=state, title=title, returned_on=back, **dates
        )
        for item in made.items if verdict else ():
            make_decision(session, item, verdict=verdict)
    session.commit()
    found = waiting_for_somebody(session, people.principal("director"), DAY, 5).consultations
    assert {(one.title, one.undecided) for one in found} == {
        ("closed 5", 5),
        ("returned 5", 5),
        ("closed 0", 0),
        ("nommer", 0),
    }
    page = people.client("director").get("/").text
    for words in (
        "Décider de 5 demandes : « closed 5 »",
        "Rendre les décisions aux entreprises : « closed 0 »",
        "Nommer la version du programme : « nommer »",
    ):
        assert words in page.replace("\xa0", " ")
