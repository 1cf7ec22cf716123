"""The first page of each role, and a person's page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.oversight.homes import home_of
from school.oversight.person import person_page
from school.web.context import principal, session
from school.web.logs import personal_data_seen

blueprint = Blueprint("oversight", __name__)


@blueprint.get("/")
@requires(Permission.SEE_HOME)
def home() -> ResponseReturnValue:
    """Answer the first question of the person who opens the school."""
    home = home_of(session, principal, today())
    return render_template(home.template, **home.context)


@blueprint.get("/trainees/<reference>")
@requires(Permission.SEE_TRAINEES)
def trainee(reference: str) -> ResponseReturnValue:
    """Show a person's way from the application to work, as one trace."""
    page = person_page(session, principal, reference, today())
    personal_data_seen("trainee", reference, principal.account_id)
    return render_template("oversight/trainee.html", page=page)
