"""Pages of visits: the list, one visit, planning, moving and writing down."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.visits import missed_operations, operations, policy, queries
from school.visits.blueprint import blueprint
from school.visits.contact import notices
from school.visits.contact.agreed_queries import actions_of
from school.visits.filters import filters_of
from school.visits.forms import AccountForm, MissedForm, PlanForm
from school.visits.labels import KINDS, MISSED_REASONS, OWNERS, STATES
from school.visits.models import Visit
from school.visits.presentation import state_of_visit, written
from school.visits.rules import VisitState, may_move
from school.web.context import principal, session
from school.web.copied_texts import take_text
from school.web.logs import personal_data_seen
from school.web.paging import page_number
from school.web.submit import submit


@blueprint.get("/visits")
@requires(Permission.SEE_VISITS)
def index() -> ResponseReturnValue:
    """List the visits of the person's schools, what remains to do first."""
    page = queries.list_visits(
        session, principal, filters_of(request.args), today=today(), page=page_number()
    )
    return render_template(
        "visits/index.html",
        page=page,
        trainers=queries.trainers_seen(session, principal),
        states=STATES,
        kinds=KINDS,
        state_of=state_of_visit,
    )


@blueprint.get("/visits/mine")
@requires(Permission.MANAGE_VISITS)
def mine() -> ResponseReturnValue:
    """List what the person has to visit or to call, with the number of the tutor."""
    visits = queries.visits_to_make(session, principal, today())
    return render_template("visits/mine.html", visits=visits, kinds=KINDS, state_of=state_of_visit)


@blueprint.get("/visits/<reference>")
@requires(Permission.SEE_VISITS)
def show(reference: str) -> ResponseReturnValue:
    """Show one visit: who, where, when, and what was said."""
    visit = queries.visit_by_reference(session, principal, reference)
    personal_data_seen("visit", reference, principal.account_id)
    state = state_of_visit(visit)
    return render_template(
        "visits/show.html",
        visit=visit,
        state=state,
        kinds=KINDS,
        reasons=MISSED_REASONS,
        owners=OWNERS,
        actions=actions_of(session, visit),
        today=today(),
        **_show_words(visit, state),
    )


def _show_words(visit: Visit, state: VisitState) -> dict[str, Any]:
    return {
        "movable": may_move(state, VisitState.PLANNED),
        "manages": policy.manages(principal, visit),
        "message": take_text(visit.placement.reference),
    }


@blueprint.get("/visits/choose")
@requires(Permission.MANAGE_VISITS)
def choose() -> ResponseReturnValue:
    """Choose the placement to visit."""
    name = request.args.get("name", "").strip()
    page = queries.placements_to_visit(session, principal, name, page_number())
    return render_template("visits/choose.html", page=page, name=name)


@blueprint.route("/visits/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_VISITS)
def new() -> ResponseReturnValue:
    """Plan a visit for the placement that the address names."""
    reference = request.args.get("placement", "")
    placement = queries.placement_to_visit(session, principal, reference)
    form = PlanForm(trainer=principal.staff_id)
    form.offer_trainers(queries.trainers_to_name(session, principal, placement))
    if request.method == "GET":
        return render_template("visits/new.html", form=form, placement=placement)

    def action() -> str:
        visit = operations.plan(session, principal, placement, form.plan())
        notices.tell_visit(session, principal, visit)
        flash(gettext("La visite est prévue."), "success")
        return url_for("visits.show", reference=visit.reference)

    return submit(form, "visits/new.html", action, placement=placement)


@blueprint.route("/visits/placements/<placement>/unplanned", methods=["GET", "POST"])
@requires(Permission.MANAGE_VISITS)
def unplanned(placement: str) -> ResponseReturnValue:
    """Write down a visit or a call that nobody had planned."""
    found = queries.placement_to_visit(session, principal, placement)
    form = AccountForm(done_on=today())
    form.propose_today()
    if request.method == "GET":
        return render_template("visits/unplanned.html", form=form, placement=found)

    def action() -> str:
        visit = operations.log_unplanned(session, principal, found, form.account())
        notices.tell_owners(session, principal, visit)
        flash(gettext("Le compte rendu est enregistré."), "success")
        return url_for("visits.show", reference=visit.reference)

    return submit(form, "visits/unplanned.html", action, placement=found)


@blueprint.route("/visits/<reference>/move", methods=["GET", "POST"])
@requires(Permission.MANAGE_VISITS)
def move(reference: str) -> ResponseReturnValue:
    """Give a planned visit another day, kind or trainer."""
    visit = queries.visit_by_reference(session, principal, reference, Permission.MANAGE_VISITS)
    form = PlanForm(kind=visit.kind, planned_on=visit.planned_on, trainer=visit.trainer_id)
    form.offer_trainers(queries.trainers_to_name(session, principal, visit.placement))
    if request.method == "GET":
        form.version.data = visit.version
        return render_template("visits/move.html", form=form, visit=visit)

    def action() -> str:
        operations.move(session, principal, visit, form.plan(), form.known_version)
        session.flush()
        notices.tell_visit(session, principal, visit)
        flash(gettext("Le nouveau jour est noté."), "success")
        return url_for("visits.show", reference=visit.reference)

    return submit(form, "visits/move.html", action, visit=visit)


@blueprint.route("/visits/<reference>/log", methods=["GET", "POST"])
@requires(Permission.MANAGE_VISITS)
def log(reference: str) -> ResponseReturnValue:
    """Write down how a visit went, or correct it."""
    visit = queries.visit_by_reference(session, principal, reference, Permission.MANAGE_VISITS)
    form = _account_form(visit)
    if request.method == "GET":
        form.version.data = visit.version
        form.write([one.agreed for one in actions_of(session, visit)])
        return render_template("visits/log.html", form=form, visit=visit)

    def action() -> str:
        operations.log(session, principal, visit, form.account(), form.known_version)
        notices.tell_owners(session, principal, visit)
        flash(gettext("Le compte rendu est enregistré."), "success")
        return url_for("visits.show", reference=visit.reference)

    return submit(form, "visits/log.html", action, visit=visit)


def _account_form(visit: Visit) -> AccountForm:
    form = AccountForm(**written(visit))
    if visit.done_on is None:
        form.propose_today()
    return form


@blueprint.route("/visits/<reference>/missed", methods=["GET", "POST"])
@requires(Permission.MANAGE_VISITS)
def missed(reference: str) -> ResponseReturnValue:
    """Write down that a planned visit did not take place, and why."""
    visit = queries.visit_by_reference(session, principal, reference, Permission.MANAGE_VISITS)
    form = MissedForm(missed_on=visit.missed_on or visit.planned_on or today())
    if request.method == "GET":
        form.version.data = visit.version
        return render_template("visits/missed.html", form=form, visit=visit)

    def action() -> str:
        again = missed_operations.miss(session, principal, visit, form.missed(), form.known_version)
        if again is not None:
            notices.tell_visit(session, principal, again)
        flash(gettext("La visite manquée est notée."), "success")
        return url_for("visits.show", reference=again.reference if again else reference)

    return submit(form, "visits/missed.html", action, visit=visit)
