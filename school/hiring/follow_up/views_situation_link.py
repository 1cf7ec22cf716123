"""The page behind a link by which somebody who left tells what they do, without account."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.hiring.blueprint import blueprint
from school.hiring.follow_up import notices, operations
from school.hiring.follow_up.forms import SituationForm
from school.hiring.follow_up.hire_check_operations import ask_employer
from school.hiring.follow_up.labels import ACTIVITIES
from school.hiring.models import Hire
from school.hiring.rules import Evidence
from school.messages.posting import can_be_written_to
from school.messages.rules import Contact as Reader
from school.placements.queries import directors_of
from school.placements.rules import LinkState
from school.web import csrf
from school.web.context import session
from school.web.link_pages import closed_page, is_answered, open_page


@blueprint.route("/link/situation/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_situation(token: str) -> ResponseReturnValue:
    """Let somebody tell what they do, once; afterwards the page says thank you."""
    form = SituationForm()
    if is_answered(form, lambda: _record(token, form)):
        return redirect(url_for("hiring.link_situation", token=token), 303)
    return _page(token, form)


def _record(token: str, form: SituationForm) -> None:
    answer = form.answer
    fact = operations.answer_by_link(session, token, answer)
    contact = answer.contact.checked()
    if not isinstance(fact, Hire) or fact.evidence is not Evidence.DECLARED:
        return
    reader = Reader(contact.name or "", contact.email, contact.phone)
    if contact.name and can_be_written_to(reader):
        secret = ask_employer(session, fact.trainee.full_name, fact, contact)
        notices.send_check(session, fact, reader, secret)


def _page(token: str, form: SituationForm) -> ResponseReturnValue:
    found = operations.opened_question(session, token)
    school = found.enrolment.cohort.school
    words = {
        "trainee": found.enrolment.trainee,
        "school": school,
        "directors": directors_of(session, school.id),
        "link": found.link,
        "token": token,
    }
    if found.state is LinkState.USED:
        return render_template("links/situation_state.html", **words)
    if found.state is LinkState.OPEN:
        return open_page("links/situation.html", form, labels=ACTIVITIES, **words)
    return closed_page(found.state, url_for("hiring.renew_situation_link", token=token), **words)


@blueprint.post("/link/situation/<token>/renew")
@public
@csrf.exempt
def renew_situation_link(token: str) -> ResponseReturnValue:
    """Send a new link to who held one that expired; the answer is always the same."""
    renewed = operations.renew_question(session, token)
    if renewed is not None:
        found, secret = renewed
        if secret is not None:
            reader = operations.reader_of(found)
            notices.send_question(session, found.enrolment, reader, secret)
    return redirect(url_for("hiring.link_situation", token=token, asked=1), 303)
