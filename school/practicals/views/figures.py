"""Pages of figures: what a cohort's practicals come to, and a new time for a task."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.queries import cohort_by_reference
from school.practicals.blueprint import blueprint
from school.practicals.figures import pages
from school.practicals.figures.forms import AllowanceForm
from school.practicals.figures.operations import adopt_allowance
from school.web.context import principal, session
from school.web.submit import submit


@blueprint.get("/figures/<reference>")
@requires(Permission.ASSESS_PRACTICALS)
def figures(reference: str) -> ResponseReturnValue:
    """Show which tasks fail, how long they take, and how far trainers agree."""
    cohort = cohort_by_reference(session, principal, reference, Permission.ASSESS_PRACTICALS)
    page = pages.figures_page(session, principal, cohort)
    return render_template("practicals/figures.html", **page)


@blueprint.route("/figures/<reference>/allowances/<task>", methods=["GET", "POST"])
@requires(Permission.SET_ALLOWANCES)
def allowance(reference: str, task: str) -> ResponseReturnValue:
    """Adopt, for a school, the time that its own median asks for."""
    cohort = cohort_by_reference(session, principal, reference, Permission.SET_ALLOWANCES)
    row = pages.time_row(session, cohort, task)
    form, template = AllowanceForm(), "practicals/allowance.html"
    context = {"cohort": cohort, "row": row, "trail": pages.allowances_of(session, cohort, row)}
    if request.method == "GET":
        return render_template(template, form=form, **context)

    def action() -> str:
        adopt_allowance(
            session, principal, cohort.school_id, row.allowed.task, row.proposal,
            seen=form.seen, reason=form.reason.data or None,
        )  # fmt: skip
        flash(gettext("Le temps prévu est changé pour toute l’école."), "success")
        return url_for("practicals.figures", reference=reference)

    return submit(form, template, action, **context)
