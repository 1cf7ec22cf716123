"""Where a person stands with a cohort, in a word and with its look."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from school.cohorts.cohort_queries import period_of
from school.cohorts.enrolment_rules import CohortStage
from school.cohorts.labels import ENROLMENT_STATES, STATE_KINDS
from school.cohorts.models import Enrolment
from school.cohorts.rules import EnrolmentState
from school.web.filters import day as day_words


@dataclass(frozen=True)
class Standing:
    """A state as the piece `pill` draws it, and the day since when it holds."""

    words: str
    kind: str
    since: date | None


def standing_of(enrolment: Enrolment, today: date) -> Standing:
    """Say where a person stands: an application without an answer goes nowhere once it is late."""
    dates = enrolment.dates
    if dates.state is EnrolmentState.APPLIED:
        return _application(enrolment, today)
    if dates.state is EnrolmentState.ENROLLED and dates.enrolled_on and dates.enrolled_on > today:
        words = gettext("Admission le %(day)s", day=day_words(dates.enrolled_on))
        return Standing(str(words), "theirs", dates.applied_on)
    words = str(ENROLMENT_STATES[dates.state])
    return Standing(words, STATE_KINDS[dates.state], dates.exit_on or dates.enrolled_on)


def _application(enrolment: Enrolment, today: date) -> Standing:
    dates = enrolment.dates
    if not dates.is_open_application:
        return Standing(str(gettext("Candidature close")), "off", dates.withdrawn_on)
    if period_of(enrolment.cohort).stage(today) is CohortStage.FINISHED:
        return Standing(str(gettext("Candidature sans suite")), "off", dates.applied_on)
    words = str(ENROLMENT_STATES[EnrolmentState.APPLIED])
    return Standing(words, STATE_KINDS[EnrolmentState.APPLIED], dates.applied_on)
