"""The board of integration clauses: its page and its files."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.board import files, labels
from school.clauses.board.documents import board_paper
from school.clauses.board.figures import board_of
from school.clauses.board.filters import Filters, read_filters
from school.clauses.board.policy import contracts_within
from school.clauses.board.presentation import BoardPage
from school.core.clock import today
from school.web.context import principal, session
from school.web.paging import page_number

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/clauses/board")
@requires(Permission.SEE_CLAUSES)
def board() -> ResponseReturnValue:
    """Show every contract that a person may see, the furthest behind first."""
    filters = read_filters(request.args, today())
    page = _page(filters)
    sees_all = principal.sees_all_schools(Permission.SEE_CLAUSES)
    may_seal = sees_all and principal.may(Permission.SEAL_REPORTS)
    shown = {"page": page, "filters": filters, "labels": labels, "may_seal": may_seal}
    return render_template("clauses/board/index.html", **shown), 200 if page else 422


@blueprint.get("/clauses/board.pdf")
@requires(Permission.SEE_CLAUSES)
def board_pdf() -> ResponseReturnValue:
    """Send the board on paper."""
    page = _asked_page()
    return _file(board_paper(page), "application/pdf", f"clauses-{page.as_of}.pdf")


@blueprint.get("/clauses/board.xlsx")
@requires(Permission.SEE_CLAUSES)
def board_xlsx() -> ResponseReturnValue:
    """Send every contract of the board as a workbook."""
    page = _asked_page()
    return _file(files.as_workbook(page.board), WORKBOOK, f"clauses-{page.as_of}.xlsx")


@blueprint.get("/clauses/board.csv")
@requires(Permission.SEE_CLAUSES)
def board_csv() -> ResponseReturnValue:
    """Send every contract of the board as CSV."""
    page = _asked_page()
    return _file(files.as_csv(page.board).encode(), "text/csv", f"clauses-{page.as_of}.csv")


def _asked_page() -> BoardPage:
    page = _page(read_filters(request.args, today()))
    if page is None:
        abort(400)
    return page


def _file(content: bytes, mimetype: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=headers)


def _page(filters: Filters) -> BoardPage | None:
    """Compute the board that was asked for; nothing when that cannot be."""
    if filters.asked is None:
        return None
    everything = board_of(session, filters.asked, contracts_within(principal))
    return BoardPage(everything, filters.narrow(everything), filters, page_number())
