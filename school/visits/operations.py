"""What can be done with visits: plan, move, log."""

from datetime import date
from textwrap import shorten

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.core import audit
from school.core.clock import today
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, StaleRecord, mark
from school.core.references import new_reference
from school.core.versions import check_version
from school.placements.models import Placement
from school.visits import queries
from school.visits.contact.agreed_operations import write_actions
from school.visits.contact.agreed_queries import actions_of
from school.visits.models import Visit
from school.visits.rules import (
    LOGGED_STATES,
    VISITED_STATES,
    Account,
    Plan,
    VisitState,
    first_missing,
    is_outside,
    may_move,
    state_of,
)

LONGEST_QUOTE = 200
"""Letters of a colleague's account that a refusal repeats."""


def plan(session: Session, principal: Principal, placement: Placement, given: Plan) -> Visit:
    """Plan a visit for a placement; the one who plans makes it unless another is named.

    Raises `NotAllowed` once the placement is over, `InvalidInput` for a day that has passed, and
    `NeedsConfirmation` for a day outside the placement.
    """
    if placement.status not in VISITED_STATES:
        raise NotAllowed(
            mark("Ce placement n’est pas confirmé, ou il est terminé : il ne se visite pas.")
        )
    visit = new_visit(principal, placement)
    set_plan(session, visit, given)
    session.add(visit)
    audit.record(session, principal.name, "visit.plan", visit)
    return visit


def move(
    session: Session, principal: Principal, visit: Visit, given: Plan, known_version: int | None
) -> Visit:
    """Give a visit that is not yet made another day, kind or trainer.

    Raises `StaleRecord` when somebody changed it since it was opened, else as for `plan`.
    """
    expect(visit, VisitState.PLANNED, known_version)
    set_plan(session, visit, given)
    audit.record(session, principal.name, "visit.move", visit)
    return visit


def log(
    session: Session,
    principal: Principal,
    visit: Visit,
    given: Account,
    known_version: int | None,
    written_on: date | None = None,
) -> Visit:
    """Write down how a visit went, or correct what was written.

    Whoever logs a visit planned for nobody made it. `written_on` is the day on which the account
    was written, where that is not today. Raises `InvalidInput` for a day after it or an empty
    account, `NeedsConfirmation` for a day outside the placement, `StaleRecord` when somebody
    changed the visit since it was opened.
    """
    expect(visit, VisitState.DONE, known_version)
    _set_account(visit, given, written_on)
    visit.trainer_id = visit.trainer_id or principal.staff_id
    audit.record(session, principal.name, "visit.log", visit)
    write_actions(session, visit, given.agreed)
    return visit


def log_later(
    session: Session,
    principal: Principal,
    visit: Visit,
    given: Account,
    *,
    known_version: int | None,
    written_on: date,
) -> Visit:
    """Write down how a visit went, from an account that waited on a telephone.

    A plan that was changed meanwhile does not stop it: the visit was made. An account that is
    there already does, with its words in the refusal (`StaleRecord`), unless it says the same:
    then nothing is left to do. Raises else what `log` raises.
    """
    if visit.done_on is None:
        return log(session, principal, visit, given, visit.version, written_on)
    if _says_the_same(session, visit, given):
        return visit
    if visit.summary and known_version != visit.version:
        raise _other_account(visit, visit.summary)
    return log(session, principal, visit, given, known_version, written_on)


def log_unplanned(
    session: Session,
    principal: Principal,
    placement: Placement,
    given: Account,
    written_on: date | None = None,
) -> Visit:
    """Write down a visit, a call or a message that nobody had planned.

    Raises `NotAllowed` for a placement that never began, else as for `log`.
    """
    if placement.status not in LOGGED_STATES:
        raise NotAllowed(
            mark("Ce placement n’est pas confirmé : il n’y a pas encore de visite à noter.")
        )
    visit = new_visit(principal, placement)
    _set_account(visit, given, written_on)
    session.add(visit)
    audit.record(session, principal.name, "visit.log", visit)
    write_actions(session, visit, given.agreed)
    return visit


