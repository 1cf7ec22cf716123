"""The page behind a link by which an enterprise says whether it hosts apprentices."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.accounts.queries import directors_of
from school.core.links import LinkState
from school.enterprises import interest_notices, interest_operations, labels
from school.enterprises.blueprint import blueprint
from school.enterprises.interest_operations import OpenedQuestion
from school.enterprises.partner_forms import InterestLinkForm
from school.web import csrf
from school.web.context import session
from school.web.link_pages import closed_page, is_answered, open_page


@blueprint.route("/link/interest/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_interest(token: str) -> ResponseReturnValue:
    """Take an enterprise's answer, once; afterwards the page says what was answered."""
    form = InterestLinkForm()
    if is_answered(form, lambda: _record(token, form)):
        return redirect(url_for("enterprises.link_interest", token=token), 303)
    return _page(interest_operations.opened(session, token), form, token)


def _record(token: str, form: InterestLinkForm) -> None:
    answer = form.answer
    found = interest_operations.answer_by_link(session, token, answer, form.answered_by.data)
    if found is not None:
        interest_notices.tell_answer(session, found, answer.status)


def _page(found: OpenedQuestion, form: InterestLinkForm, token: str) -> ResponseReturnValue:
    school = found.question.school
    words = {
        "question": found.question,
        "labels": labels,
        "school": school,
        "directors": directors_of(session, school.id),
        "link": found.link,
        "token": token,
    }
    if found.state is LinkState.USED:
        return render_template("links/interest_state.html", **words)
    if found.state is LinkState.OPEN:
        if request.method == "GET":
            form.answered_by.data = found.link.recipient_name
        return open_page("links/interest.html", form, **words)
    return closed_page(found.state, url_for("enterprises.renew_interest", token=token), **words)


@blueprint.post("/link/interest/<token>/renew")
@public
@csrf.exempt
def renew_interest(token: str) -> ResponseReturnValue:
    """Send a new link to whoever had the expired one; the answer is always the same."""
    renewed = interest_operations.renew(session, token)
    if renewed is not None:
        found, secret = renewed
        if secret is None:
            interest_notices.tell_link_wanted(session, found)
        else:
            recipient = interest_operations.recipient_of_link(session, found)
            interest_notices.letter(found.question, recipient, secret).send(session)
    return redirect(url_for("enterprises.link_interest", token=token, asked=1), 303)
