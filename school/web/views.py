"""Pages that belong to no feature: language, health, the gallery of pieces."""

from flask import Blueprint, abort, current_app, jsonify, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.web.context import database
from school.web.health import database_answers
from school.web.i18n import COOKIE_KEY, LANGUAGES

blueprint = Blueprint("web", __name__)


def local_path(target: str | None, default: str = "/") -> str:
    """Keep an address of this site; anything else leads to the default."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return default
    # Browsers read a backslash as a slash and drop control characters.
    odd = "\\" in target or " " in target or not target.isprintable()
    return default if odd else target


@blueprint.post("/language")
@public
def language() -> ResponseReturnValue:
    """Keep the chosen language in the browser and come back."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        cookie[COOKIE_KEY] = chosen
    return redirect(local_path(request.form.get("next")), 303)


@blueprint.get("/health")
@public
def health() -> ResponseReturnValue:
    """Say whether the program and its database answer."""
    if database_answers(database()):
        return jsonify(status="ok")
    return jsonify(status="no database"), 503


@blueprint.get("/gallery")
@public
def gallery() -> ResponseReturnValue:
    """Show every piece of the interface together, for developers; not in production."""
    if not (current_app.testing or current_app.debug):
        abort(404)
    return render_template("components/gallery.html")
