"""Resetting the time that a school allows for a task, from its own medians."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core import audit
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.references import new_reference
from school.curriculum.models import PracticalTask
from school.practicals.figures.models import TaskAllowance


@dataclass(frozen=True)
class Proposal:
    """A new allowance in minutes, with the median and the number of times that ask for it."""

    minutes: int
    median: Decimal
    times: int


def adopt_allowance(
    session: Session,
    principal: Principal,
    school_id: int,
    task: PracticalTask,
    proposal: Proposal | None,
    *,
    seen: int | None,
    reason: str | None,
) -> TaskAllowance:
    """Let a school allow what its own median asks for from now on; the trail tells who and why.

    `seen` is the proposal that the person read: raises `InvalidInput` when it is another one
    meanwhile, and `NotAllowed` for whoever does not decide for the school.
    """
    if school_id not in principal.school_ids(Permission.SET_ALLOWANCES):
        raise NotAllowed(mark("La direction de l’école décide du temps prévu."))
    if proposal is None or proposal.minutes != seen:
        raise InvalidInput(mark("Les temps ont changé entre-temps : relisez la proposition."))
    allowance = TaskAllowance(
        reference=new_reference("TA"),
        school_id=school_id,
        task_id=task.id,
        minutes=proposal.minutes,
        median=proposal.median,
        times=proposal.times,
        reason=reason,
        decided_by=principal.name,
    )
    session.add(allowance)
    audit.record(session, principal.name, "allowance.adopt", allowance)
    return allowance
