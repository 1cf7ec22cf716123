"""Pages of what contracts say: terms, signing, amendments, notices, documents, the calculator."""

from io import BytesIO
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses import labels
from school.clauses.blueprint import blueprint
from school.clauses.contracts import operations, queries
from school.clauses.contracts.forms import (
    ContractForm,
    DocumentForm,
    NoticeForm,
    QuotaForm,
    SizingForm,
    WorkedForm,
    contract_form,
    part_of_one,
)
from school.clauses.contracts.labels import CONTRACT_KINDS
from school.clauses.contracts.rules import (
    ContractDetails,
    Criterion,
    NoticeDetails,
    QuotaDetails,
    Sizing,
)
from school.clauses.models import Contract
from school.clauses.rules import Bucket, ContractKind, NoticeKind, TrainingCounting
from school.core.clock import today
from school.core.errors import DomainError
from school.web.context import principal, session
from school.web.downloads import download
from school.web.submit import submit

EDIT = "clauses/contracts/edit.html"
COPIED = (
    "name", "authority", "network", "department", "starts_on", "ends_on", "currency",
    "penalty_per_hour", "penalty_cap", "late_report_per_day", "globalised", "full_time_hours",
    "report_every_months", "report_within_days",
)  # fmt: skip
"""What the form and the contract say in the same way."""


@blueprint.get("/clauses/contracts/<reference>/terms")
@requires(Permission.SEE_CLAUSES)
def terms(reference: str) -> ResponseReturnValue:
    """Show what a contract says: terms, quotas and amendments, notices, worked hours, papers."""
    found = queries.terms(session, principal, reference)
    return render_template(
        "clauses/contracts/terms.html", terms=found, labels=labels, kinds=CONTRACT_KINDS
    )


