"""Reads of what a person's splices lost, with the thresholds by which each was judged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.core.facts import is_known_row
from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.models import TaskMeasure
from school.practicals.models import Assessment, Measure
from school.practicals.progress_rules import Losses, SpliceLimits, losses_of, splice_limits
from school.practicals.sheet_models import PracticalSheet


@dataclass(frozen=True)
class SpliceAttempt:
    """An attempt in which splices were measured."""

    reference: str
    task_id: int
    day: date
    losses: Losses


@dataclass
class SpliceRules:
    """What each version measures of splices in each task."""

    by_version: dict[tuple[int, int], SpliceLimits] = field(default_factory=dict)
    numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    newest: dict[int, int] = field(default_factory=dict)

    def of(self, task_id: int, named: str | None, followed: int | None) -> SpliceLimits | None:
        """Give those by which an attempt was judged.

        They are those of the version that its sheet names, else of the one its cohort follows,
        else of the newest that measures splices in the task.
        """
        for version in (self.numbers.get((task_id, named or "")), followed):
            if version is not None and (task_id, version) in self.by_version:
                return self.by_version[task_id, version]
        newest = self.newest.get(task_id)
        return None if newest is None else self.by_version[task_id, newest]


def splice_rules(session: Session) -> SpliceRules:
    """Read what every version measures of splices, in one statement."""
    query = (
        select(TaskMeasure, CurriculumVersion.version)
        .join(CurriculumVersion, CurriculumVersion.id == TaskMeasure.version_id)
        .where(TaskMeasure.unit == "dB")
        .order_by(TaskMeasure.version_id, TaskMeasure.task_id, TaskMeasure.position)
    )
    rules = SpliceRules()
    rows = session.execute(query).all()
    for (version_id, task_id, name), group in groupby(
        rows, key=lambda row: (row[0].version_id, row[0].task_id, row[1])
    ):
        measures = [measure for measure, _ in group]
        tables = {one.reference: one.row_fr or "" for one in measures}
        found = splice_limits([one.threshold for one in measures], tables)
        if found is not None:
            rules.by_version[task_id, version_id] = found
            rules.numbers[task_id, name] = rules.newest[task_id] = version_id
    return rules


def splice_attempts(
    session: Session, trainee_id: int, cohort_ids: Sequence[int], known_on: date
) -> list[SpliceAttempt]:
    """List a person's attempts with measured splices as known on a day, in two statements.

    The earliest comes first.
    """
    rules = splice_rules(session)
    query = _measured(list(rules.newest), trainee_id, cohort_ids, known_on)
    found = []
    for head, group in groupby(session.execute(query), key=lambda row: tuple(row[:5])):
        reference, task_id, day, version, followed = head
        values: dict[str, Decimal | None] = {row[5]: row[6] for row in group}
        limits = rules.of(task_id, version, followed)
        losses = losses_of(values, limits) if limits else None
        if losses is not None:
            found.append(SpliceAttempt(reference, task_id, day, losses))
    return found


def _measured(
    tasks: Sequence[int], trainee_id: int, cohort_ids: Sequence[int], known_on: date
) -> Select[Any]:
    """Select a person's attempts at some tasks with the versions that may have judged them.

    Each of them is repeated with every value that was measured in it.
    """
    named = (
        select(PracticalSheet.curriculum_version)
        .where(PracticalSheet.assessment_reference == Assessment.reference)
        .order_by(PracticalSheet.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Assessment.reference,
            Assessment.task_id,
            Assessment.assessed_on,
            named,
            Cohort.curriculum_version_id,
            Measure.reference,
            Measure.value,
        )
        .join(Cohort, Cohort.id == Assessment.cohort_id)
        .join(Measure, Measure.assessment_reference == Assessment.reference)
        .where(
            Assessment.trainee_id == trainee_id,
            Assessment.cohort_id.in_(cohort_ids),
            Assessment.task_id.in_(tasks),
            is_known_row(Assessment, known_on),
        )
        .order_by(Assessment.assessed_on, Assessment.reference)
    )
