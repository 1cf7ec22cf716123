"""What pages and the outbox of phones do alike: tell an absence or an accident, and say so."""

from datetime import date

from flask import flash, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.core.errors import NotAllowed, mark
from school.placements.immersion import notices, operations
from school.placements.immersion.forms import AbsenceForm, AccidentForm
from school.placements.models import Placement
from school.placements.policy import is_staff_of, keeps_logbook, parties_of
from school.placements.rules import Party


def check_party(principal: Principal, placement: Placement) -> None:
    """Refuse whoever is neither of the school, nor the apprentice, nor the tutor."""
    if not (
        is_staff_of(principal, placement)
        or keeps_logbook(principal, placement)
        or Party.ENTERPRISE in parties_of(principal, placement)
    ):
        raise NotAllowed(mark("Cette étape n’est pas la vôtre."))


def declare_absence(
    session: Session,
    principal: Principal,
    placement: Placement,
    form: AbsenceForm,
    written_on: date | None = None,
) -> str:
    """Keep an absence, tell the tutor, and give the page that comes after."""
    check_party(principal, placement)
    absence = operations.declare_absence(
        session, principal.name, placement, form.note(), written_on
    )
    by_tutor = Party.ENTERPRISE in parties_of(principal, placement)
    notices.tell_absence(session, absence, by_tutor=by_tutor)
    flash(gettext("L’absence est notée. C’est au tour de l’école de la régler."), "success")
    return url_for("placements.absence", reference=absence.reference)


def report_accident(
    session: Session,
    principal: Principal,
    placement: Placement,
    form: AccidentForm,
    written_on: date | None = None,
) -> str:
    """Keep an accident, tell the school, and give the page that comes after."""
    check_party(principal, placement)
    accident = operations.report_accident(
        session, principal.name, placement, form.note(), written_on
    )
    notices.tell_accident(session, accident)
    flash(gettext("L’accident est signalé. L’école est prévenue."), "success")
    return url_for("placements.accident", reference=accident.reference)
