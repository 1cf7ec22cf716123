"""Words for the states of placements, for steps, reasons and turns."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext, lazy_gettext

from school.placements.models import Placement
from school.placements.rules import (
    TRANSITIONS,
    EndReason,
    Party,
    PlacementDates,
    PlacementStatus,
    Turn,
    may_move,
    read_reason,
    whose_turn,
)
from school.web.filters import day as written_day
from school.web.filters import of
from school.web.standing import Standing

STATES = {
    PlacementStatus.PROPOSED: lazy_gettext("Proposé"),
    PlacementStatus.CONFIRMED: lazy_gettext("Confirmé"),
    PlacementStatus.DECLINED: lazy_gettext("Décliné"),
    PlacementStatus.LIVE: lazy_gettext("En cours"),
    PlacementStatus.COMPLETED: lazy_gettext("Terminé"),
    PlacementStatus.BROKEN_OFF: lazy_gettext("Rompu"),
    PlacementStatus.CANCELLED: lazy_gettext("Annulé"),
}

STEPS = {
    PlacementStatus.CONFIRMED: lazy_gettext("Confirmer le placement"),
    PlacementStatus.DECLINED: lazy_gettext("Décliner le placement"),
    PlacementStatus.LIVE: lazy_gettext("Démarrer le placement"),
    PlacementStatus.COMPLETED: lazy_gettext("Terminer le placement"),
    PlacementStatus.BROKEN_OFF: lazy_gettext("Rompre le placement"),
    PlacementStatus.CANCELLED: lazy_gettext("Annuler le placement"),
}

DONE = {
    PlacementStatus.CONFIRMED: lazy_gettext("Le placement est confirmé."),
    PlacementStatus.DECLINED: lazy_gettext("Le placement est décliné."),
    PlacementStatus.LIVE: lazy_gettext("Le placement est en cours."),
    PlacementStatus.COMPLETED: lazy_gettext("Le placement est terminé."),
    PlacementStatus.BROKEN_OFF: lazy_gettext("Le placement est rompu."),
    PlacementStatus.CANCELLED: lazy_gettext("Le placement est annulé."),
}

REASONS = {
    EndReason.NO_ROOM: lazy_gettext("Pas assez de travail ou de place à ces dates"),
    EndReason.NO_SUPERVISOR: lazy_gettext("Personne ne peut encadrer"),
    EndReason.DATES: lazy_gettext("Les dates ne conviennent pas"),
    EndReason.PROFILE: lazy_gettext("Le poste demande un autre profil"),
    EndReason.NO_ANSWER: lazy_gettext("L’entreprise n’a pas répondu"),
    EndReason.MISTAKE: lazy_gettext("Saisi par erreur"),
    EndReason.HEALTH: lazy_gettext("Raison de santé"),
    EndReason.CONDUCT: lazy_gettext("Absences ou comportement"),
    EndReason.WORKING_CONDITIONS: lazy_gettext("Conditions de travail ou sécurité"),
    EndReason.ENTERPRISE_DIFFICULTY: lazy_gettext("L’entreprise ne peut plus accueillir"),
    EndReason.APPRENTICE_CHOICE: lazy_gettext("La personne en formation renonce"),
    EndReason.HIRED_ELSEWHERE: lazy_gettext("La personne est embauchée ailleurs"),
    EndReason.PLACED_ELSEWHERE: lazy_gettext("Une autre place est trouvée à ces dates"),
    EndReason.DID_NOT_SHOW: lazy_gettext("La personne n’est jamais venue"),
    EndReason.OTHER: lazy_gettext("Une autre raison"),
}

PARTIES = {
    Party.ENTERPRISE: lazy_gettext("Au tour de l’entreprise"),
    Party.SCHOOL: lazy_gettext("Au tour de l’école"),
}


@dataclass(frozen=True)
class NextStep:
    """A step that the reader may take; a plain one needs no further question."""

    target: str
    label: str
    plain: bool
    kind: str


def steps_of(status: PlacementStatus, reader: AbstractSet[Party]) -> list[NextStep]:
    """List the steps that a reader may take from a state, by the table of transitions."""
    targets = [
        target for target in TRANSITIONS if any(may_move(status, target, party) for party in reader)
    ]
    return [_step(target) for target in targets]


def _step(target: PlacementStatus) -> NextStep:
    transition = TRANSITIONS[target]
    plain = not (transition.needs_reason or transition.needs_end)
    return NextStep(
        target.value, str(STEPS[target]), plain, "danger" if transition.needs_reason else ""
    )


def standing(
    placement: Placement, today: date, reader: frozenset[Party], delay_days: int | None = None
) -> Standing:
    """Say where a placement stands: its state, and whose turn it is as the reader sees it.

    With the school's delay, of one that waits for an answer: on which day silence closes it.
    """
    turn = whose_turn(placement.status, placement.dates, today)
    return Standing(
        str(STATES[placement.status]),
        _kind(placement.status, turn, reader),
        _answer_words(turn, delay_days)
        if placement.status is PlacementStatus.PROPOSED
        else _turn_words(placement.status, turn, placement.dates),
    )


def _kind(status: PlacementStatus, turn: Turn, reader: frozenset[Party]) -> str:
    if turn.party is None:
        return "done" if status is PlacementStatus.COMPLETED else "off"
    if turn.late:
        return "late"
    if status is PlacementStatus.LIVE:
        return "done"
    return "ours" if turn.party in reader else "theirs"


def _answer_words(turn: Turn, delay_days: int | None) -> str:
    since = written_day(turn.since)
    if turn.since is None or delay_days is None:
        return str(gettext("Au tour de l’entreprise depuis %(day)s", day=since))
    last = written_day(turn.since + timedelta(days=delay_days))
    words = gettext(
        "Au tour de l’entreprise depuis %(day)s ; sans réponse le %(last)s, elle sera close",
        day=since,
        last=last,
    )
    return str(words)


def _turn_words(status: PlacementStatus, turn: Turn, dates: PlacementDates) -> str:
    since = written_day(turn.since)
    if status is PlacementStatus.CONFIRMED:
        if turn.late:
            return str(gettext("Au tour de l’école : à démarrer depuis %(day)s", day=since))
        return str(gettext("Au tour de l’école depuis %(day)s", day=since))
    if status is PlacementStatus.LIVE:
        if turn.late:
            return str(gettext("Au tour de l’école : à terminer depuis %(day)s", day=since))
        return _until(dates.ends_on)
    return str(gettext("Clos depuis %(day)s", day=since) if turn.since else gettext("Clos"))


def _until(last_day: date | None) -> str:
    if last_day is None:
        return str(gettext("Au travail"))
    return str(gettext("Au travail jusqu’au %(day)s", day=written_day(last_day)))


def reason_words(text: str | None) -> str:
    """Say why a placement ended, in the reader's language; free words stay as they were written."""
    reason, detail = read_reason(text)
    if reason is None:
        return detail or ""
    label = str(REASONS[reason])
    if reason is EndReason.OTHER:
        return detail or label
    return gettext("%(reason)s (%(detail)s)", reason=label, detail=detail) if detail else label


def told_state(placement: Placement) -> str:
    """Name how a placement stands for the enterprise that was asked: what closed it unanswered.

    « unavailable » does not say what the person does instead: that is not the enterprise's.
    """
    reason, _ = read_reason(placement.end_reason)
    if placement.status is PlacementStatus.CANCELLED and placement.confirmed_on is None:
        if reason is EndReason.NO_ANSWER:
            return "lapsed"
        if reason in {EndReason.HIRED_ELSEWHERE, EndReason.PLACED_ELSEWHERE}:
            return "unavailable"
    return placement.status.value


def person_and_dates(placement: Placement) -> dict[str, str]:
    """Give the names and dates that sentences about a placement are made of."""
    return {
        "person": placement.trainee.full_name,
        "of_person": of(placement.trainee.full_name),
        "enterprise": placement.enterprise.name,
        "start": written_day(placement.starts_on),
        "end": written_day(placement.ends_on),
    }
