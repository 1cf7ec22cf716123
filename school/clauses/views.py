"""Pages of integration contracts; importing them gives the blueprint those of every part."""

from flask import render_template
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses import labels, queries
from school.clauses.blueprint import blueprint
from school.clauses.board import views as board_views
from school.clauses.board import views_seal
from school.clauses.contracts import views as contract_views
from school.clauses.hours import placement_views, validation_views
from school.clauses.hours import views as hour_views
from school.clauses.members import views as member_views
from school.clauses.people import eligibility_views, joining_views
from school.clauses.people import views as people_views
from school.clauses.policy import is_party
from school.clauses.reports import views as report_views
from school.clauses.standing.presentation import ContractStanding
from school.clauses.standing.report import contract_standing
from school.core.clock import today
from school.web.context import principal, session
from school.web.paging import page_number

__all__ = [
    "blueprint",
    "board_views",
    "contract_views",
    "eligibility_views",
    "hour_views",
    "joining_views",
    "member_views",
    "people_views",
    "placement_views",
    "report_views",
    "validation_views",
    "views_seal",
]


@blueprint.get("/clauses")
@requires(Permission.SEE_CLAUSES)
def index() -> ResponseReturnValue:
    """List the contracts that carry an integration clause."""
    page = queries.contracts(session, principal, page_number())
    return render_template("clauses/index.html", page=page)


@blueprint.get("/clauses/contracts/<reference>")
@requires(Permission.SEE_CLAUSES)
def contract(reference: str) -> ResponseReturnValue:
    """Show a contract: where it stands, its quotas, what is planned, notices."""
    day = today()
    page = queries.contract_page(session, principal, reference, day)
    standing = contract_standing(session, page.contract, page.kept, day)
    shown = {"page": page, "standing": ContractStanding(standing), "labels": labels}
    shown["opened"] = is_party(principal)
    return render_template("clauses/contract.html", **shown)
