"""Words for contracts, evidence, decisions and situations, and for what a fact says."""

from flask_babel import gettext, lazy_gettext

from school.hiring.models import Hire, Offer, Situation
from school.hiring.rules import Contract, Decision, Evidence, SituationKind
from school.web.filters import day as written_day

CONTRACTS = {
    Contract.OPEN_ENDED: lazy_gettext("Durée indéterminée (CDI)"),
    Contract.FIXED_TERM: lazy_gettext("Durée déterminée (CDD)"),
    Contract.TEMPORARY: lazy_gettext("Travail temporaire"),
    Contract.APPRENTICESHIP: lazy_gettext("Contrat d’apprentissage"),
    Contract.INTERNSHIP: lazy_gettext("Stage"),
}

SHORT_CONTRACTS = {
    Contract.OPEN_ENDED: lazy_gettext("CDI"),
    Contract.FIXED_TERM: lazy_gettext("CDD"),
    Contract.TEMPORARY: lazy_gettext("Intérim"),
    Contract.APPRENTICESHIP: lazy_gettext("Contrat d’apprentissage"),
    Contract.INTERNSHIP: lazy_gettext("Stage"),
}

EVIDENCE = {
    Evidence.DECLARED: lazy_gettext("E1, déclaré"),
    Evidence.CONFIRMED: lazy_gettext("E2, confirmé"),
    Evidence.DOCUMENT_SEEN: lazy_gettext("E3, document vu"),
}

EVIDENCE_MEANING = {
    Evidence.DECLARED: lazy_gettext("E1, déclaré : la personne le dit"),
    Evidence.CONFIRMED: lazy_gettext("E2, confirmé : l’employeur le dit, avec son nom et la date"),
    Evidence.DOCUMENT_SEEN: lazy_gettext("E3, document vu : contrat, bulletin ou attestation"),
}

DECISIONS = {
    Decision.PENDING: lazy_gettext("En attente"),
    Decision.ACCEPTED: lazy_gettext("Acceptée"),
    Decision.DECLINED: lazy_gettext("Refusée"),
    Decision.WITHDRAWN: lazy_gettext("Retirée"),
}

DECISION_PILLS = {
    Decision.PENDING: "theirs",
    Decision.ACCEPTED: "done",
    Decision.DECLINED: "off",
    Decision.WITHDRAWN: "off",
}

SITUATIONS = {
    SituationKind.SELF_EMPLOYED: lazy_gettext("À son compte"),
    SituationKind.STUDYING: lazy_gettext("En études"),
    SituationKind.SEEKING: lazy_gettext("Cherche un emploi"),
    SituationKind.INACTIVE: lazy_gettext("Ne cherche pas d’emploi"),
    SituationKind.DECEASED: lazy_gettext("Décès"),
    SituationKind.INSTITUTIONALISED: lazy_gettext("En institution"),
    SituationKind.MEDICAL: lazy_gettext("Arrêt de santé"),
}

FIRM = {True: lazy_gettext("Offre ferme"), False: lazy_gettext("Intention, pas encore ferme")}

IN_TRADE = {
    True: lazy_gettext("Dans le métier"),
    False: lazy_gettext("Hors du métier"),
    None: lazy_gettext("Métier non précisé"),
}

FULL_TIME = {
    True: lazy_gettext("À temps plein"),
    False: lazy_gettext("À temps partiel"),
    None: lazy_gettext("Temps non précisé"),
}

CONTESTED = {
    True: lazy_gettext("Contestée : ne compte à aucun niveau de preuve"),
    False: lazy_gettext("Non contestée"),
}


def described(fact: Offer | Hire | Situation) -> list[tuple[str, str]]:
    """Say what a fact states, as pairs of a term and its value."""
    if isinstance(fact, Offer):
        return _offer(fact)
    return _hire(fact) if isinstance(fact, Hire) else _situation(fact)


def employer_of(fact: Offer | Hire) -> str:
    """Name who offers or employs."""
    name = fact.enterprise.name if fact.enterprise else getattr(fact, "employer_name", None)
    return str(name or gettext("Non précisé"))


def _offer(offer: Offer) -> list[tuple[str, str]]:
    contract = CONTRACTS[offer.contract] if offer.contract else gettext("Non précisé")
    return [
        (gettext("Entreprise"), employer_of(offer)),
        (gettext("Faite le"), written_day(offer.offered_on)),
        (gettext("Engagement"), str(FIRM[offer.firm])),
        (gettext("Contrat"), str(contract)),
        (gettext("Réponse"), str(DECISIONS[offer.decision])),
        (gettext("Réponse du"), written_day(offer.decided_on)),
    ]


def _hire(hire: Hire) -> list[tuple[str, str]]:
    return [
        (gettext("Employeur"), employer_of(hire)),
        (gettext("Contrat"), str(CONTRACTS[hire.contract])),
        (gettext("Début"), written_day(hire.starts_on)),
        (gettext("Fin"), written_day(hire.ends_on)),
        (gettext("Métier"), str(IN_TRADE[hire.in_trade])),
        (gettext("Preuve"), str(EVIDENCE_MEANING[hire.evidence])),
        (gettext("Contestation"), str(CONTESTED[hire.contested])),
    ]


def _situation(situation: Situation) -> list[tuple[str, str]]:
    evidence = situation.evidence
    return [
        (gettext("Situation"), str(SITUATIONS[situation.situation])),
        (gettext("Constatée le"), written_day(situation.observed_on)),
        (gettext("Début"), written_day(situation.starts_on)),
        (gettext("Fin"), written_day(situation.ends_on)),
        (gettext("Temps"), str(FULL_TIME[situation.full_time])),
        (
            gettext("Preuve"),
            str(EVIDENCE_MEANING[evidence]) if evidence else gettext("Non précisée"),
        ),
    ]
