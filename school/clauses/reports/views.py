"""Pages of the reports that a contract asks for."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.contracts.operations import MOST_BYTES
from school.clauses.contracts.queries import contract_to_manage, contract_to_validate
from school.clauses.reports import labels, operations, queries
from school.clauses.reports.forms import ReceiptForm, ReportForm
from school.core.clock import today
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit

FORM = "clauses/reports/form.html"


@blueprint.get("/clauses/contracts/<reference>/reports")
@requires(Permission.SEE_CLAUSES)
def reports(reference: str) -> ResponseReturnValue:
    """Show the reports of a contract: due, filed, late, and whose turn it is."""
    page = queries.reports_page(session, principal, reference, today(), page_number())
    return render_template("clauses/reports/index.html", page=page, labels=labels)


@blueprint.route("/clauses/contracts/<reference>/reports/<ends_on>/file", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def file_report(reference: str, ends_on: str) -> ResponseReturnValue:
    """File the report of a period."""
    contract = contract_to_manage(session, principal, reference)
    period = operations.report_period(contract, ends_on)
    form = ReportForm()
    title = gettext("Bilan %(period)s", period=labels.period_words(period))
    context = {"contract": contract, "title": title, "period": period}
    if request.method == "GET":
        return render_template(FORM, form=form, **context)

    def action() -> str:
        paper = title, form.file.data.stream.read(MOST_BYTES + 1)
        operations.file_report(session, principal.name, contract, period, paper, today())
        flash(gettext("Le bilan est rendu, à la date d’aujourd’hui."), "success")
        return url_for("clauses.reports", reference=reference)

    return submit(form, FORM, action, **context)


@blueprint.route(
    "/clauses/contracts/<reference>/reports/<ends_on>/receive", methods=["GET", "POST"]
)
@requires(Permission.VALIDATE_HOURS)
def receive_report(reference: str, ends_on: str) -> ResponseReturnValue:
    """Say that a report came another way."""
    contract = contract_to_validate(session, principal, reference)
    period = operations.report_period(contract, ends_on)
    form = ReceiptForm()
    title = gettext("Bilan reçu autrement")
    context = {"contract": contract, "title": title, "period": period}
    if request.method == "GET":
        return render_template(FORM, form=form, **context)

    def action() -> str:
        came_on = form.filed_on.data
        operations.receive_report(session, principal.name, contract, period, came_on, today())
        flash(gettext("Le jour où le bilan est venu est enregistré."), "success")
        return url_for("clauses.reports", reference=reference)

    return submit(form, FORM, action, **context)
