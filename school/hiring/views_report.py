"""The report of hiring: its page and its files."""

from dataclasses import replace

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.hiring import report_labels
from school.hiring.blueprint import blueprint
from school.hiring.indicator_files import as_csv
from school.hiring.indicator_options import Breakdown, Options
from school.hiring.indicators import hiring_report
from school.hiring.report_documents import Paper, report_address, report_document
from school.hiring.report_filters import Asked, asked_report
from school.hiring.report_method import method
from school.hiring.report_pages import ReportPage
from school.hiring.report_queries import group_names, schools_counted
from school.web.context import principal, session
from school.web.i18n import reader_language

PERSONS = Permission.SEE_PERSONS_BEHIND_FIGURES


@blueprint.get("/report")
@requires(Permission.SEE_INDICATORS)
def report() -> ResponseReturnValue:
    """Show the hiring rate and all that belongs to it.

    The ministry sees the same figures as the directors, aggregated over each school or cohort,
    with nothing hidden; it never sees persons. Hiding small counts is one step with its audit
    (INDICATORS §3, Publication): until that is there, none is hidden, rather than a few badly.
    """
    asked = _asked()
    if asked.options is None:
        return render_template("hiring/report_refused.html", asked=asked, labels=report_labels), 422
    computed = hiring_report(session, asked.scope, asked.options)
    page = ReportPage(computed, asked, principal.may(PERSONS))
    return render_template(
        "hiring/report.html",
        page=page,
        asked=asked,
        labels=report_labels,
        method=method(computed),
    )


@blueprint.get("/report.csv")
@requires(Permission.SEE_INDICATORS)
def report_csv() -> ResponseReturnValue:
    """Send the figures by group and sex as a file for spreadsheets."""
    asked = _asked()
    options = _possible(asked)
    crossed = replace(options, by=(*options.by, Breakdown.SEX))
    text = as_csv(hiring_report(session, asked.scope, crossed, thorough=True))
    return _file(text.encode(), "text/csv", asked, options, "csv")


@blueprint.get("/report.pdf")
@requires(Permission.SEE_INDICATORS)
def report_pdf() -> ResponseReturnValue:
    """Send the report as a PDF in the reader's language."""
    asked = _asked()
    options = _possible(asked)
    computed = hiring_report(session, asked.scope, options, thorough=True)
    paper = Paper(
        computed,
        asked.school.name if asked.school else gettext("Toutes les écoles"),
        reader_language(),
        report_address(options, asked.school.reference if asked.school else None),
        group_names(session, computed),
    )
    return _file(report_document(paper), "application/pdf", asked, options, "pdf")


def _asked() -> Asked:
    schools = schools_counted(session, principal, Permission.SEE_INDICATORS)
    return asked_report(schools, request.args)


def _possible(asked: Asked) -> Options:
    if asked.options is None:
        abort(400)
    return asked.options


def _file(
    content: bytes, mimetype: str, asked: Asked, options: Options, ending: str
) -> ResponseReturnValue:
    whose = asked.school.reference if asked.school else "ecoles"
    safe = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in whose)
    name = f"embauche-{safe}-{options.as_of.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=headers)