@blueprint.route("/clauses/contracts/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def new_contract() -> ResponseReturnValue:
    """Write down a contract with its clause."""
    form = _form()
    authorities = queries.authorities_known(session)
    if request.method == "GET":
        return render_template(EDIT, form=form, contract=None, authorities=authorities)

    def action() -> str:
        given = (_details(form), form.criteria())
        signed = operations.sign_contract(session, principal.name, *given)
        flash(gettext("Le contrat est enregistré. Écrivez maintenant son quota."), "success")
        return url_for("clauses.terms", reference=signed.reference)

    return submit(form, EDIT, action, contract=None, authorities=authorities)


@blueprint.route("/clauses/contracts/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def edit_contract(reference: str) -> ResponseReturnValue:
    """Change what is stated of a contract."""
    found = queries.contract_to_manage(session, principal, reference)
    form = _form(found)
    context = {"contract": found, "authorities": queries.authorities_known(session)}
    if request.method == "GET":
        return render_template(EDIT, form=form, **context)

    def action() -> str:
        given = (_details(form), form.criteria(), form.known_version)
        operations.revise_contract(session, principal.name, found, *given)
        flash(gettext("Le contrat est corrigé."), "success")
        return url_for("clauses.terms", reference=reference)

    return submit(form, EDIT, action, **context)


@blueprint.route("/clauses/contracts/<reference>/quota", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def amend_quota(reference: str) -> ResponseReturnValue:
    """State the quota of a lot from a day on."""
    found = queries.contract_to_manage(session, principal, reference)
    form = QuotaForm(lot=request.args.get("lot"), valid_from=found.starts_on)

    def action() -> str:
        details = QuotaDetails(
            lot=form.lot.data or "",
            bucket=Bucket(form.bucket.data),
            valid_from=form.valid_from.data,
            hours=form.hours.data,
            share_of_worked=part_of_one(form.share_of_worked.data),
        )
        confirmed = bool(form.confirmed.data)
        operations.amend_quota(session, principal.name, found, details, confirmed=confirmed)
        return _done(reference, gettext("Le quota est enregistré."))

    return _step(form, "clauses/contracts/quota.html", action, found)


@blueprint.route("/clauses/contracts/<reference>/worked", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def state_worked(reference: str) -> ResponseReturnValue:
    """State all hours worked for a lot in a month."""
    found = queries.contract_to_manage(session, principal, reference)
    form = WorkedForm(lot=request.args.get("lot"))

    def action() -> str:
        stated: dict[str, Any] = {**form.values(), "lot": form.lot.data or ""}
        operations.state_worked(session, principal.name, found, **stated)
        return _done(reference, gettext("Les heures travaillées sont enregistrées."))

    return _step(form, "clauses/contracts/worked.html", action, found)


@blueprint.route("/clauses/contracts/<reference>/notice", methods=["GET", "POST"])
@requires(Permission.VALIDATE_HOURS)
def give_notice(reference: str) -> ResponseReturnValue:
    """Record what was notified under a contract."""
    found = queries.contract_to_validate(session, principal, reference)
    form = NoticeForm(kind=request.args.get("kind"), days=request.args.get("days", type=int))

    def action() -> str:
        details = NoticeDetails(
            NoticeKind(form.kind.data), form.on_date.data, form.expires_on.data, form.days.data
        )
        operations.give_notice(session, principal.name, found, details, today())
        return _done(reference, gettext("L’avis est enregistré."))

    return _step(form, "clauses/contracts/notice.html", action, found)


@blueprint.route("/clauses/contracts/<reference>/document", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def attach_document(reference: str) -> ResponseReturnValue:
    """Keep a paper of a contract."""
    found = queries.contract_to_manage(session, principal, reference)
    form = DocumentForm()

    def action() -> str:
        content = form.file.data.stream.read(operations.MOST_BYTES + 1)
        operations.attach_document(session, principal.name, found, form.title.data, content)
        return _done(reference, gettext("Le document est joint."))

    return _step(form, "clauses/contracts/document.html", action, found)


@blueprint.get("/clauses/documents/<reference>")
@requires(Permission.SEE_CLAUSES)
def document(reference: str) -> ResponseReturnValue:
    """Give a paper of a contract."""
    found = queries.document_of(session, principal, reference)
    content = BytesIO(queries.document_bytes(session, found))
    return download(content, "application/pdf", f"{found.reference}.pdf")


@blueprint.get("/clauses/calculator")
@requires(Permission.SEE_CLAUSES)
def calculator() -> ResponseReturnValue:
    """Size a clause from the amount of a contract; nothing is kept."""
    form = SizingForm(request.args if request.args else None)
    clause = None
    if request.args and form.validate():
        try:
            clause = _sizing(form).clause()
        except DomainError as error:
            form.refuse(error)
    return render_template("clauses/contracts/calculator.html", form=form, clause=clause)


def _sizing(form: SizingForm) -> Sizing:
    given: dict[str, Any] = form.values()
    shares = {name: given[name] / 100 for name in ("labour_share", "rate")}
    return Sizing(**{**given, **shares})


def _done(reference: str, words: str) -> str:
    flash(words, "success")
    return url_for("clauses.terms", reference=reference)


def _step(form: Any, template: str, action: Any, contract: Contract) -> ResponseReturnValue:
    if request.method == "GET":
        return render_template(template, form=form, contract=contract)
    return submit(form, template, action, contract=contract)


def _form(found: Contract | None = None) -> ContractForm:
    kept = queries.criteria_of(session, found) if found else ()
    stated: dict[str, Any] = {}
    if found is not None and request.method == "GET":
        stated = {name: getattr(found, name) for name in COPIED}
        share = found.training_cap_share
        stated |= {
            "version": found.version,
            "operator_id": str(found.operator_id or ""),
            "kind": found.kind or "",
            "training_counting": found.training_counting or "",
            "training_cap_share": None if share is None else share * 100,
        }
    form = contract_form([Criterion(one.criterion, one.months) for one in kept])(**stated)
    operators = queries.operators_to_choose(session, principal)
    form.offer([(str(one.id), one.name) for one in operators])
    return form


def _details(form: ContractForm) -> ContractDetails:
    counting, kind = form.training_counting.data, form.kind.data
    currency = form.currency.data
    return ContractDetails(
        **{name: form[name].data for name in COPIED if name != "currency"},
        currency=currency.upper() if currency else None,
        operator_id=int(form.operator_id.data),
        kind=ContractKind(kind) if kind else None,
        training_counting=TrainingCounting(counting) if counting else None,
        training_cap_share=part_of_one(form.training_cap_share.data),
    )
