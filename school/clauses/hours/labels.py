"""Words for hours of a clause, on screen."""

from flask_babel import lazy_gettext, ngettext

from school.clauses.hours.rules import Hindrance, HourStep, MonthState, Proof, Side
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
HINDRANCES = {
    Hindrance.OUTSIDE: lazy_gettext("Hors du contrat"),
    Hindrance.NOT_ELIGIBLE: lazy_gettext("Pas éligible ce jour-là"),
    Hindrance.COUNTED_TWICE: lazy_gettext("Le jour compte déjà ailleurs"),
    Hindrance.BEYOND_DAY: lazy_gettext("Plus d’heures que le jour n’en compte"),
}
PROOFS = {
    Proof.LOGBOOK: lazy_gettext("carnet de l’apprenti"),
    Proof.SHEET: lazy_gettext("feuille du mois"),
    Proof.FILE: lazy_gettext("fichier importé"),
}
MONTHS = {
    MonthState.HOURS: lazy_gettext("Des heures"),
    MonthState.NO_HOURS: lazy_gettext("Sans heures"),
    MonthState.UNKNOWN: lazy_gettext("Inconnu"),
    MonthState.PARTIAL: lazy_gettext("Mois incomplet"),
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


def hindered_words(hindrance: Hindrance, days: int) -> str:
    """Say of how many days hours do not count, and why, in a few words."""
    return {
        Hindrance.OUTSIDE: ngettext(
            "%(num)s jour hors du contrat", "%(num)s jours hors du contrat", days
        ),
        Hindrance.NOT_ELIGIBLE: ngettext(
            "%(num)s jour sans éligibilité", "%(num)s jours sans éligibilité", days
        ),
        Hindrance.COUNTED_TWICE: ngettext(
            "%(num)s jour déjà compté ailleurs", "%(num)s jours déjà comptés ailleurs", days
        ),
        Hindrance.BEYOND_DAY: ngettext("%(num)s jour trop long", "%(num)s jours trop longs", days),
    }[hindrance]
