"""The report of hiring: its page and its files."""

from dataclasses import replace

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.hiring.blueprint import blueprint
from school.hiring.indicators.files import as_csv
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.indicators.report import hiring_report
from school.hiring.publication.quarters import quarterly_options
from school.hiring.publication.reports import published_report
from school.hiring.report import labels as report_labels
from school.hiring.report.documents import Paper, report_address, report_document
from school.hiring.report.filters import Asked, asked_report, fixed_report
from school.hiring.report.method import method
from school.hiring.report.pages import ReportPage
from school.hiring.report.published_pages import PublishedPage, published_document
from school.hiring.report.queries import group_names, schools_counted
from school.web.context import principal, session
from school.web.i18n import reader_language

PERSONS = Permission.SEE_PERSONS_BEHIND_FIGURES


@blueprint.get("/report")
@requires(Permission.SEE_INDICATORS)
def report() -> ResponseReturnValue:
    """Show the hiring rate and all that belongs to it.

    Who may see the persons behind every figure reads all of them; anybody else, the ministry, what
    may be published (INDICATORS §3, Publication), at the end of the last quarter.
    """
    asked = _asked()
    if asked.options is None:
        return render_template("hiring/report_refused.html", asked=asked, labels=report_labels), 422
    if asked.options.profile is not Profile.INTERNAL:
        return _published_report(_published_page(asked, asked.options))
    computed = hiring_report(session, asked.scope, asked.options)
    page = ReportPage(computed, asked, principal.may(PERSONS))
    return render_template(
        "hiring/report.html",
        page=page,
        asked=asked,
        labels=report_labels,
        method=method(computed),
    )


def _published_page(asked: Asked, options: Options, *, thorough: bool = False) -> PublishedPage:
    published = published_report(session, asked.chosen, options, thorough=thorough)
    return PublishedPage(published, asked)


def _published_report(page: PublishedPage) -> ResponseReturnValue:
    return render_template("hiring/report_published.html", page=page, asked=page.asked)


@blueprint.get("/report.csv")
@requires(Permission.SEE_INDICATORS)
def report_csv() -> ResponseReturnValue:
    """Send the figures by group and sex as a file for spreadsheets; published ones by group alone.

    By group and sex more would have to be hidden than on the page, and the two be read together.
    """
    asked = _asked()
    options = _possible(asked)
    if options.profile is Profile.INTERNAL:
        options = replace(options, by=(*options.by, Breakdown.SEX))
    text = as_csv(published_report(session, asked.chosen, options, thorough=True))
    return _file(text.encode(), "text/csv", asked, options, "csv")


@blueprint.get("/report.pdf")
@requires(Permission.SEE_INDICATORS)
def report_pdf() -> ResponseReturnValue:
    """Send the report as a PDF in the reader's language."""
    asked = _asked()
    options = _possible(asked)
    return _file(_document(asked, options), "application/pdf", asked, options, "pdf")


def _document(asked: Asked, options: Options) -> bytes:
    if options.profile is not Profile.INTERNAL:
        page = _published_page(asked, options, thorough=True)
        return published_document(page, reader_language())
    computed = hiring_report(session, asked.scope, options, thorough=True)
    paper = Paper(
        computed,
        asked.school.name if asked.school else gettext("Toutes les écoles"),
        reader_language(),
        report_address(options, asked.school.reference if asked.school else None),
        group_names(session, computed),
    )
    return report_document(paper)


def _asked() -> Asked:
    schools = schools_counted(session, principal, Permission.SEE_INDICATORS)
    asked = asked_report(schools, request.args)
    counted = asked.scope.school_ids
    inside = counted is not None and counted <= principal.school_ids(PERSONS)
    if inside:
        return asked
    return fixed_report(schools, request.args, quarterly_options(today()))


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
