"""The page of an enterprise's answers: proposals and placements alike, silence on its own."""

import re
from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from school.enterprises.models import Partnership
from school.placements.posts.models import Post
from school.placements.proposals.rules import ProposalReason, ProposalState
from school.placements.rules import PlacementStatus
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import make_cohort, make_enrolment, make_placement
from tests.support.people import People
from tests.support.statements import count_statements

ASKED = date(2026, 2, 2)
S, P = ProposalState, PlacementStatus


def after(days: int) -> date:
    return ASKED + timedelta(days=days)


def figures(page: str) -> dict[str, str]:
    """Read the answers of the page: each name with its number."""
    return dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page))


def make_history(session: Session, people: People) -> Post:
    """Make each outcome of a proposal, and the same of placements made without one."""
    post = make_post(session, people.school)
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    placed = make_placement(
        session, enrolment, enterprise=post.enterprise, status=P.CONFIRMED, confirmed_on=after(2)
    )
    told: list[dict[str, Any]] = [
        {"state": S.NEW},
        {"state": S.PROCESSING, "since": after(1)},
        {"state": S.ACCEPTED, "since": after(2), "placement": placed},
        {"state": S.REFUSED, "since": after(4), "reason": ProposalReason.DATES},
        {"state": S.POOL, "since": after(6)},
        {"state": S.LAPSED, "since": after(14)},
        {"state": S.OBSOLETE, "since": after(9), "reason": ProposalReason.HIRED},
    ]
    for number, values in enumerate(told, start=1):
        make_proposal(session, post, enrolment, number=number, **values)
    direct: list[dict[str, Any]] = [
        {"status": P.DECLINED, "ended_on": after(8)},
        {"status": P.LIVE, "confirmed_on": after(10)},
        {"status": P.CANCELLED, "ended_on": after(11), "end_reason": "no_answer"},
        {"status": P.CANCELLED, "ended_on": after(12), "end_reason": "mistake: doublon"},
    ]
    for values in direct:
        make_placement(session, enrolment, enterprise=post.enterprise, **values)
    make_placement(session, enrolment, status=P.DECLINED, ended_on=after(30))
    session.commit()
    return post


def test_each_outcome_counts_once_and_silence_has_its_own_line(
    app: Flask, session: Session, people: People
) -> None:
    post = make_history(session, people)
    address = f"/enterprises/{post.enterprise.reference}/history"
    client = people.client("director")
    client.get(address)
    with count_statements(app) as statements:
        page = client.get(address).text
    assert statements.count <= 8
    assert figures(page) == {
        "Propositions": "11",
        "Acceptées": "2",
        "Refusées": "2",
        "Sans réponse à temps": "2",
        "Profils gardés pour plus tard": "1",
        "Closes avant la réponse": "2",
        "En attente": "2",
        "Temps de réponse, en médiane": "6 jours",
    }


def test_another_school_reads_nothing_of_these_answers(session: Session, people: People) -> None:
    post = make_history(session, people)
    partnership = Partnership(school_id=people.other_school.id, enterprise_id=post.enterprise_id)
    session.add(partnership)
    session.commit()
    page = people.client("foreign_director").get(
        f"/enterprises/{post.enterprise.reference}/history"
    )
    assert "Aucune personne ne lui a encore été proposée." in page.text
