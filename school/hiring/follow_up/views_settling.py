"""Pages of contested hires, and of offers that tutors declared: what the director settles."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.hiring import labels, views_facts
from school.hiring.blueprint import blueprint
from school.hiring.follow_up import queries
from school.hiring.follow_up.forms import SettleForm
from school.hiring.follow_up.hire_check_operations import settle
from school.hiring.labels import described
from school.hiring.models import Hire
from school.hiring.operations import version_of
from school.hiring.queries import history
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit

MAY = Permission.MANAGE_HIRING_FACTS
OFFERS_SHOWN = 50


@blueprint.get("/settling")
@requires(Permission.MANAGE_HIRING_FACTS)
def settling() -> ResponseReturnValue:
    """List the contested hires, and the offers of tutors that nobody answered yet."""
    day = today()
    page = queries.contested_page(session, principal, day, page_number())
    return render_template(
        "hiring/follow_up/settling.html",
        page=page,
        checks=queries.checks_of(session, page.items),
        offers=queries.tutors_offers(session, principal, day, OFFERS_SHOWN),
        labels=labels,
    )


@blueprint.route("/hires/<reference>/settle", methods=["GET", "POST"])
@requires(Permission.MANAGE_HIRING_FACTS)
def settle_hire(reference: str) -> ResponseReturnValue:
    """Settle a contested hire with a reason."""
    rows = history(session, principal, Hire, reference, MAY)
    form, template = SettleForm(), "hiring/follow_up/settle.html"
    form.offer_enterprises(views_facts.partners(), rows[-1].enterprise)
    words = _words(rows[-1])
    if request.method == "GET":
        form.show(rows[-1])
        form.version.data = str(version_of(rows[-1]))
        return render_template(template, form=form, **words)

    def action() -> str:
        how = (form.chosen_settlement, form.reason.data, form.facts, form.known_version)
        settle(session, principal, rows, *how)
        flash(gettext("C’est réglé."), "success")
        return url_for("hiring.settling")

    return submit(form, template, action, **words)


def _words(hire: Hire) -> dict[str, Any]:
    check = queries.check_of(session, hire.reference)
    return {"hire": hire, "check": check, "said": described(hire)}
