"""What became of an enterprise's placements: answers and how long they took, and hires."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import case, select
from sqlalchemy.orm import Session, joinedload

from school.access.principal import Principal
from school.core.facts import known
from school.core.paging import Slice, paginate
from school.enterprises.models import Enterprise
from school.enterprises.queries import enterprise_by_reference
from school.hiring.models import Hire
from school.hiring.policy import visible_to as fact_visible_to
from school.placements.models import Placement
from school.placements.policy import visible_to as placement_visible_to
from school.placements.rules import PlacementStatus


@dataclass(frozen=True)
class Answers:
    """How an enterprise answered proposals: how many, how many were taken, days it took.

    `days` is the median of the days from the proposal to the answer, empty before the first.
    """

    asked: int
    accepted: int
    declined: int
    waiting: int
    days: float | None


@dataclass(frozen=True)
class EnterpriseHistory:
    """An enterprise with its answers, and the hires known of the school's people."""

    enterprise: Enterprise
    answers: Answers
    hires: Slice[Hire]


def history_page(
    session: Session, principal: Principal, reference: str, on: date, number: int
) -> EnterpriseHistory:
    """Gather what an enterprise answered and whom it hired, as far as the reader may see.

    Raises `NotFound` when the reader may not see the enterprise.
    """
    enterprise = enterprise_by_reference(session, principal, reference)
    return EnterpriseHistory(
        enterprise,
        _answers(_proposals(session, principal, enterprise)),
        _hires(session, principal, enterprise, on, number),
    )


def _proposals(
    session: Session, principal: Principal, enterprise: Enterprise
) -> list[tuple[PlacementStatus, date | None, date | None]]:
    answered = case(
        (Placement.status == PlacementStatus.DECLINED, Placement.ended_on),
        else_=Placement.confirmed_on,
    )
    query = select(Placement.status, Placement.proposed_on, answered).where(
        placement_visible_to(principal), Placement.enterprise_id == enterprise.id
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _answers(rows: Sequence[tuple[PlacementStatus, date | None, date | None]]) -> Answers:
    statuses = [status for status, _, _ in rows]
    days = [
        (answered - asked).days
        for _, asked, answered in rows
        if asked is not None and answered is not None and answered >= asked
    ]
    return Answers(
        asked=len(rows),
        accepted=sum(1 for _, _, answered in rows if answered is not None)
        - sum(1 for status, _, day in rows if status is PlacementStatus.DECLINED and day),
        declined=statuses.count(PlacementStatus.DECLINED),
        waiting=statuses.count(PlacementStatus.PROPOSED),
        days=median(days) if days else None,
    )


def _hires(
    session: Session, principal: Principal, enterprise: Enterprise, on: date, number: int
) -> Slice[Hire]:
    hire = known(Hire, on)
    people = select(Hire.id).where(fact_visible_to(principal, Hire))
    query = (
        select(hire)
        .options(joinedload(hire.trainee))
        .where(hire.enterprise_id == enterprise.id, hire.id.in_(people))
        .order_by(hire.starts_on.desc(), hire.reference)
    )
    return paginate(session, query, number)
