"""Agreements, proposals and consultations that wait, in one statement. Writes nothing."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    ScalarSelect,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from school.access.permissions import Permission
from school.access.principal import STATEMENTS_KEPT, Principal
from school.cohorts.models import Trainee
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationDecision,
    ConsultationItem,
)
from school.enterprises.consultations.policy import visible_to as consultation_visible_to
from school.enterprises.consultations.rules import CHANGING, ConsultationState
from school.enterprises.models import Enterprise
from school.placements.agreements.rules import AgreementKind, AgreementStatus
from school.placements.agreements.waiting_queries import WaitingAgreement, waiting_statement
from school.placements.posts.models import Post
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.policy import visible_to as proposal_visible_to
from school.placements.proposals.rules import OPEN_STATES, ProposalState

CLOSING_SOON = timedelta(days=7)
"""A consultation is announced a week before its last day: enterprises can still be called. [own]"""

NOT_DONE = (null(), null(), null())
"""Of what is no agreement, who has done their part."""


class _Kind(StrEnum):
    AGREEMENT = "agreement"
    PROPOSAL = "proposal"
    CONSULTATION = "consultation"


@dataclass(frozen=True)
class WaitingProposal:
    """A proposal that waits: its state, since when, for whose tutor, about whom and where."""

    reference: str
    state: ProposalState
    since: date
    tutor_id: int | None
    person: str
    enterprise: str


@dataclass(frozen=True)
class WaitingConsultation:
    """A consultation that takes its last answers, or whose school has something to do about it.

    `since` is the last day to answer while it is open, else the day on which it was closed.
    """

    reference: str
    title: str
    state: ConsultationState
    since: date
    undecided: int


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody, each kind with the oldest first."""

    agreements: list[WaitingAgreement] = field(default_factory=list)
    proposals: list[WaitingProposal] = field(default_factory=list)
    consultations: list[WaitingConsultation] = field(default_factory=list)


def waiting_for_somebody(
    session: Session, principal: Principal, today: date, limit: int
) -> Waiting:
    """List what waits and what a person may see of it, of each kind so many at most.

    A proposal whose answer is promised for a later day does not wait yet; consultations are
    listed for those who hold them.
    """
    found = Waiting()
    for kind, *values in session.execute(_waiting(principal, today, limit)):
        _add(found, _Kind(kind), values)
    return found


def _add(found: Waiting, kind: _Kind, values: list[Any]) -> None:
    reference, number, written, state, since, *about = values[:10]
    trainee_id, tutor_id, given_names, family_name, name = about
    at = datetime.fromisoformat(since)
    if kind is _Kind.CONSULTATION:
        found.consultations.append(
            WaitingConsultation(reference, name, ConsultationState(state), at.date(), number)
        )
    elif kind is _Kind.PROPOSAL:
        person = " ".join(filter(None, [given_names, family_name]))
        found.proposals.append(
            WaitingProposal(reference, ProposalState(state), at.date(), tutor_id, person, name)
        )
    else:
        stands = (AgreementKind(written), AgreementStatus(state), at)
        done = map(bool, values[10:])
        found.agreements.append(
            WaitingAgreement(
                reference,
                number,
                *stands,
                trainee_id,
                tutor_id,
                given_names,
                family_name,
                name,
                *done,
            )
        )


@lru_cache(maxsize=STATEMENTS_KEPT)
def _waiting(principal: Principal, today: date, limit: int) -> CompoundSelect[Any]:
    agreements = waiting_statement(principal, limit).subquery()
    reference, number, written, status, since, *others = list(agreements.c)
    members = select(
        literal(_Kind.AGREEMENT.value),
        reference,
        number,
        cast(written, String),
        cast(status, String),
        cast(since, String).label("since"),
        *others,
    )
    parts = union_all(
        members, _proposals(principal, today, limit), _consultations(principal, today)
    )
    return parts.order_by("since")


def _proposals(principal: Principal, today: date, limit: int) -> Select[*tuple[Any, ...]]:
    since = func.coalesce(PlacementProposal.postponed_until, PlacementProposal.since)
    rows = (
        select(
            PlacementProposal.reference,
            PlacementProposal.state,
            since.label("since"),
            PlacementProposal.trainee_id,
            Post.tutor_id,
            Trainee.given_names,
            Trainee.family_name,
            Enterprise.name,
        )
        .join(Post, Post.id == PlacementProposal.post_id)
        .join(Trainee, Trainee.id == PlacementProposal.trainee_id)
        .join(Enterprise, Enterprise.id == Post.enterprise_id)
        .where(
            proposal_visible_to(principal),
            PlacementProposal.state.in_(sorted(OPEN_STATES)),
            since <= today,
        )
        .order_by(since, PlacementProposal.id)
        .limit(limit)
        .subquery()
    )
    return select(
        literal(_Kind.PROPOSAL.value),
        rows.c.reference,
        null(),
        null(),
        cast(rows.c.state, String),
        cast(rows.c.since, String),
        rows.c.trainee_id,
        rows.c.tutor_id,
        rows.c.given_names,
        rows.c.family_name,
        rows.c.name,
        *NOT_DONE,
    )


def _consultations(principal: Principal, today: date) -> Select[*tuple[Any, ...]]:
    undecided, unnamed = _undecided(), _unnamed()
    is_open = Consultation.state == ConsultationState.OPEN
    return select(
        literal(_Kind.CONSULTATION.value),
        Consultation.reference,
        undecided,
        null(),
        cast(Consultation.state, String),
        cast(case((is_open, Consultation.closes_on), else_=Consultation.closed_on), String),
        null(),
        null(),
        null(),
        null(),
        Consultation.title,
        *NOT_DONE,
    ).where(
        consultation_visible_to(principal, Permission.MANAGE_ENTERPRISES),
        or_(
            and_(is_open, Consultation.closes_on <= today + CLOSING_SOON),
            Consultation.state == ConsultationState.CLOSED,
            and_(Consultation.state == ConsultationState.RETURNED, or_(undecided > 0, unnamed > 0)),
        ),
    )


def _undecided() -> ScalarSelect[int]:
    """Count the items of a consultation of which the committee has decided nothing."""
    decided = select(ConsultationDecision.id).where(
        ConsultationDecision.item_id == ConsultationItem.id
    )
    return (
        select(func.count(ConsultationItem.id))
        .where(ConsultationItem.consultation_id == Consultation.id, ~decided.exists())
        .correlate(Consultation)
        .scalar_subquery()
    )


def _unnamed() -> ScalarSelect[int]:
    """Count the decisions that hold and change what is taught, in a version not named yet."""
    later = aliased(ConsultationDecision)
    replaced = select(later.id).where(
        later.item_id == ConsultationDecision.item_id,
        later.number > ConsultationDecision.number,
    )
    return (
        select(func.count(ConsultationDecision.id))
        .join(ConsultationItem, ConsultationItem.id == ConsultationDecision.item_id)
        .where(
            ConsultationItem.consultation_id == Consultation.id,
            ConsultationDecision.verdict.in_(sorted(CHANGING)),
            ConsultationDecision.version_id.is_(None),
            ~replaced.exists(),
        )
        .correlate(Consultation)
        .scalar_subquery()
    )
