"""What the pages of practical assessments are made of; the views only ask for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.cohorts.queries import visible_cohorts
from school.core.clock import today
from school.curriculum.models import TaskMeasure
from school.practicals import actions, cohort_queries, list_queries, queries
from school.practicals.circumstance_labels import MOMENTS, circumstance_rows
from school.practicals.cohort_queries import TaskInModule
from school.practicals.entry_rules import GATE, free_part, given_reason, is_stop
from school.practicals.equipment_labels import CALIBRATION_KINDS, CALIBRATIONS
from school.practicals.equipment_wording import name_of
from school.practicals.fields import PREFIX
from school.practicals.figures.allowed import allowed_for
from school.practicals.forms import AS_MEASURED, AssessmentForm, assessment_form
from school.practicals.labels import VERDICT_KINDS, VERDICTS
from school.practicals.list_queries import PracticalFilters
from school.practicals.live import live_rules, read_of, told_of
from school.practicals.models import Assessment
from school.practicals.paper.contents import judged_sheet, limits_of_sheet, opinions_of_sheet
from school.practicals.policy import assesses_in, may_correct
from school.practicals.presentation import history, judged
from school.practicals.readings.forms import KEY, reading_again
from school.practicals.readings.pages import shown_reading
from school.practicals.rules import Verdict
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sheet_queries import (
    last_sheet,
    overridden_among,
    sheet_like,
    sheets_read_by,
    sheets_to_read,
    sheets_until,
    with_photos,
)
from school.practicals.targets import Asked, TaskOfCohort, asked_of
from school.practicals.trace_opinions import opinions
from school.practicals.trace_pages import traces_shown
from school.practicals.trace_queries import flagged_among
from school.web.filters import title
from school.web.forms import names_sent


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


def list_page(
    session: Session, principal: Principal, filters: PracticalFilters, page: int
) -> dict[str, Any]:
    """Gather one page of the list, with what waits to be read and what may be chosen."""
    found = list_queries.list_assessments(session, principal, filters, page)
    references = [one.reference for one in found.items]
    shown = PracticalSheet.assessment_reference.in_(references)
    for_staff = principal.may(Permission.SEE_TRAINEES)
    return {
        "page": found,
        **filter_choices(session, principal),
        "changed": overridden_among(session, shown),
        "flagged": flagged_among(session, references if for_staff else []),
        "to_read": sheets_to_read(session, principal),
        "verdicts": VERDICTS,
        "verdict_kinds": VERDICT_KINDS,
    }


def by_module(tasks: list[TaskInModule]) -> list[tuple[TaskInModule, list[TaskInModule]]]:
    """Group the tasks of a path by module, in the order they are taught."""
    groups = [list(group) for _, group in groupby(tasks, key=lambda task: task.module)]
    return [(group[0], group) for group in groups]


def assessment_page(
    session: Session,
    principal: Principal,
    assessment: Assessment,
    length_m: Decimal | None = None,
) -> dict[str, Any]:
    """Gather what the page of an assessment shows, with the sheet signed last."""
    task = assessment.task
    assesses = may_correct(principal, assessment)
    sheets = sheets_read_by(session, principal, assessment)
    limits, version_missing = _limits_of(session, assessment, sheets)
    shown = traces_shown(session, principal, sheets, limits, length_m)
    return {
        "assessment": assessment,
        "task": task,
        "version_missing": version_missing,
        "judged": judged(
            assessment.verdict,
            limits,
            assessment.measures,
            stopped=is_stop(assessment.note),
            allowed=allowed_for(sheets[0] if sheets else assessment),
        ),
        "attempt": sheets[0].attempt if sheets else queries.attempt_number(session, assessment),
        "history": history(*queries.trail_of(session, assessment.reference)),
        "assesses": assesses,
        "next_address": _next_address(session, assessment) if assesses else None,
        "sheet": sheets[0] if sheets else None,
        "earlier_sheets": sheets[1:],
        "photographed": with_photos(sheets),
        "shown": shown,
        "opinions": opinions(
            assessment.verdict, limits, queries.values_of(assessment.measures), shown
        ),
        "reading": shown_reading(session, sheets[0] if sheets else None),
        **words_of_page(principal),
    }


def _limits_of(
    session: Session, assessment: Assessment, sheets: Sequence[PracticalSheet]
) -> tuple[Sequence[TaskMeasure], str | None]:
    """Give the thresholds by which an attempt was judged last, or that its cohort follows.

    A version that its sheet names and that is not loaded comes with the latter.
    """
    if not sheets:
        return queries.limits_for(session, assessment.cohort, assessment.task), None
    limits, is_other_version = limits_of_sheet(session, sheets[0])
    return limits, sheets[0].curriculum_version if is_other_version else None


def words_of_page(principal: Principal) -> dict[str, Any]:
    """Gather the words that the pages of attempts and of sheets share."""
    return {
        "verdicts": VERDICTS,
        "verdict_kinds": VERDICT_KINDS,
        "name_of": name_of,
        "circumstance_rows": circumstance_rows,
        "moments": MOMENTS,
        "calibrations": CALIBRATIONS,
        "calibration_kinds": CALIBRATION_KINDS,
        "acknowledges": principal.may(Permission.ACKNOWLEDGE_PRACTICALS),
    }


def sheet_page(session: Session, principal: Principal, sheet: PracticalSheet) -> dict[str, Any]:
    """Gather what the page of a sheet shows that another one corrected."""
    limits, is_other_version = limits_of_sheet(session, sheet)
    until = sheets_until(session, sheet)
    shown = traces_shown(session, principal, until, limits)
    return {
        "sheet": sheet,
        "photographed": with_photos(until),
        "version_missing": sheet.curriculum_version if is_other_version else None,
        "judged": judged_sheet(sheet, limits),
        "shown": shown,
        "opinions": opinions_of_sheet(sheet, limits, shown),
        "reading": shown_reading(session, sheet),
        "assesses": assesses_in(principal, sheet.cohort),
        **words_of_page(principal),
    }


def _next_address(session: Session, assessment: Assessment) -> tuple[str, str] | None:
    """Give the name of whom to assess next, and the address of their form."""
    following = actions.next_person(session, assessment)
    if following is None:
        return None
    return following.name, actions.address_of_next(assessment, following)


def new_attempt(
    session: Session, principal: Principal, opened: TaskOfCohort, asked: Mapping[str, str]
) -> AssessmentForm:
    """Make the form of a new attempt for whom an address names, on the day of another one."""
    like = asked.get("like")
    earlier = sheet_like(session, principal, like) if like else None
    reading = earlier.reading if earlier and opened.asked.reading else None
    same_key = {} if reading is None else {KEY: reading.version.key.reference}
    return actions.form_of(opened, asked.get("trainee"), earlier, **same_key)


FORM_WORDS: dict[str, Any] = {"rules": live_rules, "told": told_of, "read": read_of}
"""What the templates of the form ask, each only when it is drawn."""


def correction(
    session: Session, assessment: Assessment, **options: Any
) -> tuple[AssessmentForm, Asked, dict[str, Any]]:
    """Make the form that corrects an assessment, filled with what is known."""
    asked = asked_of(session, assessment.cohort, assessment.task, allowed_for(assessment))
    measures = queries.measures_of(session, assessment.reference)
    sheet = last_sheet(session, assessment.reference)
    stopped, reason = is_stop(assessment.note), given_reason(assessment.note)
    view = judged(assessment.verdict, asked.limits, measures, stopped=stopped)
    decided = view.computed is not None or not measures
    measured = {PREFIX + name: value for name, value in queries.values_of(measures).items()}
    filled = measured | (_said_before(sheet, asked) if sheet else {})
    form = assessment_form(asked, names_sent(options) | filled.keys())(
        stop_reason=reason if stopped else None,
        reason=None if stopped else reason,
        decided=assessment.verdict.value if decided and not stopped else AS_MEASURED,
        assessed_on=assessment.assessed_on,
        note=free_part(assessment.note),
        trainee=assessment.trainee.reference,
        **filled,
        **options,
    )
    if not form.is_submitted():
        form.version.data = str(sheet.number if sheet else 0)
    people = cohort_queries.people_of(session, assessment.cohort)
    form.offer_people([(one.reference, one.name) for one in people])
    return form, asked, {"assessment": assessment, "task": assessment.task, **FORM_WORDS}


def _said_before(sheet: PracticalSheet, asked: Asked) -> dict[str, Any]:
    """Give the answers about safety, the equipment and the reading of the sheet to be corrected."""
    said = sheet.said
    answers = {GATE + one.code: None if one.held is None else int(one.held) for one in said.gates}
    return {
        **answers,
        **_read_before(sheet, asked),
        **actions.equipment_again(asked, said),
        **said.circumstances.said,
    }


def _read_before(sheet: PracticalSheet, asked: Asked) -> dict[str, Any]:
    """Give what was read before; its measures stay blank, for they follow from it again."""
    reading = sheet.reading if asked.reading else None
    if reading is None or asked.reading is None:
        return {}
    blank = dict.fromkeys(PREFIX + code for code in asked.reading.codes)
    return {**blank, **reading_again(reading.version.key.reference, reading.correction)}


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
        "changed": overridden_among(session, PracticalSheet.cohort_id == cohort.id),
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
