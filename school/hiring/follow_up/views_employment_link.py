"""The page behind a link by which an employer confirms or contests a hire, without account."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.hiring.blueprint import blueprint
from school.hiring.follow_up import hire_check_operations as operations
from school.hiring.follow_up import notices
from school.hiring.follow_up.forms import EmploymentForm
from school.hiring.follow_up.hire_check_operations import OpenedCheck
from school.hiring.labels import described
from school.placements.queries import directors_of
from school.placements.rules import LinkState
from school.web import csrf
from school.web.context import session
from school.web.link_pages import closed_page, is_answered, open_page


@blueprint.route("/link/employment/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_employment(token: str) -> ResponseReturnValue:
    """Let an employer confirm or contest a hire, once; afterwards the page says what was said."""
    form = EmploymentForm()
    if is_answered(form, lambda: _record(token, form)):
        return redirect(url_for("hiring.link_employment", token=token), 303)
    return _page(operations.opened_check(session, token), token, form)


def _record(token: str, form: EmploymentForm) -> None:
    name = form.answered_by.data
    if not form.contests:
        operations.confirm_by_link(session, token, answered_by=name, starts_on=form.starts_on.data)
        return
    found = operations.contest_by_link(session, token, answered_by=name, comment=form.comment.data)
    if found is not None:
        notices.tell_contested(session, found)


def _page(found: OpenedCheck, token: str, form: EmploymentForm) -> ResponseReturnValue:
    words = {
        "hire": found.hire,
        "said": described(found.hire)[:4],
        "check": found.check,
        "school": found.school,
        "directors": directors_of(session, found.school.id) if found.school else [],
        "link": found.link,
        "token": token,
    }
    if found.state is LinkState.USED:
        return render_template("links/employment_state.html", **words)
    if found.state is LinkState.OPEN:
        if request.method == "GET":
            form.answered_by.data = found.link.recipient_name
            form.starts_on.data = found.hire.starts_on
        return open_page("links/employment.html", form, **words)
    return closed_page(found.state, url_for("hiring.renew_employment_link", token=token), **words)


@blueprint.post("/link/employment/<token>/renew")
@public
@csrf.exempt
def renew_employment_link(token: str) -> ResponseReturnValue:
    """Send a new link to an employer who held one that expired; the answer is always the same."""
    renewed = operations.renew_check(session, token)
    if renewed is not None:
        found, secret = renewed
        if secret is not None:
            reader = operations.reader_of(found)
            notices.send_check(session, found.hire, reader, secret)
    return redirect(url_for("hiring.link_employment", token=token, asked=1), 303)
