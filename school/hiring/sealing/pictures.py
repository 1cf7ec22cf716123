"""The charts of a sealed report, drawn from published figures alone."""

from flask_babel import gettext

from school.documents.chart import Chart, chart
from school.documents.charts import (
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
from school.hiring.indicators.figures import COUNTS_OF_PLACES
from school.hiring.indicators.options import Breakdown
from school.hiring.publication.publish import Hidden, Published, PublishedFigures, PublishedRow
from school.hiring.report.charts import MOST_POINTS
from school.hiring.report.labels import PLACES
from school.hiring.report.labels import RATES as RATE_NAMES
from school.hiring.sealing.comparison import comparison_of
from school.hiring.sealing.contents import Contents
from school.hiring.sealing.wording import REASON, count_in_words, estimate_of
from school.web.filters import number, percent, whole_percent
from school.web.template_words import language

COMPARED = ("retention_rate", "pass_rate", "hire_rate", "offer_rate", "in_trade_rate")
"""The rates in which women and men stand side by side."""

KNOWN = (
    ("hired", Tone.PRIMARY),
    ("self_employed", Tone.GOOD),
    ("not_hired", Tone.MEN),
    ("unknown", None),
)


def headline(published: Published) -> Chart:
    """Draw the hiring rate, its interval, and how far the unknown could carry it."""
    figures = published.total.figures
    bounds = figures.bounds
    possible = None if bounds is None or isinstance(bounds, Hidden) else bounds.high
    estimate = estimate_of(figures.hire_rate, provisional=published.provisional)
    return chart(
        language(), interval_bar, estimate, percent=percent, tick=whole_percent, possible=possible
    )


def what_is_known(figures: PublishedFigures) -> Chart:
    """Draw what became of the certified; the whole bar is hatched when a part is not published."""
    counts = [figures.counts[name] for name, _ in KNOWN]
    label = gettext("Situations connues")
    shown = [count for count in counts if not isinstance(count, Hidden)]
    if len(shown) < len(counts):
        bar = StatusBar(label, "", (), hidden=str(REASON))
    else:
        segments = tuple(
            Segment(count, tone) for count, (_, tone) in zip(shown, KNOWN, strict=True)
        )
        known, people = sum(shown[:-1]), sum(shown)
        words = gettext("%(known)s sur %(people)s", known=number(known), people=number(people))
        bar = StatusBar(label, words, segments)
    return chart(language(), coverage, (bar,))


def women_and_men(row: PublishedRow) -> Chart:
    """Draw rates of women and men with their intervals."""
    pairs = tuple(
        Pair(
            str(RATE_NAMES[name]),
            estimate_of(row.women.rates[name]),
            estimate_of(row.men.rates[name]),
        )
        for name in COMPARED
    )
    return chart(language(), dumbbell, pairs, percent=percent, tick=whole_percent)


def way_by_sex(row: PublishedRow) -> Chart:
    """Draw the way from application to hire, women and men in wings of one scale."""
    stages = []
    for place, name in COUNTS_OF_PLACES.items():
        women, men = row.women.counts[name], row.men.counts[name]
        a_hidden_one = isinstance(women, Hidden) or isinstance(men, Hidden)
        stages.append(
            Stage(
                str(PLACES[place]),
                None if isinstance(women, Hidden) else women,
                None if isinstance(men, Hidden) else men,
                str(REASON) if a_hidden_one else "",
            )
        )
    return chart(language(), funnel, tuple(stages), count=number)


def group_by_group(contents: Contents) -> Chart | None:
    """Draw the schools beside chance, or the last cohorts of the one there is."""
    if contents.parameters.group_key is Breakdown.COHORT:
        return _cohort_by_cohort(contents)
    return comparison_of(contents).chart


def _cohort_by_cohort(contents: Contents) -> Chart | None:
    """Draw the hiring rate of a school's cohorts, everybody's as a line; nothing of fewer than two.

    Several schools are not drawn so: they do not follow each other.
    """
    published = contents.groups
    rows = [row for row in contents.group_rows if row.figures.counts["n"]]
    if len(rows) < 2:
        return None
    points = tuple(
        Point(
            row.group[Breakdown.COHORT] or "—",
            gettext("n = %(people)s", people=count_in_words(row.figures.counts["n"])),
            estimate_of(row.figures.hire_rate, provisional=published.is_provisional(row)),
        )
        for row in rows[-MOST_POINTS:]
    )
    overall = estimate_of(contents.total.figures.hire_rate).value
    return chart(language(), trend, points, percent=percent, tick=whole_percent, overall=overall)
