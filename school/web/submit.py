"""The way of every form: read, refuse with what was typed kept, or do it once and go on."""

import re
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from school.core import submissions
from school.core.errors import DomainError, InvalidInput, StaleRecord, mark
from school.web.context import current_session
from school.web.forms import Form

CONSTRAINT_MESSAGES: dict[str, tuple[str, str | None]] = {}
"""Messages of features for their constraints: name → (message, field)."""


def explain_constraints(messages: dict[str, tuple[str, str | None]]) -> None:
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
    key = form.submission.data or ""
    if location := submissions.earlier_location(session, key):
        return redirect(location, 303)
    if not form.validate():
        return render_template(template, form=form, **context), 422
    try:
        location = action()
        session.flush()
        if submissions.remember(session, key, location):
            return redirect(location, 303)
        form.refuse(StaleRecord(mark("Ce formulaire vient d’être envoyé deux fois.")))
    except DomainError as error:
        form.refuse(error)
    except StaleDataError:
        form.refuse(stale_record())
    except IntegrityError as error:
        form.refuse(explain(error))
    session.rollback()
    return render_template(template, form=form, **context), 422


def stale_record() -> StaleRecord:
    """Say that somebody else changed the record meanwhile."""
    return StaleRecord(
        mark(
            "Quelqu’un d’autre a modifié cette fiche entre-temps. Ce que vous avez écrit est "
            "toujours là : relisez la fiche, puis enregistrez de nouveau."
        )
    )


def explain(error: IntegrityError) -> DomainError:
    """Turn a broken constraint into a message, on the field it concerns."""
    text = f"{error.orig} {_constraint_of_columns(str(error.orig))}"
    for name, (message, field) in CONSTRAINT_MESSAGES.items():
        if name in text:
            return InvalidInput(message, field)
    return InvalidInput(mark("Ces valeurs ne peuvent pas être enregistrées ensemble."))


def _constraint_of_columns(text: str) -> str:
    # SQLite names the columns of a broken unique constraint, not the constraint.
    match = re.search(r"UNIQUE constraint failed: (.+)", text)
    if match is None:
        return ""
    columns = [name.strip().split(".") for name in match[1].split(",")]
    return "_".join(["uq", columns[0][0], *(column[-1] for column in columns)])
