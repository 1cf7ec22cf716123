"""The one blueprint of cohorts, people and timetables, and what its constraints mean."""

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
        "uq_class_sessions_cohort_id_date_half_day": (
            mark("La promotion a déjà une séance cette demi-journée-là."),
            "date",
        ),
        "uq_class_sessions_trainer_id_date_half_day": (
            mark("Cette personne tient déjà une autre séance cette demi-journée-là."),
            "trainer",
        ),
        "uq_class_sessions_room_id_date_half_day": (
            mark("Cette salle est déjà prise cette demi-journée-là."),
            "room",
        ),
        "uq_rooms_school_id_sort_name": (
            mark("Quelqu’un vient d’ouvrir cette salle : enregistrez de nouveau."),
            "room",
        ),
        "uq_cohort_weeks_cohort_id_starts_on": (
            mark("Quelqu’un vient de changer ce plan : rechargez la page."),
            None,
        ),
        "uq_calendar_days_school_id_date": (
            mark("Quelqu’un vient de noter ce jour : rechargez la page."),
            "date",
        ),
    }
)
