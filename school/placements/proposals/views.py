"""Pages of proposals for the school, the apprentice and the signed-in tutor."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.queries import schools_where
from school.cohorts.models import Enrolment
from school.cohorts.queries import enrolments_of, trainee_by_reference
from school.core.clock import today
from school.core.errors import DomainError, NotFound, mark
from school.messages.bringing import bring
from school.placements.blueprint import blueprint
from school.placements.link_words import handed_on_words
from school.placements.operations_links import state_of
from school.placements.posts.models import Post
from school.placements.posts.queries import post_by_reference
from school.placements.proposals import (
    labels,
    link_operations,
    notices,
    operations,
    policy,
    queries,
)
from school.placements.proposals.fairness_queries import fairness_rows
from school.placements.proposals.forms import DelayForm, ProposeForm, WithdrawForm
from school.placements.proposals.limits import full_posts
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.queries import ProposalFilter
from school.placements.proposals.rules import (
    OPEN_STATES,
    TRANSITIONS,
    Party,
    ProposalState,
)
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.copied_texts import take_text
from school.web.logs import personal_data_seen
from school.web.paging import page_number
from school.web.standing import Standing
from school.web.submit import submit

MAY = Permission.MANAGE_PLACEMENTS


@blueprint.get("/proposals")
@requires(Permission.SEE_PLACEMENTS)
def proposals() -> ResponseReturnValue:
    """List the proposals that the reader may see, narrowed as the address says."""
    wanted = _wanted()
    page = queries.proposals_page(session, principal, wanted, page_number())
    return render_template(
        "placements/proposals/index.html",
        page=page,
        wanted=wanted,
        filtered=wanted != ProposalFilter(),
        states=labels.STATES,
        standing_of=_standings(page.items),
        full=_full_posts(page.items),
        open_states=OPEN_STATES,
    )


def _wanted() -> ProposalFilter:
    return ProposalFilter(
        state=one_of(ProposalState, request.args.get("state")),
        post=request.args.get("post", ""),
        enterprise=request.args.get("enterprise", ""),
        name=request.args.get("name", "").strip(),
    )


def _full_posts(shown: Sequence[PlacementProposal]) -> set[int]:
    """Tell which posts have no place left for a proposal that its school may still withdraw."""
    if not principal.may(MAY):
        return set()
    return full_posts(session, [one.post for one in shown if one.state in OPEN_STATES])


def _standings(shown: Sequence[PlacementProposal]) -> Callable[[PlacementProposal], Standing]:
    days = queries.delays(session, {one.post.school_id for one in shown})

    def standing_of(one: PlacementProposal) -> Standing:
        parties = policy.parties_of(principal, one)
        return labels.standing(one, parties, today(), days[one.post.school_id])

    return standing_of


@blueprint.get("/proposals/<reference>")
@requires(Permission.SEE_PLACEMENTS)
def proposal(reference: str) -> ResponseReturnValue:
    """Show a proposal: where it stands, whose turn it is, and every step it took."""
    found = queries.proposal_by_reference(session, principal, reference)
    personal_data_seen("proposal", reference, principal.account_id)
    return render_template("placements/proposals/show.html", proposal=found, **_context(found))


def _context(found: PlacementProposal) -> dict[str, Any]:
    parties = policy.parties_of(principal, found)
    for_school = Party.SCHOOL in parties
    link = queries.latest_link(session, found) if for_school else None
    reads = policy.reads_reason(principal, found)
    return {
        "standing": _standings([found])(found),
        "for_school": for_school,
        "for_enterprise": Party.ENTERPRISE in parties,
        "for_staff": found.post.school_id in principal.school_ids(Permission.SEE_ENTERPRISES),
        "is_open": found.state in OPEN_STATES,
        "full": for_school and bool(_full_posts([found])),
        "reason": labels.reason_words(found.reason, found.detail) if reads else "",
        "events": labels.events_of(queries.steps_of(session, found), reads=reads),
        "link": link,
        "link_state": state_of(link) if link else None,
        "handed_on": handed_on_words(link),
        "recipient": link_operations.recipient_of(found.post),
        "message": take_text(found.reference),
    }


@blueprint.route("/posts/<reference>/propose/<trainee>", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def propose_for_post(reference: str, trainee: str) -> ResponseReturnValue:
    """Propose a person for a post; what is odd is asked about first."""
    post = post_by_reference(session, principal, reference, MAY)
    enrolment = _enrolment_for(post, trainee)
    form, page = ProposeForm(), "placements/proposals/propose.html"
    if request.method == "GET":
        return render_template(page, form=form, post=post, enrolment=enrolment)

    def action() -> str:
        made = operations.propose(
            session, principal.name, post, enrolment, confirmed=bool(form.confirmed.data)
        )
        deliver(made, link_operations.issue(session, made))
        return url_for("placements.proposal", reference=made.reference)

    return submit(form, page, action, post=post, enrolment=enrolment)


def _enrolment_for(post: Post, reference: str) -> Enrolment:
    trainee = trainee_by_reference(session, principal, reference)
    known = enrolments_of(session, principal, trainee)
    enrolment = next((one for one in known if one.cohort.school_id == post.school_id), None)
    if enrolment is None:
        raise NotFound(mark("Cette personne n’existe pas."))
    return enrolment


def deliver(found: PlacementProposal, token: str, channel: str = "") -> None:
    """Bring the link of a proposal to the enterprise, or give a message to copy."""
    recipient = link_operations.recipient_of(found.post)
    bring(
        found.reference,
        channel,
        recipient,
        lambda: notices.send_proposal(session, found, recipient, token),
        lambda: notices.proposal_message(session, found, token),
    )


@blueprint.post("/proposals/<reference>/link")
@requires(Permission.MANAGE_PLACEMENTS)
def new_proposal_link(reference: str) -> ResponseReturnValue:
    """Make a new link to answer by, by mail or as a message to copy; the old one stops working."""
    found = queries.proposal_by_reference(session, principal, reference)
    if Party.SCHOOL in policy.parties_of(principal, found):
        try:
            token = link_operations.issue(session, found)
            deliver(found, token, request.form.get("channel", ""))
        except DomainError as refusal:
            flash(gettext(refusal.message, **refusal.values), "info")
    return redirect(url_for("placements.proposal", reference=reference), 303)


@blueprint.post("/proposals/<reference>/answer")
@requires(Permission.SEE_PLACEMENTS)
def answer_proposal(reference: str) -> ResponseReturnValue:
    """Lead a signed-in tutor to the page where a proposal is answered, by a link of their own."""
    found = queries.proposal_by_reference(session, principal, reference)
    back = redirect(url_for("placements.proposal", reference=reference), 303)
    if Party.ENTERPRISE not in policy.parties_of(principal, found):
        flash(gettext("C’est à l’entreprise de répondre."), "info")
        return back
    if found.state not in OPEN_STATES:
        return back
    token = link_operations.issue(session, found)
    return redirect(url_for("placements.link_proposal", token=token), 303)


@blueprint.route("/proposals/<reference>/withdraw", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def withdraw_proposal(reference: str) -> ResponseReturnValue:
    """Withdraw a proposal that has no final answer, with the reason."""
    found = queries.proposal_by_reference(session, principal, reference)
    back = url_for("placements.proposal", reference=reference)
    if found.state not in TRANSITIONS[ProposalState.CANCELLED].from_states:
        return redirect(back, 303)
    form, page = WithdrawForm(), "placements/proposals/withdraw.html"
    if request.method == "GET":
        return render_template(page, form=form, proposal=found)

    def action() -> str:
        parties = policy.parties_of(principal, found)
        operations.move(session, principal.name, found, form.answer(), parties)
        notices.tell_withdrawn(session, found)
        flash(gettext("La proposition est retirée."), "success")
        return back

    return submit(form, page, action, proposal=found)


@blueprint.get("/proposals/fairness")
@requires(Permission.MANAGE_PLACEMENTS)
def fairness() -> ResponseReturnValue:
    """Show how many proposals women and men had, and what enterprises answered."""
    schools = sorted(principal.school_ids(MAY))
    rows = fairness_rows(session, schools, today())
    return render_template("placements/proposals/fairness.html", rows=rows)


@blueprint.route("/proposals/delay", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def proposal_delay() -> ResponseReturnValue:
    """Say after how many days of silence a proposal is refused by itself."""
    schools = schools_where(session, principal, MAY)
    asked = request.args.get("school", "")
    school = next((one for one in schools if asked in {"", one.reference}), None)
    if school is None:
        raise NotFound(mark("Cette école n’existe pas."))
    form = DelayForm(days=queries.delays(session, [school.id])[school.id])
    page = "placements/proposals/delay.html"
    if request.method == "GET":
        return render_template(page, form=form, school=school, schools=schools)

    def action() -> str:
        operations.set_delay(session, principal.name, school, form.days.data)
        flash(gettext("Le délai est enregistré."), "success")
        return url_for("placements.proposals")

    return submit(form, page, action, school=school, schools=schools)
