"""The round: what is to be visited or called, in the order of the road, planned from one page."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.visits.blueprint import blueprint
from school.visits.contact import notices, operations
from school.visits.contact.forms import RoundForm
from school.visits.contact.labels import STEPS
from school.visits.contact.route_queries import MOST_STOPS, stops_for
from school.visits.contact.route_rules import areas_of
from school.visits.contact.rules import is_overdue
from school.visits.labels import KINDS
from school.visits.presentation import state_of_visit
from school.web.context import principal, session
from school.web.submit import submit

EVERYBODY = "all"


@blueprint.route("/visits/route", methods=["GET", "POST"])
@requires(Permission.MANAGE_VISITS)
def route() -> ResponseReturnValue:
    """List the stops of a round by department and town, and plan a day for some of them."""
    form, everybody = RoundForm(), request.args.get("who") == EVERYBODY
    if request.method == "GET":
        return render_template("visits/route.html", form=form, **_words(everybody=everybody))

    def action() -> str:
        planned = operations.plan_round(session, principal, form.round(), everybody=everybody)
        for visit in planned:
            notices.tell_visit(session, principal, visit)
        flash(_planned_words(len(planned)), "success")
        return url_for("visits.route", who=request.args.get("who"))

    return submit(form, "visits/route.html", action, **_words(everybody=everybody))


def _planned_words(number: int) -> str:
    return ngettext("%(num)s étape est prévue.", "%(num)s étapes sont prévues.", number)


def _words(*, everybody: bool) -> dict[str, Any]:
    """Give the page's words; it reads the stops when it is written, after a refusal afresh."""
    return {
        "areas_now": lambda: areas_of(stops_for(session, principal, today(), everybody=everybody)),
        "kinds": KINDS,
        "steps": STEPS,
        "today": today(),
        "is_overdue": is_overdue,
        "state_of": state_of_visit,
        "everybody": EVERYBODY,
        "most": MOST_STOPS,
    }
