"""Words for agreements: states, kinds, sections, parties and channels."""

from flask_babel import gettext, lazy_gettext

from school.placements.agreements.closing import DRAFT_LEFT, PLACEMENT_OVER
from school.placements.agreements.models import AgreementParty, AgreementVersion
from school.placements.agreements.rules import (
    Action,
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
    Section,
)
from school.web.filters import day as written_day

STATES = {
    AgreementStatus.DRAFT: lazy_gettext("Brouillon"),
    AgreementStatus.READY_TO_SIGN: lazy_gettext("À signer"),
    AgreementStatus.PARTIALLY_SIGNED: lazy_gettext("Signée en partie"),
    AgreementStatus.TO_CORRECT: lazy_gettext("À corriger"),
    AgreementStatus.IN_REVIEW: lazy_gettext("À signer par l’école"),
    AgreementStatus.VALIDATED: lazy_gettext("Signée par tous"),
    AgreementStatus.REJECTED: lazy_gettext("Refusée"),
    AgreementStatus.CANCELLED: lazy_gettext("Annulée"),
    AgreementStatus.DEPRECATED: lazy_gettext("Remplacée ou close"),
}

STATE_KINDS = {
    AgreementStatus.DRAFT: "ours",
    AgreementStatus.READY_TO_SIGN: "theirs",
    AgreementStatus.PARTIALLY_SIGNED: "theirs",
    AgreementStatus.TO_CORRECT: "ours",
    AgreementStatus.IN_REVIEW: "ours",
    AgreementStatus.VALIDATED: "done",
}

KINDS = {
    AgreementKind.INITIAL: lazy_gettext("Convention"),
    AgreementKind.PERIOD: lazy_gettext("Avenant : dates et horaires"),
    AgreementKind.PLACE: lazy_gettext("Avenant : lieu"),
    AgreementKind.DUTIES: lazy_gettext("Avenant : missions"),
    AgreementKind.TUTOR: lazy_gettext("Avenant : tuteur"),
    AgreementKind.TRAINER: lazy_gettext("Avenant : formateur"),
    AgreementKind.INTERRUPTION: lazy_gettext("Avenant : interruption"),
    AgreementKind.BREAK_OFF: lazy_gettext("Avenant : rupture"),
}

SECTIONS = {
    Section.PERIOD: lazy_gettext("Dates"),
    Section.SCHEDULE: lazy_gettext("Horaires de la semaine"),
    Section.PLACE: lazy_gettext("Lieu de travail"),
    Section.DUTIES: lazy_gettext("Missions"),
    Section.PROTECTION: lazy_gettext("Protection fournie"),
    Section.TUTOR: lazy_gettext("Tuteur dans l’entreprise"),
    Section.TRAINER: lazy_gettext("Formateur de l’école"),
    Section.REPRESENTATIVE: lazy_gettext("Qui signe pour l’entreprise"),
    Section.EMERGENCY: lazy_gettext("Personne à prévenir"),
    Section.INTERRUPTION: lazy_gettext("Interruption du travail"),
    Section.BREAK_OFF: lazy_gettext("Rupture"),
}

PARTIES = {
    Party.SCHOOL: lazy_gettext("École"),
    Party.REPRESENTATIVE: lazy_gettext("Entreprise"),
    Party.APPRENTICE: lazy_gettext("Apprenti"),
    Party.TUTOR: lazy_gettext("Tuteur"),
}

CHANNELS = {
    Channel.LINK: lazy_gettext("par lien"),
    Channel.PAPER: lazy_gettext("sur papier"),
    Channel.ACCOUNT: lazy_gettext("avec son compte"),
}

ACTIONS = {
    Action.EDIT: lazy_gettext("Remplir la convention"),
    Action.SEND: lazy_gettext("Envoyer à signer"),
    Action.CONFIRM: lazy_gettext("Confirmer les missions"),
    Action.SIGN: lazy_gettext("Relire et signer"),
    Action.ASK_CORRECTION: lazy_gettext("Demander une correction"),
    Action.REVISE: lazy_gettext("Corriger la convention"),
    Action.VALIDATE: lazy_gettext("Signer pour l’école"),
    Action.REJECT: lazy_gettext("Refuser la convention"),
    Action.CANCEL: lazy_gettext("Annuler la convention"),
    Action.ABANDON: lazy_gettext("Abandonner ce brouillon"),
    Action.AMEND: lazy_gettext("Modifier la convention"),
    Action.RENEW: lazy_gettext("Écrire une convention"),
}


def state_words(version: AgreementVersion) -> str:
    """Name the state of a version; what was given up before it was sent, nothing replaced."""
    if version.status is AgreementStatus.DEPRECATED and version.sent_at is None:
        return str(gettext("Abandonnée"))
    return str(STATES[version.status])


def reason_words(version: AgreementVersion) -> tuple[str, str] | None:
    """Say why a version was closed or sent back, and who said so; nothing where nobody did.

    The application says in its own words that a draft was left: the name of the command that
    closes it means nothing to readers.
    """
    if version.reason is None:
        return None
    if version.reason == DRAFT_LEFT:
        return gettext(DRAFT_LEFT), gettext("Fermé par l’application")
    own = gettext(PLACEMENT_OVER) if version.reason == PLACEMENT_OVER else version.reason
    return own, version.reason_by or ""


def signing_words(version: AgreementVersion, *, signs: bool) -> str:
    """Say what somebody does who presses the button of a version; the tutor signs nothing."""
    if not signs:
        return str(ACTIONS[Action.CONFIRM])
    if version.kind is AgreementKind.INITIAL:
        return str(gettext("Signer la convention"))
    return str(gettext("Signer l’avenant"))


def numbered(version: AgreementVersion) -> str:
    """Name a version: what it is, and its number among those of the placement."""
    return str(gettext("%(kind)s, n° %(number)s", kind=KINDS[version.kind], number=version.number))


def signed_words(row: AgreementParty) -> str:
    """Say when, how and as whom a party signed."""
    if row.signed_at is None or row.channel is None:
        return ""
    words = gettext(
        "Signé le %(day)s par %(name)s, %(channel)s",
        day=written_day(row.signed_at.date()),
        name=row.signed_as,
        channel=CHANNELS[row.channel],
    )
    if row.recorded_by:
        words = gettext("%(signed)s, noté par %(name)s", signed=words, name=row.recorded_by)
    return str(words)
