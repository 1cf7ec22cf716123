"""What can be done with placements: propose, revise, and take from state to state."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from school.accounts.closing import check_open
from school.cohorts.models import Enrolment
from school.core import audit
from school.core.clock import today
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.periods import check_order, written_day
from school.core.references import new_reference
from school.core.versions import check_version
from school.enterprises.models import Enterprise, Tutor
from school.enterprises.operations import ensure_partnership
from school.placements import queries
from school.placements.agreements.closing import close_open_versions
from school.placements.agreements.standing_queries import is_agreed
from school.placements.cohort_days import ask_about_days
from school.placements.models import Placement
from school.placements.proposals import limits
from school.placements.proposals.rules import month_of
from school.placements.rules import (
    AGREED_STATES,
    CURRENT_STATES,
    OCCUPYING_STATES,
    STATE_SENTENCES,
    TRANSITIONS,
    EndReason,
    Party,
    PlacementStatus,
    ask_to_begin,
    check_weekly_hours,
    may_move,
    written_reason,
)
from school.placements.taken_days import ask_about_taken_days


@dataclass(frozen=True)
class Proposal:
    """What is proposed to an enterprise."""

    enterprise: Enterprise
    tutor: Tutor | None
    position: str | None
    starts_on: date
    ends_on: date
    weekly_hours: Decimal | None


@dataclass(frozen=True)
class Step:
    """A step to a state, with what the state may ask for.

    `ahead`: the last day may still come, where everybody agreed to it beforehand.
    """

    target: PlacementStatus
    reason: EndReason | None = None
    detail: str | None = None
    ended_on: date | None = None
    confirmed: bool = False
    ahead: bool = False


def today_of(placement: Placement) -> date:
    """Give the civil date where the placement's school is."""
    return today(placement.cohort.school.timezone)


def propose(
    session: Session,
    actor: str,
    enrolment: Enrolment,
    proposal: Proposal,
    *,
    confirmed: bool = False,
) -> Placement:
    """Propose a placement of an enrolled person to an enterprise.

    Refused: what `place` refuses; by `NotAllowed`, more proposals than the enterprise wants this
    month. An enterprise that does not look for anybody, and days outside of the cohort's, are asked
    about, by `NeedsConfirmation`.
    """
    day = today(enrolment.cohort.school.timezone)
    limits.check_enterprise(
        session, proposal.enterprise.id, proposal.starts_on, day, confirmed=confirmed
    )
    if not confirmed:
        ask_about_days(enrolment.cohort, proposal.starts_on, proposal.ends_on)
    return place(session, actor, enrolment, proposal, confirmed=confirmed)


def place(
    session: Session,
    actor: str,
    enrolment: Enrolment,
    proposal: Proposal,
    *,
    confirmed: bool = False,
    accepted: bool = False,
) -> Placement:
    """Make the placement that an enterprise is asked about, or of somebody whom it `accepted`.

    Refused: a school that has closed; somebody not enrolled, or gone before it begins; an end
    before the start. Days that another placement already takes are asked about first, by
    `NeedsConfirmation`; whoever was accepted is taken before those who have not answered.
    """
    check_open(enrolment.cohort.school)
    _check(enrolment, proposal)
    if not confirmed:
        states = AGREED_STATES if accepted else OCCUPYING_STATES
        _ask_about_taken_days(session, enrolment, proposal, states=states)
    placement = Placement(
        reference=new_reference("P"),
        trainee=enrolment.trainee,
        cohort=enrolment.cohort,
        status=PlacementStatus.PROPOSED,
        proposed_on=today(enrolment.cohort.school.timezone),
    )
    _write(placement, proposal)
    session.add(placement)
    audit.record(session, actor, "placement.propose", placement)
    ensure_partnership(session, enrolment.cohort.school_id, proposal.enterprise.id)
    return placement


def revise(
    session: Session,
    actor: str,
    placement: Placement,
    proposal: Proposal,
    *,
    known_version: int | None,
    confirmed: bool = False,
) -> bool:
    """Change a proposal that the enterprise has not answered; tell whether anything changed.

    Raises `NotAllowed` once it is answered: what was confirmed is not rewritten; and where it
    would be one more than an enterprise wants this month. Raises `StaleRecord` when somebody else
    changed it since it was opened.
    """
    if placement.status is not PlacementStatus.PROPOSED:
        raise NotAllowed(STATE_SENTENCES[placement.status])
    check_version(placement, known_version)
    enrolment = queries.enrolment_of_placement(session, placement)
    enrolment = _check(enrolment, proposal)
    if not confirmed:
        _ask_about_taken_days(session, enrolment, proposal, own=placement)
        ask_about_days(placement.cohort, proposal.starts_on, proposal.ends_on)
    day = today_of(placement)
    if not _counted(placement, proposal.enterprise, day):
        limits.check_enterprise(
            session, proposal.enterprise.id, proposal.starts_on, day, confirmed=confirmed
        )
    _write(placement, proposal)
    if not session.is_modified(placement):
        return False
    placement.proposed_on = day
    audit.record(session, actor, "placement.revise", placement)
    ensure_partnership(session, placement.cohort.school_id, proposal.enterprise.id)
    return True


