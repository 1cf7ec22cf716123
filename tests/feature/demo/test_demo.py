"""`school demo` opens a school in an empty database, and never in any other."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from school.access.roles import Role
from school.accounts.models import Account, Installation
from school.accounts.queries_demo import demo_people
from school.accounts.school_operations import open_school
from school.clauses.models import Eligibility, IntegrationHours, Participant
from school.cohorts.models import Trainee
from school.command import run
from school.core.database import Base, Database
from school.core.delivery import MessageState
from school.core.outbox import MailMessage
from school.demo import story
from school.demo.draft import TABLES
from school.placements.agreements.duty_queries import duties_of_all
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import (
    SIGNERS,
    AgreementKind,
    AgreementStatus,
    to_confirm,
)
from school.placements.models import Placement
from school.placements.proposals import queries
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.rules import ProposalState
from tests.support.demo_scenes import DRAWS, scene

BY_LOGBOOK = Participant.reference.startswith("PAR-CT-")
DRAFTED = {
    Participant: ~BY_LOGBOOK,
    Eligibility: ~Eligibility.participant_id.in_(select(Participant.id).where(BY_LOGBOOK)),
    IntegrationHours: IntegrationHours.placement_id.is_(None),
}
"""What of a table was drafted, where placements that count for a clause bring rows as well."""

SEED, TODAY = DRAWS[0]
ROLES = (Role.DIRECTOR, Role.TRAINER, Role.APPRENTICE, Role.ENTERPRISE, Role.MINISTRY)
COMMAND = ["demo", "--seed", str(SEED), "--today", f"{TODAY:%Y-%m-%d}"]

Demo = Callable[..., int]


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> Demo:
    """The command, on the database of the test."""
    monkeypatch.setenv("SCHOOL_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    return lambda *options: run([*COMMAND, *options])


def count(session: Session, table: type[Base]) -> int:
    session.rollback()
    rows = select(func.count()).select_from(table).where(DRAFTED.get(table, true()))
    return session.scalar(rows) or 0


def test_writes_the_drafted_school_and_calls_it_a_demo(demo: Demo, session: Session) -> None:
    assert demo() == 0
    drawn = scene(SEED, TODAY)
    for table in TABLES:
        assert count(session, table) == len(drawn.draft.rows[table]), table
    assert session.scalars(select(IntegrationHours.id).where(~DRAFTED[IntegrationHours])).all()
    marked = session.get(Installation, 1)
    assert marked is not None
    assert marked.demo
    assert_agreements_say_the_duties_in_force(session)
    assert_one_placement_is_interrupted_and_one_came_of_a_post(session)
    assert set(session.scalars(select(MailMessage.state))) == set(MessageState)


def assert_agreements_say_the_duties_in_force(session: Session) -> None:
    signed = select(AgreementVersion).where(
        AgreementVersion.status == AgreementStatus.VALIDATED,
        AgreementVersion.kind == AgreementKind.INITIAL,
    )
    agreements = session.scalars(signed).all()
    assert agreements
    duties = duties_of_all(session, [one.placement_id for one in agreements], TODAY)
    for agreement in agreements:
        in_force = [one for one in duties if one.placement_id == agreement.placement_id]
        assert {one.since_on for one in in_force} == {agreement.in_force_on}
        assert [
            {"wording": one.wording, "competencies": list(one.competencies)} for one in in_force
        ] == agreement.duties


def assert_one_placement_is_interrupted_and_one_came_of_a_post(session: Session) -> None:
    query = select(AgreementVersion).where(AgreementVersion.kind == AgreementKind.INTERRUPTION)
    stop = session.scalars(query).one()
    assert stop.interrupted_from is not None
    assert stop.interrupted_from > TODAY
    assert {one.party for one in stop.parties if one.signed_at} == set(SIGNERS)
    for row in stop.parties:
        said = [one.section for one in stop.confirmations if one.party is row.party]
        assert sorted(said) == sorted(to_confirm(stop.kind, row.party))
    accepted = select(PlacementProposal).where(PlacementProposal.state == ProposalState.ACCEPTED)
    proposal = session.scalars(accepted).one()
    assert proposal.placement is not None
    assert proposal.placement.trainee_id == proposal.trainee_id
    assert len(queries.steps_of(session, proposal)) == 2


def test_a_second_time_changes_nothing(
    demo: Demo, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    demo()
    before = count(session, Trainee)
    capsys.readouterr()
    assert demo() == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert demo("--when-empty") == 0
    assert capsys.readouterr().out == ""
    assert count(session, Trainee) == before


def test_a_real_school_is_never_touched(demo: Demo, session: Session) -> None:
    open_school(session, reference="VRAI", name="Une vraie école")
    session.commit()
    assert demo() == 2
    assert demo("--when-empty") == 0
    assert count(session, Trainee) == 0
    marked = session.get(Installation, 1)
    assert marked is not None
    assert not marked.demo


def test_an_account_alone_is_enough_to_refuse(demo: Demo, session: Session) -> None:
    session.add(Account(name="Quelqu’un", email="quelquun@example.test"))
    session.commit()
    assert demo() == 2


def test_everybody_offered_finds_a_home_and_every_link_of_the_outbox_opens(
    demo: Demo, app: Flask, session: Session
) -> None:
    demo()
    with time_machine.travel(TODAY, tick=False):
        offered = demo_people(session)
        people = [person.account for person in offered]
        assert [person.role for person in offered][:5] == list(ROLES)
        names = [story.COTONOU.director, story.COTONOU.trainers["deployment"], story.APPRENTICE]
        expected = [" ".join(name) for name in (*names, story.TUTOR, story.MINISTRY)]
        assert [person.name for person in people][:5] == expected
        assert all(person.name in app.test_client().get("/sign-in").text for person in people)
        for person in people:
            client = app.test_client()
            assert client.post("/sign-in/demo", data={"account": person.id}).status_code == 303
            assert client.get("/").status_code == 200
        director = app.test_client()
        director.post("/sign-in/demo", data={"account": people[0].id})
        links = re.findall(r"http://[^/\s<\"]+(/link/[^\s<\"]+)", director.get("/mail").text)
        answers = {"placement", "week", "competencies", "offer", "interest"}
        assert {link.split("/")[2] for link in links} == answers | {"situation", "employment"}
        assert all(app.test_client().get(link).status_code == 200 for link in links)


def test_the_tutor_may_answer_what_was_proposed(demo: Demo, session: Session) -> None:
    demo()
    [proposed] = session.scalars(
        select(Placement)
        .join(Placement.trainee)
        .where(Trainee.family_name == story.APPRENTICE[1], Placement.status == "proposed")
    )
    assert proposed.tutor is not None
    assert proposed.tutor.name == " ".join(story.TUTOR)
    assert proposed.starts_on is not None
    assert proposed.starts_on > TODAY


def test_a_wrong_day_is_refused(demo: Demo, database: Database) -> None:
    assert run(["demo", "--today", "2026-02-30"]) == 2
    with database.reading() as session:
        assert count(session, Trainee) == 0


def test_day_of_the_demo_is_today_by_default(demo: Demo, session: Session) -> None:
    with time_machine.travel(date(2031, 5, 6), tick=False):
        assert run(["demo"]) == 0
    latest = session.scalar(select(func.max(Placement.proposed_on)))
    assert latest is not None
    assert date(2031, 4, 20) < latest <= date(2031, 5, 6)
