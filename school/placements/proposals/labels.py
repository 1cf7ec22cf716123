"""Words for the states of proposals, for steps, reasons and turns."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext, lazy_gettext

from school.placements.proposals.models import PlacementProposal, ProposalStep
from school.placements.proposals.rules import (
    Party,
    ProposalReason,
    ProposalState,
    lapses_on,
    turn,
    waits_since,
)
from school.placements.timeline import Event
from school.web.filters import day as written_day
from school.web.standing import Standing

STATES = {
    ProposalState.NEW: lazy_gettext("Nouvelle"),
    ProposalState.PROCESSING: lazy_gettext("À l’étude"),
    ProposalState.POSTPONED: lazy_gettext("Remise à plus tard"),
    ProposalState.POOL: lazy_gettext("Profil gardé"),
    ProposalState.ACCEPTED: lazy_gettext("Acceptée"),
    ProposalState.REFUSED: lazy_gettext("Refusée"),
    ProposalState.CANCELLED: lazy_gettext("Retirée par l’école"),
    ProposalState.OBSOLETE: lazy_gettext("Sans objet"),
    ProposalState.LAPSED: lazy_gettext("Refusée sans réponse"),
}

HAPPENED = {
    ProposalState.NEW: lazy_gettext("Proposée à l’entreprise"),
    ProposalState.PROCESSING: lazy_gettext("L’entreprise étudie la proposition"),
    ProposalState.POSTPONED: lazy_gettext("L’entreprise répondra plus tard"),
    ProposalState.POOL: lazy_gettext("L’entreprise garde le profil pour une autre fois"),
    ProposalState.ACCEPTED: lazy_gettext("L’entreprise accueille la personne"),
    ProposalState.REFUSED: lazy_gettext("L’entreprise refuse"),
    ProposalState.CANCELLED: lazy_gettext("L’école retire la proposition"),
    ProposalState.OBSOLETE: lazy_gettext("La personne n’est plus disponible"),
    ProposalState.LAPSED: lazy_gettext("Refusée d’office : l’entreprise n’a pas répondu"),
}

REASONS = {
    ProposalReason.NO_ROOM: lazy_gettext("Pas assez de travail ou de place à ces dates"),
    ProposalReason.NO_SUPERVISOR: lazy_gettext("Personne ne peut encadrer"),
    ProposalReason.DATES: lazy_gettext("Les dates ne conviennent pas"),
    ProposalReason.SKILLS: lazy_gettext("Le poste demande d’autres compétences"),
    ProposalReason.DISTANCE: lazy_gettext("Le lieu de travail est trop loin"),
    ProposalReason.ANOTHER_CANDIDATE: lazy_gettext("Une autre personne est retenue"),
    ProposalReason.WORK_STOPPED: lazy_gettext("Le chantier s’est arrêté"),
    ProposalReason.MISTAKE: lazy_gettext("Saisi par erreur"),
    ProposalReason.APPRENTICE_CHOICE: lazy_gettext("La personne en formation renonce"),
    ProposalReason.POST_CLOSED: lazy_gettext("Le poste n’existe plus"),
    ProposalReason.HIRED: lazy_gettext("La personne est embauchée"),
    ProposalReason.PLACED: lazy_gettext("La personne est placée ailleurs à ces dates"),
}

KINDS = {
    ProposalState.ACCEPTED: "done",
    ProposalState.REFUSED: "off",
    ProposalState.CANCELLED: "off",
    ProposalState.OBSOLETE: "off",
    ProposalState.LAPSED: "off",
}

EVENT_KINDS = {
    ProposalState.ACCEPTED: "good",
    ProposalState.REFUSED: "late",
    ProposalState.LAPSED: "late",
}


def standing(
    proposal: PlacementProposal, reader: frozenset[Party], today: date, delay_days: int
) -> Standing:
    """Say where a proposal stands: its state, whose turn it is, since when and until when."""
    party = turn(proposal.state)
    if party is None:
        kind = KINDS[proposal.state]
        words = gettext("Close depuis le %(day)s", day=written_day(proposal.since))
    else:
        last = lapses_on(proposal.state, proposal.since, proposal.postponed_until, delay_days)
        late = last is not None and last <= today
        kind = "late" if late else "ours" if party in reader else "theirs"
        words = _turn_words(proposal, party, last, today)
    return Standing(str(STATES[proposal.state]), kind, str(words))


def _turn_words(proposal: PlacementProposal, party: Party, last: date | None, today: date) -> str:
    since = waits_since(proposal.since, proposal.postponed_until)
    if party is Party.SCHOOL:
        return str(
            gettext(
                "Au tour de l’école, qui cherche ailleurs, depuis %(day)s", day=written_day(since)
            )
        )
    if since > today:
        return str(gettext("Réponse promise pour %(day)s", day=written_day(since)))
    return str(
        gettext(
            "Au tour de l’entreprise depuis %(day)s ; sans réponse le %(last)s, elle sera close",
            day=written_day(since),
            last=written_day(last),
        )
    )


def reason_words(reason: ProposalReason | None, detail: str | None) -> str:
    """Say why a proposal was closed, with what was added in words."""
    label = str(REASONS[reason]) if reason else ""
    if label and detail:
        return str(gettext("%(reason)s (%(detail)s)", reason=label, detail=detail))
    return label or detail or ""


def events_of(steps: Sequence[ProposalStep], *, reads: bool) -> list[Event]:
    """Say what happened to a proposal; its reasons only to those who may read them."""
    return [
        Event(
            step.taken_on,
            str(HAPPENED[step.state]),
            reason_words(step.reason, step.detail) if reads else "",
            EVENT_KINDS.get(step.state, ""),
        )
        for step in steps
    ]
