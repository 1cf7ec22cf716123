"""The public pages behind the code on the paper: what was sealed, and whether a copy is that."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import public
from school.core.errors import DomainError, NotFound
from school.hiring.sealing import labels, queries
from school.hiring.sealing.blueprint import blueprint
from school.hiring.sealing.copies import checked_copy
from school.hiring.sealing.forms import CopyForm
from school.hiring.sealing.rules import typed_code
from school.hiring.sealing.views_reports import seal_page
from school.web import csrf
from school.web.context import session


@blueprint.get("/verify")
@public
def verify_code() -> ResponseReturnValue:
    """Take the code that stands on a paper, and lead to what was sealed under it."""
    typed = request.args.get("code", "").strip()
    code = typed_code(typed)
    if code is not None:
        return redirect(url_for("sealing.verify", code=code), 303)
    problem = gettext("Un code a dix lettres ou chiffres, comme 7K3M9-QX2TB.") if typed else ""
    return _code_page(typed, problem, 422 if typed else 200)


@blueprint.route("/verify/<code>", methods=["GET", "POST"])
@public
@csrf.exempt
def verify(code: str) -> ResponseReturnValue:
    """Say what was sealed under a code, when and by whom, and check a copy against it.

    No figure is shown and nothing is kept, so that anybody may ask; the copy may come from
    another program, without a form of ours. Tries are not counted: a code is fifty bits of a
    digest. With ten thousand reports and a hundred tries a second, somebody meets one of them
    after thirty years or so, and reads when and by whom it was sealed.
    """
    try:
        page = seal_page(queries.report_by_code(session, typed_code(code) or code))
    except NotFound as missing:
        return _code_page(code, gettext(missing.message), 404)
    form, checked = CopyForm(), None
    if form.is_submitted() and form.validate():
        try:
            checked = checked_copy(form.copy.data.read(), page.digests)
        except DomainError as refusal:
            form.refuse(refusal)
    refused = form.is_submitted() and checked is None
    shown = {"seal": page, "form": form, "checked": checked, "labels": labels}
    return render_template("hiring/sealing/verify.html", **shown), 422 if refused else 200


def _code_page(typed: str, problem: str, status: int) -> ResponseReturnValue:
    """Ask for a code, saying what is wrong with the one that was typed."""
    shown = {"typed": typed, "problem": problem}
    return render_template("hiring/sealing/verify_code.html", **shown), status
