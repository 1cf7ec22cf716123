"""Words of the report: indicators, statuses, rules, breakdowns and what was counted."""

from flask_babel import lazy_gettext

from school.hiring.indicators.benchmarks import Verdict
from school.hiring.indicators.figures import COUNTS_OF_PLACES
from school.hiring.indicators.options import Breakdown
from school.hiring.rules import Status

RATES = {
    "hire_rate": lazy_gettext("Taux d’embauche vérifié"),
    "hire_rate_known": lazy_gettext("Taux parmi les situations connues"),
    "coverage": lazy_gettext("Situations connues"),
    "integration_rate": lazy_gettext("Taux d’insertion, indépendants compris"),
    "positive_destination_rate": lazy_gettext("Devenir favorable, études comprises"),
    "employed_at_rate": lazy_gettext("En emploi à la date"),
    "same_employer_rate": lazy_gettext("Maintien chez le même employeur, du 6e au 12e mois"),
    "in_trade_rate": lazy_gettext("Embauches dans le métier"),
    "in_trade_rate_known": lazy_gettext("Dans le métier, parmi les métiers connus"),
    "yield_rate": lazy_gettext("Rendement sur les entrées"),
    "retention_rate": lazy_gettext("Maintien en formation"),
    "pass_rate": lazy_gettext("Réussite"),
    "certification_rate": lazy_gettext("Certification"),
    "offer_rate": lazy_gettext("Taux d’offre d’embauche"),
    "offer_rate_recorded": lazy_gettext("Taux d’offre, offres enregistrées seules"),
    "offer_acceptance_rate": lazy_gettext("Offres acceptées"),
}

RATE_MEANINGS = {
    "hire_rate": lazy_gettext("embauchés parmi les certifiés dont l’échéance est passée"),
    "hire_rate_known": lazy_gettext("embauchés parmi ceux dont la situation est connue"),
    "coverage": lazy_gettext("connus parmi les certifiés dont l’échéance est passée"),
    "integration_rate": lazy_gettext("embauchés ou à leur compte"),
    "positive_destination_rate": lazy_gettext("embauchés, à leur compte ou en études"),
    "employed_at_rate": lazy_gettext("sous contrat le jour même de l’échéance"),
    "same_employer_rate": lazy_gettext("parmi ceux qui étaient en emploi au sixième mois"),
    "in_trade_rate": lazy_gettext("première embauche dans le métier, parmi les embauchés"),
    "in_trade_rate_known": lazy_gettext("sans ceux dont le métier n’est pas précisé"),
    "yield_rate": lazy_gettext("embauchés parmi ceux qui sont restés six semaines au moins"),
    "retention_rate": lazy_gettext("parcours finis parmi les sortis"),
    "pass_rate": lazy_gettext("certifiés parmi les parcours finis"),
    "certification_rate": lazy_gettext("certifiés parmi les sortis"),
    "offer_rate": lazy_gettext("offre ferme ou embauche, parmi les fins de placement"),
    "offer_rate_recorded": lazy_gettext("offre ferme enregistrée, parmi les fins de placement"),
    "offer_acceptance_rate": lazy_gettext("parmi les offres fermes acceptées ou refusées"),
}

MEASURES_OF_RATES = {
    "hire_rate": ("hired", "counted"),
    "hire_rate_known": ("hired", "known"),
    "coverage": ("known", "counted"),
    "integration_rate": ("integrated", "counted"),
    "positive_destination_rate": ("favourable", "favourable_base"),
    "yield_rate": ("yield_hired", "yield_base"),
    "retention_rate": ("completed", "leavers"),
    "pass_rate": ("certified", "completed"),
    "certification_rate": ("certified", "leavers"),
    "offer_rate": ("offered_or_hired", "placed"),
    "offer_rate_recorded": ("offered", "placed"),
    "offer_acceptance_rate": ("offers_accepted", "offers_decided"),
    "employed_at_rate": ("employed", "counted"),
    "same_employer_rate": ("kept", "employed_at_six"),
    "in_trade_rate": ("in_trade", "hired"),
    "in_trade_rate_known": ("in_trade", "trade_known"),
}
"""The counts whose persons stand behind numerator and denominator of each rate (§3)."""

MEASURES_OF_PLACES = COUNTS_OF_PLACES
"""The counts whose persons stand at each place of the way."""

