"""Days of a placement beside those of the cohort whose training it belongs to."""

from datetime import date

from school.cohorts.models import Cohort
from school.core.errors import NeedsConfirmation, mark
from school.core.periods import written_day


def ask_about_days(cohort: Cohort, starts_on: date, ends_on: date) -> None:
    """Ask, by `NeedsConfirmation`, about work that begins before the training or ends after it."""
    before = cohort.starts_on is not None and starts_on < cohort.starts_on
    after = cohort.ends_on is not None and ends_on > cohort.ends_on
    if before or after:
        raise NeedsConfirmation(
            mark("Ces dates sortent de celles de la promotion, du %(start)s au %(end)s."),
            "starts_on" if before else "ends_on",
            {"start": written_day(cohort.starts_on), "end": written_day(cohort.ends_on)},
        )
