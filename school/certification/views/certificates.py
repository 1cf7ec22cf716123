"""Pages of certificates for the school and for the holder: paper, badge, revocation."""

from flask import Response, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.certification import certificate_operations, certificate_queries, labels, queries
from school.certification.badge import badge_picture
from school.certification.blueprint import blueprint
from school.certification.certificate_document import certificate_paper, short
from school.certification.certificate_pages import content_or_gone, page_of, pages_of
from school.certification.forms import RevocationForm
from school.certification.minutes_document import minutes_paper
from school.certification.models import Certificate
from school.certification.views.issuing import this_issuer
from school.web.context import principal, session
from school.web.i18n import LANGUAGES
from school.web.logs import personal_data_seen
from school.web.submit import submit
from school.web.template_words import language

TYPES = {
    "certificate.pdf": "application/pdf",
    "badge.svg": "image/svg+xml",
    "badge.jwt": "application/vc+jwt",
}


@blueprint.get("/certificates/<code>")
@requires(Permission.SEE_CERTIFICATES)
def certificate(code: str) -> ResponseReturnValue:
    """Show a certificate: what it says, its files, and whether it is in force."""
    found = _seen(code)
    return render_template(
        "certification/certificate.html", page=page_of(found, this_issuer()), labels=labels
    )


@blueprint.get("/people/<reference>/certificates")
@requires(Permission.SEE_CERTIFICATES)
def person(reference: str) -> ResponseReturnValue:
    """List the certificates of a person, the newest first; apprentices read their own."""
    trainee = certificate_queries.holder(session, principal, reference)
    personal_data_seen("certificates", reference, principal.account_id)
    found = certificate_queries.certificates_of(session, principal, trainee)
    return render_template(
        "certification/person.html",
        trainee=trainee,
        certificates=pages_of(found, this_issuer()),
        labels=labels,
    )


@blueprint.get("/certificates/<code>/<name>")
@requires(Permission.SEE_CERTIFICATES)
def certificate_file(code: str, name: str) -> ResponseReturnValue:
    """Send the paper in the language asked for, or the badge as picture or text."""
    found = _seen(code)
    if name not in TYPES:
        abort(404)
    stem = name.rpartition(".")[0]
    chosen = _language() if name == "certificate.pdf" else ""
    ending = f"-{chosen}.pdf" if chosen else f".{name.rpartition('.')[2]}"
    headers = {
        "Content-Disposition": f'attachment; filename="{stem}-{short(found.code)}{ending}"',
        "Cache-Control": "private, no-store",
    }
    return Response(_content(found, name, chosen), mimetype=TYPES[name], headers=headers)


@blueprint.route("/certificates/<code>/revoke", methods=["GET", "POST"])
@requires(Permission.REVOKE_CERTIFICATES)
def revoke(code: str) -> ResponseReturnValue:
    """Revoke a certificate for good, saying why."""
    may = Permission.REVOKE_CERTIFICATES
    found = certificate_queries.certificate_for(session, principal, code, may)
    form, template = RevocationForm(), "certification/revoke.html"
    page = page_of(found, this_issuer())
    if not form.is_submitted():
        return render_template(template, form=form, page=page)

    def action() -> str:
        kind, note = form.revocation, form.note.data
        certificate_operations.revoke(session, principal, found, kind, note)
        flash(gettext("Le certificat est révoqué."), "success")
        return url_for("certification.certificate", code=code)

    return submit(form, template, action, page=page)


@blueprint.get("/juries/<reference>/minutes.pdf")
@requires(Permission.SEE_JURIES)
def minutes(reference: str) -> ResponseReturnValue:
    """Send the minutes of a jury, to be signed."""
    jury = queries.jury_by_reference(session, principal, reference)
    personal_data_seen("jury_minutes", reference, principal.account_id)
    paper = minutes_paper(jury, queries.decisions_of(session, jury), language())
    headers = {"Content-Disposition": 'attachment; filename="proces-verbal.pdf"'}
    return Response(paper, mimetype="application/pdf", headers=headers)


def _seen(code: str) -> Certificate:
    found = certificate_queries.certificate_for(session, principal, code)
    personal_data_seen("certificate", found.trainee.reference, principal.account_id)
    return found


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else language()


def _content(found: Certificate, name: str, chosen: str) -> bytes:
    if name == "badge.jwt":
        return found.credential.encode()
    content = content_or_gone(found)
    if name == "badge.svg":
        return badge_picture(content, found.credential)
    with force_locale(chosen):
        address = this_issuer().page_of(found.code)
        return certificate_paper(content, found.code, address, chosen)
