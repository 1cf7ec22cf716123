"""The way of every form: read, refuse with what was typed kept, or do it once and go on."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from school.core import submissions
from school.core.constraints import broken_constraint
from school.core.errors import DomainError, InvalidInput, StaleRecord, mark
from school.core.versions import stale_record
from school.web.context import current_session
from school.web.forms import Form

CONSTRAINT_MESSAGES: dict[str, tuple[str, str | None]] = {}
"""Messages of features for their constraints: name → (message, field)."""

# What an action may raise when it refuses: a rule, a stale version, or the database itself.
# The overflow is SQLite's driver on a whole number of more than 64 bits.
REFUSALS = (DomainError, StaleDataError, IntegrityError, DataError, OverflowError)


def explain_constraints(messages: Mapping[str, tuple[str, str | None]]) -> None:
    """Let a feature say what a broken constraint means, and on which field."""
    CONSTRAINT_MESSAGES.update(messages)


def submit(
    form: Form, template: str, action: Callable[[], str], **context: Any
) -> ResponseReturnValue:
    """Run a form's action once and lead to the page it names.

    A copy of a form accepted earlier leads to the page of the first. A refusal shows the form
    again, as it was typed, with status 422; nothing of the action is kept then.
    """
    session = current_session()
    key = form.submission_key
    if location := submissions.earlier_location(session, key):
        return redirect(location, 303)
    if not form.validate():
        return render_template(template, form=form, **context), 422
    refusal: DomainError = StaleRecord(mark("Ce formulaire vient d’être envoyé deux fois."))
    try:
        location = action()
        session.flush()
        if submissions.remember(session, key, location):
            return redirect(location, 303)
    except REFUSALS as error:
        refusal = explain(error)
    session.rollback()
    # A copy accepted while this one waited may be why it was refused: its page is the answer.
    if location := submissions.earlier_location(session, key):
        return redirect(location, 303)
    form.refuse(refusal)
    return render_template(template, form=form, **context), 422


def explain(error: Exception) -> DomainError:
    """Turn whatever refused an action into a message, on the field it concerns where known."""
    if isinstance(error, DomainError):
        return error
    if isinstance(error, StaleDataError):
        return stale_record()
    if isinstance(error, IntegrityError):
        message, field = CONSTRAINT_MESSAGES.get(
            broken_constraint(error) or "",
            (mark("Ces valeurs ne peuvent pas être enregistrées ensemble."), None),
        )
        return InvalidInput(message, field)
    return InvalidInput(mark("Une de ces valeurs est trop grande pour être enregistrée."))
