"""What can be done with practical assessments: record an attempt, correct it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.models import Enrolment
from school.cohorts.rules import EnrolmentState
from school.core import audit
from school.core.clock import today
from school.core.errors import InvalidInput, NeedsConfirmation, NotFound, mark
from school.core.references import new_reference
from school.core.versions import stale_record
from school.curriculum.models import PracticalTask, TaskMeasure
from school.practicals import queries
from school.practicals.entry_rules import Entry, Outcome, outcome_of
from school.practicals.models import Assessment, Measure

NoteWriter = Callable[[Entry, Outcome], str | None]
"""Puts the trainer's words and the grounds of the verdict into one note, in their language."""


def assess(
    session: Session,
    principal: Principal,
    enrolment: Enrolment,
    task: PracticalTask,
    entry: Entry,
    write_note: NoteWriter,
) -> Assessment:
    """Record one attempt of an enrolled person at a task, with its measures and verdict.

    The one who records it is the trainer. Raises `InvalidInput` on the field concerned (a day to
    come, a person not enrolled that day, measures that cannot be, a reason that is missing) and
    `NeedsConfirmation` past the attempts that the task allows, or once the training is over.
    """
    day = _checked_day(enrolment, entry)
    limits = queries.limits_for(session, enrolment.cohort, task)
    outcome = _judged(limits, entry)
    made = queries.attempts_made(
        session,
        cohort_id=enrolment.cohort_id,
        trainee_id=enrolment.trainee_id,
        task_id=task.id,
    )
    if len(made) >= task.attempts and not entry.confirmed:
        raise NeedsConfirmation(
            mark("Ce serait l’essai n° %(number)s ; cette tâche en prévoit %(attempts)s."),
            values={"number": len(made) + 1, "attempts": task.attempts},
        )
    assessment = Assessment(
        reference=new_reference("A"), task_id=task.id, trainer_id=principal.staff_id
    )
    _write(assessment, enrolment, day, outcome, write_note(entry, outcome))
    session.add(assessment)
    session.flush()
    measures = _replace_measures(session, assessment.reference, limits, {}, entry.measured)
    changes = _changes({}, _facts(assessment)) | measures
    audit.note(session, principal.name, "practical.assess", assessment, changes)
    session.flush()
    return assessment


def correct(
    session: Session,
    principal: Principal,
    assessment: Assessment,
    enrolment: Enrolment,
    entry: Entry,
    known_version: int | None,
    write_note: NoteWriter,
) -> Assessment:
    """Write down an assessment anew: the day it was learned is today, earlier rows stay.

    A second correction on one day changes that day's row; the trail keeps what stood there, and
    the measures that were replaced. The enrolment may be another one of the same cohort, when
    the wrong person was chosen. Raises `StaleRecord` when somebody corrected it since the form
    was opened, else as for `assess`.
    """
    rows = queries.lock_rows(session, assessment.reference)
    version = queries.version_of(session, assessment.reference)
    if known_version != version:
        raise stale_record(version)
    if enrolment.cohort_id != assessment.cohort_id:
        raise NotFound(mark("Cette inscription n’existe pas."))
    day = _checked_day(enrolment, entry)
    limits = queries.limits_for(session, assessment.cohort, assessment.task)
    outcome = _judged(limits, entry)
    before = _facts(assessment)
    row = next((one for one in rows if one.recorded_on == today()), None) or Assessment(
        reference=assessment.reference,
        task_id=assessment.task_id,
        trainer_id=assessment.trainer_id,
    )
    _write(row, enrolment, day, outcome, write_note(entry, outcome))
    session.add(row)
    session.flush()
    earlier = {one.reference: one for one in queries.measures_of(session, row.reference)}
    changes = _changes(before, _facts(row))
    changes |= _replace_measures(session, row.reference, limits, earlier, entry.measured)
    audit.note(session, principal.name, "practical.correct", row, changes)
    session.flush()
    return row


def _judged(limits: Sequence[TaskMeasure], entry: Entry) -> Outcome:
    return outcome_of(entry, [measure.threshold for measure in limits])


def _checked_day(enrolment: Enrolment, entry: Entry) -> date:
    day = entry.assessed_on
    if day is None:
        raise InvalidInput(mark("Ce champ est nécessaire."), "assessed_on")
    if day > today():
        raise InvalidInput(mark("Ce jour n’est pas encore venu."), "assessed_on")
    state = enrolment.dates.as_of(day).state
    if state in (EnrolmentState.APPLIED, EnrolmentState.WITHDRAWN):
        raise InvalidInput(
            mark("Cette personne n’était pas inscrite dans la promotion ce jour-là."),
            "assessed_on",
        )
    if state is not EnrolmentState.ENROLLED and not entry.confirmed:
        raise NeedsConfirmation(
            mark("Cette personne avait fini son parcours ce jour-là."), "assessed_on"
        )
    return day


def _write(
    assessment: Assessment, enrolment: Enrolment, day: date, outcome: Outcome, note: str | None
) -> None:
    assessment.trainee_id = enrolment.trainee_id
    assessment.cohort_id = enrolment.cohort_id
    assessment.assessed_on = day
    assessment.verdict = outcome.verdict
    assessment.note = note
    assessment.recorded_on = today()


def _facts(assessment: Assessment) -> dict[str, Any]:
    return {
        "trainee_id": assessment.trainee_id,
        "assessed_on": assessment.assessed_on.isoformat(),
        "verdict": assessment.verdict.value,
        "note": assessment.note,
    }


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [before.get(name), after.get(name)]
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    }


def _replace_measures(
    session: Session,
    reference: str,
    limits: Sequence[TaskMeasure],
    before: Mapping[str, Measure],
    after: Mapping[str, Decimal],
) -> dict[str, Any]:
    """Put measures in place of earlier ones, and give what changed for the trail."""
    changes = _changes(
        {name: _written(one.value) for name, one in before.items()},
        {name: _written(value) for name, value in after.items()},
    )
    units = {name: one.unit for one in limits for name in one.threshold.names}
    for name in {*before} - {*after}:
        session.delete(before[name])
    for name, value in after.items():
        if name in before:
            before[name].value = value
        else:
            session.add(
                Measure(
                    assessment_reference=reference,
                    reference=name,
                    value=value,
                    unit=units[name] or None,
                )
            )
    return {"measures": changes} if changes else {}


def _written(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
