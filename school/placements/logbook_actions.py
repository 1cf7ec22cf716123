"""What the page of the logbook and the outbox of phones do alike: keep a week."""

from datetime import date

from flask import flash, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.core.errors import NotAllowed, mark
from school.placements import operations_logbook
from school.placements.forms import WeekForm
from school.placements.immersion import duty_operations
from school.placements.models import Placement
from school.placements.policy import keeps_logbook


def save_form(
    session: Session, principal: Principal, placement: Placement, monday: date, form: WeekForm
) -> str:
    """Keep the days and duties of a week, and give the page that comes after.

    Raises `NotAllowed` for whoever is not the apprentice whose days they are.
    """
    if not keeps_logbook(principal, placement):
        raise NotAllowed(mark("Le carnet s’écrit par l’apprenti et se valide par le tuteur."))
    actor = principal.name
    operations_logbook.save_days(
        session, actor, placement, form.entries(monday), confirmed=bool(form.confirmed.data)
    )
    duty_operations.save_duties(session, actor, placement, monday, form.duty_entries())
    flash(gettext("La semaine est enregistrée."), "success")
    return week_address(placement, monday)


def week_address(placement: Placement, monday: date) -> str:
    """Give the page of a week of the logbook."""
    return url_for("placements.logbook", reference=placement.reference, week=monday.isoformat())
