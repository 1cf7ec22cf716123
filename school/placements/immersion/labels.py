"""Words for absences and accidents: reasons, states, care, steps."""

from flask_babel import lazy_gettext

from school.placements.immersion.rules import (
    AbsenceReason,
    AbsenceStatus,
    AccidentStatus,
    Care,
    DutyLevel,
)

REASONS = {
    AbsenceReason.SICKNESS: lazy_gettext("Maladie"),
    AbsenceReason.ACCIDENT: lazy_gettext("Accident"),
    AbsenceReason.FAMILY: lazy_gettext("Raison de famille"),
    AbsenceReason.TRANSPORT: lazy_gettext("Transport"),
    AbsenceReason.NO_WORK: lazy_gettext("Pas de travail ce jour-là : temps, chantier arrêté"),
    AbsenceReason.SCHOOL: lazy_gettext("Appelé par l’école"),
    AbsenceReason.NO_NEWS: lazy_gettext("Sans nouvelles"),
    AbsenceReason.OTHER: lazy_gettext("Une autre raison"),
}

ABSENCE_STATES = {
    AbsenceStatus.DECLARED: lazy_gettext("À régler"),
    AbsenceStatus.EXCUSED: lazy_gettext("Justifiée"),
    AbsenceStatus.UNEXCUSED: lazy_gettext("Non justifiée"),
    AbsenceStatus.MISTAKE: lazy_gettext("Notée par erreur"),
}

ABSENCE_KINDS = {
    AbsenceStatus.DECLARED: "ours",
    AbsenceStatus.EXCUSED: "done",
    AbsenceStatus.UNEXCUSED: "late",
    AbsenceStatus.MISTAKE: "off",
}
"""How the pill of each state looks."""

LEVELS = {
    DutyLevel.SHOWN: lazy_gettext("Montrée"),
    DutyLevel.HELPED: lazy_gettext("Avec aide"),
    DutyLevel.ALONE: lazy_gettext("Sans aide"),
}

CARE = {
    Care.NONE: lazy_gettext("Aucun : presque un accident"),
    Care.FIRST_AID: lazy_gettext("Premiers soins sur place"),
    Care.DOCTOR: lazy_gettext("Un médecin"),
    Care.HOSPITAL: lazy_gettext("L’hôpital"),
}

ACCIDENT_STATES = {
    AccidentStatus.REPORTED: lazy_gettext("Signalé"),
    AccidentStatus.DECLARED: lazy_gettext("Déclaré"),
    AccidentStatus.CLOSED: lazy_gettext("Clos"),
}

ACCIDENT_KINDS = {
    AccidentStatus.REPORTED: "late",
    AccidentStatus.DECLARED: "ours",
    AccidentStatus.CLOSED: "done",
}
"""How the pill of each state looks."""
