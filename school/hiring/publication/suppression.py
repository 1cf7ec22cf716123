"""Which counts of a table may not be published: the rules of INDICATORS §3, on numbers alone.

A table is a list of counts and of the lines that add some of them up to another. Nothing here
knows what is counted: `suppression_tables` says that of a report.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import islice

from school.hiring.publication.suppression_audit import Audit

LEAST_COUNT = 5
"""Fewer persons, but for none at all, are never published, alone or as a sum."""

MOST_OF_A_LINE = 2
MOST_TRIALS = 40
"""Of so many counts around one that can be derived, the first that would free it is hidden."""


@dataclass(frozen=True, slots=True)
class Line:
    """Counts that add up to another one, each named by its place in the table."""

    cells: tuple[int, ...]
    margin: int


@dataclass(frozen=True)
class Table:
    """Counts, and the lines they stand in, in the order of the rules: rows before columns.

    `looks_the_same` tells whether other counts, given as differences by their places, would leave
    everything else that is published as it is.
    """

    values: Sequence[int]
    lines: Sequence[Line]
    looks_the_same: Callable[[dict[int, int]], bool] = field(default=lambda changes: True)

    @cached_property
    def lines_of(self) -> dict[int, list[int]]:
        """The numbers of the lines in which a count stands, as a cell or as the margin."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            for cell in (*line.cells, line.margin):
                found[cell].append(number)
        return found


def is_small(count: int) -> bool:
    """Tell whether a count is hidden for its own sake: 1 to 4."""
    return 0 < count < LEAST_COUNT


def hidden_cells(table: Table) -> set[int]:
    """Give the places of the counts that may not be published (INDICATORS §3, Publication).

    Counts 1 to 4 are hidden, zeros never. Then complementary suppression: in every line with a
    published margin a hidden cell never stands alone and the hidden ones sum to 5 or more; the
    smallest non-zero cell is added, lines in their order, beginning again after each. What the
    rule leaves open: where a line has no cell left to add, its margin is hidden; and a hidden
    margin asks for a hidden cell, else it could be added up. The audit then looks, for each
    hidden count, for other counts that would be published in the very same way; where it finds
    none, the nearest count that mends this is hidden and it looks again. It ends: each turn hides
    one more.
    """
    hidden = {place for place, count in enumerate(table.values) if is_small(count)}
    _complete(table, hidden, range(len(table.lines)))
    audit = Audit(table, hidden)
    while (revealed := audit.first_revealed()) is not None:
        nearest = list(islice(_around(table, hidden, revealed), MOST_TRIALS))
        more = next((each for each in nearest if audit.frees(each, revealed)), None)
        if not nearest:
            audit.accept(revealed)
            continue
        more = nearest[0] if more is None else more
        hidden.add(more)
        _complete(table, hidden, table.lines_of[more])
    return hidden


def _complete(table: Table, hidden: set[int], changed: Iterable[int]) -> None:
    """Protect the lines that changed, and those that change with them, first ones first."""
    waiting = list(changed)
    heapify(waiting)
    while waiting:
        more = _missing(table, hidden, table.lines[heappop(waiting)])
        if more is not None:
            hidden.add(more)
            for number in table.lines_of[more]:
                heappush(waiting, number)


def _missing(table: Table, hidden: set[int], line: Line) -> int | None:
    """Name the count that a line needs hidden too, if it needs one."""
    found = [cell for cell in line.cells if cell in hidden]
    if line.margin in hidden:
        return None if found else _smallest(table, hidden, line)
    if not found or (len(found) > 1 and sum(table.values[cell] for cell in found) >= LEAST_COUNT):
        return None
    more = _smallest(table, hidden, line)
    return line.margin if more is None else more


def _smallest(table: Table, hidden: set[int], line: Line) -> int | None:
    """Find the smallest non-zero cell of a line that is not hidden yet, the first of equals."""
    left = [cell for cell in line.cells if table.values[cell] and cell not in hidden]
    return min(left, key=table.values.__getitem__, default=None)


def _around(table: Table, hidden: set[int], revealed: int) -> Iterator[int]:
    """List what could be hidden for a count that can be derived: of its lines, then of the next.

    Of each line come the smallest `MOST_OF_A_LINE`, and the margin.
    """
    waiting, met = deque([revealed]), {revealed}
    while waiting:
        place = waiting.popleft()
        for number in table.lines_of[place]:
            line = table.lines[number]
            new = [cell for cell in (*line.cells, line.margin) if cell not in met]
            met.update(new)
            waiting += new
            open_cells = [cell for cell in new if table.values[cell] and cell not in hidden]
            inner = sorted(set(open_cells) - {line.margin}, key=table.values.__getitem__)
            yield from inner[:MOST_OF_A_LINE]
            yield from (cell for cell in open_cells if cell == line.margin)
