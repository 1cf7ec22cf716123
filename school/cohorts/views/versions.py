"""The page by which a cohort that has not begun is brought to a newer version."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts import version_operations
from school.cohorts.blueprint import blueprint
from school.cohorts.views.cohorts import managed
from school.core.clock import today
from school.web.context import principal, session
from school.web.forms import Form
from school.web.submit import submit


@blueprint.route("/cohorts/<reference>/version", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def change_version(reference: str) -> ResponseReturnValue:
    """Let a cohort follow the newest version of its curriculum, as long as it has not begun."""
    cohort = managed(reference)
    form = Form.on(cohort)
    context = {"cohort": cohort, "begun": cohort.starts_on <= today()}
    if request.method == "GET":
        return render_template("cohorts/version.html", form=form, **context)

    def action() -> str:
        version_operations.move_to_newest(session, principal, cohort, form.known_version)
        flash(gettext("La promotion suit la version la plus récente."), "success")
        return url_for("cohorts.show", reference=reference)

    return submit(form, "cohorts/version.html", action, **context)
