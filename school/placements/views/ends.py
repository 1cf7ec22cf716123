"""The end of a placement: how it ended, what the apprentice says of it, what comes next."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.placements import queries as placement_queries
from school.placements.blueprint import blueprint
from school.placements.ends import labels, notices, operations, queries
from school.placements.ends.forms import EndForm, EndWordsForm
from school.placements.ends.models import PlacementEnd
from school.placements.ends.policy import end_parties
from school.placements.ends.rules import (
    ENDED_STATES,
    TRANSITIONS,
    EndAction,
    EndParty,
    EndStanding,
    EndTask,
    NextStep,
    turns_of,
)
from school.placements.labels import REASONS
from school.placements.models import Placement
from school.placements.policy import is_staff_of
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.logs import personal_data_seen
from school.web.submit import submit

PAGE = "placements/end_step.html"
IN_FULL = frozenset({EndAction.DECLARE, EndAction.CORRECT})


@blueprint.get("/placements/<reference>/end")
@requires(Permission.SEE_PLACEMENTS)
def end(reference: str) -> ResponseReturnValue:
    """Show how a placement ended, whose turn it is, and what the reader may do."""
    placement = placement_queries.placement_by_reference(session, principal, reference)
    personal_data_seen("placement", reference, principal.account_id)
    return render_template("placements/end.html", placement=placement, **_context(placement))


def _context(placement: Placement) -> dict[str, Any]:
    parties = end_parties(principal, placement)
    history = queries.history_of(session, placement)
    newest = history[0] if history else None
    standing = _standing(placement, newest)
    turns = turns_of(standing, today())
    return {
        "end": newest,
        "last_day": labels.last_day_of(newest, today()) if newest else None,
        "turns": [(labels.turn_words(one), _kind(one.party in parties, one.late)) for one in turns],
        "actions": _actions(placement, standing, parties),
        "to_record": _to_record(newest, {one.task for one in turns}, parties),
        "reads_words": bool(parties) or is_staff_of(principal, placement),
        "events": labels.events_of(history),
        "labels": labels,
        "reasons": REASONS,
    }


def _to_record(
    newest: PlacementEnd | None, tasks: set[EndTask], parties: frozenset[EndParty]
) -> NextStep | None:
    """Give what comes next and is to be recorded elsewhere, by a reader who may do it there.

    Whether a hire is recorded already is not known here: the page of the person says it.
    """
    if newest is None or EndParty.SCHOOL not in parties:
        return None
    if newest.next_step is NextStep.HIRED:
        return NextStep.HIRED if principal.may(Permission.MANAGE_HIRING_FACTS) else None
    if EndTask.NOTE_DEPARTURE in tasks and not principal.may(Permission.MANAGE_COHORTS):
        return None
    return newest.next_step if tasks & {EndTask.RE_PLACE, EndTask.NOTE_DEPARTURE} else None


def _kind(is_own: bool, late: bool) -> str:
    return "late" if late else "ours" if is_own else "theirs"


def _standing(placement: Placement, newest: PlacementEnd | None) -> EndStanding:
    if newest is None:
        return EndStanding(None, placement.ended_on or today())
    return queries.standing_of(newest, is_followed=queries.is_followed(session, placement))


def _actions(
    placement: Placement, standing: EndStanding, parties: frozenset[EndParty]
) -> list[EndAction]:
    if placement.status not in ENDED_STATES:
        return []
    return [
        action
        for action in TRANSITIONS
        if any(standing.may(action, party, today()) for party in parties)
    ]


@blueprint.route("/placements/<reference>/end/step", methods=["GET", "POST"])
@requires(Permission.SEE_PLACEMENTS)
def end_step(reference: str) -> ResponseReturnValue:
    """Take a step about the end of a placement; those whose step it is not are refused."""
    placement = placement_queries.placement_by_reference(session, principal, reference)
    action = one_of(EndAction, request.values.get("action"))
    if action is None:
        return redirect(url_for("placements.end", reference=reference), 303)
    if not TRANSITIONS[action].parties & end_parties(principal, placement):
        abort(403)
    form = _form(placement, action)
    words = {"placement": placement, "label": labels.ACTIONS[action]}
    if request.method == "POST":
        return submit(form, PAGE, lambda: _act(form, placement, action), **words)
    return render_template(PAGE, form=form, **words)


def _form(placement: Placement, action: EndAction) -> EndForm | EndWordsForm:
    if action in IN_FULL:
        return EndForm.correcting(action, queries.newest(session, placement))
    return EndWordsForm.for_action(action)


def _act(form: EndForm | EndWordsForm, placement: Placement, action: EndAction) -> str:
    parties = end_parties(principal, placement)
    before = queries.newest(session, placement)
    done = operations.act(session, placement, form.step(action), principal.name, parties)
    if before is None or done.number != before.number:
        notices.tell(session, placement, done)
    flash(gettext("C’est noté."), "success")
    return url_for("placements.end", reference=placement.reference)
