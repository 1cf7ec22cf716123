"""Words of the board."""

from flask_babel import lazy_gettext

from school.clauses.board.rules import Alert, Grouped

ALERTS = {
    Alert.PENALTY_DUE: lazy_gettext("Pénalité due"),
    Alert.ENDED_SHORT: lazy_gettext("Fini sans le quota"),
    Alert.FORECAST_SHORT: lazy_gettext("Manque prévu à la fin"),
    Alert.FAR_BEHIND: lazy_gettext("Loin derrière le prorata"),
    Alert.REPORT_LATE: lazy_gettext("Bilan en retard"),
    Alert.MONTHS_MISSING: lazy_gettext("Mois sans déclaration"),
    Alert.NO_QUOTA: lazy_gettext("Sans quota"),
}

ALERT_PILLS = {
    Alert.PENALTY_DUE: "late",
    Alert.ENDED_SHORT: "late",
    Alert.FORECAST_SHORT: "theirs",
    Alert.FAR_BEHIND: "theirs",
    Alert.REPORT_LATE: "late",
    Alert.MONTHS_MISSING: "off",
    Alert.NO_QUOTA: "off",
}

ALERT_MEANINGS = {
    Alert.PENALTY_DUE: lazy_gettext(
        "Le contrat est fini, la mise en demeure a expiré et aucune exonération n’est acceptée."
    ),
    Alert.ENDED_SHORT: lazy_gettext("Le contrat est fini et des heures manquent."),
    Alert.FORECAST_SHORT: lazy_gettext(
        "Les heures prévues, ou le rythme des mois passés après le premier tiers du contrat, ne "
        "mènent pas au quota."
    ),
    Alert.FAR_BEHIND: lazy_gettext(
        "Un lot a moins des quatre cinquièmes de ce qui devrait être fait à ce jour."
    ),
    Alert.REPORT_LATE: lazy_gettext("Un bilan que le contrat demande n’est pas rendu à temps."),
    Alert.MONTHS_MISSING: lazy_gettext(
        "Pour un mois entier au moins, aucune heure n’est déclarée : il est inconnu, et non nul."
    ),
    Alert.NO_QUOTA: lazy_gettext("Le contrat court et aucun quota n’est en vigueur."),
}

GROUPED = {
    Grouped.CONTRACT: lazy_gettext("Contrat"),
    Grouped.DEPARTMENT: lazy_gettext("Département"),
    Grouped.OPERATOR: lazy_gettext("Opérateur"),
    Grouped.AUTHORITY: lazy_gettext("Maître d’ouvrage"),
}

GROUPED_BY = {
    Grouped.CONTRACT: lazy_gettext("par contrat"),
    Grouped.DEPARTMENT: lazy_gettext("par département"),
    Grouped.OPERATOR: lazy_gettext("par opérateur"),
    Grouped.AUTHORITY: lazy_gettext("par maître d’ouvrage"),
}
