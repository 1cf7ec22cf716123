"""What holds coverage back, for those who can do something about it."""

from dataclasses import replace

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.hiring.blueprint import blueprint
from school.hiring.follow_up.coverage_gaps import GAP_KEYS, gaps, unknown_since
from school.hiring.indicators.report import hiring_report
from school.hiring.report.filters import asked_report
from school.hiring.report.queries import enterprise_names, schools_counted
from school.web.context import principal, session

PERSONS = Permission.SEE_PERSONS_BEHIND_FIGURES


@blueprint.get("/report/coverage")
@requires(PERSONS)
def coverage() -> ResponseReturnValue:
    """Show which cohorts and enterprises are without news, and since when."""
    asked = asked_report(schools_counted(session, principal, PERSONS), request.args)
    options = replace(asked.options or abort(400), by=GAP_KEYS)
    report = hiring_report(session, asked.scope, options)
    found = {
        key: gaps(report, key, unknown_since(session, asked.scope, options, key))
        for key in GAP_KEYS
    }
    names = enterprise_names(session, [gap.code for gap in found[GAP_KEYS[1]]])
    shown = {"asked": asked, "report": report, "gaps": found, "names": names}
    return render_template("hiring/coverage.html", **shown)
