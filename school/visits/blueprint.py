"""The blueprint of the pages about visits and contacts."""

from flask import Blueprint

from school.core.errors import mark
from school.web.submit import explain_constraints

blueprint = Blueprint("visits", __name__)

explain_constraints(
    {
        "uq_contact_rules_school_id": (
            mark("Ces règles viennent d’être écrites : rechargez la page."),
            None,
        ),
        "uq_contact_plans_placement_id": (
            mark("Ce plan vient d’être écrit : rechargez la page."),
            None,
        ),
        "uq_agreed_actions_visit_id_position": (
            mark("Cette action vient d’être écrite : rechargez la page."),
            None,
        ),
    }
)
