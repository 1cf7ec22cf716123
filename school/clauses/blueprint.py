"""The blueprint of the pages about integration clauses; `views` gives it its routes."""

from flask import Blueprint

from school.core.errors import mark
from school.web.submit import explain_constraints

blueprint = Blueprint("clauses", __name__)

SPEAKS_ALREADY = mark("Cette personne parle déjà pour eux.")

explain_constraints(
    {
        "uq_clause_members_account_id_enterprise_id": (SPEAKS_ALREADY, "speaks_for"),
        "uq_clause_members_account_id_authority": (SPEAKS_ALREADY, "speaks_for"),
        "uq_clause_reports_contract_id_period_ends_on": (
            mark("Le bilan de cette période est déjà rendu."),
            None,
        ),
    }
)
