"""Words for good practices: states, steps, the hours before and after."""

from flask_babel import gettext, lazy_gettext, ngettext

from school.clauses.practices.catalogue.models import GoodPractice
from school.clauses.practices.catalogue.rules import (
    BeforeAfter,
    PracticeState,
    PracticeStep,
    PracticeTurn,
    turn_of,
)
from school.web.filters import day, number
from school.web.standing import Standing

STATES = {
    PracticeState.DRAFT: lazy_gettext("Brouillon"),
    PracticeState.PUBLISHED: lazy_gettext("Publiée"),
    PracticeState.WITHDRAWN: lazy_gettext("Retirée"),
}

STATE_KINDS = {
    PracticeState.DRAFT: "ours",
    PracticeState.PUBLISHED: "done",
    PracticeState.WITHDRAWN: "off",
}

STEPS = {
    PracticeStep.PUBLISH: lazy_gettext("Publier la pratique"),
    PracticeStep.WITHDRAW: lazy_gettext("Retirer la pratique"),
    PracticeStep.REWRITE: lazy_gettext("Récrire la pratique"),
}

DONE = {
    PracticeStep.PUBLISH: lazy_gettext("La pratique est publiée : tous les contrats la lisent."),
    PracticeStep.WITHDRAW: lazy_gettext("La pratique est retirée."),
    PracticeStep.REWRITE: lazy_gettext("La pratique est à nouveau un brouillon."),
}


def standing(practice: GoodPractice) -> Standing:
    """Say where a practice stands, whose turn it is and since when."""
    kind, state = STATE_KINDS[practice.state], str(STATES[practice.state])
    since = day(practice.since)
    if turn_of(practice.state) is PracticeTurn.WRITERS:
        return Standing(state, kind, gettext("Au tour de l’équipe depuis le %(day)s", day=since))
    return Standing(state, kind, gettext("depuis le %(day)s", day=since))


def writers(practice: GoodPractice) -> str:
    """Name who wrote a practice: « Équipe Littoral, Delta Fibre »."""
    if practice.operator is None:
        return practice.team
    return f"{practice.team}, {practice.operator.name}"


def before_after(found: BeforeAfter) -> str:
    """Say the hours of the two spans side by side, as a change and not as an effect."""
    return ngettext(
        "%(before)s h le mois d’avant, %(after)s h le mois d’après",
        "%(before)s h les %(num)s mois d’avant, %(after)s h les %(num)s mois d’après",
        found.window.months,
        before=number(found.before),
        after=number(found.after),
    )
