"""Pages of accidents: tell one, read it, and note what followed."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.errors import NotAllowed, mark
from school.placements import queries as placement_queries
from school.placements.blueprint import blueprint
from school.placements.immersion import actions, labels, operations, queries
from school.placements.immersion.forms import AccidentForm, CloseForm, DeclareForm
from school.placements.immersion.models import Accident
from school.placements.immersion.rules import DECLARE_WITHIN, AccidentStatus, accident_steps
from school.placements.operations import today_of
from school.placements.policy import parties_of
from school.placements.rules import Party
from school.web.context import principal, session
from school.web.logs import personal_data_seen
from school.web.submit import submit

PAGE = "placements/immersion/accident.html"
NEW_PAGE = "placements/immersion/new_accident.html"


@blueprint.route("/placements/<reference>/accidents/new", methods=["GET", "POST"])
@requires(Permission.SEE_PLACEMENTS)
def new_accident(reference: str) -> ResponseReturnValue:
    """Tell an accident or a near miss."""
    placement = placement_queries.placement_by_reference(session, principal, reference)
    form = AccidentForm(happened_on=today_of(placement))
    if not form.is_submitted():
        return render_template(NEW_PAGE, form=form, placement=placement)
    return submit(
        form,
        NEW_PAGE,
        lambda: actions.report_accident(session, principal, placement, form),
        placement=placement,
    )


@blueprint.get("/accidents/<reference>")
@requires(Permission.SEE_PLACEMENTS)
def accident(reference: str) -> ResponseReturnValue:
    """Show an accident, and to the school what it has still to do."""
    found = queries.accident_by_reference(session, principal, reference)
    personal_data_seen("accident", reference, principal.account_id)
    declare, close = DeclareForm(declared_on=today_of(found.placement)), CloseForm()
    declare.version.data = close.version.data = str(found.version)
    return render_template(PAGE, **_words(found) | {"declare": declare, "close": close})


@blueprint.post("/accidents/<reference>/declare")
@requires(Permission.MANAGE_PLACEMENTS)
def declare_accident(reference: str) -> ResponseReturnValue:
    """Note that an accident was declared to the insurance."""
    found = queries.accident_by_reference(session, principal, reference)
    form, other = DeclareForm(), CloseForm(formdata=None, version=str(found.version))
    words = _words(found) | {"declare": form, "close": other}
    return submit(form, PAGE, lambda: _declare(form, found), **words)


@blueprint.post("/accidents/<reference>/close")
@requires(Permission.MANAGE_PLACEMENTS)
def close_accident(reference: str) -> ResponseReturnValue:
    """Close an accident with what was done."""
    found = queries.accident_by_reference(session, principal, reference)
    form, other = CloseForm(), DeclareForm(formdata=None, version=str(found.version))
    words = _words(found) | {"declare": other, "close": form}
    return submit(form, PAGE, lambda: _close(form, found), **words)


def _declare(form: DeclareForm, found: Accident) -> str:
    _expect_school(found)
    operations.declare_accident(
        session,
        principal.name,
        found,
        form.declared_on.data,
        form.declared_to.data,
        form.known_version,
    )
    flash(gettext("La déclaration est notée."), "success")
    return url_for("placements.accident", reference=found.reference)


def _close(form: CloseForm, found: Accident) -> str:
    _expect_school(found)
    operations.close_accident(
        session, principal.name, found, form.measures.data, form.known_version
    )
    flash(gettext("L’accident est clos."), "success")
    return url_for("placements.accident", reference=found.reference)


def _expect_school(found: Accident) -> None:
    if Party.SCHOOL not in parties_of(principal, found.placement):
        raise NotAllowed(mark("Cette étape n’est pas la vôtre."))


def _words(found: Accident) -> dict[str, object]:
    for_school = Party.SCHOOL in parties_of(principal, found.placement)
    steps = accident_steps(found.status, found.care) if for_school else []
    return {
        "accident": found,
        "placement": found.placement,
        "may_declare": AccidentStatus.DECLARED in steps,
        "may_close": AccidentStatus.CLOSED in steps,
        "declare_by": found.happened_on + DECLARE_WITHIN,
        "labels": labels,
    }
