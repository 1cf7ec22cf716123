"""Asking an enterprise whether it hosts apprentices, and writing down what it says."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.models import School
from school.accounts.queries import schools_where
from school.core.clock import today
from school.enterprises import interest_notices, interest_operations, queries
from school.enterprises.blueprint import blueprint
from school.enterprises.interest_round import Round, ask_silent_partners
from school.enterprises.models import Enterprise
from school.enterprises.partner_forms import InterestForm
from school.enterprises.rules import SILENT
from school.enterprises.views_records import managed
from school.messages.bringing import bring_letter
from school.web.context import principal, session
from school.web.submit import submit


@blueprint.route("/enterprises/<reference>/interest", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def interest(reference: str) -> ResponseReturnValue:
    """Write down what an enterprise said of hosting apprentices."""
    enterprise, form = managed(reference), InterestForm()
    form.offer_years(today())
    template = "enterprises/interest.html"
    if not form.is_submitted():
        return render_template(template, form=form, enterprise=enterprise)

    def action() -> str:
        interest_operations.record_answer(
            session, principal.name, enterprise, form.year.data, form.answer,
            answered_by=form.answered_by.data, day=today(),
        )  # fmt: skip
        flash(gettext("La réponse est enregistrée."), "success")
        return url_for("enterprises.hosting", reference=reference)

    return submit(form, template, action, enterprise=enterprise)


def _asking_school(enterprise: Enterprise) -> School:
    """Give the first of the person's schools that works with an enterprise, else their first."""
    schools = schools_where(session, principal, Permission.MANAGE_ENTERPRISES)
    partners = set(queries.partner_schools(session, enterprise))
    return next((one for one in schools if one.id in partners), schools[0])


@blueprint.post("/enterprises/<reference>/ask-interest")
@requires(Permission.MANAGE_ENTERPRISES)
def ask_interest(reference: str) -> ResponseReturnValue:
    """Ask an enterprise about this year, by a message or by one to copy."""
    enterprise = managed(reference)
    school = _asking_school(enterprise)
    year = today(school.timezone).year
    recipient, question, token = interest_operations.ask(
        session, principal.name, enterprise, school, year
    )
    letter = interest_notices.letter(question, recipient, token)
    bring_letter(reference, request.form.get("channel", ""), letter)
    return redirect(url_for("enterprises.hosting", reference=reference), 303)


@blueprint.post("/enterprises/ask-interest")
@requires(Permission.MANAGE_ENTERPRISES)
def ask_silent() -> ResponseReturnValue:
    """Ask all the partners that said nothing of this year, and say how many are written to."""
    made = ask_silent_partners(session, principal, today())
    for question, recipient, token in made.asked:
        interest_notices.letter(question, recipient, token).send(session)
    _say(made)
    return redirect(url_for("enterprises.index", answer=SILENT), 303)


def _say(made: Round) -> None:
    asked, unreachable, left = len(made.asked), made.unreachable, made.left
    words = ngettext(
        "La question part à %(num)s entreprise.", "La question part à %(num)s entreprises.", asked
    )
    flash(words if asked else gettext("Personne de plus à qui écrire aujourd’hui."), "success")
    if unreachable:
        words = ngettext(
            "%(num)s entreprise n’a ni courriel ni téléphone où écrire : appelez-la.",
            "%(num)s entreprises n’ont ni courriel ni téléphone où écrire : appelez-les.",
            unreachable,
        )
        flash(words, "warning")
    if left:
        words = ngettext(
            "%(num)s entreprise reste à interroger : recommencez.",
            "%(num)s entreprises restent à interroger : recommencez.",
            left,
        )
        flash(words, "info")
