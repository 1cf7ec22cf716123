"""The one blueprint of the pages about sealed reports."""

from flask import Blueprint

from school.core.errors import mark
from school.web.submit import explain_constraints

blueprint = Blueprint("sealing", __name__)

explain_constraints(
    {
        "uq_sealed_reports_code": (mark("Ce rapport vient d’être scellé."), None),
        "uq_sealed_reports_replaces_id": (
            mark("Ce rapport a déjà une édition plus récente."),
            None,
        ),
    }
)
