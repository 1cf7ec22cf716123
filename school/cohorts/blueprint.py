"""The one blueprint of cohorts, people and roll calls, and what its constraints mean."""

from flask import Blueprint

from school.core.errors import mark
from school.web.submit import explain_constraints

blueprint = Blueprint("cohorts", __name__)

explain_constraints(
    {
        "uq_cohorts_reference": (mark("Ce code est déjà pris : choisissez-en un autre."), "code"),
        "ck_cohorts_ends_after_start": (mark("La fin ne peut pas précéder le début."), "ends_on"),
        "ck_cohorts_capacity_positive": (mark("Une promotion a au moins une place."), "capacity"),
        "uq_enrolments_trainee_id_cohort_id": (
            mark("Cette personne est déjà dans cette promotion."),
            "applied_on",
        ),
        "ck_enrolments_withdrawn_after_enrolled": (
            mark("La fin ne peut pas précéder l’admission."),
            "withdrawn_on",
        ),
        "ck_enrolments_completed_after_enrolled": (
            mark("La fin ne peut pas précéder l’admission."),
            "completed_on",
        ),
        "ck_enrolments_certified_after_enrolled": (
            mark("La fin ne peut pas précéder l’admission."),
            "certified_on",
        ),
        "uq_attendance_trainee_id_cohort_id_date_half_day": (
            mark("Quelqu’un vient de faire cet appel : rechargez la page pour le corriger."),
            None,
        ),
    }
)
