"""What a tutor without account tells by the link of a week: an absence, an accident, a wrong hour.

Their link stays what it is: nothing here uses it up. It leads here while it leads on at all.
"""

from collections.abc import Callable, Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from school.access.guard import public
from school.accounts.rules import LinkPurpose
from school.core import audit
from school.placements import logbook_notices, operations_links, operations_logbook
from school.placements.blueprint import blueprint
from school.placements.forms import ContestForm
from school.placements.immersion import notices, operations
from school.placements.immersion.forms import LinkAbsenceForm, LinkAccidentForm
from school.placements.operations import today_of
from school.placements.operations_links import OpenedLink
from school.placements.rules import LinkState
from school.web import csrf
from school.web.context import session
from school.web.forms import DateField, Form
from school.web.link_pages import is_answered, open_page

WEEK = LinkPurpose.VALIDATE_WEEK
ABSENCE_WORDS = {
    "title": lazy_gettext("Noter une absence"),
    "send": lazy_gettext("Noter l’absence"),
}
ACCIDENT_WORDS = {
    "title": lazy_gettext("Signaler un accident"),
    "send": lazy_gettext("Signaler l’accident"),
    "first": lazy_gettext(
        "Quelqu’un est blessé ? Appelez d’abord les secours. Ceci s’écrit après."
    ),
}


@blueprint.route("/link/week/<token>/absence", methods=["GET", "POST"])
@public
@csrf.exempt
def link_absence(token: str) -> ResponseReturnValue:
    """Let a tutor tell that the apprentice is or was absent."""
    form = LinkAbsenceForm()

    def record(found: OpenedLink) -> None:
        author = operations_links.answerer_of(found.link)
        absence = operations.declare_absence(session, author, found.placement, form.note())
        notices.tell_absence(session, absence, by_tutor=True)
        flash(gettext("L’absence est notée. C’est au tour de l’école de la régler."), "success")

    return _report(token, form, form.first_on, record, ABSENCE_WORDS)


@blueprint.route("/link/week/<token>/accident", methods=["GET", "POST"])
@public
@csrf.exempt
def link_accident(token: str) -> ResponseReturnValue:
    """Let a tutor tell of an accident; the school is written to at once."""
    form = LinkAccidentForm()

    def record(found: OpenedLink) -> None:
        author = operations_links.answerer_of(found.link)
        accident = operations.report_accident(session, author, found.placement, form.note())
        notices.tell_accident(session, accident)
        flash(gettext("L’accident est signalé. L’école est prévenue."), "success")

    return _report(token, form, form.happened_on, record, ACCIDENT_WORDS)


def _report(
    token: str,
    form: Form,
    day: DateField,
    record: Callable[[OpenedLink], None],
    words: Mapping[str, object],
) -> ResponseReturnValue:
    found = operations_links.opened(session, token, WEEK)
    back = url_for("placements.link_week", token=token)
    if not operations_links.opens_calendar(found):
        return redirect(back, 303)
    if is_answered(form, lambda: record(operations_links.opened_for_change(session, token, WEEK))):
        return redirect(back, 303)
    if request.method == "GET":
        day.data = today_of(found.placement)
    found = operations_links.opened(session, token, WEEK)
    return open_page("links/report.html", form, placement=found.placement, back=back, words=words)


@blueprint.post("/link/week/<token>/contest")
@public
@csrf.exempt
def contest_week(token: str) -> ResponseReturnValue:
    """Tell the apprentice, in the tutor's words, what is wrong in a week not validated yet."""
    form = ContestForm()
    found = operations_links.opened(session, token, WEEK)
    if found.state is LinkState.OPEN and form.validate() and form.words.data:
        actor = operations_links.link_actor(found.link)
        told = {"words": form.words.data}
        audit.note(session, actor, "logbook.contest", found.placement, told)
        monday = operations_logbook.week_of_link(found.link)
        logbook_notices.tell_contested(session, found, monday, form.words.data)
        flash(gettext("C’est dit. Un nouveau lien suivra quand le carnet sera corrigé."), "success")
    else:
        flash(
            gettext("Dites en quelques mots, 500 lettres au plus, ce qui n’est pas juste."), "error"
        )
    return redirect(url_for("placements.link_week", token=token), 303)
