"""The definitions that a sealed report goes by, in the report's language (INDICATORS §1 to §3)."""

from flask_babel import gettext

from school.hiring.labels import EVIDENCE_MEANING
from school.hiring.report.labels import RATE_MEANINGS, RULES, STATUSES
from school.hiring.report.labels import RATES as RATE_NAMES
from school.hiring.rules import Evidence, Status
from school.hiring.sealing.parameters import Parameters
from school.web.filters import day_long


def method(parameters: Parameters) -> list[str]:
    """Say in sentences who is counted, when, on which evidence, and what is not published."""
    return [
        _days(parameters),
        gettext(
            "La sortie est le jour du certificat, sinon de la fin du parcours, sinon de l’abandon. "
            "La situation se regarde %(months)s mois après, jour pour jour. Le taux porte sur les "
            "certifiés dont ce jour est passé ; ceux dont on est sans nouvelles y restent.",
            months=parameters.months,
        ),
        gettext(
            "Une embauche est un contrat de travail à durée indéterminée, déterminée ou d’intérim, "
            "commencé avant l’échéance, de trente jours au moins après la sortie, chez n’importe "
            "quel employeur. Preuve demandée au moins : %(evidence)s. Une embauche contestée ne "
            "compte pas.",
            evidence=EVIDENCE_MEANING[parameters.evidence],
        ),
        gettext(
            "Intervalles à 95 % : Wilson pour un taux, Newcombe (méthode 10) pour un écart. Un "
            "écart est établi quand son intervalle ne contient pas zéro."
        ),
        gettext(
            "Une personne compte une fois dans chaque nombre de chaque groupe : les groupes "
            "peuvent se recouvrir, l’ensemble ne compte personne deux fois."
        ),
        *_published(),
        gettext(
            "Le taux d’offre se compare aux offres, la part des femmes aux femmes. Le taux "
            "d’embauche n’a pas de repère comparable."
        ),
    ]


def definitions_file(parameters: Parameters) -> bytes:
    """Write every definition as Markdown: the method, the rates, the situations, the evidence."""
    parts = [
        [gettext("Comment c’est compté"), *method(parameters)],
        [
            gettext("Les taux"),
            *(
                gettext("%(name)s : %(meaning)s.", name=name, meaning=RATE_MEANINGS[key])
                for key, name in RATE_NAMES.items()
            ),
        ],
        [
            gettext("Les situations, la première qui convient"),
            *(
                f"{number}. {STATUSES[status]}. {RULES[status]}"
                for number, status in enumerate(Status, start=1)
            ),
        ],
        [gettext("Les preuves"), *(f"{EVIDENCE_MEANING[level]}." for level in Evidence)],
    ]
    text = "\n\n".join("\n\n".join([f"# {head}", *map(str, lines)]) for head, *lines in parts)
    return f"{text}\n".encode()


def _published() -> list[str]:
    return [
        gettext(
            "Publication : les nombres de 1 à 4 ne sont pas publiés, ni ceux dont on pourrait les "
            "déduire ; un taux demande dix personnes au moins. Quand moins de 60 % des situations "
            "sont connues, seule la fourchette l’est. Un zéro est toujours publié, sauf dans une "
            "colonne qui manque en entier."
        ),
        gettext(
            "Ce qui est masqué d’une école se décide sur le tableau de toutes les écoles, quelles "
            "que soient celles du rapport : les rapports des mêmes jours s’accordent nombre par "
            "nombre. De quelques écoles, l’ensemble ne dit que ce que leurs lignes permettent "
            "d’additionner."
        ),
    ]


def _days(parameters: Parameters) -> str:
    words = gettext(
        "Compte arrêté au %(day)s, d’après les faits enregistrés jusqu’au %(known)s.",
        day=day_long(parameters.as_of),
        known=day_long(parameters.known_on),
    )
    if parameters.period_from is None and parameters.period_to is None:
        return words
    since, until = parameters.period_from, parameters.period_to
    return (
        words
        + " "
        + gettext(
            "Sorties depuis %(since)s, jusqu’au %(until)s.",
            since=day_long(since) if since else gettext("le début"),
            until=day_long(min(until or parameters.as_of, parameters.as_of)),
        )
    )
