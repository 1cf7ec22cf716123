"""The guard at the door: a page that declares nothing lets nobody in."""

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import PUBLIC, requirement_of
from school.access.permissions import Permission
from school.web.context import current_principal
from school.web.kept_forms import kept_page, may_be_kept


def install(app: Flask) -> None:
    """Check every request against what its view declares."""
    app.before_request(enforce)


def enforce() -> ResponseReturnValue | None:
    """Let the request through, lead to the sign-in page, or refuse."""
    if request.endpoint is None:
        return None
    requirement = requirement_of(current_app.view_functions[request.endpoint])
    if requirement == PUBLIC:
        return None
    principal = current_principal()
    if not isinstance(requirement, Permission):
        abort(404)
    if not principal.is_signed_in:
        if may_be_kept():
            return kept_page()
        flash(gettext("Connectez-vous pour continuer."), "info")
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=wanted), 303)
    if not principal.may(requirement):
        abort(403)
    return None
