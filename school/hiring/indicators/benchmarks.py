"""Figures from elsewhere, each with its source and the indicator it may be held against (§3)."""

from dataclasses import dataclass
from enum import StrEnum

from school.core.errors import mark
from school.core.statistics import Rate


class Verdict(StrEnum):
    """How a rate stands to a benchmark, as far as its interval allows to say."""

    ABOVE = "above"
    BELOW = "below"
    NOT_DISTINGUISHABLE = "not_distinguishable"


@dataclass(frozen=True)
class Benchmark:
    """A share between 0 and 1, what it is the share of, and the indicator it compares with."""

    indicator: str
    share: float
    words: str


OFFERS = (
    Benchmark("offer_rate", 0.40, mark("France, apprentis qui reçoivent une offre")),
    Benchmark("offer_rate", 0.29, mark("France, stagiaires qui reçoivent une offre")),
)
"""Offer rates of France: held against the offer rate, never against the hiring rate."""

WOMEN = (
    Benchmark("certification", 0.57, mark("Union européenne 2015, femmes parmi les diplômés")),
    Benchmark("certification", 0.25, mark("Union européenne 2015, dans les filières numériques")),
    Benchmark("hire", 0.33, mark("Femmes parmi les salariés de l’ingénierie")),
    Benchmark("hire", 0.30, mark("Femmes parmi les salariés du numérique")),
    Benchmark("hire", 0.16, mark("Femmes parmi les techniciens de l’informatique")),
    Benchmark("hire", 0.13, mark("Union européenne 2015, femmes au travail dans le numérique")),
)
"""Shares of women, held against the share at the same place of the way."""


def verdict(rate: Rate, share: float) -> Verdict | None:
    """Hold a rate against a share: only an interval wholly beside it says above or below (§3).

    Nothing when nobody was counted.
    """
    interval = rate.interval
    if interval is None:
        return None
    if interval.low > share:
        return Verdict.ABOVE
    return Verdict.BELOW if interval.high < share else Verdict.NOT_DISTINGUISHABLE
