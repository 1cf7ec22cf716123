"""One function per chart: data and words in, a drawing out, the same for page and paper.

Words are given already translated and numbers are written by the formatters given, so that a
chart knows neither language nor law. Every width is in pixels.
"""

from school.documents.charts.coverage import Segment, StatusBar, coverage
from school.documents.charts.dumbbell import Pair, dumbbell
from school.documents.charts.estimate import Estimate
from school.documents.charts.fan import Fan, Spread, fan_chart
from school.documents.charts.forecast import Expected, forecast_chart
from school.documents.charts.funnel import Stage, funnel
from school.documents.charts.funnel_plot import Group, funnel_plot
from school.documents.charts.interval import interval_bar
from school.documents.charts.legend import Mark, legend
from school.documents.charts.losses import LossPoint, loss_curve
from school.documents.charts.progress import Progress, progress, small_progress
from school.documents.charts.ranges import RangeRow, ranges
from school.documents.charts.sparkline import sparkline
from school.documents.charts.trend import Point, trend

__all__ = [
    "Estimate",
    "Expected",
    "Fan",
    "Group",
    "LossPoint",
    "Mark",
    "Pair",
    "Point",
    "Progress",
    "RangeRow",
    "Segment",
    "Spread",
    "Stage",
    "StatusBar",
    "coverage",
    "dumbbell",
    "fan_chart",
    "forecast_chart",
    "funnel",
    "funnel_plot",
    "interval_bar",
    "legend",
    "loss_curve",
    "progress",
    "ranges",
    "small_progress",
    "sparkline",
    "trend",
]
