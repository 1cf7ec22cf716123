"""What the pages of attempts and of sheets show of their traces."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.curriculum.models import TaskMeasure
from school.practicals.sheet_models import PracticalSheet
from school.practicals.trace_presentation import ShownTraces, shown_traces
from school.practicals.trace_queries import known_likes, last_traces


def traces_shown(
    session: Session,
    principal: Principal,
    sheets: Sequence[PracticalSheet],
    limits: Sequence[TaskMeasure],
    length_m: Decimal | None = None,
) -> ShownTraces:
    """Gather the traces of some sheets of one attempt: those of the last one that has any.

    `length_m` is the length of the fibre, where the reader gives it.
    """
    kept = last_traces(session, sheets)
    if not kept:
        return ShownTraces()
    likes = known_likes(session, principal, [trace for trace, _ in kept])
    return shown_traces(kept, limits, likes, length_m)