def _counted(placement: Placement, enterprise: Enterprise, day: date) -> bool:
    first, after = month_of(day)
    asked_on = placement.proposed_on
    return (
        placement.enterprise_id == enterprise.id
        and asked_on is not None
        and first <= asked_on < after
    )


def move(
    session: Session, actor: str, placement: Placement, step: Step, parties: AbstractSet[Party]
) -> bool:
    """Take a placement to a state, by the table of transitions; false when it is there already.

    Raises `NotAllowed` when neither the state nor the parties allow the step, `InvalidInput` when
    the state asks for a reason or a last day that is missing or impossible. A start before the
    first day, or without an agreement in force, is asked about by `NeedsConfirmation`.
    """
    queries.hold(session, placement)
    transition = TRANSITIONS.get(step.target)
    if transition is None or not transition.parties & parties:
        raise NotAllowed(mark("Cette étape n’est pas la vôtre."))
    if placement.status is step.target:
        return False
    if not any(may_move(placement.status, step.target, party) for party in parties):
        raise NotAllowed(STATE_SENTENCES[placement.status])
    _enter(session, placement, step)
    if step.target not in CURRENT_STATES:
        close_open_versions(session, actor, placement)
    audit.record(session, actor, f"placement.{step.target.value}", placement)
    return True


def _enter(session: Session, placement: Placement, step: Step) -> None:
    day = today_of(placement)
    transition = TRANSITIONS[step.target]
    if transition.needs_reason:
        placement.end_reason = _reason(step)
    if step.target is PlacementStatus.CONFIRMED:
        placement.confirmed_on = day
    elif step.target is PlacementStatus.LIVE:
        _begin(session, placement, day, confirmed=step.confirmed)
    else:
        placement.ended_on = _last_day(placement, step, day) if transition.needs_end else day
    placement.status = step.target


def _begin(session: Session, placement: Placement, day: date, *, confirmed: bool) -> None:
    if not confirmed:
        ask_to_begin(placement.starts_on, day, agreed=is_agreed(session, placement.id))
    if placement.starts_on is None or placement.starts_on > day:
        placement.starts_on = day


def _reason(step: Step) -> str:
    if step.reason is None or step.reason not in TRANSITIONS[step.target].reasons:
        raise InvalidInput(mark("Choisissez la raison."), "reason")
    if step.reason is EndReason.OTHER and not step.detail:
        raise InvalidInput(mark("Dites la raison en quelques mots."), "detail")
    return written_reason(step.reason, step.detail)


def _last_day(placement: Placement, step: Step, day: date) -> date:
    ended_on = step.ended_on or min(placement.ends_on or day, day)
    check_last_day(placement, ended_on, max(ended_on, day) if step.ahead else day)
    return ended_on


def check_last_day(placement: Placement, ended_on: date, today: date) -> None:
    """Refuse a last day of work before the first, or still to come."""
    if placement.starts_on is not None and ended_on < placement.starts_on:
        raise InvalidInput(
            mark("Ce placement n’a commencé que le %(start)s."),
            "ended_on",
            {"start": written_day(placement.starts_on)},
        )
    if ended_on > today:
        raise InvalidInput(mark("Le dernier jour ne peut pas être à venir."), "ended_on")


def _write(placement: Placement, proposal: Proposal) -> None:
    placement.enterprise = proposal.enterprise
    placement.tutor = proposal.tutor
    placement.position = proposal.position
    placement.starts_on = proposal.starts_on
    placement.ends_on = proposal.ends_on
    placement.weekly_hours = proposal.weekly_hours


def _check(enrolment: Enrolment | None, proposal: Proposal) -> Enrolment:
    check_order(proposal.starts_on, proposal.ends_on, "ends_on")
    check_weekly_hours(proposal.weekly_hours)
    if proposal.tutor is not None and proposal.tutor.enterprise_id != proposal.enterprise.id:
        raise InvalidInput(mark("Cette personne n’est pas de cette entreprise."), "host")
    if enrolment is None or enrolment.enrolled_on is None:
        raise InvalidInput(mark("Cette personne n’est pas inscrite dans la promotion."), "trainee")
    _check_stay(enrolment, proposal)
    return enrolment


def _ask_about_taken_days(
    session: Session,
    enrolment: Enrolment,
    proposal: Proposal,
    *,
    states: AbstractSet[PlacementStatus] = OCCUPYING_STATES,
    own: Placement | None = None,
) -> None:
    starts_on, ends_on = proposal.starts_on, proposal.ends_on
    ask_about_taken_days(
        session, enrolment.trainee_id, starts_on, ends_on, "starts_on", states=states, own=own
    )


def _check_stay(enrolment: Enrolment, proposal: Proposal) -> None:
    left_on = enrolment.dates.exit_on
    if left_on is not None and proposal.starts_on > left_on:
        raise InvalidInput(
            mark("Cette personne a quitté la promotion le %(day)s."),
            "trainee",
            {"day": written_day(left_on)},
        )
