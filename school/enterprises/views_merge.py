"""The page on which two records of one enterprise become one."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.core.errors import NeedsConfirmation, mark
from school.enterprises import merge_notices, merge_operations, queries
from school.enterprises.blueprint import blueprint
from school.enterprises.models import Enterprise
from school.enterprises.partner_forms import MergeForm
from school.enterprises.views_records import managed
from school.web.context import principal, session
from school.web.submit import submit

TEMPLATE = "enterprises/merge.html"


@blueprint.route("/enterprises/<reference>/merge", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def merge(reference: str) -> ResponseReturnValue:
    """Give everything of a double to this enterprise, once it was confirmed."""
    kept, form = managed(reference), MergeForm()
    others = queries.visible_enterprises(session, principal, Permission.MANAGE_ENTERPRISES)
    form.offer([(one.reference, _named(one.name, one.reference)) for one in others if one != kept])
    if not form.is_submitted():
        return render_template(TEMPLATE, form=form, enterprise=kept)

    return submit(form, TEMPLATE, lambda: _merge(form, kept), enterprise=kept)


def _merge(form: MergeForm, kept: Enterprise) -> str:
    reference, double = kept.reference, managed(str(form.double.data))
    words = {"double": double.name, "kept": kept.name}
    if not form.confirmed.data:
        raise NeedsConfirmation(
            mark("Tout ce qui est à %(double)s passera à %(kept)s."), "double", words
        )
    merge_operations.merge(session, principal, double, kept, today())
    merge_notices.tell_schools(session, principal, words["double"], managed(reference))
    flash(gettext("Les deux fiches n’en font plus qu’une."), "success")
    return url_for("enterprises.show", reference=reference)


def _named(name: str, reference: str) -> str:
    return f"{name} ({reference})"
