"""Words for visits, on screen."""

from flask_babel import lazy_gettext

from school.visits.rules import VisitKind, VisitState

KINDS = {
    VisitKind.VISIT: lazy_gettext("Visite"),
    VisitKind.CALL: lazy_gettext("Appel"),
    VisitKind.MESSAGE: lazy_gettext("Message"),
}

STATES = {
    VisitState.LATE: lazy_gettext("En retard"),
    VisitState.PLANNED: lazy_gettext("À faire"),
    VisitState.DONE: lazy_gettext("Faites"),
}
