"""Pages of documents: asking somebody to show what they said, and noting what was seen."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.delivery import MessageChannel
from school.core.errors import NotFound, mark
from school.hiring.blueprint import blueprint
from school.hiring.follow_up import labels, notices, queries
from school.hiring.follow_up.forms import DocumentForm
from school.hiring.follow_up.situation_check_operations import (
    SHOWN_BY_DOCUMENT,
    ask_document,
    is_to_show,
    see_document,
)
from school.hiring.labels import described
from school.hiring.models import Situation
from school.hiring.operations import version_of
from school.hiring.queries import history
from school.hiring.rules import Channel, SituationKind
from school.messages.posting import can_be_written_to
from school.web.context import principal, session
from school.web.copied_texts import keep_text, take_text
from school.web.submit import submit

MAY = Permission.FOLLOW_UP
TEMPLATE = "hiring/follow_up/document.html"


@blueprint.route("/situations/<reference>/document", methods=["GET", "POST"])
@requires(Permission.FOLLOW_UP)
def document(reference: str) -> ResponseReturnValue:
    """Note what was seen that shows an own business or studies."""
    rows = _rows(reference)
    form, words = DocumentForm(), _words(rows[-1])
    if request.method == "GET":
        form.show(rows[-1])
        form.version.data = str(version_of(rows[-1]))
        return render_template(TEMPLATE, form=form, message=take_text(reference), **words)

    def action() -> str:
        see_document(session, principal.name, rows, form.seen, form.known_version)
        flash(gettext("C’est noté."), "success")
        return url_for("hiring.follow_up")

    return submit(form, TEMPLATE, action, message=None, **words)


@blueprint.post("/situations/<reference>/document/ask")
@requires(Permission.FOLLOW_UP)
def ask_for_document(reference: str) -> ResponseReturnValue:
    """Ask somebody for a document, by mail or by a text to copy."""
    situation = _rows(reference)[-1]
    ask_document(session, principal.name, situation)
    _send(situation, request.form.get("channel", ""))
    return redirect(url_for("hiring.document", reference=reference), 303)


def _send(situation: Situation, asked: str) -> None:
    reader = notices.contact_of(situation.trainee)
    if asked == Channel.MESSAGE.value or not can_be_written_to(reader):
        keep_text(situation.reference, notices.document_message(session, situation))
        return
    way = notices.send_document_request(session, situation)
    if way is MessageChannel.SMS:
        flash(gettext("La demande part par SMS à %(name)s.", name=reader.name), "success")
    else:
        flash(gettext("La demande part par courriel à %(name)s.", name=reader.name), "success")


def _rows(reference: str) -> list[Situation]:
    rows = history(session, principal, Situation, reference, MAY)
    if rows[-1].situation not in SHOWN_BY_DOCUMENT:
        raise NotFound(mark("Rien n’est à montrer de cette situation."))
    return list(rows)


def _words(situation: Situation) -> dict[str, object]:
    return {
        "situation": situation,
        "check": queries.situation_check(session, situation.reference),
        "said": described(situation),
        "studies": situation.situation is SituationKind.STUDYING,
        "to_show": is_to_show(situation),
        "words": labels,
    }
