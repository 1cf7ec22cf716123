"""The first page of each role, and a person's page."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public, requires
from school.access.permissions import Permission
from school.accounts.queries import directors_of
from school.core.clock import today
from school.core.links import LinkState
from school.enterprises.consultations import labels as consultation_labels
from school.enterprises.consultations import link_operations, notices
from school.enterprises.consultations.queries import consultation_by_reference
from school.hiring.indicators.options import DELAYS
from school.hiring.labels import CONTRACTS
from school.oversight.consultation_pages import director_page, return_page
from school.oversight.director_pictures import USUAL_DELAY
from school.oversight.enterprise_history import history_page
from school.oversight.homes import forecast_page, home_of
from school.oversight.matching import matching_page
from school.oversight.person import person_page
from school.oversight.record import progress_page
from school.web import csrf
from school.web.context import principal, session
from school.web.link_pages import closed_page
from school.web.logs import personal_data_seen
from school.web.paging import page_number

blueprint = Blueprint("oversight", __name__)


@blueprint.get("/")
@requires(Permission.SEE_HOME)
def home() -> ResponseReturnValue:
    """Answer the first question of the person who opens the school."""
    home = home_of(session, principal, today())
    return render_template(home.template, **home.context)


@blueprint.get("/forecast")
@requires(Permission.SEE_PERSONS_BEHIND_FIGURES)
def forecast() -> ResponseReturnValue:
    """Show what is expected of the coming cohorts: after six months unless another is asked."""
    typed = request.args.get("months", "")
    months = next((delay for delay in DELAYS if str(delay) == typed), USUAL_DELAY)
    page = forecast_page(session, principal, today(), months)
    return render_template("oversight/forecast.html", **page)


@blueprint.get("/trainees/<reference>")
@requires(Permission.SEE_TRAINEES)
def trainee(reference: str) -> ResponseReturnValue:
    """Show a person's way from the application to work, as one trace."""
    page = person_page(session, principal, reference, today())
    personal_data_seen("trainee", reference, principal.account_id)
    return render_template("oversight/trainee.html", page=page)


@blueprint.get("/trainees/<reference>/progress")
@requires(Permission.SEE_PRACTICALS)
def progress(reference: str) -> ResponseReturnValue:
    """Show how a person's splices and first attempts go, to themselves and to their school."""
    page = progress_page(session, principal, reference, today())
    personal_data_seen("trainee", reference, principal.account_id)
    return render_template("oversight/progress.html", page=page)


@blueprint.get("/posts/<reference>/matching")
@requires(Permission.MANAGE_PLACEMENTS)
def matching(reference: str) -> ResponseReturnValue:
    """Show who in training suits a post, in order, and why."""
    page = matching_page(session, principal, reference, today(), page_number())
    personal_data_seen("post candidates", reference, principal.account_id)
    return render_template("oversight/matching.html", **page)


@blueprint.get("/consultations/<reference>/outcomes")
@requires(Permission.MANAGE_ENTERPRISES)
def consultation(reference: str) -> ResponseReturnValue:
    """Show what hiring enterprises ask and the school teaches little, and what came of changes."""
    may = Permission.MANAGE_ENTERPRISES
    found = consultation_by_reference(session, principal, reference, may)
    return render_template(
        "consultations/outcomes.html",
        consultation=found,
        page=director_page(session, found, today(found.school.timezone)),
        labels=consultation_labels,
    )


@blueprint.get("/link/consultation-return/<token>")
@public
def link_consultation(token: str) -> ResponseReturnValue:
    """Tell an enterprise what it asked, what was changed and what came of it."""
    found = link_operations.opened(session, token, link_operations.READ)
    directors = directors_of(session, found.consultation.school_id)
    words = {"school": found.consultation.school, "link": found.link, "directors": directors}
    if found.state is not LinkState.OPEN:
        renew_url = url_for("oversight.renew_consultation", token=token)
        return closed_page(found.state, renew_url, **words)
    return render_template(
        "links/consultation_return.html",
        consultation=found.consultation,
        page=return_page(session, found.invitation, today(found.consultation.school.timezone)),
        labels=consultation_labels,
        **words,
    )


@blueprint.post("/link/consultation-return/<token>/renew")
@public
@csrf.exempt
def renew_consultation(token: str) -> ResponseReturnValue:
    """Send a new link to whoever had the expired one; the answer is always the same."""
    renewed = link_operations.renew(session, token, link_operations.READ)
    if renewed is not None:
        found, secret = renewed
        recipient = link_operations.recipient_of_link(session, found)
        if secret is None:
            notices.tell_link_wanted(session, found.consultation, recipient.name)
        else:
            notices.outcome(found.consultation, recipient, secret).send(session)
    return redirect(url_for("oversight.link_consultation", token=token, asked=1), 303)


@blueprint.get("/enterprises/<reference>/history")
@requires(Permission.SEE_HIRING_FACTS)
def enterprise_history(reference: str) -> ResponseReturnValue:
    """Show how an enterprise answered, and whom it hired."""
    page = history_page(session, principal, reference, today(), page_number())
    personal_data_seen("enterprise", reference, principal.account_id)
    return render_template("oversight/enterprise_history.html", page=page, contracts=CONTRACTS)
