"""What the pages of practical assessments are made of; the views only ask for it."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.queries import enrolment_of, visible_cohorts
from school.core.clock import today
from school.curriculum.models import PracticalTask
from school.practicals import cohort_queries, list_queries, operations, queries
from school.practicals.cohort_queries import TaskInModule
from school.practicals.entry_rules import (
    Standing,
    free_part,
    given_reason,
    is_stop,
    next_in_turn,
)
from school.practicals.forms import AS_MEASURED, PREFIX, AssessmentForm, assessment_form
from school.practicals.labels import VERDICT_KINDS, VERDICTS
from school.practicals.models import Assessment
from school.practicals.policy import may_correct
from school.practicals.presentation import history, judged
from school.practicals.rules import Verdict
from school.practicals.wording import note_of
from school.web.filters import of, title


@dataclass(frozen=True)
class GridRow:
    """A person of the grid, with what was found at each task, in the order of the columns."""

    name: str
    reference: str
    cells: list[tuple[Verdict, str] | None]
    acquired: int


def filter_choices(session: Session, principal: Principal) -> dict[str, Any]:
    """Gather what the list may be narrowed to, as pairs of value and words."""
    cohorts = visible_cohorts(session, principal, Permission.SEE_PRACTICALS)
    return {
        "cohort_choices": [(one.reference, one.name) for one in cohorts],
        "task_choices": [
            (one.reference, f"{one.reference} {title(one)}")
            for one in list_queries.task_choices(session)
        ],
        "trainers": list_queries.trainers_seen(session, principal),
    }


def by_module(tasks: list[TaskInModule]) -> list[tuple[TaskInModule, list[TaskInModule]]]:
    """Group the tasks of a path by module, in the order they are taught."""
    groups = [list(group) for _, group in groupby(tasks, key=lambda task: task.module)]
    return [(group[0], group) for group in groups]


def assessment_page(
    session: Session, principal: Principal, assessment: Assessment
) -> dict[str, Any]:
    """Gather what the page of an assessment shows."""
    task = assessment.task
    rows = queries.rows_of(session, assessment.reference)
    assesses = may_correct(principal, assessment)
    attempts = queries.attempts_made(
        session,
        cohort_id=assessment.cohort_id,
        trainee_id=assessment.trainee_id,
        task_id=assessment.task_id,
    )
    return {
        "assessment": assessment,
        "task": task,
        "judged": judged(
            assessment,
            queries.limits_for(session, assessment.cohort, task),
            queries.measures_of(session, assessment.reference),
        ),
        "attempt": attempts.index(assessment.reference) + 1,
        "history": history(rows, queries.trail_of(session, rows)),
        "assesses": assesses,
        "next_person": _next_person(session, assessment, task) if assesses else None,
        "verdicts": VERDICTS,
        "verdict_kinds": VERDICT_KINDS,
    }


def _next_person(session: Session, assessment: Assessment, task: PracticalTask) -> Standing | None:
    standings = cohort_queries.standings(session, assessment.cohort, task)
    return next_in_turn(standings, assessment.trainee_id, today())


def entry_page(session: Session, enrolment: Enrolment, task: PracticalTask) -> dict[str, Any]:
    """Gather what the form of a new attempt shows; the attempts are only counted when drawn."""
    return {
        "enrolment": enrolment,
        "task": task,
        "attempts_made": partial(
            queries.attempts_made,
            session,
            cohort_id=enrolment.cohort_id,
            trainee_id=enrolment.trainee_id,
            task_id=task.id,
        ),
    }


def saved_words(assessment: Assessment, enrolment: Enrolment) -> str:
    """Say what was saved, and with which verdict."""
    return str(
        gettext(
            "Essai %(of_name)s enregistré : %(verdict)s.",
            of_name=of(enrolment.trainee.full_name),
            verdict=VERDICTS[assessment.verdict],
        )
    )


def correction(session: Session, assessment: Assessment) -> tuple[AssessmentForm, dict[str, Any]]:
    """Make the form that corrects an assessment, filled with what is known."""
    task = assessment.task
    limits = queries.limits_for(session, assessment.cohort, task)
    measures = queries.measures_of(session, assessment.reference)
    stopped, reason = is_stop(assessment.note), given_reason(assessment.note)
    decided = judged(assessment, limits, measures).computed is not None or not measures
    form = assessment_form(limits)(
        safe=not stopped,
        stop_reason=reason if stopped else None,
        reason=None if stopped else reason,
        decided=assessment.verdict.value if decided and not stopped else AS_MEASURED,
        assessed_on=assessment.assessed_on,
        note=free_part(assessment.note),
        trainee=assessment.trainee.reference,
        **{PREFIX + name: value for name, value in queries.values_of(measures).items()},
    )
    people = cohort_queries.people_of(session, assessment.cohort)
    form.offer_people([(one.reference, one.name) for one in people])
    return form, {"assessment": assessment, "task": task}


def correct(
    session: Session, principal: Principal, assessment: Assessment, form: AssessmentForm
) -> Assessment:
    """Write a correction down for the person that the form names."""
    enrolment = enrolment_of(
        session,
        principal,
        assessment.cohort.reference,
        form.trainee.data,
        Permission.ASSESS_PRACTICALS,
    )
    return operations.correct(
        session, principal, assessment, enrolment, form.entry(), form.known_version, note_of
    )


def grid_page(session: Session, principal: Principal, cohort: Cohort) -> dict[str, Any]:
    """Gather a cohort's grid: people × tasks, the sums of each task and of each person."""
    tasks = cohort_queries.tasks_of(session, cohort)
    people = cohort_queries.people_of(session, cohort)
    crossings = cohort_queries.latest_verdicts(session, cohort, today())
    rows = []
    for person in people:
        cells = [crossings.get((person.id, task.id)) for task in tasks]
        rows.append(
            GridRow(
                person.name,
                person.reference,
                cells,
                sum(cell is not None and cell[0] is Verdict.ACQUIRED for cell in cells),
            )
        )
    return {
        "cohort": cohort,
        "tasks": tasks,
        "rows": rows,
        "sums": _sums(rows, len(tasks)),
        "assesses": cohort.school_id in principal.school_ids(Permission.ASSESS_PRACTICALS),
        "verdicts": VERDICTS,
        "verdict_kinds": VERDICT_KINDS,
    }


def _sums(rows: list[GridRow], columns: int) -> list[Counter[Verdict]]:
    sums: list[Counter[Verdict]] = [Counter() for _ in range(columns)]
    for row in rows:
        for column, cell in enumerate(row.cells):
            if cell is not None:
                sums[column][cell[0]] += 1
    return sums
