"""A cohort's competencies on one page."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.queries import cohort_by_reference
from school.competencies.blueprint import blueprint
from school.competencies.cohort_pages import heat_map
from school.competencies.cohort_rules import View
from school.competencies.labels import VIEWS
from school.competencies.views_record import WORDS
from school.core.clock import today
from school.web.context import principal, session
from school.web.logs import personal_data_seen


@blueprint.get("/cohorts/<reference>/competencies")
@requires(Permission.SEE_COMPETENCIES)
def cohort(reference: str) -> ResponseReturnValue:
    """Show people and competencies crossing, in one voice or in what all say together."""
    found = cohort_by_reference(session, principal, reference, Permission.SEE_COMPETENCIES)
    wanted = request.args.get("view", "")
    view = View(wanted) if wanted in set(View) else View.TOGETHER
    module = request.args.get("module", "")
    personal_data_seen("cohort_competencies", reference, principal.account_id)
    table = heat_map(session, found, view, module, today())
    return render_template(
        "competencies/cohort.html",
        table=table,
        filtered=bool(table.module) or view is not View.TOGETHER,
        views=VIEWS,
        words=WORDS,
    )
