"""Pages of signed sheets: one that was corrected, its files, and saying that one has read it."""

from io import BytesIO

from flask import Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.practicals import pages, queries, sheet_operations, sheet_queries, trace_queries
from school.practicals.blueprint import blueprint
from school.practicals.paper.contents import sheet_paper
from school.practicals.paper.document import file_name, sheet_pdf
from school.practicals.sheet_forms import AcknowledgementForm
from school.web.addresses import public_address
from school.web.context import principal, session
from school.web.downloads import download, shown_again
from school.web.logs import personal_data_seen
from school.web.submit import submit

OCTETS = "application/octet-stream"


@blueprint.get("/sheets/<reference>")
@requires(Permission.SEE_PRACTICALS)
def sheet(reference: str) -> ResponseReturnValue:
    """Show a sheet as it was signed, whatever corrected it since."""
    found = sheet_queries.sheet_by_reference(session, principal, reference)
    return render_template("practicals/sheet.html", **pages.sheet_page(session, principal, found))


@blueprint.get("/sheets/<reference>.pdf")
@requires(Permission.SEE_PRACTICALS)
def sheet_file(reference: str) -> ResponseReturnValue:
    """Give a sheet on paper, as it was signed."""
    found = sheet_queries.sheet_by_reference(session, principal, reference)
    personal_data_seen("practical_sheet", found.trainee.reference, principal.account_id)
    address = public_address("practicals.sheet", reference=reference)
    paper = sheet_pdf(sheet_paper(session, found), address)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(found)}"',
        "Cache-Control": "private, no-store",
    }
    return Response(paper, mimetype="application/pdf", headers=headers)


@blueprint.get("/photos/<reference>.jpg")
@requires(Permission.SEE_PRACTICALS)
def photo(reference: str) -> ResponseReturnValue:
    """Show a photo of a sheet."""
    found = sheet_queries.photo_by_reference(session, principal, reference)
    return shown_again(
        lambda: sheet_queries.photo_content(session, found), "image/jpeg", found.digest
    )


@blueprint.get("/traces/<reference>.sor")
@requires(Permission.SEE_PRACTICALS)
def trace_file(reference: str) -> ResponseReturnValue:
    """Give the file of a trace as it was handed in, byte for byte."""
    found, content = trace_queries.trace_by_reference(session, principal, reference)
    return download(BytesIO(content), OCTETS, found.name)


@blueprint.post("/<reference>/acknowledge")
@requires(Permission.ACKNOWLEDGE_PRACTICALS)
def acknowledge(reference: str) -> ResponseReturnValue:
    """Note that an apprentice has read the last sheet of an attempt."""
    assessment = queries.assessment_by_reference(session, principal, reference)
    context = pages.assessment_page(session, principal, assessment)
    form = AcknowledgementForm()

    def action() -> str:
        sheet_operations.acknowledge(
            session, principal, context["sheet"], form.known_version, form.remark.data
        )
        flash(gettext("C’est noté : vous avez lu cette feuille."), "success")
        return url_for("practicals.show", reference=reference)

    return submit(form, "practicals/show.html", action, **context)
