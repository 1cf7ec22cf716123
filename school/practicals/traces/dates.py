"""Whether a trace can have been taken when it says (DOMAIN §3.3, 13): flagged, never refused."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from school.core.errors import mark

FIRST_YEAR = 1995
"""The format (GR-196) did not exist before; clocks that were never set say 1970 or 1980."""

CLOCK_DRIFT = timedelta(hours=26)
"""Clocks of instruments bear no zone: the furthest ones are half a day ahead or behind."""

YEAR = timedelta(days=365)
A_YEAR_OFF = timedelta(days=31)


class DateDoubt(StrEnum):
    """Why a date is not believed."""

    CLOCK_NOT_SET = "clock_not_set"
    IN_FUTURE = "in_future"
    YEAR_WRONG = "year_wrong"
    BEFORE_TRAINING = "before_training"
    ANOTHER_DAY = "another_day"


MESSAGES = {
    DateDoubt.CLOCK_NOT_SET: mark("L’horloge de l’appareil n’était pas réglée."),
    DateDoubt.IN_FUTURE: mark("La courbe est datée du futur."),
    DateDoubt.YEAR_WRONG: mark("L’horloge de l’appareil semble décalée d’un an."),
    DateDoubt.BEFORE_TRAINING: mark("La courbe a été prise avant le début de la formation."),
    DateDoubt.ANOTHER_DAY: mark("La courbe n’a pas été prise le jour de l’essai."),
}


def date_doubt(
    taken_at: datetime,
    *,
    now: datetime,
    assessed_on: date | None = None,
    began_on: date | None = None,
) -> DateDoubt | None:
    """Give the first reason not to believe when a trace was taken; None when there is none.

    `assessed_on` is the day of the practical, `began_on` the first day of the training; times
    are in UTC, as stored. A day more or less is no reason: instruments know no time zone.
    """
    if taken_at.year < FIRST_YEAR:
        return DateDoubt.CLOCK_NOT_SET
    gap = None if assessed_on is None else taken_at.date() - assessed_on
    if gap is not None and abs(abs(gap) - YEAR) <= A_YEAR_OFF:
        return DateDoubt.YEAR_WRONG
    if taken_at > now + CLOCK_DRIFT:
        return DateDoubt.IN_FUTURE
    if began_on is not None and taken_at.date() < began_on - timedelta(days=1):
        return DateDoubt.BEFORE_TRAINING
    if gap is not None and abs(gap) > timedelta(days=1):
        return DateDoubt.ANOTHER_DAY
    return None
