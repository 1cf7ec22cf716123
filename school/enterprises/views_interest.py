"""Asking an enterprise whether it hosts apprentices, and writing down what it says."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.queries import schools_where
from school.core.clock import today
from school.enterprises import interest_notices, interest_operations
from school.enterprises.blueprint import blueprint
from school.enterprises.partner_forms import InterestForm
from school.enterprises.views_records import managed
from school.messages.posting import can_be_written_to
from school.web.context import principal, session
from school.web.copied_texts import keep_text
from school.web.submit import submit

MAIL = "mail"


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


@blueprint.post("/enterprises/<reference>/ask-interest")
@requires(Permission.MANAGE_ENTERPRISES)
def ask_interest(reference: str) -> ResponseReturnValue:
    """Ask an enterprise by mail, or by a message to copy, about this year."""
    enterprise = managed(reference)
    school = schools_where(session, principal, Permission.MANAGE_ENTERPRISES)[0]
    year = today(school.timezone).year
    recipient, question, token = interest_operations.ask(
        session, principal.name, enterprise, school, year
    )
    if request.form.get("channel") == MAIL and can_be_written_to(recipient):
        interest_notices.send_question(session, question, recipient, token)
        flash(gettext("Un lien part à %(name)s.", name=recipient.name), "success")
    else:
        text = interest_notices.question_message(session, question, recipient, token)
        keep_text(reference, text)
    return redirect(url_for("enterprises.hosting", reference=reference), 303)
