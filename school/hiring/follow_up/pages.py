"""The campaign as its page shows it: coverage now and in the best case, and each cohort's."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.paging import Slice
from school.core.statistics import Rate
from school.hiring.follow_up.due_list import Campaign, Due, campaign, due_page
from school.hiring.indicators.figures import LEAST_COVERAGE
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import Report, ReportRow, Scope, hiring_report


@dataclass(frozen=True)
class CohortLine:
    """How well a cohort's people are known."""

    cohort: str
    coverage: Rate
    unknown: int
    enough: bool


@dataclass(frozen=True)
class CampaignPage:
    """A campaign with one page of those to ask, and what their answers would change."""

    months: int
    cohort: str
    counts: Campaign
    page: Slice[Due]
    report: Report

    @property
    def coverage(self) -> Rate:
        """The share of the certified whose situation is known, as the report says it."""
        return self._row.figures.coverage

    @property
    def best_coverage(self) -> Rate:
        """What coverage becomes if everybody answers who has a number or address.

        Nobody counts twice in the report, while the list has a line for each enrolment: the best
        case never passes everybody.
        """
        now = self.coverage
        known = min(now.numerator + self.counts.reachable, now.denominator)
        return Rate(known, now.denominator)

    @property
    def response(self) -> Rate:
        """Of those tried for this delay, the share whose situation is known now."""
        return Rate(self.counts.answered, self.counts.asked)

    @property
    def cohorts(self) -> list[CohortLine]:
        """The cohorts with somebody unknown, the lowest coverage first, then by code."""
        lines = [_line(row) for row in self.report.rows[:-1] if row.figures.tally.unknown]
        return sorted(lines, key=lambda line: (line.coverage.value or 0, line.cohort))

    @property
    def cohort_choices(self) -> list[tuple[str, str]]:
        """The cohorts that somebody left, for a list to choose from."""
        codes = [row.group[Breakdown.COHORT] or "" for row in self.report.rows[:-1]]
        return [(code, code) for code in codes]

    @property
    def _row(self) -> ReportRow:
        if not self.cohort:
            return self.report.total
        own = (r for r in self.report.rows[:-1] if r.group[Breakdown.COHORT] == self.cohort)
        return next(own, ReportRow({}, self.report.total.figures))


def _line(row: ReportRow) -> CohortLine:
    coverage = row.figures.coverage
    enough = coverage.value is not None and coverage.value >= LEAST_COVERAGE
    cohort = row.group[Breakdown.COHORT] or ""
    return CohortLine(cohort, coverage, row.figures.tally.unknown, enough)


def campaign_page(
    session: Session, principal: Principal, months: int, cohort: str, present: date, number: int
) -> CampaignPage:
    """Read a campaign: its counts, one page of those to ask, and the coverage of each cohort."""
    options = Options(as_of=present, known_on=present, months=months, by=(Breakdown.COHORT,))
    scope = Scope(principal.school_ids(Permission.FOLLOW_UP))
    report = hiring_report(session, scope, options)
    if cohort not in {row.group[Breakdown.COHORT] for row in report.rows[:-1]}:
        cohort = ""
    counts = campaign(session, principal, months, present, cohort)
    page = due_page(
        session, principal, months, present, total=counts.listed, number=number, cohort=cohort
    )
    return CampaignPage(months, cohort, counts, page, report)
