"""Weeks of the logbook, absences and accidents, written where there is no network."""

from datetime import date

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.clock import local_now
from school.offline.replay import Kind, Sent, checked
from school.offline.rules import stated_day
from school.placements import queries
from school.placements.immersion import actions
from school.placements.immersion.forms import AbsenceForm, AccidentForm
from school.placements.models import Placement


def declare_absence(session: Session, principal: Principal, sent: Sent) -> str:
    """Tell an absence, as of the day on which the phone noted it."""
    placement = queries.placement_by_reference(session, principal, sent.values["reference"])
    form = AbsenceForm(**sent.options)
    checked(form)
    return actions.declare_absence(session, principal, placement, form, _day_of(sent, placement))


def report_accident(session: Session, principal: Principal, sent: Sent) -> str:
    """Tell an accident, as of the day on which the phone noted it."""
    placement = queries.placement_by_reference(session, principal, sent.values["reference"])
    form = AccidentForm(**sent.options)
    checked(form)
    return actions.report_accident(session, principal, placement, form, _day_of(sent, placement))


def _day_of(sent: Sent, placement: Placement) -> date:
    return stated_day(sent.entry.saved_at, local_now(placement.cohort.school.timezone))


IMMERSION_KINDS = {
    "absence.declare": Kind(
        frozenset({"placements.new_absence"}), Permission.SEE_PLACEMENTS, declare_absence
    ),
    "accident.report": Kind(
        frozenset({"placements.new_accident"}), Permission.SEE_PLACEMENTS, report_accident
    ),
}
