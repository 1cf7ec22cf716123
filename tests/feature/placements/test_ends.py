"""A placement comes to its end one way: facts, the apprentice's word, the school's answer."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy.orm import Session

from school.core.errors import DomainError, InvalidInput, NotAllowed
from school.placements.ends import operations, queries
from school.placements.ends.operations import EndStep
from school.placements.ends.rules import (
    BreakOff,
    Decider,
    EndAction,
    EndFacts,
    EndOutcome,
    EndParty,
    EndState,
    NextStep,
)
from school.placements.models import Placement
from school.placements.rules import EndReason, PlacementStatus
from tests.factories.records import make_cohort, make_enrolment, make_placement
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.placements import TODAY, mails, own_placement, reread

SCHOOL = frozenset({EndParty.SCHOOL})
APPRENTICE = frozenset({EndParty.APPRENTICE})
WHO = "Florence Agossou"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TODAY + "+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(session: Session) -> Placement:
    enrolment = make_enrolment(session, make_cohort(session))
    return make_placement(session, enrolment, status=PlacementStatus.LIVE)


def test_a_break_off_says_why_who_decided_and_what_comes_next(
    session: Session, placement: Placement
) -> None:
    facts = BreakOff(
        EndReason.WORKING_CONDITIONS, Decider.TOGETHER, date(2026, 3, 20), "Sans harnais"
    )
    end = operations.break_off(session, placement, facts, WHO)
    assert (placement.status, placement.ended_on) == (
        PlacementStatus.BROKEN_OFF,
        date(2026, 3, 20),
    )
    assert placement.end_reason == "working_conditions: Sans harnais"
    assert (end.outcome, end.decided_by, end.next_step) == (
        EndOutcome.BROKEN_OFF,
        Decider.TOGETHER,
        NextStep.RE_PLACEMENT,
    )
    with pytest.raises(NotAllowed):
        operations.break_off(session, placement, facts, WHO)
    assert len(queries.history_of(session, placement)) == 1
    assert not queries.is_followed(session, placement)
    enrolment = make_enrolment(session, make_cohort(session), placement.trainee)
    make_placement(session, enrolment, starts_on=date(2026, 3, 23))
    assert queries.is_followed(session, placement)


def test_who_never_came_leaves_a_placement_that_had_not_begun_cancelled(
    session: Session, placement: Placement
) -> None:
    placement.status = PlacementStatus.CONFIRMED
    end = operations.declare(session, placement, EndFacts(EndOutcome.DID_NOT_SHOW), WHO)
    assert placement.status is PlacementStatus.CANCELLED
    assert (end.cause, end.next_step) == (EndReason.DID_NOT_SHOW, NextStep.UNDECIDED)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (EndFacts(EndOutcome.PARTLY), "missed_hours"),
        (EndFacts(EndOutcome.PARTLY, missed_hours=Decimal(-1)), "missed_hours"),
        (EndFacts(EndOutcome.BROKEN_OFF), "reason"),
        (EndFacts(EndOutcome.BROKEN_OFF, cause=EndReason.NO_ROOM), "reason"),
        (EndFacts(EndOutcome.BROKEN_OFF, cause=EndReason.OTHER), "detail"),
        (EndFacts(EndOutcome.COMPLETED, date(2026, 3, 12)), "ended_on"),
        (EndFacts(EndOutcome.COMPLETED, date(2026, 3, 1)), "ended_on"),
    ],
)
def test_facts_that_cannot_be_end_nothing(
    session: Session, placement: Placement, facts: EndFacts, field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        operations.declare(session, placement, facts, WHO)
    assert refusal.value.field == field
    assert placement.status is PlacementStatus.LIVE
    assert queries.newest(session, placement) is None


def test_a_contested_end_is_corrected_and_nothing_of_it_is_lost(
    session: Session, placement: Placement
) -> None:
    operations.declare(
        session, placement, EndFacts(EndOutcome.DID_NOT_SHOW, date(2026, 3, 10)), WHO
    )
    contest = EndStep(EndAction.CONTEST, "J’étais sur le chantier.")
    with pytest.raises(InvalidInput):
        operations.act(session, placement, EndStep(EndAction.CONTEST), "Aïcha", APPRENTICE)
    operations.act(session, placement, contest, "Aïcha", APPRENTICE)
    again = operations.act(session, placement, contest, "Aïcha", APPRENTICE)
    assert again.number == 2
    with pytest.raises(NotAllowed):
        operations.act(session, placement, EndStep(EndAction.UPHOLD, "Non"), "Aïcha", APPRENTICE)
    facts = EndFacts(EndOutcome.PARTLY, date(2026, 3, 10), Decimal("3.5"))
    corrected = EndStep(EndAction.CORRECT, "Le tuteur confirme.", facts)
    operations.act(session, placement, corrected, WHO, SCHOOL)
    assert (placement.status, placement.end_reason) == (PlacementStatus.COMPLETED, None)
    lines = queries.history_of(session, placement)
    assert [(one.number, one.state) for one in lines] == [
        (3, EndState.DECLARED),
        (2, EndState.CONTESTED),
        (1, EndState.DECLARED),
    ]
    assert [one.outcome for one in lines[:2]] == [EndOutcome.PARTLY, EndOutcome.DID_NOT_SHOW]
    operations.act(session, placement, EndStep(EndAction.AGREE), "Aïcha", APPRENTICE)
    with pytest.raises(NotAllowed):
        operations.act(session, placement, contest, "Aïcha", APPRENTICE)


def test_what_is_said_anew_in_other_words_is_never_lost(
    session: Session, placement: Placement
) -> None:
    operations.declare(session, placement, EndFacts(EndOutcome.DID_NOT_SHOW), WHO)
    plan = EndStep(EndAction.PLAN, "Chez Codjo, dès lundi.", next_step=NextStep.RE_PLACEMENT)
    operations.act(session, placement, plan, WHO, SCHOOL)
    assert operations.act(session, placement, plan, WHO, SCHOOL).number == 2
    other = EndStep(EndAction.PLAN, "Codjo n’a plus de place.", next_step=NextStep.RE_PLACEMENT)
    assert operations.act(session, placement, other, WHO, SCHOOL).comment == other.comment
    operations.act(session, placement, EndStep(EndAction.CONTEST, "J’y étais."), "A", APPRENTICE)
    with pytest.raises(NotAllowed):
        operations.act(
            session, placement, EndStep(EndAction.CONTEST, "Deux jours."), "A", APPRENTICE
        )
    said = [one.comment for one in queries.history_of(session, placement)]
    assert said == ["J’y étais.", other.comment, plan.comment, None]


def test_the_school_closes_only_after_a_fortnight_of_silence(
    session: Session, placement: Placement, clock: time_machine.Traveller
) -> None:
    operations.declare(session, placement, EndFacts(EndOutcome.COMPLETED), WHO)
    with pytest.raises(DomainError):
        operations.act(session, placement, EndStep(EndAction.CLOSE), WHO, SCHOOL)
    clock.move_to("2026-03-26 09:00+00:00")
    end = operations.act(session, placement, EndStep(EndAction.CLOSE), WHO, SCHOOL)
    assert end.state is EndState.UNANSWERED
    late = operations.act(
        session, placement, EndStep(EndAction.CONTEST, "J’ai fini le 9."), "Aïcha", APPRENTICE
    )
    assert late.state is EndState.CONTESTED


def test_an_end_imported_without_a_word_is_described_later(
    session: Session, placement: Placement
) -> None:
    placement.status, placement.ended_on = PlacementStatus.COMPLETED, date(2026, 3, 9)
    facts = EndFacts(EndOutcome.PARTLY, missed_hours=Decimal(7))
    step = EndStep(EndAction.DECLARE, facts=facts)
    end = operations.act(session, placement, step, WHO, SCHOOL)
    assert (end.last_day, end.outcome, end.missed_hours) == (
        date(2026, 3, 9),
        EndOutcome.PARTLY,
        Decimal(7),
    )


def test_an_end_is_declared_contested_and_settled_on_screen(
    people: People, session: Session
) -> None:
    people.account("director")
    placement = own_placement(people, session)
    address = f"/placements/{placement.reference}"
    director, apprentice = people.client("director"), people.client("apprentice")
    asked = {"target": "completed", "outcome": "partly", "ended_on": "2026-03-10"}
    assert director.post(f"{address}/move", data=asked).status_code == 422
    director.post(f"{address}/move", data={**asked, "missed_hours": "3,5"})
    assert reread(session, placement).status is PlacementStatus.COMPLETED
    step = f"{address}/end/step"
    assert "Contester cette fin" in apprentice.get(f"{address}/end").get_data(as_text=True)
    contest = apprentice.get(f"{step}?action=contest")
    assert contest.status_code == 200
    assert "facultatif" not in contest.get_data(as_text=True), "words are asked for"
    assert apprentice.post(step, data={"action": "contest"}).status_code == 422
    apprentice.post(step, data={"action": "contest", "comment": "Deux jours de pluie."})
    asked_tutor, mail = mails(session)
    assert "/link/evaluation/" in asked_tutor.body
    assert "Deux jours de pluie." in mail.body
    page = director.get(f"{address}/end").get_data(as_text=True)
    assert "Deux jours de pluie." in page
    tutor = people.client("enterprise").get(f"{address}/end").get_data(as_text=True)
    assert "Fait en partie" in tutor
    assert "Deux jours de pluie." not in tutor
    assert apprentice.post(step, data={"action": "uphold", "comment": "x"}).status_code == 403
    assert people.client("trainer").get(f"{step}?action=plan").status_code == 403
    assert director.get(f"{step}?action=correct").status_code == 200
    settled = director.post(step, data={"action": "uphold", "comment": "Les pluies comptent."})
    assert settled.status_code == 303
    assert "Les pluies comptent." in apprentice.get(f"{address}/end").get_data(as_text=True)
    late = apprentice.post(step, data={"action": "agree"})
    assert late.status_code == 422


def test_who_never_came_and_who_must_be_placed_again_on_screen(
    people: People, session: Session
) -> None:
    placement = own_placement(people, session, status=PlacementStatus.CONFIRMED)
    address, director = f"/placements/{placement.reference}", people.client("director")
    director.post(f"{address}/move", data={"target": "cancelled", "reason": "did_not_show"})
    assert reread(session, placement).status is PlacementStatus.CANCELLED
    assert "Décider ce qui vient" in director.get(f"{address}/end").get_data(as_text=True)
    step = f"{address}/end/step"
    assert "facultatif" in director.get(f"{step}?action=plan").get_data(as_text=True)
    assert director.post(step, data={"action": "plan"}).status_code == 422
    director.post(step, data={"action": "plan", "next_step": "re_placement"})
    assert "Proposer un autre placement" in director.get(f"{address}/end").get_data(as_text=True)


def test_the_end_leads_to_where_a_hire_or_a_departure_is_noted(
    people: People, session: Session
) -> None:
    placement = own_placement(people, session, status=PlacementStatus.LIVE)
    make_enrolment(session, placement.cohort, placement.trainee)
    session.commit()
    page = f"/placements/{placement.reference}/end"
    director, apprentice, trainer = map(people.client, ("director", "apprentice", "trainer"))
    operations.break_off(
        session, placement, BreakOff(EndReason.HEALTH, Decider.TOGETHER, date(2026, 3, 10)), WHO
    )
    session.commit()
    person = placement.trainee.reference
    hire = f"/hires/new?trainee={person}"
    departure = f"/cohorts/{placement.cohort.reference}/people/{person}"
    session.rollback()

    def shown(next_step: NextStep, reader: CheckingClient) -> list[bool]:
        director.post(f"{page}/step", data={"action": "plan", "next_step": next_step.value})
        text = reader.get(page).text
        return [one in text for one in (hire, departure)]

    assert shown(NextStep.RE_PLACEMENT, director) == [False, False]
    assert shown(NextStep.HIRED, director) == [True, False]
    assert shown(NextStep.HIRED, apprentice) == [False, False]
    assert director.get(hire).status_code == 200
    assert shown(NextStep.LEAVES, director) == [False, True]
    assert shown(NextStep.LEAVES, trainer) == [False, False]
    assert director.get(departure).status_code == 200
