"""The blueprint of practicals, to which each file of views adds its pages."""

from flask import Blueprint

from school.core.errors import mark
from school.web.submit import explain_constraints

blueprint = Blueprint("practicals", __name__, url_prefix="/practicals")

explain_constraints(
    {
        "uq_equipment_school_id_serial": (
            mark("L’école a déjà un matériel de ce numéro de série."),
            "serial",
        ),
        "uq_reading_keys_school_id_title": (
            mark("L’école a déjà une courbe à lire de ce nom."),
            "title",
        ),
        "uq_reading_key_versions_key_id_number": (
            mark("Quelqu’un d’autre a changé ce corrigé entre-temps."),
            None,
        ),
    }
)
