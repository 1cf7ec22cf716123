"""Words for conditions, decisions and revocations, on screen and on paper."""

from flask_babel import lazy_gettext

from school.certification.jury_rules import Outcome, Revocation
from school.certification.rules import ConditionKind, Standing
from school.certification.verification import Validity

STANDINGS = {
    Standing.MET: lazy_gettext("remplit tout"),
    Standing.NOT_MET: lazy_gettext("ne remplit pas tout"),
    Standing.UNKNOWN: lazy_gettext("données manquantes"),
}

STANDING_KINDS = {Standing.MET: "pass", Standing.NOT_MET: "redo", Standing.UNKNOWN: "wait"}
"""The look of each standing, as the piece `verdict` draws it."""

CONDITIONS = {
    ConditionKind.SAFETY: lazy_gettext("Sécurité"),
    ConditionKind.CENTRE_HOURS: lazy_gettext("Heures au centre"),
    ConditionKind.ENTERPRISE_HOURS: lazy_gettext("Heures en entreprise"),
    ConditionKind.PRACTICALS: lazy_gettext("Pratiques acquises"),
    ConditionKind.QUIZ: lazy_gettext("Quiz"),
}

OUTCOMES = {
    Outcome.CERTIFIED: lazy_gettext("certifié"),
    Outcome.ADJOURNED: lazy_gettext("ajourné"),
}

OUTCOME_PILLS = {Outcome.CERTIFIED: "done", Outcome.ADJOURNED: "late"}

OUTCOMES_CHOSEN = {
    Outcome.CERTIFIED: lazy_gettext("Certifier"),
    Outcome.ADJOURNED: lazy_gettext("Ajourner"),
}

REVOCATIONS = {
    Revocation.ERROR: lazy_gettext("délivré par erreur"),
    Revocation.CORRECTED: lazy_gettext("décision du jury corrigée"),
    Revocation.REPLACED: lazy_gettext("remplacé par un autre certificat"),
    Revocation.FRAUD: lazy_gettext("obtenu par fraude"),
}

VALIDITIES = {
    Validity.VALID: lazy_gettext("en vigueur"),
    Validity.REVOKED: lazy_gettext("révoqué"),
    Validity.OTHER_KEY: lazy_gettext("signé par une autre installation"),
    Validity.BROKEN: lazy_gettext("la signature ne tient pas"),
    Validity.UNKNOWN: lazy_gettext("inconnu ici"),
}

VALIDITY_PILLS = {
    Validity.VALID: "done",
    Validity.REVOKED: "late",
    Validity.OTHER_KEY: "off",
    Validity.BROKEN: "late",
    Validity.UNKNOWN: "off",
}
