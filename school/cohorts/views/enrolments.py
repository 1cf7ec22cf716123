"""Pages by which people enter a cohort, go through it and leave it."""

from collections.abc import Sequence

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts import cohort_queries, operations, queries
from school.cohorts.blueprint import blueprint
from school.cohorts.cohort_queries import period_of
from school.cohorts.enrolment_rules import next_step
from school.cohorts.forms import EnrolmentForm, StepForm, offer
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.presentation import standing_of
from school.cohorts.rules import EnrolmentState
from school.cohorts.step_words import next_step_words, step_done, step_words
from school.cohorts.views.cohorts import managed
from school.core.clock import today
from school.web.context import principal, session
from school.web.filters import day as day_words
from school.web.logs import personal_data_seen
from school.web.submit import submit


@blueprint.route("/cohorts/<reference>/admit", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def admit(reference: str) -> ResponseReturnValue:
    """Admit several applicants on one day."""
    return _step(managed(reference), EnrolmentState.ENROLLED)


@blueprint.route("/cohorts/<reference>/complete", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def complete(reference: str) -> ResponseReturnValue:
    """Declare that several people reached the end on one day."""
    return _step(managed(reference), EnrolmentState.COMPLETED)


@blueprint.route("/cohorts/<reference>/certify", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def certify(reference: str) -> ResponseReturnValue:
    """Certify several people on one day."""
    return _step(managed(reference), EnrolmentState.CERTIFIED)


@blueprint.route("/cohorts/<reference>/people/<trainee>", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def enrolment(reference: str, trainee: str) -> ResponseReturnValue:
    """Record a withdrawal, an end or a certificate of one person, or correct the dates."""
    found = queries.enrolment_of(session, principal, reference, trainee, Permission.MANAGE_COHORTS)
    personal_data_seen("enrolment", trainee, principal.account_id)
    form = EnrolmentForm.on(found)
    context = _context(found)
    if not form.is_submitted():
        return render_template("cohorts/enrolment.html", form=form, **context)
    return submit(form, "cohorts/enrolment.html", lambda: _revise(found, form), **context)


def _context(found: Enrolment) -> dict[str, object]:
    step = next_step(found.dates, period_of(found.cohort), today())
    return {
        "enrolment": found,
        "sentence": next_step_words(step) if step else "",
        "standing": standing_of(found, today()),
    }


def _revise(found: Enrolment, form: EnrolmentForm) -> str:
    operations.revise_enrolment(
        session,
        principal,
        found,
        form.dates,
        form.withdrawal_reason.data,
        known_version=form.known_version,
        today=today(),
    )
    flash(gettext("Les dates sont enregistrées."), "success")
    return url_for("cohorts.show", reference=found.cohort.reference)


def _step(cohort: Cohort, target: EnrolmentState) -> ResponseReturnValue:
    form = StepForm()
    waiting = cohort_queries.waiting_for(session, cohort, target)
    words = step_words(target)
    form.day.label.text = words.day
    form.people.label.text = words.people
    offer(form.people, [(one.trainee.reference, _description(one)) for one in waiting])
    numbers = cohort_queries.numbers_of(session, cohort)
    context = {"cohort": cohort, "words": words, "target": target, "numbers": numbers}
    if not form.is_submitted():
        _suggest(form, waiting, cohort)
        return render_template("cohorts/step.html", form=form, **context)

    return submit(form, "cohorts/step.html", lambda: _take(form, cohort, target), **context)


def _take(form: StepForm, cohort: Cohort, target: EnrolmentState) -> str:
    done = operations.take_step(
        session,
        principal,
        cohort,
        target,
        form.people.data,
        day=form.day.data,
        today=today(),
        confirmed=form.confirmed.data,
    )
    flash(step_done(target, len(done)), "success")
    return url_for("cohorts.show", reference=cohort.reference)


def _suggest(form: StepForm, waiting: Sequence[Enrolment], cohort: Cohort) -> None:
    # Admissions are chosen one by one; at the end, nearly everybody goes on.
    form.day.data = period_of(cohort).nearest(today())
    ready = [one for one in waiting if one.dates.state is not EnrolmentState.APPLIED]
    done = [one for one in ready if one.dates.state is EnrolmentState.COMPLETED]
    form.people.data = [one.trainee.reference for one in done or ready]


def _description(one: Enrolment) -> str:
    applied = one.dates.state is EnrolmentState.APPLIED
    return f"{one.trainee.full_name} · {day_words(one.applied_on if applied else one.enrolled_on)}"
