"""The one blueprint of the pages about juries and certificates."""

from flask import Blueprint

from school.core.errors import mark
from school.web.submit import explain_constraints

blueprint = Blueprint("certification", __name__)

explain_constraints(
    {
        "uq_jury_decisions_reference_recorded_on": (
            mark("Cette décision vient d’être écrite : rechargez la page."),
            None,
        ),
        "uq_jury_members_jury_id_staff_id": (
            mark("Cette personne siège déjà à ce jury."),
            "members",
        ),
    }
)
