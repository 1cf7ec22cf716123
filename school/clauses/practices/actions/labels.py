"""Words for action plans: states, steps, where hours come from, whose turn it is."""

from datetime import date

from flask_babel import gettext, lazy_gettext

from school.clauses.labels import BUCKETS
from school.clauses.practices.actions.models import ClauseAction
from school.clauses.practices.actions.rules import (
    ActionMeasure,
    ActionState,
    ActionStep,
    ActionTurn,
    is_overdue,
    turn_of,
)
from school.clauses.rules import Bucket
from school.web.filters import day
from school.web.standing import Standing

STATES = {
    ActionState.TO_DO: lazy_gettext("À faire"),
    ActionState.RUNNING: lazy_gettext("En cours"),
    ActionState.DONE: lazy_gettext("Terminée"),
    ActionState.DROPPED: lazy_gettext("Abandonnée"),
}

STEPS = {
    ActionStep.START: lazy_gettext("Commencer l’action"),
    ActionStep.FINISH: lazy_gettext("Terminer l’action"),
    ActionStep.DROP: lazy_gettext("Abandonner l’action"),
    ActionStep.REOPEN: lazy_gettext("Reprendre l’action"),
}

DONE = {
    ActionStep.START: lazy_gettext("L’action est commencée."),
    ActionStep.FINISH: lazy_gettext("L’action est terminée."),
    ActionStep.DROP: lazy_gettext("L’action est abandonnée."),
    ActionStep.REOPEN: lazy_gettext("L’action est reprise."),
}

MEASURES = {
    ActionMeasure.DECLARED: lazy_gettext("Quelqu’un les déclare"),
    ActionMeasure.ENTRIES: lazy_gettext("Elles sont comptées parmi les heures saisies"),
}


def standing(action: ClauseAction, today: date) -> Standing:
    """Say where an action stands, whose turn it is and since when."""
    late = is_overdue(action.state, action.due_on, today)
    state = gettext("En retard") if late else str(STATES[action.state])
    if turn_of(action.state) is ActionTurn.NOBODY:
        return Standing(state, "done", gettext("depuis le %(day)s", day=day(action.since)))
    turn = gettext(
        "Au tour de %(name)s depuis le %(day)s", name=action.owner_name, day=day(action.since)
    )
    return Standing(state, "late" if late else "theirs", turn)


def unit_words(lot: str, bucket: Bucket) -> str:
    """Name what a quota is of: « Insertion, lot 1 »."""
    if not lot:
        return str(BUCKETS[bucket])
    return gettext("%(bucket)s, lot %(lot)s", bucket=str(BUCKETS[bucket]), lot=lot)
