"""Pages on which reports are sealed, listed, downloaded and given a new edition."""

from datetime import timedelta
from pathlib import Path

from flask import Response, abort, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import now, today
from school.hiring.publication.quarters import last_quarter_end
from school.hiring.report.queries import schools_counted
from school.hiring.sealing import files, labels, operations, queries
from school.hiring.sealing.blueprint import blueprint
from school.hiring.sealing.copies import as_archive
from school.hiring.sealing.figures import school_names
from school.hiring.sealing.forms import EditionForm
from school.hiring.sealing.models import SealedReport
from school.hiring.sealing.operations import Sealer
from school.hiring.sealing.pages import Preview, ReportLine, SealPage
from school.hiring.sealing.parameters import Choice, chosen_report
from school.hiring.sealing.previews import edition_preview, previewed
from school.hiring.sealing.rules import FIGURES, PDF
from school.seal_keys import public_text, seal_key
from school.web.addresses import public_address
from school.web.context import principal, session
from school.web.forms import Form
from school.web.paging import page_number
from school.web.submit import submit


@blueprint.get("/reports")
@requires(Permission.SEE_INDICATORS)
def sealed_reports() -> ResponseReturnValue:
    """List the sealed reports, each with its files at one click."""
    page = queries.reports_for(session, principal, page_number())
    lines = [ReportLine(report) for report in page.items]
    return render_template("hiring/sealing/index.html", page=page, lines=lines, labels=labels)


@blueprint.route("/reports/new", methods=["GET", "POST"])
@requires(Permission.SEAL_REPORTS)
def new_sealed_report() -> ResponseReturnValue:
    """Choose what a report is about, look at it, and seal it; sealing computes it anew, once."""
    form, template = Form(), "hiring/sealing/new.html"
    looked_at = bool(request.args) and not form.is_submitted()
    choice, contents = previewed(session, principal, _choice(), asked=looked_at)
    wanted = choice.parameters if request.args else None
    shown = {"choice": choice, "preview": Preview(contents) if contents else None}
    if not form.is_submitted() or wanted is None:
        status = 422 if choice.problems or form.is_submitted() else 200
        return render_template(template, form=form, **shown), status

    def action() -> str:
        report = operations.seal(session, wanted, sealer())
        flash(gettext("Le rapport %(code)s est scellé.", code=report.code), "success")
        return url_for("sealing.sealed_report", code=report.code)

    return submit(form, template, action, **shown)


@blueprint.get("/reports/preview.pdf")
@requires(Permission.SEAL_REPORTS)
def preview_sealed_report() -> ResponseReturnValue:
    """Send the report as it would be sealed; each of its pages says that it is not."""
    _, contents = previewed(session, principal, _choice(), asked=True)
    if contents is None:
        abort(400)
    paper = files.preview_paper(contents)
    return _file(paper, labels.TYPES[PDF], "apercu.pdf")


@blueprint.get("/reports/<code>")
@requires(Permission.SEE_INDICATORS)
def sealed_report(code: str) -> ResponseReturnValue:
    """Show what a report is, its files, and whether its seal holds."""
    report = queries.report_for(session, principal, code)
    return render_template("hiring/sealing/show.html", seal=seal_page(report), labels=labels)


@blueprint.get("/reports/<code>/<name>")
@requires(Permission.SEE_INDICATORS)
def sealed_file(code: str, name: str) -> ResponseReturnValue:
    """Send a file of a report byte for byte, or all of them as one archive."""
    report = queries.report_for(session, principal, code)
    every = operations.archive_of(report, queries.files_of(session, report))
    content = as_archive(every) if name == labels.ARCHIVE else every.get(name)
    if content is None:
        abort(404)
    return _file(content, labels.TYPES.get(name, "application/octet-stream"), f"{code}-{name}")


@blueprint.route("/reports/<code>/edition", methods=["GET", "POST"])
@requires(Permission.SEAL_REPORTS)
def new_edition(code: str) -> ResponseReturnValue:
    """Seal a report again with what is known since, saying why."""
    before = queries.report_for(session, principal, code)
    yesterday = today() - timedelta(days=1)
    form, template = EditionForm(data={"known_on": yesterday}), "hiring/sealing/edition.html"
    preview = edition_preview(session, principal, before, yesterday)
    shown = {"line": ReportLine(before), "changes": preview.changes}
    if not form.is_submitted():
        return render_template(template, form=form, **shown)

    def action() -> str:
        said = (form.known_on.data, form.reason.data, sealer())
        may = {"confirmed": form.confirmed.data, "may_confirm": preview.inside}
        report = operations.seal_edition(session, before, *said, **may)
        return url_for("sealing.sealed_report", code=report.code)

    return submit(form, template, action, **shown)


def seal_page(report: SealedReport) -> SealPage:
    """Hold what is kept of a report against its seal."""
    kept = queries.files_of(session, report)
    state, faults = operations.integrity(report, kept, public_text(seal_key(_instance())))
    names = school_names(kept.get(FIGURES))
    return SealPage(report, state, faults, queries.newest_edition(session, report), names)


def sealer() -> Sealer:
    """Tell who seals, when, and with which installation's key."""
    return Sealer(principal.name, now(), _instance())


def _instance() -> Path:
    instance: Path = current_app.config["SETTINGS"].instance
    return instance


def _choice() -> Choice:
    schools = schools_counted(session, principal, Permission.SEAL_REPORTS)
    codes = request.args.getlist("school")
    checked_at = public_address("sealing.verify_code")
    return chosen_report(schools, request.args, codes, checked_at, last_quarter_end(today()))


def _file(content: bytes, mimetype: str, name: str) -> ResponseReturnValue:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=headers)
