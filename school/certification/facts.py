"""What is recorded of everybody in a cohort, module by module, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, Subquery, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from school.certification.rules import (
    Hours,
    ModuleFacts,
    ModuleStanding,
    ModuleTerms,
    judge_module,
)
from school.cohorts.attendance_rules import LONGEST_HALF_DAY
from school.cohorts.models import Cohort
from school.cohorts.timetable.hours_queries import marks_of
from school.cohorts.timetable.module_days import ModuleDays, days_by_rules
from school.core.database import ExactDecimal
from school.curriculum.models import Module, PracticalTask
from school.curriculum.rule_models import ModuleRule
from school.curriculum.rule_queries import rules_of_path
from school.learning.quizzes.queries import best_marks
from school.placements.models import LogbookDay, Placement
from school.practicals.cohort_queries import LATEST
from school.practicals.rules import Verdict

PersonHours = dict[tuple[int, str], Hours]


@dataclass(frozen=True)
class CohortTerms:
    """What a cohort's version asks, module by module in the order of teaching."""

    modules: tuple[Module, ...]
    terms: tuple[ModuleTerms, ...]
    days: ModuleDays


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
        days_by_rules(cohort, rules),
    )


def standings_of(
    session: Session, cohort: Cohort, trainee_ids: Sequence[int], known_on: date
) -> CohortStandings:
    """Tell how people of a cohort stand to each module of its path, as known on a day.

    Hours count for the module that the timetable gives their session or their day to; practical
    work for every module that asks for the task.
    """
    terms = terms_of(session, cohort)
    facts = _Facts(
        *_hours(session, cohort, terms),
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


def _hours(session: Session, cohort: Cohort, terms: CohortTerms) -> tuple[PersonHours, PersonHours]:
    """Sum the hours in the centre and those in the enterprise, in one statement.

    A half-day attended of which nobody stated the hours may be of six at most; days of the
    logbook that the tutor did not validate wait.
    """
    centre: PersonHours = {}
    enterprise: PersonHours = {}
    codes = {one.id: one.reference for one in terms.modules}
    both = union_all(_attended(terms.days), _worked(cohort, terms.days))
    for row in session.execute(both):
        if row.module_id not in codes:
            continue
        key, counted = (row.trainee_id, codes[row.module_id]), row.counted or Decimal(0)
        if row.at_centre:
            centre[key] = Hours(counted, unstated=row.further * LONGEST_HALF_DAY)
        else:
            enterprise[key] = Hours(counted, waiting=row.noted - counted)
    return centre, enterprise


def _attended(days: ModuleDays) -> Any:
    marks = marks_of(days)
    unstated = func.sum(case((marks.c.stated.is_(None), 1), else_=0))
    stated = func.sum(marks.c.stated, type_=ExactDecimal)
    return _grouped(marks, literal(1), stated, unstated, stated)


def _worked(cohort: Cohort, days: ModuleDays) -> Any:
    validated = case((LogbookDay.validated_on.is_not(None), LogbookDay.hours), else_=None)
    worked = (
        select(
            Placement.trainee_id,
            days.module_of(LogbookDay.date).label("module_id"),
            LogbookDay.hours.label("hours"),
            validated.label("validated"),
        )
        .join(Placement, Placement.id == LogbookDay.placement_id)
        .where(Placement.cohort_id == cohort.id)
        .subquery()
    )
    counted = func.sum(worked.c.validated, type_=ExactDecimal)
    noted = func.sum(worked.c.hours, type_=ExactDecimal)
    return _grouped(worked, literal(0), counted, literal(0), noted)


def _grouped(rows: Subquery, at_centre: Any, counted: Any, further: Any, noted: Any) -> Select[Any]:
    """Sum rows by person and module: those of both places have the same columns."""
    return select(
        rows.c.trainee_id,
        rows.c.module_id,
        at_centre.label("at_centre"),
        counted.label("counted"),
        further.label("further"),
        noted.label("noted"),
    ).group_by(rows.c.trainee_id, rows.c.module_id)


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
