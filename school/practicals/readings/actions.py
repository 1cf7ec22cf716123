"""From the forms of keys to what they do."""

from collections.abc import Sequence

from flask import flash, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.models import School
from school.practicals.readings.forms import KeyForm, NewKeyForm
from school.practicals.readings.models import ReadingKey
from school.practicals.readings.operations import add_key, state_key


def add(session: Session, principal: Principal, schools: Sequence[School], form: NewKeyForm) -> str:
    """Keep the trace of a valid form, and lead to its events, to be looked through."""
    chosen = form.school.data if len(schools) > 1 else schools[0].reference
    school = next(one for one in schools if one.reference == chosen)
    key = add_key(session, principal, school, form.title.data, form.trace.received[0])
    flash(gettext("La courbe est gardée. Vérifiez maintenant ses événements."), "success")
    return url_for("practicals.edit_key", reference=key.reference)


def state(session: Session, principal: Principal, key: ReadingKey, form: KeyForm) -> str:
    """State the events of a key as a valid form gives them, and lead to its page."""
    made = state_key(
        session,
        principal,
        key,
        title=form.title.data,
        in_use=bool(form.in_use.data),
        rows=form.typed,
        known_version=form.known_version,
    )
    if made is None:
        flash(gettext("Le corrigé est enregistré."), "success")
    else:
        words = gettext("Le corrigé est enregistré : version %(number)s.", number=made.number)
        flash(words, "success")
    return url_for("practicals.key", reference=key.reference)
