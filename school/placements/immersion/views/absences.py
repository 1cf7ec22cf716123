"""Pages of absences: tell one, read it, settle it."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.errors import NotAllowed, mark
from school.placements import queries as placement_queries
from school.placements.blueprint import blueprint
from school.placements.immersion import actions, labels, operations, queries
from school.placements.immersion.forms import AbsenceForm, SettleForm
from school.placements.immersion.models import Absence
from school.placements.immersion.rules import ABSENCE_STEPS, AbsenceStatus, steps_from
from school.placements.operations import today_of
from school.placements.policy import parties_of
from school.placements.rules import Party
from school.web.context import principal, session
from school.web.logs import personal_data_seen
from school.web.submit import submit

PAGE = "placements/immersion/absence.html"
NEW_PAGE = "placements/immersion/new_absence.html"


@blueprint.route("/placements/<reference>/absences/new", methods=["GET", "POST"])
@requires(Permission.SEE_PLACEMENTS)
def new_absence(reference: str) -> ResponseReturnValue:
    """Tell an absence from the enterprise."""
    placement = placement_queries.placement_by_reference(session, principal, reference)
    form = AbsenceForm(first_on=today_of(placement))
    if not form.is_submitted():
        return render_template(NEW_PAGE, form=form, placement=placement)
    return submit(
        form,
        NEW_PAGE,
        lambda: actions.declare_absence(session, principal, placement, form),
        placement=placement,
    )


@blueprint.get("/absences/<reference>")
@requires(Permission.SEE_PLACEMENTS)
def absence(reference: str) -> ResponseReturnValue:
    """Show an absence, and to the school the form that settles it."""
    found = queries.absence_by_reference(session, principal, reference)
    personal_data_seen("absence", reference, principal.account_id)
    form = _settle_form(found)
    form.version.data = str(found.version)
    return render_template(PAGE, form=form, **_words(found))


@blueprint.post("/absences/<reference>/settle")
@requires(Permission.MANAGE_PLACEMENTS)
def settle_absence(reference: str) -> ResponseReturnValue:
    """Say for the school what an absence is."""
    found = queries.absence_by_reference(session, principal, reference)
    form = _settle_form(found)
    return submit(form, PAGE, lambda: _settle(form, found), **_words(found))


def _settle(form: SettleForm, found: Absence) -> str:
    if Party.SCHOOL not in parties_of(principal, found.placement):
        raise NotAllowed(mark("Cette étape n’est pas la vôtre."))
    operations.settle_absence(
        session,
        principal.name,
        found,
        AbsenceStatus(form.target.data),
        form.answer.data,
        form.known_version,
    )
    flash(gettext("L’absence est réglée."), "success")
    return url_for("placements.absence", reference=found.reference)


def _settle_form(found: Absence) -> SettleForm:
    form = SettleForm()
    form.offer(steps_from(found.status, ABSENCE_STEPS))
    return form


def _words(found: Absence) -> dict[str, object]:
    for_school = Party.SCHOOL in parties_of(principal, found.placement)
    return {
        "absence": found,
        "placement": found.placement,
        "may_settle": for_school and bool(steps_from(found.status, ABSENCE_STEPS)),
        "labels": labels,
    }
