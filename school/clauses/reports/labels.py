"""Words for reports, on screen."""

from flask_babel import gettext, lazy_gettext

from school.clauses.reports.rules import Period, ReportState
from school.web.filters import day_short

STATES = {
    ReportState.TO_COME: lazy_gettext("Période en cours"),
    ReportState.TO_FILE: lazy_gettext("À rendre"),
    ReportState.LATE: lazy_gettext("En retard"),
    ReportState.FILED: lazy_gettext("Rendu à temps"),
    ReportState.FILED_LATE: lazy_gettext("Rendu en retard"),
}
PILLS = {
    ReportState.TO_COME: "off",
    ReportState.TO_FILE: "theirs",
    ReportState.LATE: "late",
    ReportState.FILED: "done",
    ReportState.FILED_LATE: "done",
}


def period_words(period: Period) -> str:
    """Name a period by its two days."""
    return gettext(
        "du %(first)s au %(last)s",
        first=day_short(period.starts_on),
        last=day_short(period.ends_on),
    )
