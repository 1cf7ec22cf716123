"""Charts, words and letterheads that the tests of documents share."""

from collections.abc import Callable

from reportlab.graphics.shapes import Drawing

from school.core.statistics import Rate
from school.documents.charts import (
    Estimate,
    Expected,
    Group,
    LossPoint,
    Pair,
    Point,
    Segment,
    Stage,
    StatusBar,
    coverage,
    dumbbell,
    forecast_chart,
    funnel,
    funnel_plot,
    interval_bar,
    loss_curve,
    trend,
)
from school.documents.page import Letterhead
from school.documents.palette import Tone

SCHOOL = "École des métiers, Ɖàgbó-Hɔ̀nɔ̀n ƆƐ"


def percent(share: float) -> str:
    return f"{share * 100:.1f}\u00a0%".replace(".", ",")


def tick(share: float) -> str:
    return f"{share * 100:.0f}\u00a0%"


def estimate(part: int, whole: int, *, provisional: bool = False) -> Estimate:
    return Estimate.of(Rate(part, whole), provisional=provisional)


HIDDEN = Estimate(None, hidden="moins de 5 <personnes>")
PAIRS = [
    Pair("Maintien", estimate(29, 32), estimate(74, 80, provisional=True)),
    Pair("Embauche & après", HIDDEN, estimate(0, 0)),
]
STAGES = [Stage("Candidatures", 86, 241, "26,3 %"), Stage("Embauches", None, 39, "moins de 5")]
POINTS = [
    Point("2024-1", "n = 18", estimate(9, 18)),
    Point("2024-2", "n = 0", estimate(0, 0)),
    Point("2025-1", "", HIDDEN),
    Point("2025-2", "n = 21", estimate(13, 21, provisional=True)),
]
EXPECTED = [
    Expected("2024-1", "n = 18", Estimate(0.5, 0.3, 0.7), actual=0.6),
    Expected("2024-2", "n = 0", Estimate(None)),
    Expected("2025-1", "", Estimate(0.5, 0.3, 0.7), actual=0.9),
    Expected("2025-2", "n ≈ 21", Estimate(0.55, 0.0, 1.0)),
]
GROUPS = [
    Group("Cotonou", 0.57, 93),
    Group("École <très> lointaine de l’Alibori", 0.2, 60),
    Group("Parakou", 0.95, 41),
    Group("Djougou", 0.0, 5),
]
LOSSES = [
    LossPoint("03/03", "n = 12", 0.041, 0.09, 0.1, provisional=True),
    LossPoint("10/03", "n = 1", -0.02, 0.31, 0.1, provisional=False),
    LossPoint("02/11", "n = 12", 0.05, 0.05, None, provisional=False),
]
BARS = [
    StatusBar("École", "77 sur 93", [Segment(53, Tone.PRIMARY), Segment(0), Segment(16)]),
    StatusBar("2026-1", "", []),
    StatusBar("2026-2", "", [], hidden="moins de 5"),
]

CHARTS: dict[str, Callable[[int], Drawing]] = {
    "interval": lambda width: interval_bar(
        estimate(53, 93), width=width, percent=percent, tick=tick, possible=69 / 93
    ),
    "interval of nobody": lambda width: interval_bar(
        estimate(0, 0), width=width, percent=percent, tick=tick
    ),
    "hidden interval": lambda width: interval_bar(HIDDEN, width=width, percent=percent, tick=tick),
    "dumbbell": lambda width: dumbbell(PAIRS, width=width, percent=percent, tick=tick),
    "funnel": lambda width: funnel(STAGES, width=width, count=str),
    "trend": lambda width: trend(POINTS, width=width, percent=percent, tick=tick, overall=0.57),
    "forecast": lambda width: forecast_chart(EXPECTED, width=width, percent=percent, tick=tick),
    "funnel plot": lambda width: funnel_plot(
        GROUPS, width=width, common=0.57, percent=tick, count=str, axis="personnes certifiées"
    ),
    "losses": lambda width: loss_curve(LOSSES, width=width, write=lambda loss: f"{loss:.2f}"),
    "coverage": lambda width: coverage(BARS, width=width, mark=0.6),
}

LETTERHEAD = Letterhead(
    school=SCHOOL,
    title="Taux d’embauche vérifié ≥ 50 %, « à six mois »",
    language="fr",
    page_number=lambda number, total: f"page {number} sur {total}",
    subtitle="Sorties de 2025",
    foot="Vérifier\u202f: https://exemple.bj/r/1",
)
