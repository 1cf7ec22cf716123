"""Words for consultations: states, steps, weights, what is asked and what is decided."""

from datetime import date

from flask_babel import lazy_gettext

from school.enterprises.consultations.models import Consultation, ConsultationItem
from school.enterprises.consultations.rules import (
    ConsultationState,
    Dates,
    ItemKind,
    Step,
    Verdict,
    Weighting,
    Who,
    turn,
)
from school.web.filters import day, title
from school.web.standing import Standing

STATES = {
    ConsultationState.DRAFT: lazy_gettext("En préparation"),
    ConsultationState.OPEN: lazy_gettext("Ouverte"),
    ConsultationState.CLOSED: lazy_gettext("Fermée"),
    ConsultationState.RETURNED: lazy_gettext("Rendue aux entreprises"),
}

KINDS = {
    ItemKind.MODULE: lazy_gettext("Modules"),
    ItemKind.TECHNOLOGY: lazy_gettext("Technologies"),
}

WEIGHTINGS = {
    Weighting.ONE_EACH: lazy_gettext("Chaque entreprise compte une fois"),
    Weighting.BY_PLACES: lazy_gettext("Chaque entreprise compte selon les places qu’elle offre"),
}

VERDICTS = {
    Verdict.STRENGTHEN: lazy_gettext("Renforcer"),
    Verdict.KEEP: lazy_gettext("Garder tel quel"),
    Verdict.REDUCE: lazy_gettext("Réduire"),
    Verdict.POSTPONE: lazy_gettext("Remettre à plus tard"),
    Verdict.REFUSE: lazy_gettext("Ne pas retenir"),
}

VERDICTS_TOLD = {
    Verdict.STRENGTHEN: lazy_gettext("renforcé"),
    Verdict.KEEP: lazy_gettext("gardé tel quel"),
    Verdict.REDUCE: lazy_gettext("réduit"),
    Verdict.POSTPONE: lazy_gettext("remis à plus tard"),
    Verdict.REFUSE: lazy_gettext("non retenu"),
}

STEPS = {
    Step.OPEN: lazy_gettext("Ouvrir et écrire aux entreprises"),
    Step.CLOSE: lazy_gettext("Fermer la consultation"),
    Step.SEND_BACK: lazy_gettext("Dire aux entreprises ce qui en est venu"),
}

DONE = {
    Step.OPEN: lazy_gettext("La consultation est ouverte."),
    Step.CLOSE: lazy_gettext("La consultation est fermée : le comité peut décider."),
    Step.SEND_BACK: lazy_gettext("Les entreprises reçoivent ce qui a été décidé."),
}

WHO = {
    Who.SCHOOL: lazy_gettext("Au tour de l’école depuis le %(day)s"),
    Who.ENTERPRISES: lazy_gettext("Au tour des entreprises depuis le %(day)s"),
    Who.COMMITTEE: lazy_gettext("Au tour du comité depuis le %(day)s"),
    Who.CURRICULUM: lazy_gettext(
        "Rendue le %(day)s ; la version du référentiel qui applique les décisions est à nommer"
    ),
    Who.NOBODY: lazy_gettext("Rendue le %(day)s"),
}

WHO_KINDS = {
    Who.SCHOOL: "ours",
    Who.ENTERPRISES: "theirs",
    Who.COMMITTEE: "ours",
    Who.CURRICULUM: "ours",
    Who.NOBODY: "done",
}
"""The look of each turn, as the piece `pill` draws it."""


def dates_of(consultation: Consultation) -> Dates:
    """Give the days of a consultation as the rules take them."""
    return Dates(
        consultation.made_on,
        consultation.closes_on,
        consultation.opened_on,
        consultation.closed_on,
        consultation.returned_on,
    )


def standing(
    consultation: Consultation, today: date, undecided: int = 0, unnamed: int = 0
) -> Standing:
    """Say where a consultation stands: what awaits the committee, and a version to be named."""
    dates = dates_of(consultation)
    who, since = turn(consultation.state, dates, today, undecided=undecided, unnamed=unnamed)
    return Standing(
        str(STATES[consultation.state]), WHO_KINDS[who], str(WHO[who] % {"day": day(since)})
    )


def item_words(item: ConsultationItem) -> str:
    """Name an item: a technology as the school wrote it, a module by its code and title."""
    if item.kind is ItemKind.TECHNOLOGY or item.module is None:
        return item.label or ""
    return f"{item.module.reference} · {title(item.module)}"
