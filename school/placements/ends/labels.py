"""Words for the ends of placements: outcomes, who decided, what comes next, whose turn."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext, lazy_gettext

from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import (
    Decider,
    EndAction,
    EndOutcome,
    EndParty,
    EndState,
    EndTask,
    EndTurn,
    NextStep,
)
from school.placements.timeline import Event
from school.web.filters import day as written_day

OUTCOMES = {
    EndOutcome.COMPLETED: lazy_gettext("Mené à son terme"),
    EndOutcome.PARTLY: lazy_gettext("Fait en partie, avec des heures manquées"),
    EndOutcome.DID_NOT_SHOW: lazy_gettext("La personne n’est jamais venue"),
    EndOutcome.BROKEN_OFF: lazy_gettext("Rompu avant la fin"),
}

DECIDERS = {
    Decider.ENTERPRISE: lazy_gettext("L’entreprise"),
    Decider.APPRENTICE: lazy_gettext("La personne en formation"),
    Decider.SCHOOL: lazy_gettext("L’école"),
    Decider.TOGETHER: lazy_gettext("Ensemble, d’un commun accord"),
}

NEXT_STEPS = {
    NextStep.RE_PLACEMENT: lazy_gettext("Chercher une autre entreprise"),
    NextStep.CENTRE: lazy_gettext("Continuer au centre"),
    NextStep.HIRED: lazy_gettext("La personne est embauchée"),
    NextStep.LEAVES: lazy_gettext("La personne quitte la formation"),
    NextStep.NOTHING: lazy_gettext("Rien de plus : la formation suit son cours"),
    NextStep.UNDECIDED: lazy_gettext("À décider"),
}

STATES = {
    EndState.DECLARED: lazy_gettext("Fin déclarée"),
    EndState.AGREED: lazy_gettext("Fin acceptée"),
    EndState.CONTESTED: lazy_gettext("Fin contestée"),
    EndState.SETTLED: lazy_gettext("Fin maintenue"),
    EndState.UNANSWERED: lazy_gettext("Close sans réponse"),
}

ACTIONS = {
    EndAction.AGREE: lazy_gettext("Je suis d’accord"),
    EndAction.CONTEST: lazy_gettext("Contester cette fin"),
    EndAction.CLOSE: lazy_gettext("Clore sans réponse"),
    EndAction.UPHOLD: lazy_gettext("Maintenir la fin et répondre"),
    EndAction.CORRECT: lazy_gettext("Corriger la fin"),
    EndAction.PLAN: lazy_gettext("Dire ce qui vient ensuite"),
    EndAction.DECLARE: lazy_gettext("Dire comment le placement s’est terminé"),
}
"""The buttons of steps."""

DONE = {
    EndAction.DECLARE: lazy_gettext("L’école a déclaré la fin"),
    EndAction.AGREE: lazy_gettext("La personne en formation est d’accord"),
    EndAction.CONTEST: lazy_gettext("La personne en formation conteste"),
    EndAction.CLOSE: lazy_gettext("Close sans réponse par l’école"),
    EndAction.UPHOLD: lazy_gettext("L’école maintient la fin"),
    EndAction.CORRECT: lazy_gettext("L’école a corrigé la fin"),
    EndAction.PLAN: lazy_gettext("L’école dit ce qui vient ensuite"),
}
"""What a step was, once it is done."""

TASKS = {
    EndTask.ANSWER: lazy_gettext("Dire si vous êtes d’accord avec la fin du placement"),
    EndTask.CLOSE: lazy_gettext("Clore une fin restée sans réponse"),
    EndTask.SETTLE: lazy_gettext("Répondre à une fin contestée"),
    EndTask.DECIDE_NEXT: lazy_gettext("Décider ce qui vient après le placement"),
    EndTask.RE_PLACE: lazy_gettext("Trouver une autre entreprise"),
    EndTask.NOTE_DEPARTURE: lazy_gettext("Noter le départ de la formation"),
}

PARTIES = {
    EndParty.APPRENTICE: lazy_gettext("Personne en formation"),
    EndParty.SCHOOL: lazy_gettext("École"),
}

STATE_KINDS = {
    EndState.DECLARED: "theirs",
    EndState.AGREED: "done",
    EndState.CONTESTED: "late",
    EndState.SETTLED: "done",
    EndState.UNANSWERED: "off",
}


def turn_words(turn: EndTurn) -> str:
    """Say what is waited for, of whom, since when."""
    return str(
        gettext(
            "%(task)s · %(who)s, depuis %(day)s",
            task=str(TASKS[turn.task]),
            who=str(PARTIES[turn.party]),
            day=written_day(turn.since),
        )
    )


def events_of(history: Sequence[PlacementEnd]) -> list[Event]:
    """List what was said of an end, oldest first."""
    return [_event(one) for one in reversed(history)]


def _event(end: PlacementEnd) -> Event:
    parts = [str(OUTCOMES[end.outcome])] if end.action in _TELLS_OUTCOME else []
    if end.action is EndAction.PLAN:
        parts.append(str(NEXT_STEPS[end.next_step]))
    if end.comment:
        parts.append(gettext("« %(words)s »", words=end.comment))
    kind = "late" if end.action is EndAction.CONTEST else ""
    title = gettext("%(what)s, par %(who)s", what=str(DONE[end.action]), who=end.author)
    return Event(end.noted_on, title, " · ".join(parts), kind)


_TELLS_OUTCOME = frozenset({EndAction.DECLARE, EndAction.CORRECT})


def last_day_of(end: PlacementEnd, today: date) -> str:
    """Say which day was the last, or will be."""
    if end.last_day > today:
        return str(gettext("%(day)s, à venir", day=written_day(end.last_day)))
    return written_day(end.last_day)
