"""Pages of forecasts; importing them gives the blueprint its routes."""

from flask import render_template
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.forecasts import (
    labels,
    queries,
    views_lacking,  # noqa: F401
    views_plans,  # noqa: F401
    views_scenarios,  # noqa: F401
    views_trials,  # noqa: F401
)
from school.clauses.forecasts.blueprint import blueprint
from school.clauses.forecasts.presentation import UnitForecast
from school.clauses.policy import is_party
from school.clauses.standing.options import Asked
from school.core.clock import today
from school.core.errors import NotFound
from school.web.context import principal, session

__all__ = ["blueprint"]


@blueprint.get("/clauses/contracts/<reference>/forecast")
@requires(Permission.SEE_CLAUSES)
def show(reference: str) -> ResponseReturnValue:
    """Show where a contract will stand at the year's end and at its own, by both methods."""
    day, within = today(), queries.seen(principal, reference)
    found = queries.units_of(session, Asked(day, day), within)
    if not found.contracts:
        raise NotFound(queries.NO_CONTRACT)
    return render_template(
        "clauses/forecasts/show.html",
        contract=found.contracts[0],
        units=[UnitForecast(unit, day, place) for place, unit in enumerate(found.units, start=1)],
        unknown=queries.months_unknown(session, found, within, day),
        today=day,
        labels=labels,
        manages=principal.may(Permission.MANAGE_CLAUSES),
        opened=is_party(principal),
    )
