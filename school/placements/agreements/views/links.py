"""Pages behind the links of agreements: read, confirm, sign, send back; a GET changes nothing.

Each link is at one person's name and for one version. One that was used stays readable; one that
another version took the place of says so, and offers to send the newest to whom it belongs.
"""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.cohorts.competency_queries import competencies_of
from school.core.errors import DomainError
from school.placements import queries as placement_queries
from school.placements.agreements import labels, link_operations, notices, queries
from school.placements.agreements.forms import SignLinkForm
from school.placements.agreements.link_operations import OpenedLink
from school.placements.agreements.operations import progress_of
from school.placements.agreements.presentation import section_views, titles_of
from school.placements.agreements.rules import SIGNERS, AgreementStatus, to_confirm
from school.placements.agreements.views.pages import paper_of
from school.placements.blueprint import blueprint
from school.placements.rules import LinkState
from school.web import csrf
from school.web.context import session
from school.web.link_pages import closed_page

CORRECT, REFUSE = "correct", "refuse"
REPLACED = frozenset({AgreementStatus.DEPRECATED, AgreementStatus.CANCELLED})


@blueprint.route("/link/agreement/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_agreement(token: str) -> ResponseReturnValue:
    """Show a party what is agreed, and take what they confirm, sign or want corrected."""
    found = link_operations.opened(session, token)
    form = SignLinkForm()
    form.offer(progress_of(found.version).left(found.party))
    if request.method == "POST" and form.validate():
        try:
            return _answer(token, form)
        except DomainError as refusal:
            session.rollback()
            found = link_operations.opened(session, token)
            form.refuse(refusal)
    return _page(found, form, token)


def _answer(token: str, form: SignLinkForm) -> ResponseReturnValue:
    answered = _record(request.form.get("answer"), form)(token)
    if answered is not None:
        notices.tell_news(session, answered.version)
    return redirect(url_for("placements.link_agreement", token=token), 303)


def _record(answer: str | None, form: SignLinkForm) -> Callable[[str], OpenedLink | None]:
    if answer == CORRECT:
        return lambda token: link_operations.ask_correction(session, token, form.remark.data)
    if answer == REFUSE:
        return lambda token: link_operations.refuse(session, token, form.remark.data)
    chosen, name = form.confirmed_sections, form.name.data
    return lambda token: link_operations.sign(session, token, chosen, name)


def _page(found: OpenedLink, form: SignLinkForm, token: str) -> ResponseReturnValue:
    words = _words(found, token)
    later = queries.later_version(session, found.version)
    used = found.state is LinkState.USED
    if found.state is LinkState.CLOSED:
        return closed_page(found.state, "", **words)
    if found.version.status in REPLACED or (found.state is not LinkState.OPEN and not used):
        page = render_template("links/agreement_closed.html", later=later, **words)
        return page, 410
    if not found.is_asked:
        return render_template("links/agreement_state.html", later=later, **words)
    page = render_template("links/agreement.html", form=form, **words)
    return page, 422 if request.method == "POST" else 200


def _words(found: OpenedLink, token: str) -> dict[str, Any]:
    version = found.version
    shown = to_confirm(version.kind, found.party)
    titles = titles_of(competencies_of(session, [version.placement.cohort_id]))
    former = queries.former_version(session, version)
    views = section_views(version, titles, former)
    return {
        "placement": version.placement,
        "version": version,
        "link": found.link,
        "signs": found.party in SIGNERS,
        "left": progress_of(version).left(found.party),
        "sections": [one for one in views if one.section in shown],
        "labels": labels,
        "token": token,
        "asked": "asked" in request.args,
        "directors": placement_queries.directors_of(session, version.placement.cohort.school_id),
    }


@blueprint.get("/link/agreement/<token>/agreement.pdf")
@public
def link_agreement_pdf(token: str) -> ResponseReturnValue:
    """Give the agreement on paper to who signs it, before and after."""
    found = link_operations.opened(session, token)
    readable = found.state in {LinkState.OPEN, LinkState.USED}
    if not readable or found.party not in SIGNERS or found.version.status in REPLACED:
        return redirect(url_for("placements.link_agreement", token=token), 303)
    return paper_of(found.version)


@blueprint.post("/link/agreement/<token>/again")
@public
@csrf.exempt
def link_agreement_again(token: str) -> ResponseReturnValue:
    """Send the newest link to whoever it belongs to; the answer is always the same."""
    sent = link_operations.send_again(session, token)
    if sent is not None:
        notices.deliver(session, sent)
    return redirect(url_for("placements.link_agreement", token=token, asked=1), 303)
