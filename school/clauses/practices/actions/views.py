"""Pages of action plans: the plan of a contract, what is open, one action and its steps."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.models import Contract
from school.clauses.practices import contract_queries
from school.clauses.practices.actions import labels, operations, queries
from school.clauses.practices.actions.forms import ActionForm, HoursForm, StepForm, unit_value
from school.clauses.practices.actions.models import ClauseAction
from school.clauses.practices.actions.rules import (
    TRANSITIONS,
    ActionMeasure,
    ActionStep,
    steps_from,
)
from school.clauses.practices.blueprint import blueprint
from school.core.clock import today
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit

NEW_PAGE = "clauses/practices/action_new.html"
EDIT_PAGE = "clauses/practices/action_edit.html"
STEP_PAGE = "clauses/practices/action_step.html"
HOURS_PAGE = "clauses/practices/action_hours.html"


@blueprint.get("/clauses/actions")
@requires(Permission.SEE_CLAUSES)
def actions() -> ResponseReturnValue:
    """List the open actions of the contracts one sees, or one's own alone."""
    own = request.args.get("own") == "1"
    page = queries.open_actions(session, principal, page_number(), today(), own=own)
    return render_template(
        "clauses/practices/actions.html", page=page, own=own, today=today(), labels=labels
    )


@blueprint.get("/clauses/contracts/<reference>/actions")
@requires(Permission.SEE_CLAUSES)
def plan(reference: str) -> ResponseReturnValue:
    """Show the action plan of a contract: who does what, until when, and what it brought."""
    contract = contract_queries.contract_by_reference(session, principal, reference)
    return render_template(
        "clauses/practices/plan.html",
        contract=contract,
        page=queries.actions_of_contract(session, contract, page_number(), today()),
        awaited=queries.plan_sum(session, contract),
        keeps=_keeps(contract),
        today=today(),
        labels=labels,
    )


def _keeps(contract: Contract) -> bool:
    if not principal.may(Permission.MANAGE_CLAUSES):
        return False
    return contract_queries.manages(session, principal, contract)


@blueprint.route("/clauses/contracts/<reference>/actions/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def new_action(reference: str) -> ResponseReturnValue:
    """Write an action into the plan of a contract."""
    contract = contract_queries.contract_to_manage(session, principal, reference)
    form = ActionForm(starts_on=today(), measure=ActionMeasure.DECLARED.value)
    enterprises = _offer(form, contract)
    if request.method == "GET":
        return render_template(NEW_PAGE, form=form, contract=contract)

    def action() -> str:
        planned = form.plan(enterprises)
        made = operations.make(session, principal, contract, planned, today())
        flash(gettext("L’action est au plan."), "success")
        return url_for("practices.action", reference=made.reference)

    return submit(form, NEW_PAGE, action, contract=contract)


def _offer(form: ActionForm, contract: Contract) -> dict[str, int]:
    """Offer the lots and enterprises of a contract; give the enterprises' numbers by code."""
    enterprises = contract_queries.enterprises_of(session, contract)
    form.offer(
        [
            (unit_value(*unit), labels.unit_words(*unit))
            for unit in contract_queries.units_of(session, contract)
        ],
        [(one.reference, one.name) for one in enterprises],
    )
    return {one.reference: one.id for one in enterprises}


@blueprint.get("/clauses/actions/<reference>")
@requires(Permission.SEE_CLAUSES)
def action(reference: str) -> ResponseReturnValue:
    """Show an action: whose turn it is, the hours expected and those it brought."""
    found = queries.action_by_reference(session, principal, reference)
    return render_template(
        "clauses/practices/action.html",
        action=found,
        standing=labels.standing(found, today()),
        actual=queries.actual_hours(session, [found], today()).get(found.id),
        declarations=queries.declarations_of(session, found),
        steps=steps_from(found.state),
        keeps=_keeps(found.contract),
        labels=labels,
    )


@blueprint.route("/clauses/actions/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def edit_action(reference: str) -> ResponseReturnValue:
    """Change what is stated of an action."""
    found = queries.action_to_manage(session, principal, reference)
    form = _form_on(found)
    enterprises = _offer(form, found.contract)
    if request.method == "GET":
        return render_template(EDIT_PAGE, form=form, clause_action=found)

    def change() -> str:
        planned = form.plan(enterprises)
        operations.revise(session, principal, found, planned, form.known_version, today())
        flash(gettext("L’action est enregistrée."), "success")
        return url_for("practices.action", reference=reference)

    return submit(form, EDIT_PAGE, change, clause_action=found)


def _form_on(action: ClauseAction) -> ActionForm:
    form = ActionForm.on(
        action,
        version=action.version,
        unit=unit_value(action.lot, action.bucket),
    )
    if request.method == "GET":
        form.measure.data = action.measure.value
        form.enterprise.data = action.enterprise.reference if action.enterprise else ""
    return form


@blueprint.route("/clauses/actions/<reference>/step", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def action_step(reference: str) -> ResponseReturnValue:
    """Take an action to its next state, with a reason where one is asked."""
    found = queries.action_to_manage(session, principal, reference)
    step = one_of(steps_from(found.state), request.args.get("step"))
    if step is not None:
        return _step_page(found, step)
    flash(gettext("Ce pas a déjà été fait, ou n’est pas encore possible."), "info")
    return redirect(url_for("practices.action", reference=reference), 303)


def _step_page(action: ClauseAction, step: ActionStep) -> ResponseReturnValue:
    form = StepForm(version=action.version)
    words = {"clause_action": action, "step": step, "transition": TRANSITIONS[step]}
    words["labels"] = labels
    if request.method == "GET":
        return render_template(STEP_PAGE, form=form, **words)
    return submit(form, STEP_PAGE, lambda: _step(form, action, step, today()), **words)


def _step(form: StepForm, action: ClauseAction, step: ActionStep, day: date) -> str:
    operations.take_step(
        session,
        principal,
        action,
        step,
        form.reason.data,
        form.known_version,
        day,
        confirmed=form.confirmed.data,
    )
    flash(str(labels.DONE[step]), "success")
    return url_for("practices.action", reference=action.reference)


@blueprint.route("/clauses/actions/<reference>/hours", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def action_hours(reference: str) -> ResponseReturnValue:
    """Say how many hours an action has brought in all."""
    found = queries.action_to_manage(session, principal, reference)
    if found.measure is not ActionMeasure.DECLARED:
        flash(gettext("Les heures de cette action sont comptées : rien n’est à déclarer."), "info")
        return redirect(url_for("practices.action", reference=reference), 303)
    before = queries.latest_declared(session, found)
    form = HoursForm(version=before.number if before else 0)
    words = {"clause_action": found, "before": before}
    if request.method == "GET":
        return render_template(HOURS_PAGE, form=form, **words)
    return submit(form, HOURS_PAGE, lambda: _declare(form, found), **words)


def _declare(form: HoursForm, action: ClauseAction) -> str:
    hours, note = form.stated
    operations.declare(session, principal, action, hours, note, form.known_version, today())
    flash(gettext("Les heures sont notées."), "success")
    return url_for("practices.action", reference=action.reference)
