"""Alerts about immersions in words: what waits, who acts next, since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext, lazy_gettext

from school.access.permissions import Permission
from school.access.principal import Principal
from school.placements.immersion.alert_queries import AlertRow
from school.placements.immersion.alert_rules import Acting, Actor, AlertKind, who_acts

TITLES = {
    AlertKind.ACCIDENT_TO_DECLARE: lazy_gettext("Accident à déclarer : %(person)s"),
    AlertKind.ACCIDENT_TO_CLOSE: lazy_gettext("Accident à clore : %(person)s"),
    AlertKind.ABSENCE_TO_SETTLE: lazy_gettext("Absence à régler : %(person)s"),
    AlertKind.LOGBOOK_EMPTY: lazy_gettext("Carnet vide : %(person)s"),
    AlertKind.WEEK_TO_VALIDATE: lazy_gettext("Semaine à valider : %(person)s"),
    AlertKind.DUTIES_NOT_GIVEN: lazy_gettext("Missions jamais données : %(person)s"),
    AlertKind.AGREEMENT_TO_WRITE: lazy_gettext("Convention à écrire : %(person)s"),
    AlertKind.END_TO_DECLARE: lazy_gettext("Fin de placement à déclarer : %(person)s"),
    AlertKind.END_TO_ANSWER: lazy_gettext("Fin de placement à accepter ou contester : %(person)s"),
    AlertKind.END_CONTESTED: lazy_gettext("Fin contestée : %(person)s"),
    AlertKind.SEQUEL_TO_FIND: lazy_gettext("La suite du placement à trouver : %(person)s"),
    AlertKind.EVALUATION_TO_GIVE: lazy_gettext("Évaluation attendue du tuteur : %(person)s"),
    AlertKind.LOW_MARK: lazy_gettext("Note basse à reprendre : %(person)s"),
    AlertKind.JOB_TO_RECORD: lazy_gettext("Emploi annoncé, offre à noter : %(person)s"),
    AlertKind.HIRE_TO_RECORD: lazy_gettext("Embauche à noter : %(person)s"),
    AlertKind.ACTION_TO_DO: lazy_gettext("Convenu à la visite, pas encore fait : %(person)s"),
}

ACTORS = {
    Actor.APPRENTICE: lazy_gettext("Apprenti"),
    Actor.TUTOR: lazy_gettext("Tuteur"),
    Actor.TRAINER: lazy_gettext("Formation"),
    Actor.DIRECTOR: lazy_gettext("Direction"),
}

PAGES = {
    AlertKind.ACCIDENT_TO_DECLARE: "placements.accident",
    AlertKind.ACCIDENT_TO_CLOSE: "placements.accident",
    AlertKind.ABSENCE_TO_SETTLE: "placements.absence",
    AlertKind.LOGBOOK_EMPTY: "placements.logbook",
    AlertKind.WEEK_TO_VALIDATE: "placements.logbook",
    AlertKind.DUTIES_NOT_GIVEN: "placements.immersion",
    AlertKind.AGREEMENT_TO_WRITE: "placements.agreement",
    AlertKind.END_TO_DECLARE: "placements.show",
    AlertKind.END_TO_ANSWER: "placements.end",
    AlertKind.END_CONTESTED: "placements.end",
    AlertKind.SEQUEL_TO_FIND: "placements.end",
    AlertKind.EVALUATION_TO_GIVE: "placements.evaluations",
    AlertKind.LOW_MARK: "placements.handle_evaluation",
    AlertKind.JOB_TO_RECORD: "placements.evaluations",
    AlertKind.HIRE_TO_RECORD: "placements.end",
    AlertKind.ACTION_TO_DO: "visits.show",
}
"""Where each alert is dealt with."""


@dataclass(frozen=True)
class AlertTurn:
    """An alert as the piece `turns` draws it."""

    title: str
    url: str
    who_kind: str
    who_label: str
    text: str
    since: date


def alert_turns(alerts: Iterable[AlertRow], principal: Principal, today: date) -> list[AlertTurn]:
    """Say of each alert who acts next, as the reader sees it."""
    return [_turn(one, who_acts(one.kind, one.since, today), principal) for one in alerts]


def _turn(alert: AlertRow, acting: Acting, principal: Principal) -> AlertTurn:
    ours = _is_reader(acting.actor, alert, principal)
    values: dict[str, object] = {"reference": alert.reference}
    if alert.kind is AlertKind.WEEK_TO_VALIDATE:
        values["week"] = alert.since.isoformat()
    return AlertTurn(
        title=str(TITLES[alert.kind]) % {"person": alert.trainee},
        url=url_for(PAGES[alert.kind], **values),  # type: ignore[arg-type]
        who_kind="late" if acting.late else "ours" if ours else "theirs",
        who_label=gettext("Vous") if ours else _who(acting.actor, alert),
        text=alert.enterprise,
        since=alert.since,
    )


def _who(actor: Actor, alert: AlertRow) -> str:
    names = {
        Actor.APPRENTICE: alert.trainee,
        Actor.TUTOR: alert.tutor,
        Actor.TRAINER: alert.trainer,
    }
    return names.get(actor) or str(ACTORS[actor])


def _is_reader(actor: Actor, alert: AlertRow, principal: Principal) -> bool:
    if actor is Actor.APPRENTICE:
        return principal.trainee_id is not None
    if actor is Actor.TUTOR:
        return principal.tutor_id is not None
    if actor is Actor.TRAINER:
        return alert.trainer is not None and alert.trainer == principal.name
    return principal.may(Permission.MANAGE_PLACEMENTS)
