"""Pages of why somebody's hours count, and of the papers that prove it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.models import Participant
from school.clauses.people import proving, queries
from school.clauses.people.forms import EligibilityForm, PaperForm
from school.clauses.people.operations import name_of
from school.clauses.people.views import participant_seen
from school.core.clock import today
from school.web.context import principal, session
from school.web.submit import explain_constraints, submit

ELIGIBILITY, PAPER = "clauses/people/eligibility.html", "clauses/people/paper.html"

explain_constraints(
    {
        "uq_eligibilities_participant_id_criterion_eligible_from": (
            proving.ELIGIBLE_ALREADY,
            "eligible_from",
        )
    }
)


@blueprint.route("/clauses/participants/<reference>/eligibility", methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def new_eligibility(reference: str) -> ResponseReturnValue:
    """State why somebody's hours count."""
    found = participant_seen(reference)
    form, listed = _form(found)
    words = {"participant": found, "name": name_of(found), "stated": None}
    if request.method == "GET":
        return render_template(ELIGIBILITY, form=form, **words)

    def action() -> str:
        about = (found, form.facts(), listed)
        proving.make_eligible(session, principal.name, *about, confirmed=form.confirmed.data)
        flash(gettext("Le critère est noté."), "success")
        return url_for("clauses.participant", reference=reference)

    return submit(form, ELIGIBILITY, action, **words)


@blueprint.route("/clauses/participants/<reference>/eligibility/<since>", methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def edit_eligibility(reference: str, since: str) -> ResponseReturnValue:
    """Correct why somebody's hours count, or end it sooner."""
    found = participant_seen(reference)
    stated = queries.eligibility_of(session, found, since, request.args.get("criterion"))
    form, listed = _form(found)
    words = {"participant": found, "name": name_of(found), "stated": stated}
    if request.method == "GET":
        form.show(stated, proving.eligibility_number(stated))
        return render_template(ELIGIBILITY, form=form, **words)

    def action() -> str:
        about = (found, stated, form.facts(), listed)
        known, sure = form.known_version, form.confirmed.data
        proving.revise_eligibility(session, principal.name, *about, known=known, confirmed=sure)
        flash(gettext("Le critère est corrigé."), "success")
        return url_for("clauses.participant", reference=reference)

    return submit(form, ELIGIBILITY, action, **words)


@blueprint.post("/clauses/participants/<reference>/eligibility/<since>/withdraw")
@requires(Permission.DECLARE_HOURS)
def withdraw_eligibility(reference: str, since: str) -> ResponseReturnValue:
    """Take back that somebody's hours count by a criterion."""
    found = participant_seen(reference)
    stated = queries.eligibility_of(session, found, since, request.args.get("criterion"))
    proving.withdraw_eligibility(session, principal.name, found, stated)
    flash(gettext("Le critère est retiré, avec ses papiers."), "success")
    return redirect(url_for("clauses.participant", reference=reference), 303)


def _form(found: Participant) -> tuple[EligibilityForm, dict[str, int | None]]:
    listed = queries.criteria_of(session, principal, found)
    form = EligibilityForm()
    form.offer(listed)
    return form, listed


@blueprint.route("/clauses/participants/<reference>/papers", methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def new_paper(reference: str) -> ResponseReturnValue:
    """Keep the picture of a paper that proves why somebody's hours count."""
    found = participant_seen(reference)
    form, name = PaperForm(), name_of(found)
    criteria = {one.criterion for one in queries.eligibilities_of(session, found)}
    form.criterion.choices = [(one, one) for one in sorted(criteria)]
    if request.method == "GET":
        return render_template(PAPER, form=form, participant=found, name=name)

    def action() -> str:
        criterion, picture = form.criterion.data, form.picture
        proving.add_paper(session, principal.name, found, criterion, picture, today())
        flash(gettext("Le papier est gardé."), "success")
        return url_for("clauses.participant", reference=reference)

    return submit(form, PAPER, action, participant=found, name=name)


@blueprint.post("/clauses/papers/<reference>/withdraw")
@requires(Permission.DECLARE_HOURS)
def withdraw_paper(reference: str) -> ResponseReturnValue:
    """Erase a paper that should not be kept."""
    found = queries.paper_by_reference(session, principal, reference)
    whose = found.participant.reference
    proving.withdraw_paper(session, principal.name, found)
    flash(gettext("Le papier est effacé."), "success")
    return redirect(url_for("clauses.participant", reference=whose), 303)
