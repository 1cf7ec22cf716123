"""Which counts of a table may not be published: the rules of INDICATORS §3, on numbers alone.

A table is a list of counts and of the lines that add some of them up to another. Nothing here
knows what is counted: `suppression_tables` says that of a report.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import count, islice

from school.hiring.publication.suppression_audit import Audit

LEAST_COUNT = 5
"""Fewer persons, but for none at all, are never published, alone or as a sum."""

MOST_OF_A_LINE = 2
MOST_TRIALS = 8
"""So many ways are tried to free a count that can be derived."""

MOST_TURNS = 4
"""So often a way is sought with care; then whole lines are hidden, so that it ends soon."""


@dataclass(frozen=True, slots=True)
class Line:
    """Counts that add up to another one, each named by its place in the table.

    Where a line is `sparing`, what is least of a loss is hidden in it, be it the margin; in any
    other, as INDICATORS §3 has it, the smallest count.
    """

    cells: tuple[int, ...]
    margin: int
    sparing: bool = False


@dataclass(frozen=True)
class Table:
    """Counts, and the lines they stand in, in the order of the rules: rows before columns.

    `looks_the_same` tells whether other counts, given as differences by their places, would leave
    everything else that is published as it is. `losses` tells of each count how much readers lose
    when it is hidden; where it is empty all are alike. Those that are `unprinted` stand nowhere in
    a publication, and may be zero: readers know the lines they stand in all the same.
    """

    values: Sequence[int]
    lines: Sequence[Line]
    looks_the_same: Callable[[dict[int, int]], bool] = field(default=lambda changes: True)
    losses: Sequence[int] = ()
    unprinted: frozenset[int] = frozenset()

    @cached_property
    def lines_of(self) -> dict[int, list[int]]:
        """The numbers of the lines in which a count stands, as a cell or as the margin."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            for cell in (*line.cells, line.margin):
                found[cell].append(number)
        return found

    @cached_property
    def beyond_the_rule(self) -> frozenset[int]:
        """The numbers of the lines with a count that is not printed: the audit alone reads them."""
        return frozenset(number for cell in self.unprinted for number in self.lines_of[cell])

    def loss(self, place: int) -> int:
        """Tell how much readers lose with a count."""
        return self.losses[place] if self.losses else 1


def is_small(count: int) -> bool:
    """Tell whether a count is hidden for its own sake: 1 to 4."""
    return 0 < count < LEAST_COUNT


def hidden_cells(table: Table) -> set[int]:
    """Give the places of the counts that may not be published (INDICATORS §3, Publication).

    Counts 1 to 4 are hidden, zeros never. Then complementary suppression: in every line with a
    published margin a hidden cell never stands alone and the hidden ones sum to 5 or more; the
    smallest non-zero cell is added, lines in their order, beginning again after each. What the
    rule leaves open: hidden ones that are as many as their sum are all 1, and say so; where a line
    has no cell left to add, its margin is hidden; and a hidden margin asks for a hidden cell, else
    it could be added up. The audit then looks, for each hidden count, for other counts that would
    be published in the very same way; where it finds none, more is hidden around it, the least
    loss that mends this, and it looks again. It ends: each turn hides one more.
    """
    hidden = {place for place, people in enumerate(table.values) if is_small(people)}
    audit = audit_of(table, hidden)
    _complete(table, hidden, range(len(table.lines)))
    for turn in count():
        revealed = audit.first_revealed()
        if revealed is None:
            break
        ways = ways_out(table, hidden, revealed) if turn < MOST_TURNS else []
        freeing = (way for way in ways if audit.frees(way, revealed))
        more = next(freeing, ways[0] if ways else _all_beside(table, hidden, revealed))
        hidden |= more
        if not more:
            audit.accept(revealed)
    return hidden - table.unprinted


def audit_of(table: Table, hidden: set[int]) -> Audit:
    """Give the audit of a table of which these are hidden, and what is not printed is added."""
    hidden |= table.unprinted
    audit = Audit(table, hidden, withheld=table.unprinted)
    for place in table.unprinted:
        audit.accept(place)
    return audit


def ways_out(table: Table, hidden: set[int], revealed: int) -> list[set[int]]:
    """List what could be hidden more for a count that can be derived, the least loss first."""
    ways = []
    for each in islice(around(table, hidden, revealed), MOST_TRIALS):
        more = {*hidden, each}
        _complete(table, more, table.lines_of[each])
        ways.append(more - hidden)
    return sorted(ways, key=lambda way: sum(map(table.loss, way)))


def _all_beside(table: Table, hidden: set[int], revealed: int) -> set[int]:
    """Name all counts beside one in its lines, but for those that would be a greater loss."""
    beside = {
        cell
        for number in table.lines_of[revealed]
        for cell in (*table.lines[number].cells, table.lines[number].margin)
        if table.values[cell] and cell not in hidden
    }
    least = min(map(table.loss, beside), default=0)
    more = hidden | {cell for cell in beside if table.loss(cell) == least}
    _complete(table, more, {number for cell in more - hidden for number in table.lines_of[cell]})
    return more - hidden


def _complete(table: Table, hidden: set[int], changed: Iterable[int]) -> None:
    """Protect the lines that changed, and those that change with them, first ones first."""
    waiting = list(changed)
    heapify(waiting)
    while waiting:
        number = heappop(waiting)
        if number in table.beyond_the_rule:
            continue
        more = _missing(table, hidden, table.lines[number])
        if more is not None:
            hidden.add(more)
            for number in table.lines_of[more]:
                heappush(waiting, number)


def _missing(table: Table, hidden: set[int], line: Line) -> int | None:
    """Name the count that a line needs hidden too, if it needs one."""
    found = [cell for cell in line.cells if cell in hidden]
    if line.margin in hidden:
        return None if found else smallest(table, hidden, line)
    if not found or _protects(table, found):
        return None
    more = smallest(table, hidden, line)
    if more is None or (line.sparing and table.loss(line.margin) < table.loss(more)):
        return line.margin
    return more


def _protects(table: Table, found: list[int]) -> bool:
    """Tell whether the hidden cells of a line protect one another: two at least, and room."""
    total = sum(table.values[cell] for cell in found)
    return len(found) > 1 and total >= LEAST_COUNT and total > len(found)


def smallest(table: Table, hidden: set[int], line: Line) -> int | None:
    """Find the non-zero cell of a line that is to be hidden next, the first of equals."""
    left = [cell for cell in line.cells if table.values[cell] and cell not in hidden]
    if line.sparing:
        return min(left, key=lambda cell: (table.loss(cell), table.values[cell]), default=None)
    return min(left, key=table.values.__getitem__, default=None)


def around(table: Table, hidden: set[int], revealed: int) -> Iterator[int]:
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
