"""Published figures in words: a value, a dash for nobody, or that it is not published."""

from flask_babel import gettext, lazy_gettext

from school.core.statistics import Interval
from school.documents.charts import Estimate
from school.hiring.publication.publish import Count, Hidden, PublishedGap, PublishedRate
from school.web.filters import NOTHING, number, percent, points

REASON = lazy_gettext("masqué : trop peu de personnes")


def hidden() -> str:
    """Say, in a cell, that a figure is not published."""
    return str(gettext("masqué"))


def count_in_words(count: Count) -> str:
    """Write a number of persons."""
    return hidden() if isinstance(count, Hidden) else number(count)


def rate_in_words(rate: PublishedRate | Hidden) -> str:
    """Write a rate with its two counts."""
    if isinstance(rate, Hidden):
        return hidden()
    if not rate.denominator:
        return NOTHING
    return f"{percent(rate.value)} ({number(rate.numerator)}/{number(rate.denominator)})"


def interval_in_words(ends: Interval | Hidden | None) -> str:
    """Write the two ends of an interval."""
    if isinstance(ends, Hidden):
        return hidden()
    return f"{percent(ends.low)} – {percent(ends.high)}" if ends else NOTHING


def interval_of(rate: PublishedRate | Hidden) -> Interval | Hidden | None:
    """Give the interval of a rate, hidden with it."""
    return rate if isinstance(rate, Hidden) else rate.interval


def gap_in_words(gap: PublishedGap | Hidden) -> str:
    """Write a gap in points with its interval, and whether it is established."""
    if isinstance(gap, Hidden):
        return hidden()
    if gap.value is None:
        return NOTHING
    said = gettext("établi") if gap.established else gettext("non établi")
    ends = gettext("de %(low)s à %(high)s", low=points(gap.low), high=points(gap.high))
    return gettext(
        "%(gap)s points\n%(ends)s, %(said)s", gap=points(gap.value), ends=ends, said=said
    )


def figure_in_words(value: float | Hidden | None, places: int | None = None) -> str:
    """Write a number that may be missing or hidden."""
    return hidden() if isinstance(value, Hidden) else number(value, places)


def estimate_of(rate: PublishedRate | Hidden, *, provisional: bool = False) -> Estimate:
    """Give a rate as charts take it; a hidden one carries the reason and no number."""
    if isinstance(rate, Hidden):
        return Estimate(None, hidden=str(REASON))
    return Estimate(rate.value, rate.low, rate.high, provisional=provisional)
