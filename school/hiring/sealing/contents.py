"""What stands in a sealed report: figures by group and by enterprise, and the names of both.

Groups are the schools where there are several, else the cohorts of the one. Both at once would be
one table of schools, cohorts and sexes: its counts are so small, and hang together so closely,
that next to nothing of it could be published. The cohorts of a school are read in its own report.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.cohorts.models import Cohort
from school.core.errors import NotFound, mark
from school.enterprises.models import Enterprise
from school.hiring.indicators.figures import COUNTS_OF_PLACES
from school.hiring.indicators.options import Breakdown
from school.hiring.indicators.report import Scope, hiring_report
from school.hiring.publication.publish import HIDDEN, Published, PublishedRow, publish
from school.hiring.sealing.parameters import Parameters

MODELS: dict[Breakdown, type[School | Cohort | Enterprise]] = {
    Breakdown.SCHOOL: School,
    Breakdown.COHORT: Cohort,
    Breakdown.ENTERPRISE: Enterprise,
}


HEADLINES = ("hire_rate", "coverage", "offer_rate")
"""Rates that are not given up for a table of groups."""


@dataclass(frozen=True)
class Contents:
    """The figures of a sealed report, as they may be published, and the names of its groups.

    A table of groups with small counts may hide figures of everybody, lest they be subtracted.
    Where it would cost a headline, the table is withheld instead: `groups` then has the line of
    everybody alone. `enterprises` has no such line; it is withheld as soon as it would hide
    anything that the line of everybody shows, since two tables with one margin are read together.
    """

    parameters: Parameters
    groups: Published
    enterprises: Published | None
    names: dict[str, dict[str, str]]

    @property
    def total(self) -> PublishedRow:
        """The line of everybody."""
        return self.groups.total

    @property
    def enterprise_rows(self) -> Sequence[PublishedRow]:
        """The lines of enterprises; none where the table is withheld."""
        return self.enterprises.lines_by(Breakdown.ENTERPRISE) if self.enterprises else []

    @property
    def group_rows(self) -> Sequence[PublishedRow]:
        """The lines of schools or cohorts; none where the table is withheld."""
        return self.groups.lines_by(self.parameters.group_key)

    @property
    def withheld(self) -> list[str]:
        """Name the tables that are not published, as the file of figures calls them."""
        tables = {"groups": not self.groups.options.by, "enterprises": self.enterprises is None}
        return [name for name, missing in tables.items() if missing]

    def name_of(self, key: Breakdown, code: str | None) -> str:
        """Give the name of a school, cohort or enterprise; its code where it has none."""
        return self.names[key.value].get(code or "", code or "")

    @property
    def whose(self) -> str:
        """Name the school, where there is one alone."""
        schools = self.parameters.schools
        return self.name_of(Breakdown.SCHOOL, schools[0]) if len(schools) == 1 else ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody left or applied in the period: there is nothing to seal."""
        counts = self.total.figures.counts
        return not counts["leavers"] and not counts["applied"]


def contents_of(session: Session, parameters: Parameters) -> Contents:
    """Compute the figures of a sealed report from its parameters alone.

    Raises `NotFound` when one of its schools is not there any more.
    """
    schools = _schools(session, parameters.schools)
    scope = Scope(frozenset(school.id for school in schools))
    alone, groups, enterprises = (
        publish(hiring_report(session, scope, parameters.options(*keys), thorough=True))
        for keys in ((), (parameters.group_key,), (Breakdown.ENTERPRISE,))
    )
    shown = alone if _costs_a_headline(groups.total, alone.total) else groups
    withheld = bool(_hidden_in(enterprises.total) - _hidden_in(shown.total))
    names = _names(session, shown.rows, enterprises.rows)
    names[Breakdown.SCHOOL.value] = {school.reference: school.name for school in schools}
    return Contents(parameters, shown, None if withheld else enterprises, names)


def _costs_a_headline(row: PublishedRow, alone: PublishedRow) -> bool:
    """Tell whether a table hides a headline of everybody, women or men that is shown without it."""
    lost = _hidden_in(row) - _hidden_in(alone)
    return any(name in HEADLINES or name in COUNTS_OF_PLACES.values() for _, name in lost)


def _hidden_in(row: PublishedRow) -> set[tuple[str, str]]:
    """Name the figures of a line that are not published, of everybody, women and men."""
    found = set()
    for whose, figures in (("", row.figures), ("women", row.women), ("men", row.men)):
        for figure in (figures.counts, figures.rates, figures.shares, figures.gaps):
            found |= {(whose, name) for name, value in figure.items() if value is HIDDEN}
    return found


def _schools(session: Session, codes: Sequence[str]) -> list[School]:
    query = select(School).where(School.reference.in_(codes)).order_by(School.reference)
    found = list(session.scalars(query))
    missing = sorted(set(codes) - {school.reference for school in found})
    if missing:
        message = mark("Aucune école ne porte le code %(code)s.")
        raise NotFound(message, None, {"code": missing[0]})
    return found


def _names(session: Session, *several: Sequence[PublishedRow]) -> dict[str, dict[str, str]]:
    """Read the names of all cohorts and enterprises that have a line, in one statement."""
    parts = []
    for key in (Breakdown.COHORT, Breakdown.ENTERPRISE):
        model, every = MODELS[key], [row.group.get(key) for rows in several for row in rows]
        codes = sorted({code for code in every if code})
        kind = literal(key.value)
        parts.append(select(kind, model.reference, model.name).where(model.reference.in_(codes)))
    names: dict[str, dict[str, str]] = {key.value: {} for key in MODELS}
    for what, reference, name in session.execute(union_all(*parts)):
        names[what][reference] = name
    return names
