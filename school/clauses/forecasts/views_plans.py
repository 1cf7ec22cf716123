"""Pages of planned hours: list, add, change, withdraw."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.forecasts import labels, operations, queries
from school.clauses.forecasts.blueprint import blueprint
from school.clauses.forecasts.forms import PlanForm
from school.clauses.models import Contract, PlannedHours
from school.core.clock import today
from school.core.errors import StaleRecord
from school.web.context import principal, session
from school.web.forms import Form
from school.web.paging import page_number
from school.web.submit import submit

FORM = "clauses/forecasts/plan_form.html"


@blueprint.get("/clauses/contracts/<reference>/plans")
@requires(Permission.SEE_CLAUSES)
def plans(reference: str) -> ResponseReturnValue:
    """List the hours planned for a contract."""
    contract = queries.contract_by_reference(session, principal, reference)
    return render_template(
        "clauses/forecasts/plans.html",
        contract=contract,
        page=queries.plans(session, contract, page_number()),
        labels=labels,
        number_of=operations.plan_number,
        manages=principal.may(Permission.MANAGE_CLAUSES),
    )


@blueprint.route("/clauses/contracts/<reference>/plans/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def new_plan(reference: str) -> ResponseReturnValue:
    """Plan hours for a contract."""
    contract = queries.contract_by_reference(session, principal, reference, to_change=True)
    form = PlanForm()
    form.offer_lots(queries.lots_of(session, contract))
    if request.method == "GET":
        return render_template(FORM, form=form, contract=contract, plan=None)

    def action() -> str:
        operations.add_plan(session, principal, contract, form.plan(), today())
        flash(
            gettext("Les heures prévues sont ajoutées ; la prévision en tient compte."), "success"
        )
        return url_for("forecasts.plans", reference=reference)

    return submit(form, FORM, action, contract=contract, plan=None)


@blueprint.route("/clauses/plans/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def edit_plan(reference: str) -> ResponseReturnValue:
    """Change planned hours."""
    contract, plan = queries.plan_to_change(session, principal, reference)
    form = _form_on(contract, plan)
    if request.method == "GET":
        return render_template(FORM, form=form, contract=contract, plan=plan)

    def action() -> str:
        known, given = form.known_version, form.plan()
        operations.change_plan(session, principal, (contract, plan), given, known, today())
        flash(gettext("C’est enregistré."), "success")
        return url_for("forecasts.plans", reference=contract.reference)

    return submit(form, FORM, action, contract=contract, plan=plan)


def _form_on(contract: Contract, plan: PlannedHours) -> PlanForm:
    form = PlanForm()
    form.offer_lots(sorted({plan.lot, *queries.lots_of(session, contract)}))
    if request.method == "GET":
        form.show(plan)
        form.version.data = str(operations.plan_number(plan))
    return form


@blueprint.post("/clauses/plans/<reference>/withdraw")
@requires(Permission.MANAGE_CLAUSES)
def withdraw_plan(reference: str) -> ResponseReturnValue:
    """Take planned hours out of the forecasts."""
    contract, plan = queries.plan_to_change(session, principal, reference)
    try:
        operations.withdraw_plan(session, principal, plan, Form().known_version, today())
        flash(gettext("Ces heures ne sont plus prévues."), "success")
    except StaleRecord:
        flash(str(labels.CHANGED), "error")
    return redirect(url_for("forecasts.plans", reference=contract.reference), 303)
