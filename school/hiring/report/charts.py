"""The charts of a report: each a function of a width, for page and paper alike."""

from flask_babel import gettext

from school.documents.chart import Chart, chart
from school.documents.charts import (
    Estimate,
    Pair,
    Point,
    Segment,
    Stage,
    StatusBar,
    coverage,
    dumbbell,
    funnel,
    interval_bar,
    trend,
)
from school.documents.palette import Tone
from school.hiring.indicators.figures import Figures
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import Tally
from school.hiring.report.labels import PLACES, RATES
from school.web.filters import number, percent, whole_percent
from school.web.template_words import language

COMPARED = ("retention_rate", "pass_rate", "hire_rate", "in_trade_rate")
"""The rates in which women and men are shown side by side."""

MOST_POINTS = 14
"""A trend shows the last so many groups; the table shows all."""


def headline(report: Report) -> Chart:
    """Draw the hiring rate, its interval, and how far the unknown could carry it."""
    figures = report.total.figures
    bounds = figures.bounds
    estimate = Estimate.of(figures.hire_rate_told, provisional=report.provisional)
    possible = bounds.high if bounds else None
    return chart(
        language(), interval_bar, estimate, percent=percent, tick=whole_percent, possible=possible
    )


def women_and_men(figures: Figures) -> Chart:
    """Draw four rates of women and men with their intervals."""
    pairs = tuple(
        Pair(
            str(RATES[name]),
            Estimate.of(figures.women.told(name)),
            Estimate.of(figures.men.told(name)),
        )
        for name in COMPARED
    )
    return chart(language(), dumbbell, pairs, percent=percent, tick=whole_percent)


def way_by_sex(figures: Figures) -> Chart:
    """Draw the way from application to hire, by sex."""
    stages = []
    for place, label in PLACES.items():
        share = getattr(figures.women_share, place)
        detail = gettext("%(share)s de femmes", share=percent(share.value)) if share.value else ""
        stages.append(
            Stage(str(label), share.numerator, share.denominator - share.numerator, detail)
        )
    return chart(language(), funnel, tuple(stages), count=number)


def from_group_to_group(report: Report, rows: list[ReportRow]) -> Chart:
    """Draw the hiring rate of the last groups, in their order, with the whole as a line."""
    points = tuple(
        Point(
            next(iter(row.group.values())) or "—",
            gettext("n = %(people)s", people=number(row.figures.tally.n)),
            Estimate.of(row.figures.hire_rate_told, provisional=report.is_provisional(row)),
        )
        for row in rows[-MOST_POINTS:]
    )
    overall = report.total.figures.hire_rate_told.value
    return chart(language(), trend, points, percent=percent, tick=whole_percent, overall=overall)


def what_is_known(tally: Tally) -> Chart:
    """Draw what became of the certified, the unknown hatched."""
    segments = (
        Segment(tally.hired, Tone.PRIMARY),
        Segment(tally.self_employed, Tone.GOOD),
        Segment(tally.not_hired, Tone.MEN),
        Segment(tally.unknown),
    )
    detail = gettext("%(known)s sur %(people)s", known=number(tally.known), people=number(tally.n))
    bar = StatusBar(gettext("Situations connues"), detail, segments)
    return chart(language(), coverage, (bar,))
