"""Pages of hours: a cohort's people against the plan, and one person's."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts import queries as cohort_reads
from school.cohorts.blueprint import blueprint
from school.cohorts.labels import HALF_DAYS
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.timetable import hours_queries
from school.cohorts.timetable.module_days import days_by_rules
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.curriculum.rule_models import ModuleRule
from school.curriculum.rule_queries import rules_of_path
from school.web.context import principal, session
from school.web.logs import personal_data_seen

NOT_CALLED_SHOWN = 12


@blueprint.get("/cohorts/<reference>/hours")
@requires(Permission.TAKE_ATTENDANCE)
def hours(reference: str) -> ResponseReturnValue:
    """Show the hours of everybody in a cohort against the timetable and the plan."""
    cohort = cohort_reads.cohort_by_reference(
        session, principal, reference, Permission.TAKE_ATTENDANCE
    )
    personal_data_seen("cohort_hours", reference, principal.account_id)
    rules = _rules(cohort)
    found = hours_queries.hours_of_cohort(session, cohort, days_by_rules(cohort, rules), today())
    return render_template(
        "cohorts/timetable/hours.html",
        cohort=cohort,
        hours=found,
        not_called=list(found.not_called)[-NOT_CALLED_SHOWN:],
        half_days=HALF_DAYS,
        **_plan(rules),
    )


@blueprint.get("/trainees/<reference>/hours")
@requires(Permission.SEE_TIMETABLE)
def person_hours(reference: str) -> ResponseReturnValue:
    """Show a person's hours by module in the latest cohort that admitted them."""
    trainee = cohort_reads.trainee_by_reference(session, principal, reference)
    personal_data_seen("hours", reference, principal.account_id)
    enrolments = cohort_reads.enrolments_of(session, principal, trainee)
    enrolment = next((one for one in enrolments if one.enrolled_on), None)
    if enrolment is None:
        raise NotFound(mark("Cette personne n’a pas encore été admise."))
    return render_template(
        "cohorts/timetable/person_hours.html",
        trainee=trainee,
        cohort=enrolment.cohort,
        for_staff=principal.may(Permission.SEE_TRAINEES),
        **_hours_of(enrolment),
    )


def _hours_of(enrolment: Enrolment) -> dict[str, Any]:
    rules = _rules(enrolment.cohort)
    days = days_by_rules(enrolment.cohort, rules)
    hours = hours_queries.hours_of_person(session, enrolment, days, today())
    return {"hours": hours, **_plan(rules)}


def _rules(cohort: Cohort) -> list[ModuleRule]:
    return rules_of_path(session, cohort.curriculum_version_id, cohort.path_id)


def _plan(rules: Sequence[ModuleRule]) -> dict[str, Any]:
    planned = {one.module.reference: one.centre_hours for one in rules}
    modules = [one.module for one in rules]
    return {"modules": modules, "planned": planned, "whole": sum(planned.values())}
