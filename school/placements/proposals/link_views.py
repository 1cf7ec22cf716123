"""The page behind the link of a proposal: the enterprise answers, without account."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.core.errors import DomainError, InvalidInput, mark
from school.placements.blueprint import blueprint
from school.placements.proposals import labels, link_operations, notices
from school.placements.proposals.forms import AnswerForm
from school.placements.proposals.link_operations import OpenedProposal
from school.placements.proposals.queries import duties_worded
from school.placements.proposals.rules import OPEN_STATES, ProposalState
from school.placements.queries import directors_of
from school.placements.rules import LinkState
from school.web import csrf
from school.web.context import session
from school.web.link_pages import closed_page


@blueprint.route("/link/proposal/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_proposal(token: str) -> ResponseReturnValue:
    """Ask the enterprise whether it takes the person, and keep its answer; a GET keeps nothing."""
    form = AnswerForm()
    if request.method == "GET":
        return _page(link_operations.opened(session, token), form, token)
    if form.validate():
        try:
            _answer(token, form)
            return redirect(url_for("placements.link_proposal", token=token), 303)
        except DomainError as refusal:
            session.rollback()
            form.refuse(refusal)
    return _page(link_operations.opened(session, token), form, token)


def _answer(token: str, form: AnswerForm) -> None:
    given = form.answer()
    if given is None:
        raise InvalidInput(mark("Choisissez une des réponses proposées."))
    changed = link_operations.answer(session, token, given, form.known_version, form.answerer)
    if changed is not None:
        notices.tell_answer(session, changed.proposal, changed.link)


def _page(found: OpenedProposal, form: AnswerForm, token: str) -> ResponseReturnValue:
    proposal, refused = found.proposal, request.method == "POST"
    words = {
        "proposal": proposal,
        "link": found.link,
        "token": token,
        "school": proposal.post.school,
        "directors": directors_of(session, proposal.post.school_id),
    }
    renew_url = url_for("placements.renew_proposal", token=token)
    if found.state in {LinkState.REPLACED, LinkState.CLOSED}:
        return closed_page(found.state, renew_url, **words)
    if proposal.state not in OPEN_STATES or found.state is LinkState.USED:
        words["reason"] = labels.reason_words(proposal.reason, proposal.detail)
        return render_template("links/proposal_state.html", **words)
    if found.state is LinkState.EXPIRED:
        return closed_page(found.state, renew_url, **words)
    form.suggest(found.link.recipient_name, is_person=proposal.post.tutor is not None)
    page = render_template(
        "links/proposal.html",
        form=form,
        opened=form.target.data if refused else "",
        answered=proposal.state is not ProposalState.NEW,
        state=labels.HAPPENED[proposal.state],
        duties=duties_worded(session, proposal),
        **words,
    )
    return page, 422 if refused else 200


@blueprint.post("/link/proposal/<token>/renew")
@public
@csrf.exempt
def renew_proposal(token: str) -> ResponseReturnValue:
    """Send a new link to whoever had the expired one; the answer is always the same."""
    renewed = link_operations.renew(session, token)
    if renewed is not None:
        found, secret = renewed
        if secret is None:
            notices.tell_link_wanted(session, found.proposal, found.link.recipient_name)
        else:
            recipient = link_operations.recipient_of_link(found)
            notices.send_proposal(session, found.proposal, recipient, secret)
    return redirect(url_for("placements.link_proposal", token=token, asked=1), 303)
