"""Taking a placement to its next state, by whoever's turn it is."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.placements import host_notices, notices, queries
from school.placements.blueprint import blueprint
from school.placements.ends import notices as end_notices
from school.placements.ends import operations as end_operations
from school.placements.ends.forms import EndForm
from school.placements.ends.rules import ENDING_STATES, EndFacts, EndOutcome
from school.placements.evaluations import operations as evaluation_operations
from school.placements.forms import StepForm
from school.placements.labels import DONE, STEPS
from school.placements.models import Placement
from school.placements.policy import parties_of
from school.placements.proposals.operations import answer_directly
from school.placements.rules import TRANSITIONS, EndReason, Party, PlacementStatus
from school.placements.views.sending import deliver_evaluation
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.submit import submit

PAGE = "placements/move.html"
CALLED_OFF = frozenset({PlacementStatus.CANCELLED, PlacementStatus.BROKEN_OFF})


@blueprint.route("/placements/<reference>/move", methods=["GET", "POST"])
@requires(Permission.SEE_PLACEMENTS)
def move(reference: str) -> ResponseReturnValue:
    """Take a placement to another state; those whose step it is not are refused."""
    placement = queries.placement_by_reference(session, principal, reference)
    target = _target()
    if target is None:
        return redirect(url_for("placements.show", reference=reference), 303)
    if not TRANSITIONS[target].parties & parties_of(principal, placement):
        abort(403)
    form = _form(target)
    words = {"placement": placement, "target": target, "label": STEPS[target]}
    if request.method == "POST":
        return submit(form, PAGE, lambda: _move(form, placement), **words)
    if placement.status not in TRANSITIONS[target].from_states:
        return redirect(url_for("placements.show", reference=reference))
    return render_template(PAGE, form=form, **words)


def _target() -> PlacementStatus | None:
    return one_of(TRANSITIONS, request.values.get("target"))


def _form(target: PlacementStatus) -> StepForm | EndForm:
    return EndForm.towards(target) if target in ENDING_STATES else StepForm.towards(target)


def _move(form: StepForm | EndForm, placement: Placement) -> str:
    if isinstance(form, EndForm):
        return _end(placement, form.facts())
    step = form.step()
    if (step.target, step.reason) == (PlacementStatus.CANCELLED, EndReason.DID_NOT_SHOW):
        return _end(placement, EndFacts(EndOutcome.DID_NOT_SHOW, detail=step.detail))
    parties = parties_of(principal, placement)
    changed = answer_directly(session, principal.name, placement, step, parties)
    if changed and Party.ENTERPRISE in TRANSITIONS[step.target].parties:
        notices.tell_answer(session, placement)
    elif changed and step.target in CALLED_OFF:
        host_notices.tell_called_off(session, placement)
    flash(str(DONE[step.target]), "success")
    return url_for("placements.show", reference=placement.reference)


def _end(placement: Placement, facts: EndFacts) -> str:
    end = end_operations.declare(session, placement, facts, principal.name)
    end_notices.tell(session, placement, end)
    if placement.status in CALLED_OFF:
        host_notices.tell_called_off(session, placement)
    token = evaluation_operations.issue_at_end(session, placement, end.outcome)
    if token is not None:
        deliver_evaluation(placement, token)
    flash(str(DONE[placement.status]), "success")
    return url_for("placements.show", reference=placement.reference)
