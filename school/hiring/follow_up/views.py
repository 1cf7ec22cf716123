"""Pages of the follow-up: who to ask next, one person's attempts, employers to ask."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.models import Enrolment
from school.cohorts.queries import enrolment_of
from school.core.clock import today
from school.hiring import labels
from school.hiring.blueprint import blueprint
from school.hiring.follow_up import hire_check_operations, notices, queries
from school.hiring.follow_up import labels as follow_up_labels
from school.hiring.follow_up import operations as follow_up_operations
from school.hiring.follow_up.forms import AskForm, AttemptForm
from school.hiring.follow_up.hire_check_operations import is_to_confirm
from school.hiring.follow_up.pages import campaign_page
from school.hiring.follow_up.rules import next_attempt_on
from school.hiring.follow_up.situation_check_operations import is_to_show
from school.hiring.indicators.options import DELAYS
from school.hiring.models import Hire
from school.hiring.queries import history
from school.hiring.rules import Channel
from school.messages.bringing import bring
from school.messages.rules import Contact as Reader
from school.web.context import principal, session
from school.web.copied_texts import take_text
from school.web.logs import personal_data_seen
from school.web.paging import page_number
from school.web.submit import submit

MAY = Permission.FOLLOW_UP
USUAL_DELAY = 6
PERSON = "hiring/follow_up/person.html"


def asked_months() -> int:
    """Read from the address the delay that is followed up: six months unless it says another."""
    typed = request.args.get("months", "")
    return next((delay for delay in DELAYS if str(delay) == typed), USUAL_DELAY)


@blueprint.get("/follow-up")
@requires(Permission.FOLLOW_UP)
def follow_up() -> ResponseReturnValue:
    """List whom to ask next what became of them, and say how well people are known."""
    cohort = request.args.get("cohort", "").strip()
    page = campaign_page(session, principal, asked_months(), cohort, today(), page_number())
    return render_template(
        "hiring/follow_up/index.html", campaign=page, delays=DELAYS, words=follow_up_labels
    )


@blueprint.get("/follow-up/<cohort>/<trainee>")
@requires(Permission.FOLLOW_UP)
def follow_up_person(cohort: str, trainee: str) -> ResponseReturnValue:
    """Show one person to ask: how to reach them, what was tried, what they said."""
    enrolment = enrolment_of(session, principal, cohort, trainee, MAY)
    personal_data_seen("trainee", trainee, principal.account_id)
    form = AttemptForm(attempted_on=today())
    return render_template(PERSON, form=form, message=take_text(trainee), **_words(enrolment))


def _words(enrolment: Enrolment) -> dict[str, Any]:
    attempts = queries.attempts_of(session, enrolment)
    last = attempts[0] if attempts else None
    return {
        "enrolment": enrolment,
        "trainee": enrolment.trainee,
        "months": asked_months(),
        "attempts": attempts,
        "next_on": next_attempt_on(last.outcome, last.attempted_on, last.call_back_on)
        if last
        else None,
        "hires": queries.hires_of(session, enrolment.trainee, today()),
        "situations": queries.situations_of(session, enrolment.trainee, today()),
        "words": follow_up_labels,
        "labels": labels,
        "is_to_confirm": is_to_confirm,
        "is_to_show": is_to_show,
    }


@blueprint.post("/follow-up/<cohort>/<trainee>/attempts")
@requires(Permission.FOLLOW_UP)
def log_attempt(cohort: str, trainee: str) -> ResponseReturnValue:
    """Note an attempt to reach somebody."""
    enrolment = enrolment_of(session, principal, cohort, trainee, MAY)
    form, months = AttemptForm(), asked_months()

    def action() -> str:
        attempt = form.attempt(months)
        follow_up_operations.log_attempt(session, principal.name, enrolment, attempt)
        flash(gettext("C’est noté."), "success")
        return url_for("hiring.follow_up", months=months)

    return submit(form, PERSON, action, message=None, **_words(enrolment))


@blueprint.post("/follow-up/<cohort>/<trainee>/link")
@requires(Permission.FOLLOW_UP)
def send_question(cohort: str, trainee: str) -> ResponseReturnValue:
    """Send somebody the link by which they tell what they do, by mail or as a text to copy."""
    enrolment, months = enrolment_of(session, principal, cohort, trainee, MAY), asked_months()
    _send_question(enrolment, months, request.form.get("channel", ""))
    return redirect(
        url_for("hiring.follow_up_person", cohort=cohort, trainee=trainee, months=months), 303
    )


def _send_question(enrolment: Enrolment, months: int, asked: str) -> None:
    reader = notices.contact_of(enrolment.trainee)
    by_mail = bool(reader.email) and asked == Channel.MAIL.value
    channel = Channel.MAIL if by_mail else Channel.MESSAGE
    token = follow_up_operations.send_question(session, principal.name, enrolment, months, channel)
    bring(
        enrolment.trainee.reference,
        asked or Channel.MESSAGE.value,
        reader,
        lambda: notices.send_question(session, enrolment, reader, token),
        lambda: notices.question_message(session, enrolment, token),
    )


@blueprint.route("/hires/<reference>/ask-employer", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def ask_employer(reference: str) -> ResponseReturnValue:
    """Ask the employer to confirm a hire that the person declared."""
    hire = history(session, principal, Hire, reference, MAY)[-1]
    check = queries.check_of(session, reference)
    template, form = "hiring/follow_up/ask.html", AskForm.on(check)
    words = {"hire": hire, "check": check, "labels": labels}
    if request.method == "GET":
        return render_template(template, form=form, message=take_text(reference), **words)
    return submit(form, template, lambda: _ask(hire, form), message=None, **words)


def _ask(hire: Hire, form: AskForm) -> str:
    contact = form.contact.checked()
    token = hire_check_operations.ask_employer(session, principal.name, hire, contact)
    reader = Reader(contact.name or "", contact.email, contact.phone)
    bring(
        hire.reference,
        form.channel.data,
        reader,
        lambda: notices.send_check(session, hire, reader, token),
        lambda: notices.check_message(session, hire, reader, token),
    )
    return url_for("hiring.ask_employer", reference=hire.reference)
