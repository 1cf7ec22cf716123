"""What the figures say, in sentences: the titles of panels and charts state the finding."""

from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext

from school.core.statistics import Rate
from school.hiring.indicators.figures import Figures
from school.hiring.indicators.options import Breakdown
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.report.sentences import (
    gap_sentence,
    gap_title,
    hired_sentence,
    nothing_known_sentence,
)
from school.web.filters import number, percent


@dataclass(frozen=True)
class Findings:
    """A report, and what it says in words."""

    report: Report

    @property
    def total(self) -> Figures:
        """The figures of everybody counted."""
        return self.report.total.figures

    @property
    def women(self) -> Figures:
        """The figures of women."""
        return self.total.women

    @property
    def men(self) -> Figures:
        """The figures of men."""
        return self.total.men

    @property
    def groups(self) -> list[ReportRow]:
        """The rows of the groups in which somebody is certified and the delay is over."""
        return [row for row in self.report.rows[:-1] if row.figures.tally.n]

    @property
    def follow_in_time(self) -> bool:
        """Tell whether the groups are cohorts, at least two: schools do not follow each other."""
        return self.report.options.by == (Breakdown.COHORT,) and len(self.groups) > 1

    @property
    def headline(self) -> str:
        """The verified hiring rate without its sign, or a dash while nothing is known."""
        value = self.total.hire_rate_told.value
        return "—" if value is None else number(Decimal(str(value)) * 100, 1)

    @property
    def headline_sentence(self) -> str:
        """How many of how many, and between which values the truth lies."""
        rate = self.total.hire_rate
        return self.said_of_headline(number(rate.numerator), number(rate.denominator))

    def said_of_headline(self, hired: str, people: str) -> str:
        """Write the sentence of the headline around its two counts, as they are to be shown."""
        if self.total.tally.n and not self.total.tally.known:
            return nothing_known_sentence(people, self.total.tally.n)
        return hired_sentence(self.total.hire_rate, hired, people, self.report.options.months)

    @property
    def gap_title(self) -> str:
        """Whether a gap between women and men is established, and in which direction."""
        return gap_title(self.total.gender_gap)

    @property
    def gap_sentence(self) -> str:
        """The gap in points with its interval."""
        return gap_sentence(self.total.gender_gap)

    @property
    def coverage_title(self) -> str:
        """Of how many people the situation is known."""
        rate = self.total.coverage
        if rate.value is None:
            return gettext("Aucune situation à connaître pour l’instant")
        return gettext(
            "Nous savons ce que sont devenues %(known)s personnes sur %(people)s",
            known=rate.numerator,
            people=rate.denominator,
        )

    @property
    def trend_title(self) -> str:
        """What may be said of the groups, schools or cohorts, one beside the other."""
        of_schools = Breakdown.SCHOOL in self.report.options.by
        if len(self.groups) < 2:
            return (
                gettext("Taux d’embauche par école")
                if of_schools
                else gettext("Taux d’embauche par promotion")
            )
        overlap = intervals_overlap([row.figures.hire_rate_told for row in self.groups])
        if of_schools:
            return _schools_differ(overlap)
        if overlap:
            return gettext("D’une promotion à l’autre, les intervalles se recouvrent")
        return gettext("Les promotions diffèrent au-delà du hasard")

    @property
    def women_title(self) -> str:
        """The share of women at the entrance and at the hire."""
        share = self.total.women_share
        if share.hire.value is None or share.intake.value is None:
            return gettext("Part des femmes, de l’entrée à l’embauche")
        return gettext(
            "Part des femmes : %(intake)s des entrées, %(hire)s des embauches",
            intake=percent(share.intake.value),
            hire=percent(share.hire.value),
        )


def _schools_differ(overlap: bool) -> str:
    if overlap:
        return gettext("D’une école à l’autre, les intervalles se recouvrent")
    return gettext("Les écoles diffèrent au-delà du hasard")


def intervals_overlap(rates: list[Rate]) -> bool:
    """Tell whether all intervals share a value: then no difference can be claimed."""
    lows = [rate.low for rate in rates if rate.low is not None]
    highs = [rate.high for rate in rates if rate.high is not None]
    return not lows or max(lows) <= min(highs)
