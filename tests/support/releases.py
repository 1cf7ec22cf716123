"""Schools with cohorts, as reports: what is released of them, and what that tells together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from school.hiring.indicators.figures import Figures
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import Tally, add_up
from school.hiring.publication.national_table import NationalTable
from school.hiring.publication.publish import HIDDEN, Count, Published, publish
from school.hiring.publication.suppression_tables import BY_SEX
from tests.support.adversary import Knowledge

COUNTS = ("hired", "n", "certified")
"""What is read of a publication; here everybody who is certified is hired."""

Atom = tuple[str, str, str]
"""A school, a cohort, a sex."""

World = Mapping[Atom, int]


class Country:
    """Every school of a small country, and the reports about some of them."""

    def __init__(self, world: World, options: Options) -> None:
        self.world = world
        self.options = options
        self.schools = sorted({school for school, *_ in world})
        self.table = NationalTable(self._report(self.schools))

    def some(self, schools: Collection[str]) -> Published:
        """Publish the report of some schools side by side."""
        report = self._report(sorted(schools))
        return publish(report, self.table.suppression_of(report))

    def cohorts(self, school: str) -> Published | None:
        """Publish the report of the cohorts of one school."""
        names = sorted({cohort for one, cohort, *_ in self.world if one == school})
        rows = [
            ReportRow({Breakdown.COHORT: name}, self._figures({school}, {name})) for name in names
        ]
        report = self._made(Breakdown.COHORT, [*rows, ReportRow({}, self._figures({school}))])
        suppression = self.table.suppression_below(report, school)
        return publish(report, suppression) if suppression else None

    def atoms(self, schools: Collection[str], cohort: str | None, sexes: str) -> frozenset[Atom]:
        """Give the smallest counts that a published one adds up."""
        return frozenset(
            atom
            for atom in self.world
            if atom[0] in schools and cohort in {None, atom[1]} and atom[2] in sexes
        )

    def _report(self, schools: list[str]) -> Report:
        rows = [ReportRow({Breakdown.SCHOOL: one}, self._figures({one})) for one in schools]
        total = ReportRow({}, self._figures(set(schools)))
        return self._made(Breakdown.SCHOOL, [*rows, total])

    def _made(self, key: Breakdown, rows: list[ReportRow]) -> Report:
        options = Options(
            self.options.as_of, self.options.known_on, by=(key,), profile=Profile.MINISTRY
        )
        return Report(options, rows, thorough=True)

    def _figures(self, schools: set[str], cohorts: set[str] | None = None) -> Figures:
        women, men = (self._tally(schools, cohorts, sex) for sex in "FM")
        return Figures(add_up((women, men)), women, men)

    def _tally(self, schools: set[str], cohorts: set[str] | None, sex: str) -> Tally:
        people = sum(
            count
            for (school, cohort, one_sex), count in self.world.items()
            if school in schools and one_sex == sex and (cohorts is None or cohort in cohorts)
        )
        names = ("leavers", "completed", "certified", "hired")
        return Tally(**dict.fromkeys(names, people))


@dataclass(frozen=True)
class Seen:
    """A count as it was published: of which group and sexes, of which smallest counts."""

    group: Mapping[Breakdown, str | None]
    sexes: str
    name: str
    atoms: frozenset[Atom]
    count: Count

    @property
    def is_printed(self) -> bool:
        """Tell whether the count is published of groups of these sexes where it may be."""
        return self.sexes == "FM" or self.name in BY_SEX


def learn(known: Knowledge, country: Country, schools: Collection[str], given: Published) -> None:
    """Learn what a publication about some schools says: counts, and that a hidden one is no zero.

    In a column of cohorts that is hidden from top to bottom there may be zeros.
    """
    every = seen(country, schools, given)
    shown = {(one.sexes, one.name) for one in every if one.count is not HIDDEN and one.group}
    for one in every:
        if one.count is not HIDDEN:
            known.learn(one.atoms, one.count)
        elif one.is_printed and (
            Breakdown.SCHOOL in one.group
            or (Breakdown.COHORT in one.group and (one.sexes, one.name) in shown)
        ):
            known.somebody.add(one.atoms)


def seen(country: Country, schools: Collection[str], given: Published) -> list[Seen]:
    """List the counts of a publication about some schools."""
    found = []
    for row in given.rows:
        school, cohort = row.group.get(Breakdown.SCHOOL), row.group.get(Breakdown.COHORT)
        of = {school} if school else schools
        for sexes, figures in (("FM", row.figures), ("F", row.women), ("M", row.men)):
            for name in COUNTS:
                atoms = country.atoms(of, cohort, sexes)
                found.append(Seen(row.group, sexes, name, atoms, figures.counts[name]))
    return found
