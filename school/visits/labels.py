"""Words for visits, on screen."""

from flask_babel import lazy_gettext

from school.visits.rules import ActionOwner, MissedReason, VisitKind, VisitState

KINDS = {
    VisitKind.VISIT: lazy_gettext("Visite"),
    VisitKind.CALL: lazy_gettext("Appel"),
    VisitKind.MESSAGE: lazy_gettext("Message"),
}

STATES = {
    VisitState.LATE: lazy_gettext("En retard"),
    VisitState.PLANNED: lazy_gettext("À faire"),
    VisitState.DONE: lazy_gettext("Faites"),
    VisitState.MISSED: lazy_gettext("Manquées"),
}

MISSED_REASONS = {
    MissedReason.APPRENTICE_AWAY: lazy_gettext("Apprenti absent"),
    MissedReason.TUTOR_AWAY: lazy_gettext("Tuteur absent"),
    MissedReason.SITE_MOVED: lazy_gettext("Chantier déplacé"),
    MissedReason.ENTERPRISE_POSTPONED: lazy_gettext("Reportée par l’entreprise"),
    MissedReason.TRAINER_PREVENTED: lazy_gettext("Empêchement du formateur"),
    MissedReason.NO_TRANSPORT: lazy_gettext("Pas de transport, ou route coupée"),
    MissedReason.OTHER: lazy_gettext("Autre raison"),
}

OWNERS = {
    ActionOwner.APPRENTICE: lazy_gettext("Apprenti"),
    ActionOwner.TUTOR: lazy_gettext("Tuteur"),
    ActionOwner.TRAINER: lazy_gettext("Formateur"),
}
