"""What the pages of figures are made of; the views only ask for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.core.calendar import add_months
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.core.statistics import Rate
from school.practicals.figures import judging_queries, queries
from school.practicals.figures.judging import MeasuredLoss, compare_losses
from school.practicals.figures.models import TaskAllowance
from school.practicals.figures.presentation import (
    FailureRow,
    Figures,
    TimeRow,
    TrainerRow,
    name_of,
    why_hidden,
)
from school.practicals.figures.queries import AllowedTask, TimesTaken
from school.practicals.figures.rules import (
    ENOUGH_COLLEAGUES,
    FirstAttempts,
    compare,
    failures,
    spread,
    strata_of_trainers,
)

NOBODY = 0
"""No trainer's number."""

MONTHS = 24
"""How far back trainers are compared, and times are taken for a new allowance."""


@dataclass(frozen=True)
class Judging:
    """The changed verdicts of each trainer, and the losses that all measured."""

    changed: dict[int, Rate]
    losses: list[MeasuredLoss]


def figures_page(session: Session, principal: Principal, cohort: Cohort) -> dict[str, Any]:
    """Gather what a cohort's practicals come to, beside those of its school."""
    since = add_months(today(), -MONTHS)
    allowed = queries.allowed_tasks(session, cohort.school_id)
    counts, names = queries.first_attempts(session, cohort, since, today())
    times = queries.times_taken(session, cohort, since, today())
    sees_names = cohort.school_id in principal.school_ids(Permission.SEE_STAFF)
    own = None if sees_names else principal.staff_id or NOBODY
    return {
        "cohort": cohort,
        "figures": Figures(
            tuple(FailureRow(name_of(allowed[one.task_id]), one) for one in failures(counts)),
            _times(allowed, times),
            _trainers(counts, names, own, _judging(session, cohort, since)),
            is_own=own is not None,
        ),
        "since": since,
        "sees_names": sees_names,
        "decides": cohort.school_id in principal.school_ids(Permission.SET_ALLOWANCES),
    }


def time_row(session: Session, cohort: Cohort, task: str) -> TimeRow:
    """Gather the times of one task; raise `NotFound` when there is no such task."""
    allowed = queries.allowed_tasks(session, cohort.school_id)
    found = next((one for one in allowed.values() if one.task.reference == task), None)
    if found is None:
        raise NotFound(mark("Cette tâche n’existe pas."))
    times = queries.times_taken(session, cohort, add_months(today(), -MONTHS), today())
    return _time_row(found, times)


def _times(allowed: dict[int, AllowedTask], times: TimesTaken) -> tuple[TimeRow, ...]:
    rows = [_time_row(one, times) for one in allowed.values()]
    return tuple(row for row in rows if row.cohort)


def _time_row(allowed: AllowedTask, times: TimesTaken) -> TimeRow:
    number = allowed.task.id
    return TimeRow(
        allowed, spread(times.cohort.get(number, {})), spread(times.school.get(number, {}))
    )


def _trainers(
    counts: list[FirstAttempts], names: dict[int, str], own: int | None, judging: Judging
) -> tuple[TrainerRow, ...]:
    """Compare every trainer by name, or, for a trainer, oneself alone with all the others."""
    strata = strata_of_trainers(counts)
    if own is not None and own not in strata:
        return ()
    shown = [own] if own is not None else sorted(strata, key=lambda one: (names[one], one))
    rows = []
    for trainer_id in shown:
        found = compare(strata.get(trainer_id, []))
        colleagues = _colleagues(counts, trainer_id)
        hidden = why_hidden(found, colleagues, sees_names=own is None)
        name = names[trainer_id] if own is None else gettext("Vous")
        losses = compare_losses(judging.losses, trainer_id)
        if own is not None and losses and losses.colleagues < ENOUGH_COLLEAGUES:
            losses = None
        rows.append(TrainerRow(name, found, hidden, judging.changed.get(trainer_id), losses))
    return tuple(rows)


def _judging(session: Session, cohort: Cohort, since: date) -> Judging:
    changed = judging_queries.changed_verdicts(session, cohort.school_id, since)
    losses = judging_queries.measured_losses(session, cohort.school_id, since, today())
    return Judging({one.trainer_id: one.rate for one in changed}, losses)


def _colleagues(counts: list[FirstAttempts], trainer_id: int) -> int:
    """Count the others who judged recently what a trainer judged."""
    tasks = {one.task_id for one in counts if one.recent and one.trainer_id == trainer_id}
    return len(
        {
            one.trainer_id
            for one in counts
            if one.recent and one.task_id in tasks and one.trainer_id not in {None, trainer_id}
        }
    )


def allowances_of(session: Session, cohort: Cohort, row: TimeRow) -> list[TaskAllowance]:
    """List the times that a school allowed for a task, the one adopted last first."""
    return queries.allowances_of(session, cohort.school_id, row.allowed.task.id)
