"""Pages of what a phone holds, and the address to which it sends."""

from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import public, requires
from school.access.permissions import Permission
from school.curriculum import queries as curriculum
from school.offline.identity import account_key
from school.offline.program import manifest_text, worker_text
from school.offline.receiving import UnreadableSending, read_sending, receive
from school.offline.weights import module_pages
from school.web.context import principal, session
from school.web.csrf import from_our_pages, sent_by_our_pages

blueprint = Blueprint("offline", __name__)


@blueprint.get("/offline")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    """Show what waits on this phone and what was refused; the phone itself fills it in."""
    return render_template("offline/index.html")


@blueprint.get("/offline/unreachable")
@public
def unreachable() -> ResponseReturnValue:
    """Give the page that phones keep for when there is no network and no copy."""
    return render_template("offline/unreachable.html")


@blueprint.post("/offline/outbox")
@requires(Permission.MANAGE_OWN_ACCOUNT)
@from_our_pages
def outbox() -> ResponseReturnValue:
    """Take in what a phone sends, each entry accepted or refused for itself."""
    if not sent_by_our_pages():
        return jsonify(error=gettext("Cet envoi ne vient pas d’une page de ce site.")), 400
    try:
        account, entries = read_sending()
    except UnreadableSending:
        return jsonify(error=gettext("Cet envoi n’est pas lisible.")), 400
    if account != account_key():
        return jsonify(error=gettext("Ces saisies sont d’un autre compte.")), 409
    return jsonify(account=account, results=receive(session, principal, entries))


@blueprint.get("/offline/modules/<reference>")
@requires(Permission.READ_LESSONS)
def module(reference: str) -> ResponseReturnValue:
    """List the pages of a module that a phone may take along, with their weights."""
    found = curriculum.module_by_reference(session, reference)
    return jsonify(pages=module_pages(session, principal, found))


@blueprint.get("/worker.js")
@public
def worker() -> Response:
    """Give the script that keeps pages on the phone; the browser asks whether it has changed."""
    return worker_text()


@blueprint.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """Give the name, colours and drawings under which a phone installs the program."""
    return manifest_text()
