"""What can be done with practical assessments: record an attempt, correct it.

What is known today is in the assessment and its measures; what was signed is in its sheets.
"""

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
from school.curriculum.models import TaskMeasure
from school.practicals import queries
from school.practicals.entry_rules import Entry, Outcome, outcome_of
from school.practicals.models import Assessment, Measure
from school.practicals.rules import find_surprises
from school.practicals.sheet_operations import Signed, sign
from school.practicals.targets import Asked, PracticalTarget

NoteWriter = Callable[[Entry, Outcome], str | None]
"""Puts the trainer's words and the grounds of the verdict into one note, in their language."""


def assess(
    session: Session,
    principal: Principal,
    target: PracticalTarget,
    entry: Entry,
    write_note: NoteWriter,
) -> Assessment:
    """Record one attempt of an enrolled person at a task, and sign its sheet.

    The one who records it is the trainer. Raises `InvalidInput` on the field concerned (a day to
    come, a person not enrolled that day, measures that cannot be, a reason that is missing) and
    `NeedsConfirmation` past the attempts that the task allows, once the training is over, or for a
    loss far beyond its limit.
    """
    enrolment, task = target.enrolment, target.task
    day = _checked_day(enrolment, entry)
    outcome = _judged(target.asked.limits, entry)
    if target.attempt > task.attempts and not entry.confirmed:
        raise NeedsConfirmation(
            mark("Ce serait l’essai n° %(number)s ; cette tâche en prévoit %(attempts)s."),
            values={"number": target.attempt, "attempts": task.attempts},
        )
    assessment = Assessment(
        reference=new_reference("A"), task_id=task.id, trainer_id=principal.staff_id
    )
    _write(assessment, enrolment, day, outcome, write_note(entry, outcome))
    session.add(assessment)
    session.flush()
    measures = _replace_measures(
        session, assessment.reference, target.asked.limits, {}, entry.measured
    )
    changes = _changes({}, _facts(assessment)) | measures
    audit.note(session, principal.name, "practical.assess", assessment, changes)
    signed = Signed(assessment, target.asked, entry, outcome, number=1, attempt=target.attempt)
    sign(session, principal, signed)
    return assessment


def correct(
    session: Session,
    principal: Principal,
    assessment: Assessment,
    enrolment: Enrolment,
    asked: Asked,
    entry: Entry,
    known_version: int | None,
    write_note: NoteWriter,
) -> Assessment:
    """Write down an assessment anew, and sign another sheet: the one before stays as it is.

    The day it was learned is today, earlier rows stay; a second correction on one day changes
    that day's row. The trail keeps what stood there, and the measures that were replaced. The
    enrolment may be another one of the same cohort, when the wrong person was chosen. Raises
    `StaleRecord` when somebody corrected it since the form was opened, else as for `assess`.
    """
    rows = queries.lock_rows(session, assessment.reference)
    version = queries.version_of(session, assessment.reference)
    if known_version != version:
        raise stale_record(version)
    day = _checked_correction(assessment, enrolment, entry)
    outcome = _judged(asked.limits, entry)
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
    changes |= _replace_measures(session, row.reference, asked.limits, earlier, entry.measured)
    audit.note(session, principal.name, "practical.correct", row, changes)
    attempt = queries.attempt_number(session, row)
    sign(session, principal, Signed(row, asked, entry, outcome, version + 1, attempt))
    return row


def _checked_correction(assessment: Assessment, enrolment: Enrolment, entry: Entry) -> date:
    if enrolment.cohort_id != assessment.cohort_id:
        raise NotFound(mark("Cette inscription n’existe pas."))
    if not entry.correction_reason:
        raise InvalidInput(mark("Dites pourquoi vous corrigez."), "correction_reason")
    return _checked_day(enrolment, entry)


def _judged(limits: Sequence[TaskMeasure], entry: Entry) -> Outcome:
    thresholds = [measure.threshold for measure in limits]
    outcome = outcome_of(entry, thresholds)
    surprises = () if entry.is_stopped else find_surprises(entry.values, thresholds)
    if surprises and not entry.confirmed:
        raise NeedsConfirmation(
            mark("Cette perte dépasse trente fois sa limite : vérifiez-la, puis confirmez."),
            surprises[0],
        )
    return outcome


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
