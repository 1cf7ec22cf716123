"""Words for hours of a clause, on screen."""

from flask_babel import lazy_gettext

from school.clauses.hours.rules import HourStep, MonthState, Side
from school.clauses.rules import HourReason, HourStatus

REASONS = {
    HourReason.NOT_ELIGIBLE: lazy_gettext("La personne n’était pas éligible"),
    HourReason.NOT_PROVEN: lazy_gettext("La preuve manque"),
    HourReason.NOT_ON_SITE: lazy_gettext("Pas sur ce chantier"),
    HourReason.COUNTED_TWICE: lazy_gettext("Déjà comptées ailleurs"),
    HourReason.MISTAKE: lazy_gettext("Erreur de saisie"),
    HourReason.LOGBOOK_CHANGED: lazy_gettext("Le carnet a été corrigé"),
    HourReason.OTHER: lazy_gettext("Autre raison"),
}
MONTHS = {
    MonthState.HOURS: lazy_gettext("Des heures"),
    MonthState.NO_HOURS: lazy_gettext("Sans heures"),
    MonthState.UNKNOWN: lazy_gettext("Inconnu"),
}
STEPS = {
    HourStep.DECLARE: lazy_gettext("Déclarer les heures"),
    HourStep.VALIDATE: lazy_gettext("Valider les heures"),
    HourStep.REJECT: lazy_gettext("Rejeter les heures"),
    HourStep.CLAW_BACK: lazy_gettext("Reprendre les heures"),
}
TURNS = {
    Side.DECLARER: lazy_gettext("à l’opérateur de corriger"),
    Side.VALIDATOR: lazy_gettext("au maître d’ouvrage de valider"),
}
STATUS_PILLS = {
    HourStatus.PENDING: "theirs",
    HourStatus.VALIDATED: "done",
    HourStatus.REJECTED: "late",
}
