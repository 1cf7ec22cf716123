"""Words of quizzes: verdicts, states of an opening, kinds of questions."""

from flask_babel import lazy_gettext

from school.learning.marking import Verdict
from school.learning.quizzes.rules import OpeningState, Purpose

VERDICTS = {
    Verdict.RIGHT: lazy_gettext("Juste"),
    Verdict.PARTLY_RIGHT: lazy_gettext("Juste en partie"),
    Verdict.WRONG: lazy_gettext("Faux"),
    Verdict.NOT_A_NUMBER: lazy_gettext("Ce n’est pas un nombre"),
    Verdict.OTHER_UNIT: lazy_gettext("Une autre unité était demandée"),
    Verdict.UNANSWERED: lazy_gettext("Sans réponse"),
}

VERDICT_KINDS = {
    Verdict.RIGHT: "pass",
    Verdict.PARTLY_RIGHT: "limit",
    Verdict.WRONG: "redo",
    Verdict.NOT_A_NUMBER: "redo",
    Verdict.OTHER_UNIT: "redo",
    Verdict.UNANSWERED: "wait",
}
"""The look of a verdict, beside its words."""

PURPOSES = {
    Purpose.MODULE: lazy_gettext("quiz du module"),
    Purpose.PRACTICE: lazy_gettext("entraînement"),
}

OPENINGS = {
    OpeningState.COMING: lazy_gettext("à venir"),
    OpeningState.OPEN: lazy_gettext("ouvert"),
    OpeningState.CLOSED: lazy_gettext("fermé"),
}

OPENING_KINDS = {
    OpeningState.COMING: "theirs",
    OpeningState.OPEN: "ours",
    OpeningState.CLOSED: "off",
}

KINDS = {
    "single": lazy_gettext("Une seule réponse est juste."),
    "multiple": lazy_gettext("Plusieurs réponses sont justes."),
    "true_false": lazy_gettext("Dites si cette phrase est vraie."),
    "numeric": lazy_gettext("Écrivez un nombre, avec une virgule ou un point."),
    "parameterised": lazy_gettext("Écrivez un nombre, avec une virgule ou un point."),
    "matching": lazy_gettext("Trouvez ce qui va avec chaque élément."),
    "ordering": lazy_gettext("Donnez à chaque élément sa place, de la première à la dernière."),
    "short_answer": lazy_gettext("Écrivez un mot ou deux."),
    "hotspot": lazy_gettext("Choisissez une zone : son numéro est sur la figure."),
}
"""How each kind of question is answered."""
