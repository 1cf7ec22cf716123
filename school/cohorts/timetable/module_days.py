"""Which module a day of a cohort belongs to: one answer for the timetable and for completion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, null, select
from sqlalchemy.orm import InstrumentedAttribute

from school.cohorts.models import Cohort
from school.cohorts.timetable.models import CohortWeek
from school.cohorts.timetable.plan_rules import PlannedModule, first_days, propose
from school.curriculum.rule_models import ModuleRule


@dataclass(frozen=True)
class ModuleDays:
    """The days of a cohort's modules, to be asked for within queries.

    The plan of the cohort decides; while it has none, the weeks that would be proposed without
    any closed week, `proposed`: the first days of the modules' numbers. A day belongs to the
    module of the last week with one that began on it or before, so that what is done in a week
    off or caught up after the last week counts. What comes before the first week belongs to none.
    """

    cohort_id: int
    proposed: Sequence[tuple[date, int]]

    def module_of(self, day: InstrumentedAttribute[date]) -> ColumnElement[int | None]:
        """Give the number of the module that a day belongs to, null for none."""
        weeks = select(CohortWeek.module_id).where(
            CohortWeek.cohort_id == self.cohort_id, CohortWeek.module_id.is_not(None)
        )
        planned = (
            weeks.where(CohortWeek.starts_on <= day)
            .order_by(CohortWeek.starts_on.desc())
            .limit(1)
            .correlate(day.class_)
            .scalar_subquery()
        )
        return case((weeks.exists(), planned), else_=self._by_proposal(day))

    def _by_proposal(self, day: InstrumentedAttribute[date]) -> ColumnElement[Any]:
        if not self.proposed:
            return null()
        latest_first = reversed(self.proposed)
        return case(*((day >= first, module) for first, module in latest_first), else_=None)


def days_by_rules(cohort: Cohort, rules: Sequence[ModuleRule]) -> ModuleDays:
    """Tell which days are whose in a cohort, by the rules of its path in the order of teaching."""
    numbers = {one.module.reference: one.module_id for one in rules}
    asked = [
        PlannedModule(one.module.reference, one.weeks, one.centre_hours, one.enterprise_hours)
        for one in rules
    ]
    proposed = first_days(propose(asked, cohort.starts_on, None))
    return ModuleDays(cohort.id, [(first, numbers[module]) for first, module in proposed])
