"""The page of earlier forecasts, held against what came."""

from flask import render_template
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.forecasts import labels, queries
from school.clauses.forecasts.blueprint import blueprint
from school.clauses.forecasts.trial_rules import reliability
from school.web.context import principal, session


@blueprint.get("/clauses/past-forecasts")
@requires(Permission.SEE_CLAUSES)
def trials() -> ResponseReturnValue:
    """Show how wide of the mark forecasts of ended contracts were, by how early they were."""
    found = queries.trials(session, principal)
    by_plans = [trial for one in found if (trial := one.by_plans)]
    by_pace = [trial for one in found if (trial := one.by_pace)]
    return render_template(
        "clauses/forecasts/trials.html",
        trials=found[-queries.MOST_TRIALS_SHOWN :],
        total=len(found),
        by_plans=reliability(by_plans),
        by_pace=reliability(by_pace),
        labels=labels,
    )
