"""What became of what an enterprise was asked: answers and how long they took, and hires."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import Row, and_, select
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
from school.placements.posts.models import Post
from school.placements.proposals.asked_queries import each_asked
from school.placements.proposals.policy import visible_to as proposal_visible_to
from school.placements.proposals.rules import Outcome


@dataclass(frozen=True)
class Answers:
    """What became of proposals to an enterprise, for its posts or directly as placements.

    `lapsed` are those that its silence closed, `withdrawn` those that the school or a hire closed
    before it answered. `days` is the median of the days from the proposal to what the enterprise
    itself said, empty before the first; a profile that it keeps for another time is an answer.
    """

    asked: int
    accepted: int
    refused: int
    kept: int
    lapsed: int
    withdrawn: int
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
        _answers(_asked(session, principal, enterprise)),
        _hires(session, principal, enterprise, on, number),
    )


def _asked(
    session: Session, principal: Principal, enterprise: Enterprise
) -> Sequence[Row[str, date | None, date | None]]:
    each = each_asked(
        and_(proposal_visible_to(principal), Post.enterprise_id == enterprise.id),
        and_(placement_visible_to(principal), Placement.enterprise_id == enterprise.id),
    )
    return session.execute(select(each.c.outcome, each.c.asked_on, each.c.answered_on)).all()


def _answers(rows: Sequence[Row[str, date | None, date | None]]) -> Answers:
    counts = Counter(outcome for outcome, _, _ in rows)
    days = [
        (answered - asked).days
        for _, asked, answered in rows
        if asked is not None and answered is not None and answered >= asked
    ]
    return Answers(
        asked=len(rows),
        accepted=counts[Outcome.ACCEPTED],
        refused=counts[Outcome.REFUSED],
        kept=counts[Outcome.KEPT],
        lapsed=counts[Outcome.LAPSED],
        withdrawn=counts[Outcome.WITHDRAWN],
        waiting=counts[Outcome.WAITING],
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
