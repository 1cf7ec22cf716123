"""Words for penalties, the file of good faith and hearings, on screen."""

from decimal import Decimal

from flask_babel import lazy_gettext

from school.clauses.penalties.hearing_rules import Decision, HearingState, HearingStep
from school.clauses.penalties.rules import EntryKind, Side
from school.web.filters import number

SIDES = {
    Side.OPERATOR: lazy_gettext("Opérateur"),
    Side.AUTHORITY: lazy_gettext("Maître d’ouvrage"),
    Side.MINISTRY: lazy_gettext("Ministère"),
}
KINDS = {
    EntryKind.REQUEST: lazy_gettext("Demande de candidats"),
    EntryKind.PROPOSAL: lazy_gettext("Proposition reçue"),
    EntryKind.ANSWER: lazy_gettext("Réponse"),
    EntryKind.NOTE: lazy_gettext("Observation"),
}
STATES = {
    HearingState.OPENED: lazy_gettext("Ouverte"),
    HearingState.OPERATOR_HEARD: lazy_gettext("Opérateur entendu"),
    HearingState.AUTHORITY_HEARD: lazy_gettext("Maître d’ouvrage entendu"),
    HearingState.BOTH_HEARD: lazy_gettext("Deux parties entendues"),
    HearingState.DECIDED: lazy_gettext("Décidée"),
}
TURNS = {
    Side.OPERATOR: lazy_gettext("À l’opérateur de répondre"),
    Side.AUTHORITY: lazy_gettext("Au maître d’ouvrage"),
}
STEPS = {
    HearingStep.HEAR_OPERATOR: lazy_gettext("Écrire ce que dit l’opérateur"),
    HearingStep.HEAR_AUTHORITY: lazy_gettext("Écrire ce que dit le maître d’ouvrage"),
    HearingStep.DECIDE: lazy_gettext("Décider"),
}
DECISIONS = {
    Decision.PENALTY: lazy_gettext("Pénalité entière"),
    Decision.REDUCED: lazy_gettext("Pénalité réduite"),
    Decision.TRAINING: lazy_gettext("Formation à la place"),
    Decision.EXEMPTED: lazy_gettext("Exonération"),
}


def money(value: Decimal | None, currency: str | None) -> str:
    """Write an amount with its currency, in hundredths only where it has some."""
    if value is None:
        return "—"
    rounded = value.quantize(Decimal("0.01"))
    places = 0 if rounded == rounded.to_integral_value() else 2
    return f"{number(rounded, places)} {currency or ''}".strip()
