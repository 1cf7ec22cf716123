"""A table under counts that were published before: the rules of INDICATORS §3, on numbers alone.

The cohorts of a school add up to the row that the school has in the table of all schools. What is
hidden of that row was decided there, with the other schools, and stays as it is: here it is only
decided what is hidden below it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import islice

from school.hiring.publication.suppression import (
    LEAST_COUNT,
    MOST_TRIALS,
    Line,
    Table,
    around,
    is_small,
    smallest,
)
from school.hiring.publication.suppression_audit import Audit

Changes = Mapping[int, int]


@dataclass(frozen=True)
class Below:
    """A table, of which some counts were decided before: the margins of its columns.

    `columns` gives for each margin its cells, one a group, in the order of the groups; `hidden`
    the margins that are hidden. `ways` are the differences of hidden margins that must remain
    possible: the restriction to them of every second table that proves a count up there.
    """

    table: Table
    columns: Mapping[int, tuple[int, ...]]
    hidden: frozenset[int]
    ways: Sequence[Changes] = ()

    @cached_property
    def column_of(self) -> dict[int, int]:
        """The margin of the column in which a cell stands."""
        return {cell: margin for margin, cells in self.columns.items() for cell in cells}


def hidden_below(below: Below) -> set[int] | None:
    """Give the places that may not be published, margins included; None: nothing below may be.

    Of a hidden margin the whole column is withheld, the zeros too, as of a count that a table does
    not have: the groups would else say at least how many it is. Then the rules of every table, but
    that a margin is never hidden here: where a line would need it, its column is withheld instead.
    The audit proves two things. Each of `ways` can be followed here too, so that no count of the
    table above becomes derivable, however many tables are published below it. And each hidden
    count has another value, with the margins as they are or as one of `ways` has them. When a
    proof is missing and there is nothing left to hide, the table is not published at all.
    """
    work = _Work(below)
    return work.hidden if work.succeeds() else None


class _Work:
    """What is hidden so far, and which columns are withheld."""

    def __init__(self, below: Below) -> None:
        self._below = below
        self._table = below.table
        self._withheld: set[int] = set(below.table.unprinted)
        self.hidden = {*below.hidden, *below.table.unprinted}
        for margin in below.hidden:
            self.hidden |= self._withhold(margin)
        self.hidden |= {cell for cell in below.column_of if is_small(below.table.values[cell])}
        self._audit = Audit(
            below.table, self.hidden, fixed=below.columns.keys(), withheld=self._withheld
        )
        self._complete(range(len(below.table.lines)))

    def succeeds(self) -> bool:
        """Hide until everything is proven; tell whether it was."""
        for place in self._below.hidden | self._table.unprinted:
            self._audit.accept(place)
        if not all(self._follows(way) for way in self._below.ways):
            return False
        while (revealed := self._audit.first_revealed()) is not None:
            if not self._table.values[revealed]:
                self._audit.accept(revealed)
            elif not self._hide_around(revealed):
                return False
        return True

    def _hide_around(self, revealed: int) -> bool:
        """Hide one count more, or one column more, lest a count can be derived."""
        column_of = self._below.column_of
        every = (cell for cell in around(self._table, self.hidden, revealed) if cell in column_of)
        nearest = sorted(islice(every, MOST_TRIALS), key=self._table.loss)
        freeing = (cell for cell in nearest if self._audit.frees({cell}, revealed))
        more = next(freeing, nearest[0] if nearest else None)
        new = {more} if more is not None else self._withhold(column_of[revealed])
        if not new:
            return False
        self.hidden |= new
        self._complete({line for cell in new for line in self._table.lines_of[cell]})
        return True

    def _withhold(self, margin: int) -> set[int]:
        """Let a column be withheld; give its cells, none if it was already: they are to hide."""
        cells = set(self._below.columns[margin])
        new = cells - self._withheld
        self._withheld |= cells
        return new

    def _complete(self, changed: Iterable[int]) -> None:
        """Protect the lines that changed, and those that change with them, first ones first."""
        waiting = list(changed)
        heapify(waiting)
        while waiting:
            number = heappop(waiting)
            line = self._table.lines[number]
            if number in self._table.beyond_the_rule:
                continue
            if line.margin in self._below.columns and line.cells[0] in self._below.columns:
                continue
            for more in self._missing(line) - self.hidden:
                self.hidden.add(more)
                for number in self._table.lines_of[more]:
                    heappush(waiting, number)

    def _missing(self, line: Line) -> set[int]:
        """Name the counts that a line needs hidden too."""
        values = self._table.values
        found = [cell for cell in line.cells if cell in self.hidden]
        total = sum(values[cell] for cell in found)
        more = smallest(self._table, self.hidden, line)
        if line.margin in self.hidden:
            return set() if total or more is None else {more}
        if not total or (len(found) > 1 and total >= LEAST_COUNT):
            return set()
        loss = self._table.loss
        if line.margin in self._below.columns:
            return self._withhold(line.margin) if more is None else {more}
        if more is None or (line.sparing and loss(line.margin) < loss(more)):
            return {line.margin}
        return {more}

    def _follows(self, way: Changes) -> bool:
        """Tell whether the hidden margins may differ in this way, and prove what then differs."""
        found = [changes for group in self._groups() if (changes := self._in_group(way, group))]
        if not found:
            mended = self._audit.mended(way)
            found = [mended] if mended else []
        for changes in found:
            self._audit.prove(changes)
        return bool(found)

    def _groups(self) -> range:
        return range(len(next(iter(self._below.columns.values()), ())))

    def _in_group(self, way: Changes, group: int) -> dict[int, int] | None:
        """Let one group alone differ as the margins do, if it may."""
        cells = {self._below.columns[margin][group]: step for margin, step in way.items()}
        changes = {**cells, **way}
        possible = all(self._audit.may_move(cell, step) for cell, step in cells.items())
        return changes if possible and self._table.looks_the_same(changes) else None
