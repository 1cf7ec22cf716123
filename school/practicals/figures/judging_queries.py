"""Reads of how trainers judge: sheets with a changed verdict, losses measured both ways."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.core.facts import is_known_row
from school.core.sql_logic import one_if
from school.core.statistics import Rate
from school.practicals.figures.judging import Changed, MeasuredLoss
from school.practicals.models import Assessment, Measure
from school.practicals.progress_queries import SpliceRules, splice_rules
from school.practicals.progress_rules import losses_of
from school.practicals.sheet_models import PracticalSheet

Values = dict[str, Decimal | None]


def changed_verdicts(session: Session, school_id: int, since: date) -> list[Changed]:
    """Count by trainer the sheets of a school whose verdict was computed, and those changed."""
    is_changed = one_if(PracticalSheet.computed != PracticalSheet.verdict)
    query = (
        select(PracticalSheet.trainer_id, func.sum(is_changed), func.count())
        .join(Cohort, Cohort.id == PracticalSheet.cohort_id)
        .where(
            Cohort.school_id == school_id,
            PracticalSheet.assessed_on >= since,
            PracticalSheet.computed.is_not(None),
            PracticalSheet.trainer_id.is_not(None),
        )
        .group_by(PracticalSheet.trainer_id)
    )
    return [
        Changed(trainer_id, Rate(int(changed), signed))
        for trainer_id, changed, signed in session.execute(query)
        if trainer_id is not None
    ]


def measured_losses(
    session: Session, school_id: int, since: date, today: date
) -> list[MeasuredLoss]:
    """Give the mean loss of each attempt of a school whose splices were measured both ways.

    Only the values of both ways are read: an estimate is the machine's and not the trainer's.
    """
    rules = splice_rules(session)
    query = (
        select(
            Assessment.reference,
            Assessment.task_id,
            Assessment.trainer_id,
            Measure.reference,
            Measure.value,
        )
        .join(Cohort, Cohort.id == Assessment.cohort_id)
        .join(Measure, Measure.assessment_reference == Assessment.reference)
        .where(
            Cohort.school_id == school_id,
            Assessment.assessed_on >= since,
            Assessment.trainer_id.is_not(None),
            Assessment.task_id.in_(list(rules.newest)),
            Measure.reference.in_(_names(rules)),
            is_known_row(Assessment, today),
        )
    )
    attempts: dict[tuple[str, int, int], Values] = defaultdict(dict)
    for reference, task_id, trainer_id, name, value in session.execute(query):
        if trainer_id is not None:
            attempts[reference, task_id, trainer_id][name] = value
    return list(_means(attempts, rules))


def _means(
    attempts: dict[tuple[str, int, int], Values], rules: SpliceRules
) -> Sequence[MeasuredLoss]:
    found = []
    for (_, task_id, trainer_id), values in attempts.items():
        limits = rules.of(task_id, None, None)
        losses = losses_of(values, limits) if limits else None
        if losses is not None and losses.is_both_ways:
            found.append(MeasuredLoss(task_id, trainer_id, float(losses.mean)))
    return found


def _names(rules: SpliceRules) -> list[str]:
    """Give the names of all values from which an average of both ways follows, and its own."""
    names: set[str] = set()
    for limits in rules.by_version.values():
        average = limits.both_ways
        names.update(average.names)
        for code in average.average_of:
            names.update(average.name_in(code, place) for place in range(average.repeats))
    return sorted(names)
