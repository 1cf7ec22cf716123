"""The first page of each role, and a person's page."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.hiring.indicators.options import DELAYS
from school.oversight.director_pictures import USUAL_DELAY
from school.oversight.homes import forecast_page, home_of
from school.oversight.matching import matching_page
from school.oversight.person import person_page
from school.oversight.record import progress_page
from school.web.context import principal, session
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
