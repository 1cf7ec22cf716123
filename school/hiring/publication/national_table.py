"""What is hidden of a school, wherever it is published: decided once, in the table of all schools.

A ministry reads many reports, of one school, of some, of all. Were what is hidden decided in each
of them, a count hidden in one could stand in another, or be the difference of two. So it is
decided on one table for given days, delay, evidence and period: all schools of the installation by
sex. A report about a school prints its row; one about all schools, the rows and the total; one
about some, their rows and as much of their total as can be added up from what those rows print.
Such reports agree count by count, and no number of them tells more than the whole table does.
Cohorts and enterprises of one school hang under its row (`suppression_below`).

What this does not cover is said where it is dealt with: other days or periods, which are held
against each other (`suppression_differences`); and other delays, where the same people are looked
at on another day.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from school.cohorts.rules import Sex
from school.hiring.indicators.figures import Figures
from school.hiring.indicators.options import Breakdown
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import NOBODY
from school.hiring.publication.figures import COVERAGE_SIDE
from school.hiring.publication.suppression import audit_of, hidden_cells
from school.hiring.publication.suppression_below import Below, hidden_below
from school.hiring.publication.suppression_lines import ALL, COUNTED, Cell, Place
from school.hiring.publication.suppression_tables import (
    LEAST_TOLD,
    Suppression,
    named_counts,
    table_of,
    tallies_by_sex,
)

SEXES = (Sex.FEMALE.value, Sex.MALE.value, None, ALL)
"""Whose counts a row has: of women, of men, of those whose sex is not stated, of everybody."""


class NationalTable:
    """The table of all schools by sex, and what of it may not be published.

    `report` has every school of the installation, grouped by school alone.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self._own = table_of(report)
        self._hidden = hidden_cells(self._own.table)
        self._suppression = self._own.suppression(self._hidden)

    @cached_property
    def schools(self) -> frozenset[str]:
        """The codes of all schools that have a row."""
        return frozenset(_codes(self.report))

    def report_of(self, code: str) -> Report:
        """Give the report of one school by school: its row, and the same as its total."""
        row = next(
            (row for row in self.report.rows if row.group.get(Breakdown.SCHOOL) == code), None
        )
        rows = [row, replace(row, group={})] if row else [ReportRow({}, Figures(NOBODY))]
        return Report(self.report.options, rows, self.report.thorough)

    def suppression_of(self, report: Report) -> Suppression:
        """Give what is hidden in a report of some of the schools, grouped by school alone.

        Of all schools it is the table's own total. Of fewer, a count of the total is published
        when it is in the row of each, and they add up to it: it then says nothing new. That more
        than 40 % of a total are unknown is told where the rows tell it too, else it is hidden with
        the rates that hang on it.
        """
        chosen = _codes(report)
        if self.schools.issubset(chosen):
            return self._suppression
        hidden: dict[Place, frozenset[str]] = {
            (code, sex): self._suppression.hidden[code, sex] for code in chosen for sex in SEXES
        }
        hidden |= {(ALL, sex): self._hidden_of_total(report, sex) for sex in SEXES}
        return Suppression(self._own.keys, hidden)

    def suppression_below(self, report: Report, code: str) -> Suppression | None:
        """Give what is hidden in a report about one school by another key, but for its sexes.

        Its total is the school's row in the table, no more and no less. None when the groups
        cannot be published without telling more of that row, or of another school's.
        """
        ways = self._ways_of(code)
        if ways is None:
            return None
        own = table_of(report)
        columns: dict[Cell, list[int]] = defaultdict(list)
        for number, ((group, sex), name) in enumerate(own.cells):
            column = columns[(ALL, sex), name]
            if group != ALL:
                column.append(number)
        hidden = [
            ((ALL, sex), name) for (school, sex), name in self._hidden_cells if school == code
        ]
        below = Below(
            own.table,
            {own.numbers[margin]: tuple(cells) for margin, cells in columns.items()},
            frozenset(own.numbers[cell] for cell in hidden),
            [{own.numbers[cell]: step for cell, step in way.items()} for way in ways],
        )
        found = hidden_below(below)
        return None if found is None else own.suppression(found)

    @property
    def _hidden_cells(self) -> Iterator[Cell]:
        return (self._own.cells[number] for number in sorted(self._hidden))

    @cached_property
    def _proofs(self) -> tuple[list[dict[int, int]], set[int]]:
        return audit_of(self._own.table, set(self._hidden)).proofs()

    def _ways_of(self, code: str) -> list[dict[Cell, int]] | None:
        """Give what the proofs change in the row of a school; None if a count of it has none."""
        proofs, unproven = self._proofs
        if any(self._own.cells[number][0][0] == code for number in unproven):
            return None
        found: list[dict[Cell, int]] = []
        for proof in proofs:
            moved = {self._own.cells[number]: step for number, step in proof.items()}
            way: dict[Cell, int] = {
                ((ALL, sex), name): step
                for ((school, sex), name), step in moved.items()
                if school == code
            }
            if way and way not in found:
                found.append(way)
        return found

    def _hidden_of_total(self, report: Report, sex: str | None) -> frozenset[str]:
        *rows, total = (_counts_of(row.figures, sex) for row in report.rows)
        hidden = {name for name in COUNTED if sum(row[name] for row in rows) != total[name]}
        for code in _codes(report):
            hidden |= self._suppression.hidden[code, sex]
        if sex is not None and "unknown" in hidden and not _tells_one_side(report, sex):
            hidden.add(COVERAGE_SIDE)
        return frozenset(hidden)


def _codes(report: Report) -> list[str]:
    return [str(row.group[Breakdown.SCHOOL]) for row in report.rows if row.group]


def _counts_of(figures: Figures, sex: str | None) -> Mapping[str, int]:
    return named_counts(tallies_by_sex(figures)[sex])


def _tells_one_side(report: Report, sex: str) -> bool:
    """Tell whether every row says of its coverage that it is under 60 %, or each that it is not."""
    figures = [_figures_of(row.figures, sex) for row in report.rows if row.group]
    somebody = [each for each in figures if each.tally.n]
    told = len(figures) == 1 or all(each.tally.n >= LEAST_TOLD for each in somebody)
    return told and len({each.bounds_only for each in somebody}) <= 1


def _figures_of(figures: Figures, sex: str) -> Figures:
    return {Sex.FEMALE.value: figures.women, Sex.MALE.value: figures.men}.get(sex, figures)
