"""How the figures are counted, in sentences for the page and the PDF (INDICATORS §1 to §3)."""

from flask_babel import gettext, ngettext

from school.hiring.indicators.report import Report
from school.hiring.labels import EVIDENCE_MEANING
from school.web.filters import day_long, number


def method(report: Report) -> list[str]:
    """Say who is counted, from when to when, on which evidence, and how sure a rate is."""
    return [_people(report), _hire(report), _left_out(report), _days(report), _intervals(), _once()]


def _people(report: Report) -> str:
    tally = report.total.figures.tally
    return ngettext(
        "Le taux porte sur %(people)s personne certifiée, dont l’échéance de %(months)s mois "
        "est passée.",
        "Le taux porte sur %(people)s personnes certifiées, dont l’échéance de %(months)s mois "
        "est passée.",
        tally.n,
        people=number(tally.n),
        months=report.options.months,
    )


def _hire(report: Report) -> str:
    return gettext(
        "Est embauchée la personne qui a un contrat de travail (durée indéterminée, durée "
        "déterminée, intérim) commencé avant l’échéance et qui dure trente jours au moins après "
        "la sortie, chez n’importe quel employeur. Preuve demandée au moins : %(evidence)s. "
        "Une embauche contestée ne compte pas.",
        evidence=EVIDENCE_MEANING[report.options.evidence],
    )


def _left_out(report: Report) -> str:
    tally = report.total.figures.tally
    return gettext(
        "Hors du calcul : %(excluded)s pour décès, institution ou longue maladie sur document, "
        "%(continuing)s en études à plein temps ou en apprentissage, %(immature)s dont "
        "l’échéance est à venir. Les personnes sans nouvelles restent dans le calcul.",
        excluded=number(tally.excluded),
        continuing=number(tally.continuing),
        immature=number(tally.immature),
    )


def _days(report: Report) -> str:
    options = report.options
    words = gettext(
        "Compte arrêté au %(day)s, d’après les faits enregistrés jusqu’au %(known)s.",
        day=day_long(options.as_of),
        known=day_long(options.known_on),
    )
    if options.period_from or options.period_to:
        since = day_long(options.period_from) if options.period_from else gettext("le début")
        words += " " + gettext(
            "Sorties depuis %(since)s, jusqu’au %(until)s.",
            since=since,
            until=day_long(options.last_exit),
        )
    if report.provisional:
        words += " " + gettext(
            "Chiffres provisoires jusqu’au %(day)s.", day=day_long(report.settles_on)
        )
    return words


def _intervals() -> str:
    return gettext(
        "Intervalles à 95 % : Wilson pour un taux, Newcombe (méthode 10) pour un écart. Un écart "
        "est établi quand son intervalle ne contient pas zéro."
    )


def _once() -> str:
    return gettext(
        "Une personne compte une fois dans chaque nombre de chaque groupe : les groupes peuvent se "
        "recouvrir, l’ensemble ne compte personne deux fois."
    )
