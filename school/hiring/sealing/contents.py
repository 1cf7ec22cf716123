"""What stands in a sealed report: figures by group and by enterprise, and the names of both.

Groups are the schools where there are several, else the cohorts of the one. Both at once would be
one table of schools, cohorts and sexes: its counts are so small, and hang together so closely,
that next to nothing of it could be published. The cohorts of a school are read in its own report,
and so are its enterprises: an enterprise that takes people of two schools would else have a line
of both in one report, of one in another, and the difference is the other's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.cohorts.models import Cohort
from school.core.errors import NotFound, mark
from school.enterprises.models import Enterprise
from school.hiring.indicators.options import Breakdown
from school.hiring.publication.publish import Published, PublishedRow
from school.hiring.publication.reports import (
    national_table,
    published_below,
    published_part,
)
from school.hiring.sealing.parameters import Parameters

MODELS: dict[Breakdown, type[School | Cohort | Enterprise]] = {
    Breakdown.SCHOOL: School,
    Breakdown.COHORT: Cohort,
    Breakdown.ENTERPRISE: Enterprise,
}


@dataclass(frozen=True)
class Contents:
    """The figures of a sealed report, as they may be published, and the names of its groups.

    What is hidden of each school was decided on the table of all schools (`NationalTable`); the
    lines of cohorts and enterprises hang under the school's row and take nothing from it. Where
    they could not be published without telling more of that row, a table is withheld: `groups`
    then has the line of everybody alone. `enterprises` has no such line, and is withheld too where
    there are several schools.
    """

    parameters: Parameters
    groups: Published
    enterprises: Published | None
    names: dict[str, dict[str, str]]
    school_ids: frozenset[int] = frozenset()

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
    def of_several(self) -> bool:
        """Tell whether the report is of more than one school."""
        return len(self.parameters.schools) > 1

    @property
    def whose(self) -> str:
        """Name the school, where there is one alone."""
        [school, *_] = self.parameters.schools
        return "" if self.of_several else self.name_of(Breakdown.SCHOOL, school)

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
    national = national_table(session, parameters.options(), thorough=True)
    groups, enterprises = None, None
    if parameters.group_key is Breakdown.COHORT:
        groups, enterprises = (
            published_below(session, national, schools[0], parameters.options(key))
            for key in (Breakdown.COHORT, Breakdown.ENTERPRISE)
        )
    if groups is None:
        by = () if parameters.group_key is Breakdown.COHORT else (Breakdown.SCHOOL,)
        groups = published_part(session, national, schools, parameters.options(*by))
    names = _names(session, groups.rows, enterprises.rows if enterprises else ())
    names[Breakdown.SCHOOL.value] = {school.reference: school.name for school in schools}
    identities = frozenset(school.id for school in schools)
    return Contents(parameters, groups, enterprises, names, identities)


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
