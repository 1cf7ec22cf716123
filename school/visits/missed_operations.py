"""What can be done with a visit that did not take place: say why, and plan it again."""

from datetime import date

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.core import audit
from school.core.clock import today
from school.core.errors import InvalidInput, NotAllowed, mark
from school.visits.models import Visit
from school.visits.operations import expect, new_visit, set_plan
from school.visits.rules import (
    VISITED_STATES,
    Missed,
    MissedReason,
    Plan,
    VisitState,
    first_missing,
)

DONE_MEANWHILE = mark("Cette visite a été faite entre-temps : son compte rendu est écrit.")
FIELDS = {"missed_on": "missed_on", "reason": "missed_reason"}


def miss(
    session: Session,
    principal: Principal,
    visit: Visit,
    given: Missed,
    known_version: int | None,
    written_on: date | None = None,
) -> Visit | None:
    """Write that a planned visit did not take place, and plan another where a day is given.

    Gives the new visit, if any. Raises `InvalidInput` without a day, without a reason, or for a
    day after `written_on`; `NotAllowed` once the visit was made; else as for `plan`.
    """
    expect(visit, VisitState.MISSED, known_version)
    _set_missed(visit, given, written_on or today())
    audit.record(session, principal.name, "visit.miss", visit)
    if given.again_on is None:
        return None
    return _again(session, principal, visit, given.again_on)


def miss_later(
    session: Session, principal: Principal, visit: Visit, given: Missed, *, written_on: date
) -> Visit | None:
    """Write that a visit did not take place, from a note that waited on a telephone.

    A plan changed meanwhile does not stop it. What is written already is not written again;
    raises `NotAllowed` when the visit was made after all, else what `miss` raises.
    """
    if visit.done_on is not None:
        raise NotAllowed(DONE_MEANWHILE)
    if (visit.missed_on, visit.missed_reason) == (given.missed_on, given.reason):
        return None
    return miss(session, principal, visit, given, visit.version, written_on)


def _set_missed(visit: Visit, given: Missed, written_on: date) -> None:
    missing = first_missing(VisitState.MISSED, vars(given))
    if missing is not None:
        raise InvalidInput(mark("Ce champ est nécessaire."), FIELDS[missing])
    if given.missed_on is not None and given.missed_on > written_on:
        raise InvalidInput(
            mark("Ce jour n’est pas encore venu : changez plutôt le jour de la visite."),
            "missed_on",
        )
    if given.reason is MissedReason.OTHER and not given.detail:
        raise InvalidInput(mark("Dites quelle est cette autre raison."), "missed_detail")
    visit.missed_on, visit.missed_reason = given.missed_on, given.reason
    visit.missed_detail = given.detail


def _again(session: Session, principal: Principal, visit: Visit, day: date) -> Visit:
    if visit.placement.status not in VISITED_STATES:
        raise InvalidInput(mark("Ce placement est terminé : il ne se visite plus."), "again_on")
    planned = new_visit(principal, visit.placement)
    planned.trainer_id = visit.trainer_id or principal.staff_id
    try:
        set_plan(session, planned, Plan(visit.kind, day, confirmed=True))
    except InvalidInput as refused:
        raise InvalidInput(refused.message, "again_on") from refused
    session.add(planned)
    audit.record(session, principal.name, "visit.plan", planned)
    return planned
