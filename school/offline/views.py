"""Pages of what a phone holds, and the address to which it sends."""

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import public, requires
from school.access.permissions import Permission
from school.cohorts.queries import cohort_by_reference
from school.core.clock import today
from school.core.errors import InvalidInput
from school.curriculum import queries as curriculum
from school.offline import phone_queries
from school.offline.day import day_of
from school.offline.day_practicals import form_pages
from school.offline.file_receiving import BYTES, receive_piece
from school.offline.identity import ACCOUNT_HEADER, account_key
from school.offline.phone_labels import phone_words
from school.offline.program import manifest_text, worker_text
from school.offline.receiving import UnreadableSending, hear_phone, read_sending, receive
from school.offline.rules import Unreadable
from school.offline.weights import module_pages
from school.web.context import principal, session
from school.web.csrf import from_our_pages, sent_by_our_pages
from school.web.paging import page_number

blueprint = Blueprint("offline", __name__)


@blueprint.get("/offline")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    """Show what waits on this phone and what was refused; the phone itself fills it in."""
    phones = phone_queries.own_phones(session, principal)
    return render_template("offline/index.html", phones=phones, **phone_words())


@blueprint.get("/offline/phones")
@requires(Permission.SEE_PHONES)
def phones() -> ResponseReturnValue:
    """Show when each phone of the school last synchronised, the longest silent first."""
    page = phone_queries.phones_of_schools(session, principal, page_number())
    return render_template("offline/phones.html", page=page, **phone_words())


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
        sending = read_sending()
    except UnreadableSending:
        return jsonify(error=gettext("Cet envoi n’est pas lisible.")), 400
    if sending.account != account_key():
        return jsonify(error=gettext("Ces saisies sont d’un autre compte.")), 409
    results = receive(session, principal, sending.entries)
    hear_phone(session, principal, sending, results)
    return jsonify(account=sending.account, results=results)


@blueprint.post("/offline/files/<uuid>")
@requires(Permission.MANAGE_OWN_ACCOUNT)
@from_our_pages
def file(uuid: str) -> ResponseReturnValue:
    """Take in a piece of a file, and tell how much of it is here: the phone goes on from there."""
    if not sent_by_our_pages(BYTES):
        return jsonify(error=gettext("Cet envoi ne vient pas d’une page de ce site.")), 400
    account = request.headers.get(ACCOUNT_HEADER, "")
    if account != account_key():
        return jsonify(error=gettext("Ces saisies sont d’un autre compte.")), 409
    try:
        received = receive_piece(session, principal, uuid)
    except (Unreadable, InvalidInput):
        return jsonify(error=gettext("Cet envoi n’est pas lisible.")), 400
    return jsonify(account=account, uuid=uuid, received=received)


@blueprint.get("/offline/modules/<reference>")
@requires(Permission.READ_LESSONS)
def module(reference: str) -> ResponseReturnValue:
    """List the pages of a module that a phone may take along, with their weights."""
    found = curriculum.module_by_reference(session, reference)
    return jsonify(pages=module_pages(session, principal, found))


@blueprint.get("/offline/day")
@requires(Permission.ASSESS_PRACTICALS)
def day() -> ResponseReturnValue:
    """List the pages that a trainer needs today, each with a mark that changes when it does."""
    return jsonify(day_of(session, principal, today()))


@blueprint.get("/offline/cohorts/<reference>/tasks")
@requires(Permission.ASSESS_PRACTICALS)
def tasks(reference: str) -> ResponseReturnValue:
    """List the forms of a cohort's tasks, to be taken along by hand."""
    cohort = cohort_by_reference(session, principal, reference, Permission.ASSESS_PRACTICALS)
    return jsonify(pages=form_pages(session, cohort, request.args.get("task")))


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
