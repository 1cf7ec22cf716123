"""What is recorded of everybody in a cohort, module by module, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from school.certification.rules import (
    Hours,
    ModuleFacts,
    ModuleStanding,
    ModuleTerms,
    judge_module,
    module_periods,
)
from school.cohorts.attendance_rules import ATTENDING, LONGEST_HALF_DAY
from school.cohorts.models import Attendance, Cohort
from school.core.database import ExactDecimal
from school.curriculum.models import Module, PracticalTask
from school.curriculum.rule_models import ModuleRule
from school.curriculum.rule_queries import rules_of_path
from school.learning.quizzes.queries import best_marks
from school.placements.models import LogbookDay, Placement
from school.practicals.cohort_queries import LATEST
from school.practicals.rules import Verdict

Periods = Mapping[str, tuple[date, date]]
PersonHours = dict[tuple[int, str], Hours]


@dataclass(frozen=True)
class CohortTerms:
    """What a cohort's version asks, module by module in the order of teaching."""

    modules: tuple[Module, ...]
    terms: tuple[ModuleTerms, ...]
    periods: Periods


@dataclass(frozen=True)
class CohortStandings:
    """How everybody asked about stands to each module of the cohort's path."""

    terms: CohortTerms
    standings: Mapping[int, tuple[ModuleStanding, ...]]

    def of(self, trainee_id: int, module: str) -> ModuleStanding:
        """Give how somebody stands to a module of the path."""
        return next(one for one in self.standings[trainee_id] if one.module == module)


def terms_of(session: Session, cohort: Cohort) -> CohortTerms:
    """Read what the cohort's version of the curriculum asks of each module of its path."""
    rules = rules_of_path(session, cohort.curriculum_version_id, cohort.path_id)
    modules = tuple(one.module for one in rules)
    return CohortTerms(
        modules,
        tuple(_terms(one.module.reference, one) for one in rules),
        module_periods(cohort.starts_on, [(one.module.reference, one.weeks) for one in rules]),
    )


def standings_of(
    session: Session, cohort: Cohort, trainee_ids: Sequence[int], known_on: date
) -> CohortStandings:
    """Tell how people of a cohort stand to each module of its path, as known on a day.

    Hours count for the module in whose weeks they were done; practical work for every module
    that asks for the task.
    """
    terms = terms_of(session, cohort)
    facts = _Facts(
        *_hours(session, cohort, terms.periods),
        _verdicts(session, cohort, known_on),
        _marks(session, terms, trainee_ids),
    )
    return CohortStandings(
        terms,
        {
            trainee_id: tuple(
                judge_module(one, facts.of(trainee_id, one.module)) for one in terms.terms
            )
            for trainee_id in trainee_ids
        },
    )


@dataclass(frozen=True)
class _Facts:
    centre: PersonHours
    enterprise: PersonHours
    verdicts: Mapping[int, Mapping[str, Verdict]]
    quiz: Mapping[tuple[int, str], Decimal]

    def of(self, trainee_id: int, module: str) -> ModuleFacts:
        key = (trainee_id, module)
        return ModuleFacts(
            self.centre.get(key),
            self.enterprise.get(key),
            self.verdicts.get(trainee_id),
            self.quiz.get(key),
        )


def _terms(module: str, rule: ModuleRule) -> ModuleTerms:
    return ModuleTerms(
        module,
        rule.centre_hours,
        rule.enterprise_hours,
        rule.centre_share,
        rule.enterprise_share,
        rule.quiz_mark,
        tuple(rule.tasks),
        tuple(rule.safety),
    )


def _hours(session: Session, cohort: Cohort, periods: Periods) -> tuple[PersonHours, PersonHours]:
    """Sum the hours in the centre and those in the enterprise, in one statement.

    A half-day attended of which nobody stated the hours may be of six at most; days of the
    logbook that the tutor did not validate wait.
    """
    centre: PersonHours = {}
    enterprise: PersonHours = {}
    both = union_all(_attended(cohort, periods), _worked(cohort, periods))
    for row in session.execute(both):
        key, counted = (row.trainee_id, row.module), row.counted or Decimal(0)
        if row.at_centre:
            centre[key] = Hours(counted, unstated=row.further * LONGEST_HALF_DAY)
        else:
            enterprise[key] = Hours(counted, waiting=row.noted - counted)
    return centre, enterprise


def _attended(cohort: Cohort, periods: Periods) -> Any:
    unstated = Attendance.hours.is_(None) & Attendance.state.in_(ATTENDING)
    module = _module_at(Attendance.date, periods)
    return (
        select(
            Attendance.trainee_id,
            module.label("module"),
            literal(1).label("at_centre"),
            func.sum(Attendance.hours, type_=ExactDecimal).label("counted"),
            func.sum(case((unstated, 1), else_=0)).label("further"),
            func.sum(Attendance.hours, type_=ExactDecimal).label("noted"),
        )
        .where(Attendance.cohort_id == cohort.id, module.is_not(None))
        .group_by(Attendance.trainee_id, module)
    )


def _worked(cohort: Cohort, periods: Periods) -> Any:
    module = _module_at(LogbookDay.date, periods)
    validated = case((LogbookDay.validated_on.is_not(None), LogbookDay.hours), else_=None)
    return (
        select(
            Placement.trainee_id,
            module.label("module"),
            literal(0).label("at_centre"),
            func.sum(validated, type_=ExactDecimal).label("counted"),
            literal(0).label("further"),
            func.sum(LogbookDay.hours, type_=ExactDecimal).label("noted"),
        )
        .join(Placement, Placement.id == LogbookDay.placement_id)
        .where(Placement.cohort_id == cohort.id, module.is_not(None))
        .group_by(Placement.trainee_id, module)
    )


def _module_at(day: InstrumentedAttribute[date], periods: Periods) -> ColumnElement[str]:
    """Give, within a query, the module in whose weeks a day lies; nothing before the first."""
    if not periods:
        return literal(None)
    return case(
        *((day.between(first, last), module) for module, (first, last) in periods.items()),
        else_=None,
    )


def _verdicts(
    session: Session, cohort: Cohort, known_on: date
) -> Mapping[int, Mapping[str, Verdict]]:
    latest = LATEST.subquery()
    query = select(latest.c.trainee_id, PracticalTask.reference, latest.c.verdict).join(
        PracticalTask, PracticalTask.id == latest.c.task_id
    )
    found: dict[int, dict[str, Verdict]] = {}
    values = {"cohort_id": cohort.id, "known_on": known_on}
    for trainee_id, task, verdict in session.execute(query, values):
        found.setdefault(trainee_id, {})[task] = verdict
    return found


def _marks(
    session: Session, terms: CohortTerms, trainee_ids: Sequence[int]
) -> Mapping[tuple[int, str], Decimal]:
    codes = {one.id: one.reference for one in terms.modules}
    best = best_marks(session, trainee_ids, list(codes))
    return {(person, codes[module]): one.mark for (person, module), one in best.items()}
