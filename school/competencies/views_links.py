"""The page behind a link by which a tutor says what an apprentice can do, without account."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import public, requires
from school.access.permissions import Permission
from school.cohorts.competency_queries import Learnt, competencies_of
from school.competencies import labels, link_operations, notices, queries
from school.competencies.blueprint import blueprint
from school.competencies.evidence_queries import Offered, weeks_validated
from school.competencies.forms import LinkForm, levels_form
from school.competencies.link_operations import PURPOSE, RATED_STATES
from school.competencies.link_pages import modules_asked, opened_module, said_by
from school.placements import operations_links
from school.placements.models import Placement
from school.placements.operations import today_of
from school.placements.operations_links import OpenedLink
from school.placements.policy import parties_of
from school.placements.queries import directors_of, placement_by_reference
from school.placements.rules import LinkState, Party
from school.placements.views.sending import deliver, renew
from school.web import csrf
from school.web.context import principal, session
from school.web.link_pages import closed_page, is_answered, open_page

PAGE = "links/competencies.html"
TURN = "turn"
"""What a form says that only asks for the rows of another module."""


@blueprint.route("/link/competencies/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link(token: str) -> ResponseReturnValue:
    """Ask a tutor for levels, once; afterwards the page says what was answered."""
    found = operations_links.opened(session, token, PURPOSE)
    competencies = competencies_of(session, [found.placement.cohort_id])
    form = levels_form(LinkForm, competencies)()
    weeks = weeks_validated(session, found.placement)
    form.offer(weeks)
    # Whoever turns to another module has not answered yet: what is chosen travels with the page.
    if TURN not in request.form and is_answered(form, lambda: _answer(token, form, weeks)):
        return redirect(url_for("competencies.link", token=token), 303)
    found = operations_links.opened(session, token, PURPOSE)
    return _page(found, form, competencies, token, weeks=weeks)


def _answer(token: str, form: LinkForm, weeks: Sequence[Offered]) -> None:
    link_operations.rate_by_link(
        session, token, lambda placement: form.said(today_of(placement), weeks)
    )


def _page(
    found: OpenedLink,
    form: LinkForm,
    competencies: list[Learnt],
    token: str,
    *,
    weeks: Sequence[Offered],
) -> ResponseReturnValue:
    placement = found.placement
    words: dict[str, Any] = {
        "placement": placement,
        "link": found.link,
        "token": token,
        "weeks": weeks,
        "directors": directors_of(session, placement.cohort.school_id),
    }
    if found.state in {LinkState.REPLACED, LinkState.EXPIRED}:
        renew = url_for("competencies.renew_link", token=token)
        return closed_page(found.state, renew, **words)
    entries = queries.entries_of(session, placement.trainee_id)
    words["levels"] = labels.LEVELS
    if found.state is LinkState.USED or placement.status not in RATED_STATES:
        said = said_by(entries, competencies, found.link)
        return render_template("links/competencies_state.html", said=said, **words)
    words["modules"] = modules_asked(entries, competencies, found.link)
    words["opened"] = opened_module(words["modules"], form, request.form.get(TURN))
    if TURN in request.form:
        return render_template(PAGE, form=form, **words)
    return open_page(PAGE, form, **words)


@blueprint.post("/link/competencies/<token>/renew")
@public
@csrf.exempt
def renew_link(token: str) -> ResponseReturnValue:
    """Send the tutor a new link; the answer is always the same."""
    renew(
        token,
        PURPOSE,
        RATED_STATES,
        lambda found, recipient, secret: notices.send_question(
            session, found.placement, recipient, secret
        ),
    )
    return redirect(url_for("competencies.link", token=token, asked=1), 303)


@blueprint.post("/placements/<reference>/ask-tutor")
@requires(Permission.MANAGE_PLACEMENTS)
def ask_tutor(reference: str) -> ResponseReturnValue:
    """Ask the tutor, by mail or by a message to copy, what the apprentice can do."""
    placement = placement_by_reference(session, principal, reference)
    if Party.SCHOOL in parties_of(principal, placement):
        _ask(placement, request.form.get("channel", ""))
    return redirect(url_for("placements.show", reference=reference), 303)


def _ask(placement: Placement, channel: str) -> None:
    token = link_operations.issue(session, placement)
    deliver(
        placement,
        channel,
        lambda recipient: notices.send_question(session, placement, recipient, token),
        lambda: notices.question_message(session, placement, token),
    )


@blueprint.post("/placements/<reference>/speak-as-tutor")
@requires(Permission.SEE_PLACEMENTS)
def speak_as_tutor(reference: str) -> ResponseReturnValue:
    """Lead a signed-in tutor to the page of levels, by a link of their own."""
    placement = placement_by_reference(session, principal, reference)
    if Party.ENTERPRISE not in parties_of(principal, placement):
        flash(gettext("C’est au tuteur de donner cet avis."), "info")
        return redirect(url_for("placements.show", reference=reference), 303)
    token = link_operations.issue(session, placement)
    return redirect(url_for("competencies.link", token=token), 303)
