"""Pages of messages: what became of each, and what a reader chooses from a link."""

from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import public, requires
from school.access.permissions import Permission
from school.accounts.queries import own_account
from school.accounts.rules import Language
from school.core.clock import now
from school.core.delivery import (
    SCHOOL_ACTS,
    TRANSITIONS,
    DeliveryStep,
    MessageChannel,
    MessageState,
)
from school.core.errors import NotAllowed
from school.core.outbox import MailMessage
from school.messages import labels, operations, queries
from school.messages.forms import OwnPreferenceForm, PreferenceForm
from school.messages.queries import MessageFilter
from school.messages.rules import News
from school.messages.secrets import uuid_of
from school.web import csrf
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit

blueprint = Blueprint("messages", __name__)
Chosen = TypeVar("Chosen", bound=OwnPreferenceForm)


@blueprint.get("/messages")
@requires(Permission.SEE_MAIL)
def index() -> ResponseReturnValue:
    """List what the school wrote to people, and what became of it."""
    wanted = _wanted()
    return render_template(
        "messages/index.html",
        page=queries.message_list(session, principal, wanted, page_number()),
        counts=queries.count_by_state(session, principal),
        wanted=wanted,
        at=now(),
        labels=labels,
        school_acts=SCHOOL_ACTS,
        again=TRANSITIONS[DeliveryStep.SEND_AGAIN][0],
    )


def _wanted() -> MessageFilter:
    return MessageFilter(
        one_of(MessageState, request.args.get("state")),
        one_of(MessageChannel, request.args.get("channel")),
        request.args.get("text", "").strip(),
    )


@blueprint.post("/messages/<int:message_id>/again")
@requires(Permission.SEE_MAIL)
def send_again(message_id: int) -> ResponseReturnValue:
    """Put a message that did not arrive back among those to send."""
    message = queries.message_by_number(session, principal, message_id)
    try:
        operations.send_again(session, principal.name, message)
        flash(gettext("Le message repart dans la minute."), "success")
    except NotAllowed:
        flash(gettext("Ce message est déjà en route ou arrivé : rien n’a changé."), "info")
    return redirect(url_for("messages.index", state=request.form.get("state") or None), 303)


@blueprint.route("/link/messages/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def preferences(token: str) -> ResponseReturnValue:
    """Let the reader of a message choose their language and what they are told."""
    message = _message(token)
    form = _form(message.recipient, PreferenceForm)
    if request.method == "POST" and form.validate():
        language, news = Language(form.language.data), News(form.news.data)
        operations.choose(session, message.recipient, language=language, news=news)
        return redirect(url_for("messages.preferences", token=token, kept=1), 303)
    words = {"message": message, "token": token, "kept": "kept" in request.args}
    page = render_template("messages/preferences.html", form=form, **words)
    return page, 422 if request.method == "POST" else 200


def _form(address: str, form: type[Chosen]) -> Chosen:
    known = queries.preference_of(session, address)
    language = queries.language_of(session, address)
    return form.offered(language, known.news if known else News.DAILY)


@blueprint.route("/account/messages", methods=["GET", "POST"])
@requires(Permission.MANAGE_OWN_ACCOUNT)
def own_preferences() -> ResponseReturnValue:
    """Let who signed in choose their language and what they are told, without waiting for a mail.

    A number is an address too: who is reached by SMS alone finds no link to this in a text.
    """
    own = own_account(session, principal.account_id or 0)
    address = own.email or own.phone or ""
    form, page = _form(address, OwnPreferenceForm), "messages/own_preferences.html"
    if request.method == "GET":
        return render_template(page, form=form, address=address)

    def action() -> str:
        language, news = Language(form.language.data), News(form.news.data)
        operations.choose(session, address, language=language, news=news, actor=principal.name)
        flash(gettext("Vos choix sont enregistrés."), "success")
        return url_for("accounts.account")

    return submit(form, page, action, address=address)


@blueprint.post("/link/messages/<token>/stop")
@public
@csrf.exempt
def stop_news(token: str) -> ResponseReturnValue:
    """Take the one click by which a mail program says that no more news are wanted (RFC 8058)."""
    operations.stop_news(session, _message(token).recipient)
    return redirect(url_for("messages.preferences", token=token, kept=1), 303)


def _message(token: str) -> MailMessage:
    return queries.message_by_uuid(session, uuid_of(token))
