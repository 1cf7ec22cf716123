"""The public pages: whether a certificate is in force, and the list of revocations."""

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import public
from school.certification import certificate_queries, labels
from school.certification.blueprint import blueprint
from school.certification.certificate_pages import checked_badge, page_of
from school.certification.forms import BadgeForm
from school.certification.status_list import status_list
from school.certification.verification import MOST_BYTES, Badge
from school.certification.views.issuing import this_issuer
from school.core.clock import now
from school.core.errors import InvalidInput, NotFound
from school.seal_keys import fingerprint, public_text
from school.web import csrf
from school.web.context import session

LONGEST_CODE = 200


@blueprint.route("/attest", methods=["GET", "POST"])
@public
@csrf.exempt
def verify_code() -> ResponseReturnValue:
    """Take the code of a certificate, or a badge, and say whether it is in force.

    Nothing is kept, so that anybody may ask; the badge may come from another program.
    """
    typed = request.args.get("code", "").strip()[:LONGEST_CODE]
    if typed:
        code = "".join(typed.split()).upper()
        return redirect(url_for("certification.verify", code=code), 303)
    form = BadgeForm()
    checked = _checked(form) if form.is_submitted() else None
    refused = form.is_submitted() and checked is None
    return _code_page(form, checked), 422 if refused else 200


@blueprint.get("/attest/<code>")
@public
def verify(code: str) -> ResponseReturnValue:
    """Say whether the certificate of a code is in force: name, subject and day, nothing more.

    Tries are not counted, and need not be: a code is 130 random bits (`CODE_LETTERS`). With a
    million certificates and a thousand tries a second for a century, somebody meets one of them
    with a chance of less than one in a hundred billion billion; a limit by address would only
    shut out an employer who checks a whole class, or a school behind one address.
    """
    try:
        found = certificate_queries.certificate_by_code(session, code)
    except NotFound as missing:
        return _code_page(BadgeForm(), None, gettext(missing.message)), 404
    page = page_of(found, this_issuer())
    return render_template("certification/verify.html", page=page, labels=labels)


@blueprint.get("/attest/revocations/<name>")
@public
def revocations(name: str) -> ResponseReturnValue:
    """Publish the list of revocations that badges name, signed."""
    issuer = this_issuer()
    if name != issuer.list_name:
        abort(404)
    places = certificate_queries.revoked_places(session, name)
    token = status_list(issuer.list_of(name), places, now(), issuer.key)
    return Response(token, mimetype="application/vc+jwt")


def _checked(form: BadgeForm) -> Badge | None:
    file = form.badge.data
    content = file.read(MOST_BYTES + 1) if file else (form.text.data or "").encode()
    try:
        if not form.validate():
            return None
        return checked_badge(session, content, this_issuer())
    except InvalidInput as refusal:
        form.refuse(refusal)
        return None


def _code_page(form: BadgeForm, checked: Badge | None, problem: str = "") -> str:
    ours = fingerprint(public_text(this_issuer().key))
    return render_template(
        "certification/verify_code.html",
        form=form,
        checked=checked,
        problem=problem,
        labels=labels,
        fingerprint=ours,
    )
