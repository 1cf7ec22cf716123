"""The page of contracts that will lack hours, for schools and operators."""

from flask import render_template
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.forecasts import labels
from school.clauses.forecasts.blueprint import blueprint
from school.clauses.forecasts.lacking import free_apprentices, lacking
from school.core.clock import today
from school.web.context import principal, session


@blueprint.get("/clauses/lacking")
@requires(Permission.DECLARE_HOURS)
def lacking_hours() -> ResponseReturnValue:
    """List the contracts that will lack hours, and what would close each gap."""
    day = today()
    is_school = bool(principal.school_ids(Permission.DECLARE_HOURS))
    return render_template(
        "clauses/forecasts/lacking.html",
        lacks=lacking(session, principal, day),
        free=free_apprentices(session, principal, day) if is_school else None,
        labels=labels,
    )
