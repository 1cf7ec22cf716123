"""Weeks of the logbook, absences and accidents, written where there is no network."""

from datetime import date

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.calendar import monday_of
from school.core.errors import InvalidInput, mark
from school.offline.replay import Kind, Sent, checked
from school.placements import queries
from school.placements.forms import week_form
from school.placements.immersion import actions
from school.placements.immersion.duty_operations import duties_of_week
from school.placements.immersion.forms import AbsenceForm, AccidentForm
from school.placements.logbook_actions import save_form


def save_week(session: Session, principal: Principal, sent: Sent) -> str:
    """Keep the week of the logbook that the address names: its days and its duties."""
    placement = queries.placement_by_reference(session, principal, sent.values["reference"])
    monday = _week_of(sent)
    form = week_form(duties_of_week(session, placement, monday), **sent.options)
    checked(form)
    return save_form(session, principal, placement, monday, form)


def declare_absence(session: Session, principal: Principal, sent: Sent) -> str:
    """Tell an absence, as of the day on which the phone noted it."""
    placement = queries.placement_by_reference(session, principal, sent.values["reference"])
    form = AbsenceForm(**sent.options)
    checked(form)
    return actions.declare_absence(
        session, principal, placement, form, sent.written_on(placement.cohort.school)
    )


def report_accident(session: Session, principal: Principal, sent: Sent) -> str:
    """Tell an accident, as of the day on which the phone noted it."""
    placement = queries.placement_by_reference(session, principal, sent.values["reference"])
    form = AccidentForm(**sent.options)
    checked(form)
    return actions.report_accident(
        session, principal, placement, form, sent.written_on(placement.cohort.school)
    )


def _week_of(sent: Sent) -> date:
    try:
        return monday_of(date.fromisoformat(sent.query.get("week", "")))
    except ValueError as error:
        raise InvalidInput(mark("Cette page de carnet ne dit pas de quelle semaine.")) from error


IMMERSION_KINDS = {
    "logbook.week": Kind(
        frozenset({"placements.logbook", "placements.save_week"}),
        Permission.KEEP_LOGBOOK,
        save_week,
    ),
    "absence.declare": Kind(
        frozenset({"placements.new_absence"}), Permission.SEE_PLACEMENTS, declare_absence
    ),
    "accident.report": Kind(
        frozenset({"placements.new_accident"}), Permission.SEE_PLACEMENTS, report_accident
    ),
}
