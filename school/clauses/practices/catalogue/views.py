"""Pages of good practices: the catalogue, one practice, and the contracts that follow it."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.practices import contract_queries
from school.clauses.practices.blueprint import blueprint
from school.clauses.practices.catalogue import labels, operations, queries
from school.clauses.practices.catalogue.forms import (
    EndUseForm,
    FollowForm,
    PracticeForm,
    PracticeStepForm,
)
from school.clauses.practices.catalogue.models import GoodPractice
from school.clauses.practices.catalogue.rules import (
    TRANSITIONS,
    PracticeState,
    PracticeStep,
    steps_from,
)
from school.core.clock import today
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit

NEW_PAGE = "clauses/practices/practice_new.html"
EDIT_PAGE = "clauses/practices/practice_edit.html"
STEP_PAGE = "clauses/practices/practice_step.html"
FOLLOW_PAGE = "clauses/practices/practice_follow.html"
END_PAGE = "clauses/practices/practice_end.html"


@blueprint.get("/clauses/practices")
@requires(Permission.SEE_CLAUSES)
def catalogue() -> ResponseReturnValue:
    """List the good practices that bear the words looked for, the newest first."""
    text = request.args.get("q", "")
    page = queries.practice_list(session, principal, text, page_number())
    return render_template("clauses/practices/catalogue.html", page=page, text=text, labels=labels)


@blueprint.get("/clauses/practices/<reference>")
@requires(Permission.SEE_CLAUSES)
def practice(reference: str) -> ResponseReturnValue:
    """Show a practice, the contracts that follow it, and their hours before and after."""
    found = queries.practice_by_reference(session, principal, reference)
    page = queries.uses_of(session, principal, found, page_number(), today())
    keeps = principal.may(Permission.MANAGE_CLAUSES)
    return render_template(
        "clauses/practices/practice.html",
        practice=found,
        standing=labels.standing(found),
        page=page,
        unseen=queries.use_count(session, found) - page.total,
        mine=queries.managed_uses(session, principal, [one.use.id for one in page.items]),
        writes=keeps and queries.writes(session, principal, found),
        steps=steps_from(found.state),
        labels=labels,
    )


@blueprint.get("/clauses/contracts/<reference>/practices")
@requires(Permission.SEE_CLAUSES)
def followed(reference: str) -> ResponseReturnValue:
    """List the practices that a contract follows, with its hours before and after each."""
    contract = contract_queries.contract_by_reference(session, principal, reference)
    page = queries.uses_under(session, principal, contract, page_number(), today())
    return render_template(
        "clauses/practices/followed.html", contract=contract, page=page, labels=labels
    )


@blueprint.route("/clauses/practices/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def new_practice() -> ResponseReturnValue:
    """Write a practice as a draft; nobody else reads it before it is published."""
    form = PracticeForm()
    operators = _offer(form)
    if request.method == "GET":
        return render_template(NEW_PAGE, form=form)

    def action() -> str:
        operator = operators[form.operator.data]
        made = operations.make(session, principal, operator, form.text, today())
        flash(gettext("Le brouillon est gardé : relisez-le, puis publiez-le."), "success")
        return url_for("practices.practice", reference=made.reference)

    return submit(form, NEW_PAGE, action)


def _offer(form: PracticeForm) -> dict[str, int | None]:
    """Offer for whom one writes; give the operators' numbers by code, none for the ministry."""
    operators = queries.own_operators(session, principal)
    choices = [(one.reference, one.name) for one in operators]
    numbers: dict[str, int | None] = {one.reference: one.id for one in operators}
    if principal.sees_all_schools(Permission.MANAGE_CLAUSES):
        choices.insert(0, ("-", gettext("Le ministère")))
        numbers["-"] = None
    form.offer(choices)
    return numbers


@blueprint.route("/clauses/practices/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def edit_practice(reference: str) -> ResponseReturnValue:
    """Change the words of a draft."""
    found = queries.practice_to_write(session, principal, reference)
    if found.state is not PracticeState.DRAFT:
        flash(gettext("Elle est publiée : retirez-la pour la récrire."), "info")
        return redirect(url_for("practices.practice", reference=reference), 303)
    form = PracticeForm.on(found, version=found.version)
    # Whoever wrote it stays its writer: the form offers nothing else.
    form.offer([("-", labels.writers(found))])
    form.operator.data = "-"
    if request.method == "GET":
        return render_template(EDIT_PAGE, form=form, practice=found)
    return submit(form, EDIT_PAGE, lambda: _revise(form, found), practice=found)


def _revise(form: PracticeForm, practice: GoodPractice) -> str:
    operations.revise(session, principal, practice, form.text, form.known_version)
    flash(gettext("Le brouillon est gardé."), "success")
    return url_for("practices.practice", reference=practice.reference)


@blueprint.route("/clauses/practices/<reference>/step", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def practice_step(reference: str) -> ResponseReturnValue:
    """Publish a practice, withdraw it with a reason, or take it back to be written anew."""
    found = queries.practice_to_write(session, principal, reference)
    step = one_of(steps_from(found.state), request.args.get("step"))
    if step is None:
        flash(gettext("Ce pas a déjà été fait, ou n’est pas encore possible."), "info")
        return redirect(url_for("practices.practice", reference=reference), 303)
    form = PracticeStepForm(version=found.version)
    words = {"practice": found, "step": step, "labels": labels, "transition": TRANSITIONS[step]}
    if request.method == "GET":
        return render_template(STEP_PAGE, form=form, **words)
    return submit(form, STEP_PAGE, lambda: _step(form, found, step, today()), **words)


def _step(form: PracticeStepForm, practice: GoodPractice, step: PracticeStep, day: date) -> str:
    operations.take_step(
        session, principal, practice, step, form.reason.data, form.known_version, day
    )
    flash(str(labels.DONE[step]), "success")
    return url_for("practices.practice", reference=practice.reference)


@blueprint.route("/clauses/practices/<reference>/follow", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def follow_practice(reference: str) -> ResponseReturnValue:
    """Say since when one's contract does as a practice says."""
    found = queries.practice_by_reference(session, principal, reference)
    contracts = queries.managed_contracts(session, principal)
    form = FollowForm(used_since=today())
    form.offer([(one.reference, one.name) for one in contracts])
    words = {"practice": found}
    if request.method == "GET":
        return render_template(FOLLOW_PAGE, form=form, **words)
    return submit(form, FOLLOW_PAGE, lambda: _follow(form, found), **words)


def _follow(form: FollowForm, practice: GoodPractice) -> str:
    contract = contract_queries.contract_to_manage(session, principal, form.contract.data)
    day, note = form.used_since.data, form.note.data
    operations.follow(session, principal, practice, contract, day, note, today())
    flash(gettext("C’est noté : les heures d’avant et d’après paraîtront ici."), "success")
    return url_for("practices.practice", reference=practice.reference)


@blueprint.route("/clauses/uses/<reference>/end", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def end_practice_use(reference: str) -> ResponseReturnValue:
    """Say on which day one's contract stopped following a practice."""
    use = queries.use_to_manage(session, principal, reference)
    form = EndUseForm(version=use.version, ended_on=use.ended_on or today())
    if request.method == "GET":
        return render_template(END_PAGE, form=form, use=use)

    def action() -> str:
        day = form.ended_on.data
        operations.end_use(session, principal, use, day, form.known_version, today())
        flash(gettext("C’est noté."), "success")
        return url_for("practices.practice", reference=use.practice.reference)

    return submit(form, END_PAGE, action, use=use)
