"""What can be done with placements, and what is refused where."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.audit import AuditEntry
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, StaleRecord
from school.enterprises.partner_rules import CLOSED, InterestStatus
from school.enterprises.queries import partnership_of
from school.placements import operations
from school.placements.agreements.rules import AgreementStatus
from school.placements.models import Placement
from school.placements.operations import Proposal, Step
from school.placements.rules import EndReason, Party, PlacementStatus, ask_to_begin
from tests.factories.agreements import make_in_review
from tests.factories.partners import make_interest
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_placement,
    make_school,
    make_tutor,
)
from tests.support.placements import TODAY

SCHOOL, ENTERPRISE = frozenset({Party.SCHOOL}), frozenset({Party.ENTERPRISE})


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def proposal(session: Session) -> Proposal:
    tutor = make_tutor(session)
    return Proposal(
        tutor.enterprise, tutor, "Monteuse", date(2026, 3, 16), date(2026, 5, 8), Decimal(35)
    )


def live(session: Session, **values: Any) -> Placement:
    enrolment = make_enrolment(session, make_cohort(session))
    return make_placement(session, enrolment, **{"status": PlacementStatus.LIVE, **values})


def test_a_proposal_waits_for_the_enterprise_and_makes_it_a_partner(
    session: Session, proposal: Proposal
) -> None:
    cohort = make_cohort(session, make_school(session))
    enrolment = make_enrolment(session, cohort)
    made = operations.propose(session, "Directrice", enrolment, proposal)
    assert (made.status, made.proposed_on) == (PlacementStatus.PROPOSED, date(2026, 3, 11))
    assert (made.trainee, made.cohort, made.tutor) == (enrolment.trainee, cohort, proposal.tutor)
    assert partnership_of(session, cohort.school_id, proposal.enterprise.id) is not None
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.actor, entry.action) == ("Directrice", "placement.propose")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": date(2026, 3, 15)}, "ends_on"),
        ({"weekly_hours": Decimal(0)}, "weekly_hours"),
        ({"weekly_hours": Decimal("72.5")}, "weekly_hours"),
    ],
)
def test_an_impossible_proposal_is_refused_on_its_field(
    session: Session, proposal: Proposal, change: dict[str, Any], field: str
) -> None:
    enrolment = make_enrolment(session, make_cohort(session))
    with pytest.raises(InvalidInput) as refusal:
        operations.propose(session, "", enrolment, replace(proposal, **change))
    assert refusal.value.field == field
    assert session.scalars(select(Placement)).all() == []


def test_a_tutor_of_another_enterprise_is_refused(session: Session, proposal: Proposal) -> None:
    enrolment = make_enrolment(session, make_cohort(session))
    with pytest.raises(InvalidInput):
        operations.propose(session, "", enrolment, replace(proposal, tutor=make_tutor(session)))


@pytest.mark.parametrize(
    ("dates", "allowed"),
    [
        ({"enrolled_on": None}, False),
        ({"withdrawn_on": date(2026, 3, 15)}, False),
        ({"withdrawn_on": date(2026, 3, 16)}, True),
        ({"completed_on": date(2026, 3, 2), "certified_on": date(2026, 6, 2)}, True),
    ],
)
def test_only_somebody_enrolled_and_not_gone_is_placed(
    session: Session, proposal: Proposal, dates: dict[str, Any], allowed: bool
) -> None:
    enrolment = make_enrolment(session, make_cohort(session), **dates)
    if allowed:
        assert operations.propose(session, "", enrolment, proposal).id
        return
    with pytest.raises(InvalidInput) as refusal:
        operations.propose(session, "", enrolment, proposal)
    assert refusal.value.field == "trainee"


@pytest.mark.parametrize(
    ("values", "asks"),
    [
        ({"starts_on": date(2026, 5, 8), "ends_on": None}, True),
        ({"starts_on": date(2026, 5, 9), "ends_on": date(2026, 6, 1)}, False),
        ({"starts_on": date(2026, 1, 5), "ends_on": date(2026, 3, 16)}, True),
        ({"starts_on": date(2026, 1, 5), "ends_on": date(2026, 3, 15)}, False),
        ({"status": PlacementStatus.BROKEN_OFF, "ended_on": date(2026, 3, 10)}, False),
        ({"status": PlacementStatus.COMPLETED, "ended_on": date(2026, 3, 20)}, True),
        ({"status": PlacementStatus.DECLINED}, False),
        ({"status": PlacementStatus.CANCELLED}, False),
    ],
)
def test_days_taken_elsewhere_are_asked_about(
    session: Session, proposal: Proposal, values: dict[str, Any], asks: bool
) -> None:
    enrolment = make_enrolment(session, make_cohort(session))
    elsewhere = make_enrolment(session, make_cohort(session), enrolment.trainee)
    make_placement(session, elsewhere, **values)
    if asks:
        with pytest.raises(NeedsConfirmation):
            operations.propose(session, "", enrolment, proposal)
    made = operations.propose(session, "", enrolment, proposal, confirmed=asks)
    assert made.status is PlacementStatus.PROPOSED


def test_a_revision_is_for_proposals_and_for_those_who_saw_the_last(
    session: Session, proposal: Proposal
) -> None:
    enrolment = make_enrolment(session, make_cohort(session))
    placement = operations.propose(session, "", enrolment, proposal)
    known = placement.version
    same = operations.revise(session, "", placement, proposal, known_version=known)
    assert same is False
    later = replace(proposal, ends_on=date(2026, 5, 15))
    assert operations.revise(session, "", placement, later, known_version=known)
    assert placement.ends_on == date(2026, 5, 15)
    with pytest.raises(StaleRecord):
        operations.revise(session, "", placement, proposal, known_version=known)
    placement.status = PlacementStatus.CONFIRMED
    with pytest.raises(NotAllowed):
        operations.revise(session, "", placement, later, known_version=placement.version)


def test_an_enterprise_is_never_asked_more_a_month_than_it_wants(
    session: Session, proposal: Proposal
) -> None:
    make_interest(session, proposal.enterprise, max_proposals_per_month=1)
    cohort = make_cohort(session)
    placement = operations.propose(session, "", make_enrolment(session, cohort), proposal)
    other = make_enrolment(session, cohort)
    with pytest.raises(NotAllowed, match="toutes les propositions"):
        operations.propose(session, "", other, proposal, confirmed=True)
    later = replace(proposal, ends_on=date(2026, 5, 15))
    assert operations.revise(session, "", placement, later, known_version=placement.version)
    elsewhere = replace(proposal, enterprise=make_enterprise(session), tutor=None)
    moved = operations.propose(session, "", other, elsewhere)
    with pytest.raises(NotAllowed):
        operations.revise(session, "", moved, proposal, known_version=moved.version)
    assert moved.enterprise is elsewhere.enterprise
    with time_machine.travel("2026-04-01 09:00+00:00", tick=False):
        assert operations.revise(session, "", moved, proposal, known_version=moved.version)


@pytest.mark.parametrize("status", InterestStatus)
def test_an_enterprise_that_hosts_nobody_more_is_asked_about(
    session: Session, proposal: Proposal, status: InterestStatus
) -> None:
    make_interest(session, proposal.enterprise, status=status, year=2025)
    enrolment = make_enrolment(session, make_cohort(session))
    if status in CLOSED:
        with pytest.raises(NeedsConfirmation) as asked:
            operations.propose(session, "", enrolment, proposal)
        assert asked.value.values == {"year": 2025}
    else:
        assert operations.propose(session, "", enrolment, proposal).id
    assert operations.propose(session, "", enrolment, proposal, confirmed=True).id


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"starts_on": date(2026, 1, 11)}, "starts_on"),
        ({"ends_on": date(2026, 9, 12)}, "ends_on"),
        ({"starts_on": date(2026, 1, 12), "ends_on": date(2026, 9, 11)}, None),
    ],
)
def test_days_outside_of_the_cohorts_are_asked_about_when_proposed_and_when_revised(
    session: Session, proposal: Proposal, days: dict[str, Any], field: str | None
) -> None:
    odd = replace(proposal, **days)
    enrolment = make_enrolment(session, make_cohort(session))
    placement = make_placement(session, make_enrolment(session, make_cohort(session)))
    known = placement.version
    if field is None:
        assert operations.propose(session, "", enrolment, odd).id
        assert operations.revise(session, "", placement, odd, known_version=known)
        return
    with pytest.raises(NeedsConfirmation, match="sortent de celles") as asked:
        operations.propose(session, "", enrolment, odd)
    assert (asked.value.field, asked.value.values["end"]) == (field, "11/09/2026")
    with pytest.raises(NeedsConfirmation, match="sortent de celles"):
        operations.revise(session, "", placement, odd, known_version=known)
    assert placement.starts_on == date(2026, 3, 2)
    assert operations.propose(session, "", enrolment, odd, confirmed=True).id
    assert operations.revise(session, "", placement, odd, known_version=known, confirmed=True)


def test_a_cohort_without_days_asks_about_none(session: Session, proposal: Proposal) -> None:
    cohort = make_cohort(session, ends_on=None)
    enrolment = make_enrolment(session, cohort)
    assert operations.propose(session, "", enrolment, replace(proposal, ends_on=date(2027, 1, 8)))


def test_a_step_of_somebody_else_is_refused(session: Session) -> None:
    placement = live(session, status=PlacementStatus.PROPOSED)
    for target, parties in (
        (PlacementStatus.CONFIRMED, SCHOOL),
        (PlacementStatus.CANCELLED, ENTERPRISE),
        (PlacementStatus.CONFIRMED, frozenset[Party]()),
    ):
        with pytest.raises(NotAllowed):
            operations.move(session, "", placement, Step(target, EndReason.DATES), parties)
    assert placement.status is PlacementStatus.PROPOSED


def test_a_step_taken_twice_is_taken_once(session: Session) -> None:
    placement = live(session, status=PlacementStatus.CONFIRMED)
    start = Step(PlacementStatus.LIVE, confirmed=True)
    assert operations.move(session, "", placement, start, SCHOOL)
    assert operations.move(session, "", placement, start, SCHOOL) is False
    with pytest.raises(NotAllowed):
        operations.move(
            session, "", placement, Step(PlacementStatus.CANCELLED, EndReason.DATES), SCHOOL
        )
    actions = session.scalars(select(AuditEntry.action)).all()
    assert actions == ["placement.live"]


def test_starting_without_an_agreement_in_force_is_asked_about(session: Session) -> None:
    placement, start = live(session, status=PlacementStatus.CONFIRMED), Step(PlacementStatus.LIVE)
    version = make_in_review(session, placement)
    with pytest.raises(NeedsConfirmation, match="Aucune convention"):
        operations.move(session, "", placement, start, SCHOOL)
    version.status, version.in_force_on = AgreementStatus.VALIDATED, date(2026, 3, 2)
    assert operations.move(session, "", placement, start, SCHOOL)


@given(early=st.booleans(), agreed=st.booleans(), dated=st.booleans())
def test_what_is_asked_before_a_start(early: bool, agreed: bool, dated: bool) -> None:
    starts_on = (date(2026, 3, 16) if early else date(2026, 3, 11)) if dated else None
    asks = (early and dated) or not agreed
    if not asks:
        ask_to_begin(starts_on, date(2026, 3, 11), agreed=agreed)
        return
    with pytest.raises(NeedsConfirmation) as asked:
        ask_to_begin(starts_on, date(2026, 3, 11), agreed=agreed)
    assert ("Aucune convention" in asked.value.message) is not agreed
    assert ("%(start)s" in asked.value.message) is (early and dated)
    assert set(asked.value.values) == ({"start"} if early and dated else set())


def test_starting_before_the_first_day_is_asked_about(session: Session) -> None:
    placement = live(session, status=PlacementStatus.CONFIRMED, starts_on=date(2026, 3, 16))
    with pytest.raises(NeedsConfirmation):
        operations.move(session, "", placement, Step(PlacementStatus.LIVE), SCHOOL)
    operations.move(session, "", placement, Step(PlacementStatus.LIVE, confirmed=True), SCHOOL)
    assert placement.starts_on == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("given", "ended"),
    [
        (None, date(2026, 3, 11)),
        (date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 1), None),
        (date(2026, 3, 12), None),
    ],
)
def test_a_placement_ends_between_its_first_day_and_today(
    session: Session, given: date | None, ended: date | None
) -> None:
    placement = live(session)
    step = Step(PlacementStatus.COMPLETED, ended_on=given)
    if ended is None:
        with pytest.raises(InvalidInput) as refusal:
            operations.move(session, "", placement, step, SCHOOL)
        assert refusal.value.field == "ended_on"
    else:
        operations.move(session, "", placement, step, SCHOOL)
        assert (placement.status, placement.ended_on) == (PlacementStatus.COMPLETED, ended)


def test_the_last_day_is_the_planned_one_once_it_is_past(session: Session) -> None:
    placement = live(session, ends_on=date(2026, 3, 6))
    operations.move(session, "", placement, Step(PlacementStatus.COMPLETED), SCHOOL)
    assert placement.ended_on == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("reason", "detail", "field"),
    [
        (None, "trop loin", "reason"),
        (EndReason.NO_ROOM, None, "reason"),
        (EndReason.OTHER, None, "detail"),
    ],
)
def test_breaking_off_needs_a_reason_of_its_own(
    session: Session, reason: EndReason | None, detail: str | None, field: str
) -> None:
    placement = live(session)
    step = Step(PlacementStatus.BROKEN_OFF, reason, detail)
    with pytest.raises(InvalidInput) as refusal:
        operations.move(session, "", placement, step, SCHOOL)
    assert refusal.value.field == field
