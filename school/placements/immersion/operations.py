"""What can be done with absences and accidents: tell them, and settle what follows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from school.core import audit
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, mark
from school.core.periods import check_order
from school.core.references import new_reference
from school.core.versions import check_version
from school.placements.immersion import queries
from school.placements.immersion.models import Absence, Accident
from school.placements.immersion.rules import (
    ABSENCE_STEPS,
    LONGEST_ABSENCE,
    RUN_STATES,
    AbsenceReason,
    AbsenceStatus,
    AccidentStatus,
    Care,
    Stretch,
    accident_steps,
    is_within,
)
from school.placements.models import Placement
from school.placements.operations import today_of
from school.placements.queries import hold
from school.placements.rules import MAXIMUM_DAILY_HOURS


@dataclass(frozen=True)
class AbsenceNote:
    """What is told of an absence; without hours, those of a usual week are counted."""

    stretch: Stretch
    reason: AbsenceReason
    detail: str | None = None
    hours: Decimal | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class AccidentNote:
    """What is told of an accident."""

    happened_on: date
    hour: str | None
    place: str
    account: str
    care: Care
    injury: str | None = None
    witness: str | None = None
    stopped_work: bool = False


def declare_absence(
    session: Session,
    actor: str,
    placement: Placement,
    note: AbsenceNote,
    written_on: date | None = None,
) -> Absence:
    """Tell an absence, which the school then settles.

    `written_on` is the day it was written where it waited on a phone. Refused: days outside the
    placement, more hours than days have, and days told already. Days on which the logbook has
    hours are asked about first, by `NeedsConfirmation`.
    """
    hold(session, placement)
    _check_run(placement)
    _check_days(session, placement, note)
    absence = Absence(
        reference=new_reference("AB"),
        placement=placement,
        first_on=note.stretch.first,
        last_on=note.stretch.last,
        hours=_hours(placement, note),
        reason=note.reason,
        detail=note.detail,
        declared_on=written_on or today_of(placement),
        declared_by=actor,
        status=AbsenceStatus.DECLARED,
    )
    session.add(absence)
    audit.record(session, actor, "absence.declare", absence)
    return absence


def settle_absence(
    session: Session,
    actor: str,
    absence: Absence,
    target: AbsenceStatus,
    answer: str | None,
    known_version: int | None,
) -> None:
    """Say for the school what an absence is; refused where the table of states does not lead."""
    check_version(absence, known_version)
    if absence.status not in ABSENCE_STEPS.get(target, frozenset()):
        raise NotAllowed(mark("Cette absence est déjà réglée."))
    if target is AbsenceStatus.UNEXCUSED and not answer:
        raise InvalidInput(mark("Dites pourquoi l’absence n’est pas justifiée."), "answer")
    day = today_of(absence.placement)
    absence.settled_on = day
    absence.status = target
    absence.settled_by = actor
    absence.answer = answer
    audit.record(session, actor, f"absence.{target.value}", absence)


def report_accident(
    session: Session,
    actor: str,
    placement: Placement,
    note: AccidentNote,
    written_on: date | None = None,
) -> Accident:
    """Tell an accident or a near miss; refused for a day to come or outside the placement.

    `written_on` is the day it was written where it waited on a phone.
    """
    hold(session, placement)
    _check_run(placement)
    if note.happened_on > (written_on or today_of(placement)):
        raise InvalidInput(mark("Ce jour n’est pas encore venu."), "happened_on")
    if not is_within(note.happened_on, note.happened_on, placement.dates):
        raise InvalidInput(mark("Ce jour est en dehors du placement."), "happened_on")
    if note.care is not Care.NONE and not note.injury:
        raise InvalidInput(mark("Dites où et comment la personne est blessée."), "injury")
    accident = Accident(
        reference=new_reference("AC"),
        placement=placement,
        **vars(note),
        reported_on=written_on or today_of(placement),
        reported_by=actor,
        status=AccidentStatus.REPORTED,
    )
    session.add(accident)
    audit.record(session, actor, "accident.report", accident)
    return accident


def declare_accident(
    session: Session,
    actor: str,
    accident: Accident,
    declared_on: date,
    declared_to: str,
    known_version: int | None,
) -> None:
    """Note for the school that an accident was declared: on which day, to whom."""
    _expect(accident, AccidentStatus.DECLARED, known_version)
    if not accident.happened_on <= declared_on <= today_of(accident.placement):
        raise InvalidInput(
            mark("Choisissez un jour entre celui de l’accident et aujourd’hui."), "declared_on"
        )
    accident.declared_on, accident.declared_to = declared_on, declared_to
    accident.status = AccidentStatus.DECLARED
    audit.record(session, actor, "accident.declare", accident)


def close_accident(
    session: Session, actor: str, accident: Accident, measures: str, known_version: int | None
) -> None:
    """Close an accident with what was done so that it does not come back."""
    _expect(accident, AccidentStatus.CLOSED, known_version)
    day = today_of(accident.placement)
    accident.closed_on, accident.measures = day, measures
    accident.status = AccidentStatus.CLOSED
    audit.record(session, actor, "accident.close", accident)


def _expect(accident: Accident, target: AccidentStatus, known_version: int | None) -> None:
    check_version(accident, known_version)
    if target not in accident_steps(accident.status, accident.care):
        raise NotAllowed(mark("Cet accident n’en est pas à cette étape."))


def _check_run(placement: Placement) -> None:
    if placement.status not in RUN_STATES:
        raise NotAllowed(mark("Ce placement n’a pas commencé : il n’y a rien à signaler."))


def _check_days(session: Session, placement: Placement, note: AbsenceNote) -> None:
    first, last = note.stretch.first, note.stretch.last
    check_order(first, last, "last_on")
    if last - first > LONGEST_ABSENCE:
        raise InvalidInput(mark("Un an au plus à la fois."), "last_on")
    if not is_within(first, last, placement.dates):
        raise InvalidInput(mark("Ces jours sont en dehors du placement."), "first_on")
    if note.hours is not None and not 0 <= note.hours <= MAXIMUM_DAILY_HOURS * note.stretch.days:
        raise InvalidInput(mark("Ces jours n’ont pas tant d’heures."), "hours")
    if note.reason is AbsenceReason.OTHER and not note.detail:
        raise InvalidInput(mark("Dites la raison en quelques mots."), "detail")
    if queries.overlapping_absence(session, placement, first, last) is not None:
        raise InvalidInput(mark("Une absence est déjà notée sur ces jours."), "first_on")
    if not note.confirmed and queries.hours_noted_between(session, placement, first, last):
        raise NeedsConfirmation(
            mark("Le carnet a des heures sur ces jours. Noter l’absence quand même ?"), "first_on"
        )


def _hours(placement: Placement, note: AbsenceNote) -> Decimal | None:
    if note.hours is not None:
        return note.hours
    return note.stretch.usual_hours(placement.weekly_hours)