MEASURES = {
    "applied": lazy_gettext("Candidatures"),
    "entrants": lazy_gettext("Entrées d’au moins six semaines"),
    "leavers": lazy_gettext("Sorties"),
    "completed": lazy_gettext("Parcours finis"),
    "certified": lazy_gettext("Certifications"),
    "counted": lazy_gettext("Certifiés comptés dans le taux"),
    "known": lazy_gettext("Situations connues"),
    "integrated": lazy_gettext("Embauchés ou à leur compte"),
    "favourable": lazy_gettext("Embauchés, à leur compte ou en études"),
    "favourable_base": lazy_gettext("Comptés dans le taux, ou en études"),
    "immature": lazy_gettext("Échéance à venir"),
    "excluded": lazy_gettext("Exclus du calcul"),
    "continuing": lazy_gettext("En études"),
    "hired": lazy_gettext("Embauchés"),
    "self_employed": lazy_gettext("À leur compte"),
    "not_hired": lazy_gettext("Sans emploi"),
    "unknown": lazy_gettext("Sans nouvelles"),
    "yield_base": lazy_gettext("Entrées comptées dans le rendement"),
    "yield_hired": lazy_gettext("Embauchés parmi les entrées"),
    "placed": lazy_gettext("Sortis après la fin d’un placement"),
    "offered": lazy_gettext("Avec une offre ferme enregistrée"),
    "offered_or_hired": lazy_gettext("Avec une offre ferme ou une embauche"),
    "offers_decided": lazy_gettext("Avec une offre acceptée ou refusée"),
    "offers_accepted": lazy_gettext("Avec une offre acceptée"),
    "employed": lazy_gettext("En emploi le jour de l’échéance"),
    "in_trade": lazy_gettext("Embauchés dans le métier"),
    "trade_known": lazy_gettext("Embauchés dont le métier est précisé"),
    "employed_at_six": lazy_gettext("En emploi au sixième mois, douze mois passés"),
    "kept": lazy_gettext("Chez le même employeur au douzième mois"),
}

STATUSES = {
    Status.IMMATURE: lazy_gettext("Échéance à venir"),
    Status.EXCLUDED: lazy_gettext("Hors du calcul"),
    Status.CONTINUING: lazy_gettext("En études"),
    Status.HIRED: lazy_gettext("Personne embauchée"),
    Status.SELF_EMPLOYED: lazy_gettext("À son compte"),
    Status.NOT_HIRED: lazy_gettext("Sans emploi"),
    Status.UNKNOWN: lazy_gettext("Sans nouvelles"),
}

STATUS_PILLS = {
    Status.IMMATURE: "off",
    Status.EXCLUDED: "off",
    Status.CONTINUING: "ours",
    Status.HIRED: "done",
    Status.SELF_EMPLOYED: "done",
    Status.NOT_HIRED: "theirs",
    Status.UNKNOWN: "late",
}

RULES = {
    Status.IMMATURE: lazy_gettext("Le jour de l’échéance n’est pas encore passé."),
    Status.EXCLUDED: lazy_gettext(
        "Décès, institution ou arrêt de plus de 90 jours à l’échéance, document vu."
    ),
    Status.CONTINUING: lazy_gettext(
        "Études à plein temps, ou apprentissage commencé depuis, le jour de l’échéance."
    ),
    Status.HIRED: lazy_gettext(
        "Contrat de trente jours au moins après la sortie, commencé avant l’échéance."
    ),
    Status.SELF_EMPLOYED: lazy_gettext("Activité à son compte pendant trente jours au moins."),
    Status.NOT_HIRED: lazy_gettext("Vu sans emploi le jour de l’échéance ou après."),
    Status.UNKNOWN: lazy_gettext("Aucun fait ne compte à l’échéance."),
}

RULE_NUMBERS = {
    Status.IMMATURE: 1,
    Status.EXCLUDED: 2,
    Status.CONTINUING: 3,
    Status.HIRED: 4,
    Status.SELF_EMPLOYED: 5,
    Status.NOT_HIRED: 6,
    Status.UNKNOWN: 7,
}
"""The place of each rule in INDICATORS §2; the first that matches decides."""


def rule_choices() -> list[tuple[str, str]]:
    """Give the statuses with the numbers of their rules, for a list to choose from."""
    return [(status.value, f"{RULE_NUMBERS[status]}. {STATUSES[status]}") for status in STATUSES]


BREAKDOWNS = {
    Breakdown.SCHOOL: lazy_gettext("École"),
    Breakdown.PATH: lazy_gettext("Parcours"),
    Breakdown.COHORT: lazy_gettext("Promotion"),
    Breakdown.SEX: lazy_gettext("Sexe"),
    Breakdown.ENTERPRISE: lazy_gettext("Entreprise du placement"),
    Breakdown.DEPARTMENT: lazy_gettext("Département"),
    Breakdown.CONTRACT: lazy_gettext("Contrat"),
    Breakdown.EVIDENCE: lazy_gettext("Preuve"),
    Breakdown.AGE_BAND: lazy_gettext("Âge"),
    Breakdown.DISABILITY: lazy_gettext("Handicap"),
}

PLACES = {
    "applied": lazy_gettext("Candidatures"),
    "intake": lazy_gettext("Entrées"),
    "completion": lazy_gettext("Parcours finis"),
    "certification": lazy_gettext("Certifications"),
    "hire": lazy_gettext("Embauches"),
}
"""The five places of the way at which the share of women is given."""

VERDICTS = {
    Verdict.ABOVE: lazy_gettext("au-dessus"),
    Verdict.BELOW: lazy_gettext("en dessous"),
    Verdict.NOT_DISTINGUISHABLE: lazy_gettext("pas de différence établie"),
}