def new_visit(principal: Principal, placement: Placement) -> Visit:
    """Begin a visit of a placement, by the one who asks for it."""
    return Visit(reference=new_reference("V"), placement=placement, trainer_id=principal.staff_id)


def _says_the_same(session: Session, visit: Visit, given: Account) -> bool:
    written = (visit.kind, visit.done_on, visit.summary, visit.statements)
    if written != (given.kind, given.done_on, given.summary, given.statements):
        return False
    return given.agreed is None or list(given.agreed) == [
        one.agreed for one in actions_of(session, visit)
    ]


def _other_account(visit: Visit, summary: str) -> StaleRecord:
    words = mark(
        "Cette visite a déjà un compte rendu, avec d’autres mots : « %(account)s ». Relisez les "
        "vôtres, puis enregistrez de nouveau pour les mettre à la place."
    )
    quote = shorten(summary, LONGEST_QUOTE, placeholder="…")
    return StaleRecord(words, values={"version": visit.version, "account": quote})


def _set_account(visit: Visit, given: Account, written_on: date | None) -> None:
    missing = first_missing(VisitState.DONE, vars(given))
    if missing is not None:
        raise InvalidInput(mark("Ce champ est nécessaire."), missing)
    if given.done_on is not None and given.done_on > (written_on or today()):
        raise InvalidInput(
            mark("Ce jour n’est pas encore venu : notez la visite une fois faite."), "done_on"
        )
    _ask_about_day(visit.placement, given.done_on, "done_on", confirmed=given.confirmed)
    visit.kind, visit.done_on, visit.summary = given.kind, given.done_on, given.summary
    said = given.statements
    visit.apprentice_said, visit.tutor_said = said.apprentice, said.tutor
    visit.trainer_said = said.trainer
    visit.missed_on = visit.missed_reason = visit.missed_detail = None


def expect(visit: Visit, target: VisitState, known_version: int | None) -> None:
    """Refuse a step that the table of transitions does not have, or one on an older version."""
    check_version(visit, known_version)
    state = state_of(visit.planned_on, visit.done_on, today(), visit.missed_on)
    if may_move(state, target):
        return
    if state is VisitState.MISSED:
        raise NotAllowed(mark("Cette visite a été manquée : prévoyez-en une autre."))
    raise NotAllowed(mark("Cette visite est déjà faite : corrigez plutôt son compte rendu."))


def set_plan(session: Session, visit: Visit, given: Plan) -> None:
    """Write when a visit is to be made, how and by whom; raises what `plan` raises."""
    if given.planned_on is None:
        raise InvalidInput(mark("Ce champ est nécessaire."), "planned_on")
    if given.planned_on != visit.planned_on:
        if given.planned_on < today():
            raise InvalidInput(
                mark("Ce jour est passé : choisissez aujourd’hui ou un jour à venir."),
                "planned_on",
            )
        _ask_about_day(visit.placement, given.planned_on, "planned_on", confirmed=given.confirmed)
    if given.trainer_id is not None:
        _expect_trainer(session, visit.placement, given.trainer_id)
        visit.trainer_id = given.trainer_id
    visit.kind, visit.planned_on = given.kind, given.planned_on


def _expect_trainer(session: Session, placement: Placement, trainer_id: int) -> None:
    staff = queries.visiting_staff(session, placement.cohort.school_id)
    if trainer_id not in {one.id for one in staff}:
        raise InvalidInput(mark("Choisissez quelqu’un de l’école."), "trainer")


def _ask_about_day(placement: Placement, day: date | None, field: str, *, confirmed: bool) -> None:
    if day is None or confirmed or not is_outside(day, placement.starts_on, placement.ends_on):
        return
    raise NeedsConfirmation(mark("Ce jour est en dehors du placement."), field)
