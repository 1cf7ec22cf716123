"""What the pages behind links share: an answer taken once, and a link that serves no more."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from school.core.errors import DomainError
from school.core.links import LinkState
from school.web.context import session
from school.web.forms import Form


def is_answered(form: Form, record: Callable[[], object]) -> bool:
    """Record what was sent and tell whether it was; a refusal is shown on the form.

    Of what is refused nothing is kept but the words that were typed.
    """
    if request.method != "POST" or not form.validate():
        return False
    try:
        record()
    except DomainError as refusal:
        session.rollback()
        form.refuse(refusal)
        return False
    return True


def open_page(template: str, form: Form, **words: Any) -> ResponseReturnValue:
    """Show the page of a link that serves: whatever was sent to come here was refused."""
    page = render_template(template, form=form, **words)
    return page, 422 if request.method == "POST" else 200


def closed_page(state: LinkState, renew_url: str, **words: Any) -> ResponseReturnValue:
    """Say that a link serves no more, and why; with the way to a new one when it has expired."""
    words["is_closed"] = state is LinkState.CLOSED
    words["renew_url"] = renew_url if state is LinkState.EXPIRED else None
    words["asked"] = "asked" in request.args
    return render_template("links/closed.html", **words), 410
