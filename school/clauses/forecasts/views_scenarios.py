"""Pages of scenarios: compared side by side, written, and changed part by part."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.forecasts import labels, queries, scenario_operations
from school.clauses.forecasts.blueprint import blueprint
from school.clauses.forecasts.closing_rules import USUAL_PROBABILITY, USUAL_WEEKLY_HOURS
from school.clauses.forecasts.comparison import comparison
from school.clauses.forecasts.forms import HUNDRED, PartForm, ScenarioForm
from school.clauses.forecasts.models import Scenario
from school.clauses.standing.options import Asked
from school.core.clock import today
from school.core.errors import NotFound, StaleRecord, mark
from school.web.context import principal, session
from school.web.forms import Form
from school.web.submit import explain_constraints, submit

explain_constraints(
    {
        "uq_clause_scenarios_contract_id_name": (
            mark("Un scénario de ce contrat porte déjà ce nom."),
            "name",
        )
    }
)

FORM = "clauses/forecasts/scenario_form.html"
PART = "clauses/forecasts/part_form.html"


@blueprint.get("/clauses/contracts/<reference>/scenarios")
@requires(Permission.SEE_CLAUSES)
def scenarios(reference: str) -> ResponseReturnValue:
    """Compare a contract's scenarios, each beside the forecast without them."""
    day = today()
    found = queries.units_of(session, Asked(day, day), queries.opened(principal, reference))
    if not found.contracts:
        raise NotFound(queries.NO_CONTRACT)
    written = queries.scenarios(session, found.contracts[0])
    return render_template(
        "clauses/forecasts/scenarios.html",
        contract=found.contracts[0],
        scenarios=written,
        compared=comparison(found.units, written, day),
        labels=labels,
        manages=principal.may(Permission.MANAGE_CLAUSES),
    )


@blueprint.route("/clauses/contracts/<reference>/scenarios/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def new_scenario(reference: str) -> ResponseReturnValue:
    """Begin a scenario by its name."""
    contract = queries.contract_by_reference(session, principal, reference, to_change=True)
    form = ScenarioForm()
    if request.method == "GET":
        return render_template(FORM, form=form, contract=contract, scenario=None)

    def action() -> str:
        written = scenario_operations.write_scenario(
            session, principal, contract, form.name.data, today()
        )
        return url_for("forecasts.new_part", reference=written.reference)

    return submit(form, FORM, action, contract=contract, scenario=None)


@blueprint.get("/clauses/scenarios/<reference>")
@requires(Permission.SEE_CLAUSES)
def scenario(reference: str) -> ResponseReturnValue:
    """Show a scenario and its parts."""
    found = queries.scenario_by_reference(session, principal, reference)
    return render_template(
        "clauses/forecasts/scenario.html",
        scenario=found,
        labels=labels,
        manages=principal.may(Permission.MANAGE_CLAUSES),
    )


@blueprint.route("/clauses/scenarios/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def edit_scenario(reference: str) -> ResponseReturnValue:
    """Give a scenario another name."""
    found = _to_change(reference)
    form = ScenarioForm.on(found)
    if request.method == "GET":
        return render_template(FORM, form=form, contract=found.contract, scenario=found)

    def action() -> str:
        scenario_operations.rename_scenario(
            session, principal, found, form.name.data, form.known_version
        )
        return url_for("forecasts.scenario", reference=reference)

    return submit(form, FORM, action, contract=found.contract, scenario=found)


@blueprint.post("/clauses/scenarios/<reference>/drop")
@requires(Permission.MANAGE_CLAUSES)
def drop_scenario(reference: str) -> ResponseReturnValue:
    """Drop a scenario."""
    found = _to_change(reference)
    back = url_for("forecasts.scenarios", reference=found.contract.reference)
    try:
        scenario_operations.drop_scenario(session, principal, found, Form().known_version)
    except StaleRecord:
        flash(str(labels.CHANGED), "error")
        return redirect(url_for("forecasts.scenario", reference=reference), 303)
    flash(gettext("Le scénario est supprimé."), "success")
    return redirect(back, 303)


@blueprint.route("/clauses/scenarios/<reference>/parts/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def new_part(reference: str) -> ResponseReturnValue:
    """Add people, weeks and hours to a scenario."""
    found = _to_change(reference)
    form = _part_form(found)
    if request.method == "GET":
        form.weekly_hours.data = USUAL_WEEKLY_HOURS
        form.probability.data = USUAL_PROBABILITY * HUNDRED
        return render_template(PART, form=form, scenario=found, position=None)

    def action() -> str:
        scenario_operations.add_part(session, principal, found, form.part())
        return url_for("forecasts.scenario", reference=reference)

    return submit(form, PART, action, scenario=found, position=None)


@blueprint.route("/clauses/scenarios/<reference>/parts/<int:position>", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def edit_part(reference: str, position: int) -> ResponseReturnValue:
    """Change a part of a scenario."""
    found = _to_change(reference)
    row = scenario_operations.part_at(found, position)
    form = _part_form(found)
    if request.method == "GET":
        form.show(row.lot, row.bucket, row.part)
        form.version.data = str(found.version)
        return render_template(PART, form=form, scenario=found, position=position)

    def action() -> str:
        scenario_operations.change_part(
            session, principal, found, position, form.part(), form.known_version
        )
        return url_for("forecasts.scenario", reference=reference)

    return submit(form, PART, action, scenario=found, position=position)


@blueprint.post("/clauses/scenarios/<reference>/parts/<int:position>/drop")
@requires(Permission.MANAGE_CLAUSES)
def drop_part(reference: str, position: int) -> ResponseReturnValue:
    """Take a part out of a scenario."""
    found = _to_change(reference)
    try:
        scenario_operations.drop_part(session, principal, found, position, Form().known_version)
    except StaleRecord:
        flash(str(labels.CHANGED), "error")
    return redirect(url_for("forecasts.scenario", reference=reference), 303)


def _to_change(reference: str) -> Scenario:
    return queries.scenario_by_reference(session, principal, reference, to_change=True)


def _part_form(found: Scenario) -> PartForm:
    form = PartForm()
    form.offer_lots(queries.lots_of(session, found.contract))
    return form
