"""The page on which the ministry seals the board."""

from datetime import timedelta

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.board.forms import SealForm
from school.clauses.board.sealing import BoardParameters, seal_board
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.hiring.publication.quarters import last_quarter_end
from school.hiring.sealing.views_reports import sealer
from school.web.addresses import public_address
from school.web.context import principal, session
from school.web.i18n import reader_language
from school.web.submit import submit


@blueprint.route("/clauses/board/seal", methods=["GET", "POST"])
@requires(Permission.SEAL_REPORTS)
def seal_clauses() -> ResponseReturnValue:
    """Seal the board of every contract, for whoever sees every contract."""
    if not principal.sees_all_schools(Permission.SEE_CLAUSES):
        raise NotFound(mark("Cette page est celle du ministère."))
    days = {"as_of": last_quarter_end(today()), "known_on": today() - timedelta(days=1)}
    form, template = SealForm(data=days), "clauses/board/seal.html"
    if not form.is_submitted():
        return render_template(template, form=form)

    def action() -> str:
        report = seal_board(session, _parameters(form), sealer())
        flash(gettext("Le rapport %(code)s est scellé.", code=report.code), "success")
        return url_for("sealing.sealed_report", code=report.code)

    return submit(form, template, action)


def _parameters(form: SealForm) -> BoardParameters:
    checked_at = public_address("sealing.verify_code")
    return BoardParameters(form.as_of.data, form.known_on.data, reader_language(), checked_at)
