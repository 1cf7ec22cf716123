"""Turns of what waits in writing: agreements to sign, proposals to answer, consultations to end."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext, lazy_gettext, ngettext

from school.access.permissions import Permission
from school.access.principal import Principal
from school.enterprises.consultations.rules import ConsultationState
from school.oversight.turns import PATIENCE_DAYS, Turn
from school.oversight.waiting_queries import WaitingConsultation, WaitingProposal
from school.placements.agreements.labels import PARTIES as AGREEMENT_PARTIES
from school.placements.agreements.progress_rules import is_late as is_agreement_late
from school.placements.agreements.rules import SIGNING, AgreementKind, AgreementStatus
from school.placements.agreements.rules import Party as AgreementParty
from school.placements.agreements.waiting_queries import WaitingAgreement
from school.placements.ends.labels import TASKS
from school.placements.ends.rules import EndTask
from school.placements.models import Placement
from school.placements.proposals.rules import Party, turn
from school.web.filters import day as day_words
from school.web.filters import of


def agreement_turns(
    waiting: Iterable[WaitingAgreement], principal: Principal, at: datetime
) -> list[Turn]:
    """Say of each agreement that waits whose turn it is, and take the reader to it."""
    return [_agreement_turn(one, principal, at) for one in waiting]


def _agreement_turn(one: WaitingAgreement, principal: Principal, at: datetime) -> Turn:
    ours = is_for_reader(one, principal)
    waited = (at - one.since).days
    return Turn(
        title=_agreement_title(one, principal) % {"of_name": of(one.person), "name": one.person},
        url=url_for("placements.agreement", reference=one.placement),
        who_kind="late"
        if is_agreement_late(one.status, one.since, at, is_newest=True)
        else "ours"
        if ours
        else "theirs",
        who_label=gettext("Vous") if ours else _agreement_parties(one),
        text=one.enterprise,
        since=ngettext("depuis %(num)s jour", "depuis %(num)s jours", waited) if waited > 0 else "",
    )


def end_turns(ends: Mapping[Placement, date]) -> list[Turn]:
    """Ask an apprentice about each end of a placement that they have not answered."""
    return [
        Turn(
            title=str(TASKS[EndTask.ANSWER]),
            url=url_for("placements.end", reference=placement.reference),
            who_kind="ours",
            who_label=gettext("Vous"),
            text=placement.enterprise.name,
            since=gettext("depuis %(day)s", day=day_words(since)),
        )
        for placement, since in ends.items()
    ]


def is_for_reader(one: WaitingAgreement, principal: Principal) -> bool:
    """Tell whether an agreement waits for the very person who reads."""
    if one.status not in SIGNING:
        return principal.may(Permission.MANAGE_PLACEMENTS)
    if principal.trainee_id == one.trainee_id and principal.trainee_id is not None:
        return not one.apprentice_signed
    return _is_tutors_turn(one, principal)


def _is_tutors_turn(one: WaitingAgreement, principal: Principal) -> bool:
    is_tutor = principal.tutor_id is not None and principal.tutor_id == one.tutor_id
    return is_tutor and not one.tutor_confirmed


def _agreement_parties(one: WaitingAgreement) -> str:
    if one.status not in SIGNING:
        return gettext("École")
    done = {
        AgreementParty.REPRESENTATIVE: one.representative_signed,
        AgreementParty.APPRENTICE: one.apprentice_signed,
        AgreementParty.TUTOR: one.tutor_confirmed,
    }
    return ", ".join(str(AGREEMENT_PARTIES[party]) for party, acted in done.items() if not acted)


AGREEMENT_TITLES = {
    AgreementStatus.DRAFT: lazy_gettext("Envoyer la convention %(of_name)s"),
    AgreementStatus.READY_TO_SIGN: lazy_gettext("Signer la convention %(of_name)s"),
    AgreementStatus.PARTIALLY_SIGNED: lazy_gettext("Signer la convention %(of_name)s"),
    AgreementStatus.TO_CORRECT: lazy_gettext("Corriger la convention %(of_name)s"),
    AgreementStatus.IN_REVIEW: lazy_gettext("Signer pour l’école la convention %(of_name)s"),
    AgreementStatus.REJECTED: lazy_gettext("Convention refusée, à écrire de nouveau : %(name)s"),
    AgreementStatus.CANCELLED: lazy_gettext("Convention annulée, à écrire de nouveau : %(name)s"),
}

CONFIRM_DUTIES = lazy_gettext("Confirmer les missions %(of_name)s")

AMENDMENT_TITLES = {
    AgreementStatus.DRAFT: lazy_gettext("Envoyer l’avenant %(of_name)s"),
    AgreementStatus.READY_TO_SIGN: lazy_gettext("Signer l’avenant %(of_name)s"),
    AgreementStatus.PARTIALLY_SIGNED: lazy_gettext("Signer l’avenant %(of_name)s"),
    AgreementStatus.TO_CORRECT: lazy_gettext("Corriger l’avenant %(of_name)s"),
    AgreementStatus.IN_REVIEW: lazy_gettext("Signer pour l’école l’avenant %(of_name)s"),
    AgreementStatus.REJECTED: lazy_gettext("Avenant refusé, à écrire de nouveau : %(name)s"),
    AgreementStatus.CANCELLED: lazy_gettext("Convention annulée, à écrire de nouveau : %(name)s"),
}


def _agreement_title(one: WaitingAgreement, principal: Principal) -> str:
    """Name what is to be done, its words to be filled in: a tutor confirms, and signs nothing."""
    if one.status in SIGNING and _is_tutors_turn(one, principal):
        return str(CONFIRM_DUTIES)
    first = one.kind is AgreementKind.INITIAL
    return str((AGREEMENT_TITLES if first else AMENDMENT_TITLES)[one.status])


def proposal_turns(
    waiting: Iterable[WaitingProposal], principal: Principal, today: date
) -> list[Turn]:
    """Say of each proposal that waits who must answer it, or look elsewhere."""
    return [_proposal_turn(one, principal, today) for one in waiting]


def _proposal_turn(one: WaitingProposal, principal: Principal, today: date) -> Turn:
    waited = (today - one.since).days
    if turn(one.state) is Party.SCHOOL:
        what = gettext("Chercher une autre place : profil %(of_name)s", of_name=of(one.person))
        ours, who = principal.may(Permission.MANAGE_PLACEMENTS), gettext("École")
    else:
        what = gettext("Répondre à la proposition %(of_name)s", of_name=of(one.person))
        ours = principal.tutor_id is not None and principal.tutor_id == one.tutor_id
        who = gettext("Vous") if ours else gettext("Entreprise")
    return Turn(
        title=what,
        url=url_for("placements.proposal", reference=one.reference),
        who_kind="late" if waited > PATIENCE_DAYS else "ours" if ours else "theirs",
        who_label=who,
        text=one.enterprise,
        since=ngettext("depuis %(num)s jour", "depuis %(num)s jours", waited) if waited > 0 else "",
    )


def consultation_turns(waiting: Iterable[WaitingConsultation], today: date) -> list[Turn]:
    """Say of each consultation until when answers come, or what its school has to do about it."""
    return [_consultation_turn(one, today) for one in waiting]


def _consultation_task(one: WaitingConsultation) -> str:
    if one.state is ConsultationState.OPEN:
        return str(gettext("Clore la consultation « %(title)s »", title=one.title))
    if one.undecided:
        return str(
            ngettext(
                "Décider de %(num)s demande : « %(title)s »",
                "Décider de %(num)s demandes : « %(title)s »",
                one.undecided,
                title=one.title,
            )
        )
    if one.state is ConsultationState.CLOSED:
        return str(gettext("Rendre les décisions aux entreprises : « %(title)s »", title=one.title))
    return str(gettext("Nommer la version du programme : « %(title)s »", title=one.title))


def _consultation_turn(one: WaitingConsultation, today: date) -> Turn:
    over = (today - one.since).days
    is_ours = over > 0 or one.state is not ConsultationState.OPEN
    if is_ours:
        what = _consultation_task(one)
        since = ngettext("depuis %(num)s jour", "depuis %(num)s jours", over) if over else ""
    else:
        what = gettext("Dernières réponses : « %(title)s »", title=one.title)
        since = gettext("jusqu’au %(day)s", day=day_words(one.since))
    return Turn(
        title=what,
        url=url_for("consultations.show", reference=one.reference),
        who_kind="late" if over > PATIENCE_DAYS else "ours" if is_ours else "theirs",
        who_label=gettext("École") if is_ours else gettext("Entreprises"),
        text="",
        since=since,
    )
