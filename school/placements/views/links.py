"""Pages behind a signed link: the enterprise answers, and the tutor validates, without account.

The secret in the address is what authorises; each answer counts once, however often it is sent.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.accounts.rules import LinkPurpose
from school.placements import (
    notices,
    operations_links,
    operations_logbook,
    queries,
    queries_logbook,
)
from school.placements.blueprint import blueprint
from school.placements.forms import ContestForm, DeclineForm
from school.placements.immersion.duty_operations import waiting_duties
from school.placements.immersion.duty_queries import duties_done_in
from school.placements.immersion.labels import LEVELS
from school.placements.labels import reason_words, told_state
from school.placements.models import LogbookDay
from school.placements.operations import Step
from school.placements.operations_links import OpenedLink
from school.placements.rules import OCCUPYING_STATES, LinkState, PlacementStatus
from school.placements.views.sending import renew
from school.web import csrf
from school.web.answerer import AnswererForm
from school.web.context import session
from school.web.link_pages import closed_page, is_answered, open_page

CONFIRM = LinkPurpose.CONFIRM_PLACEMENT
WEEK = LinkPurpose.VALIDATE_WEEK
CONFIRMABLE = frozenset({PlacementStatus.PROPOSED})


@blueprint.route("/link/placement/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_confirm(token: str) -> ResponseReturnValue:
    """Ask the enterprise the one question, and take its yes."""
    form = DeclineForm.offered()
    if request.method == "POST":
        return _answer(token, form, lambda: Step(PlacementStatus.CONFIRMED))
    return _confirm_page(operations_links.opened(session, token, CONFIRM), form, token)


@blueprint.post("/link/placement/<token>/decline")
@public
@csrf.exempt
def link_decline(token: str) -> ResponseReturnValue:
    """Take the enterprise's no, with its reason."""
    form = DeclineForm.offered()
    return _answer(token, form, form.step)


def _answer(token: str, form: DeclineForm, step: Callable[[], Step]) -> ResponseReturnValue:
    if is_answered(form, lambda: _record(token, form, step())):
        return redirect(url_for("placements.link_confirm", token=token), 303)
    return _confirm_page(operations_links.opened(session, token, CONFIRM), form, token)


def _record(token: str, form: DeclineForm, step: Step) -> None:
    answered = operations_links.answer(session, token, step, form.answerer)
    if answered is not None:
        notices.tell_answer(session, answered.placement, answered.link)


def _confirm_page(found: OpenedLink, form: DeclineForm, token: str) -> ResponseReturnValue:
    words, renew_url = _words(found, token), url_for("placements.renew_confirm", token=token)
    if found.state in {LinkState.REPLACED, LinkState.CLOSED}:
        return closed_page(found.state, renew_url, **words)
    if found.placement.status is not PlacementStatus.PROPOSED or found.state is LinkState.USED:
        # What an enterprise did not say itself is not told to whoever kept its letter.
        declined = found.placement.status is PlacementStatus.DECLINED
        words["told"] = told_state(found.placement)
        words["reason"] = reason_words(found.placement.end_reason) if declined else ""
        return render_template("links/placement_state.html", **words)
    if found.state is LinkState.EXPIRED:
        return closed_page(found.state, renew_url, **words)
    form.suggest(found.link.recipient_name, is_person=found.placement.tutor is not None)
    declines = request.endpoint == "placements.link_decline"
    return open_page("links/confirm.html", form, declines=declines, **words)


def _words(found: OpenedLink, token: str) -> dict[str, Any]:
    return {
        "placement": found.placement,
        "link": found.link,
        "answerer": operations_links.answerer_of(found.link),
        "token": token,
        "directors": queries.directors_of(session, found.placement.cohort.school_id),
    }


@blueprint.post("/link/placement/<token>/renew")
@public
@csrf.exempt
def renew_confirm(token: str) -> ResponseReturnValue:
    """Send a new link to whoever had the expired one; the answer is always the same."""
    renew(
        token,
        CONFIRM,
        CONFIRMABLE,
        lambda found, recipient, secret: notices.send_proposal(
            session, found.placement, recipient, secret
        ),
    )
    return redirect(url_for("placements.link_confirm", token=token, asked=1), 303)


@blueprint.route("/link/week/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_week(token: str) -> ResponseReturnValue:
    """Show the tutor the hours of a week, and take their validation."""
    form, seen = AnswererForm(), request.form.get("seen", "")

    def validate() -> None:
        operations_logbook.validate_by_link(session, token, seen, form.answerer)

    if is_answered(form, validate):
        return redirect(url_for("placements.link_week", token=token), 303)
    return _week_page(operations_links.opened(session, token, WEEK), token, form)


def _week_page(found: OpenedLink, token: str, form: AnswererForm) -> ResponseReturnValue:
    words = _words(found, token)
    if found.state in {LinkState.REPLACED, LinkState.EXPIRED}:
        return closed_page(found.state, url_for("placements.renew_week", token=token), **words)
    monday = operations_logbook.week_of_link(found.link)
    days = queries_logbook.week_of_logbook(session, found.placement, monday)
    duties = duties_done_in(session, found.placement, monday)
    if found.state is LinkState.USED:
        # What was noted after the validation is the matter of another link.
        days = [day for day in days if day.validated_on is not None]
        duties = [one for one in duties if one.validated_on is not None]
    waits = operations_logbook.waiting_days(days) or waiting_duties(duties)
    form.suggest(found.link.recipient_name, is_person=found.placement.tutor is not None)
    return open_page(
        "links/week.html",
        form,
        monday=monday,
        days=days,
        total=sum(day.hours for day in days),
        duties=duties,
        levels=LEVELS,
        seen=operations_logbook.seen_mark(days, duties),
        done=not waits or found.state is LinkState.USED,
        validated_on=_validated_on(days),
        contest=ContestForm(formdata=None),
        calendar=operations_links.opens_calendar(found),
        offer=found.state is LinkState.USED and operations_links.leads_on(found),
        **words,
    )


def _validated_on(days: Sequence[LogbookDay]) -> date | None:
    return max((day.validated_on for day in days if day.validated_on is not None), default=None)


@blueprint.post("/link/week/<token>/renew")
@public
@csrf.exempt
def renew_week(token: str) -> ResponseReturnValue:
    """Send the tutor a new link for the same week; the answer is always the same."""
    renew(
        token,
        WEEK,
        OCCUPYING_STATES,
        lambda found, recipient, secret: notices.send_week(
            session,
            found.placement,
            recipient,
            operations_logbook.week_of_link(found.link),
            secret,
        ),
    )
    return redirect(url_for("placements.link_week", token=token, asked=1), 303)


@blueprint.post("/link/week/<token>/offer")
@public
@csrf.exempt
def link_to_offer(token: str) -> ResponseReturnValue:
    """Lead the tutor who validated a week to the page where an offer is declared."""
    found = operations_links.opened_for_change(session, token, WEEK)
    if found.state is not LinkState.USED or not operations_links.leads_on(found):
        return redirect(url_for("placements.link_week", token=token), 303)
    secret = operations_links.issue(session, LinkPurpose.DECLARE_OFFER, found.placement)
    return redirect(url_for("hiring.link_offer", token=secret), 303)
