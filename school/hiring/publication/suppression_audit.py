"""The audit of a suppression: could anybody work out a hidden count from what is published?"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import product
from typing import Protocol

MOST_STEPS = 60
"""How long one proof is sought in one order of trial."""

ORDERS = (1, 389, 577)
"""Each shuffles the order of trial otherwise; after the last a count is taken as derivable."""

SHUFFLED_WITHIN = 1009

LARGEST_PROOF = 90
"""A proof changes at most so many counts."""


class Sum(Protocol):
    """Counts that add up to another."""

    @property
    def cells(self) -> tuple[int, ...]:
        """The places of the counts."""

    @property
    def margin(self) -> int:
        """The place of their sum."""


class Counts(Protocol):
    """What the audit reads of a table."""

    @property
    def values(self) -> Sequence[int]:
        """The true counts."""

    @property
    def lines(self) -> Sequence[Sum]:
        """What adds up to what."""

    @property
    def looks_the_same(self) -> Callable[[dict[int, int]], bool]:
        """Whether changed counts leave whatever else is published as it is."""


class Audit:
    """Proves of each hidden count that another value of it is consistent with the publication.

    Exact in the sense that counts: a count passes only when a second whole table is at hand that
    has another value there, the same published counts, lines that still add up, nothing below
    zero, no hidden zero (zeros are never hidden, and readers know it) and the same published
    figures besides. Whoever reads the publication, and knows these rules,
    cannot tell that table from the true one; so the hidden count has at least two values. Such a
    table is sought step by step: one count is moved by one, then whatever line no longer adds up
    is mended by moving another hidden count of it. A count for which none is found in
    `MOST_STEPS`, in any of `ORDERS`, is taken as derivable, and more is hidden: the error is on
    the side of silence.
    A table found for one count proves every count that it changes, and stays a proof when more
    is hidden later.
    Counts that are `fixed` keep their value in every such table; those that are `withheld` may be
    zero, as readers know.
    """

    def __init__(
        self,
        counts: Counts,
        hidden: set[int],
        *,
        fixed: AbstractSet[int] = frozenset(),
        withheld: AbstractSet[int] = frozenset(),
    ) -> None:
        self.counts = counts
        self._hidden = hidden
        self._fixed = fixed
        self._withheld = withheld
        self._proven: set[int] = set()
        self._movable: dict[tuple[int, int], list[int]] = {}
        self._listed_for = -1
        self.lines_of: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, line in enumerate(counts.lines):
            for cell in line.cells:
                self.lines_of[cell].append((number, 1))
            self.lines_of[line.margin].append((number, -1))

    def first_revealed(self) -> int | None:
        """Give the first hidden count that no second table was found for."""
        for place in sorted(self._hidden - self._proven):
            if place in self._proven:
                continue
            changes = self._second_table(place)
            if changes is None:
                return place
            self._proven.update(changes)
        return None

    def frees(self, more: AbstractSet[int], place: int) -> bool:
        """Tell whether a hidden count has a second value once others are hidden too."""
        kept, self._hidden = self._hidden, self._hidden | more
        self._listed_for = -1
        found = self._second_table(place)
        self._hidden, self._listed_for = kept, -1
        return found is not None

    def accept(self, place: int) -> None:
        """Leave a count as it is: nothing that stands in a line with it is published."""
        self._proven.add(place)

    def prove(self, changes: Mapping[int, int]) -> None:
        """Take a second table, given by what differs in it, as the proof of all that it changes."""
        self._proven.update(changes)

    def proofs(self) -> tuple[list[dict[int, int]], set[int]]:
        """List second tables that together change every hidden count, and the counts without."""
        found, unproven = [], set()
        for place in sorted(self._hidden):
            if place in self._proven:
                continue
            changes = self._second_table(place)
            if changes is None:
                unproven.add(place)
                continue
            found.append(changes)
            self._proven.update(changes)
        return found, unproven

    def mended(self, changes: Mapping[int, int]) -> dict[int, int] | None:
        """Find a second table that has these changes, and as few others as it takes."""
        for order in ORDERS:
            search = _Search(self, changes, order)
            if search.run():
                return search.changes
        return None

    def _second_table(self, place: int) -> dict[int, int] | None:
        for order, step in product(ORDERS, (1, -1)):
            if self.may_move(place, step):
                search = _Search(self, {place: step}, order)
                if search.run():
                    return search.changes
        return None

    def may_move(self, place: int, step: int) -> bool:
        """Tell whether a hidden count may be one more or less, and not become a hidden zero."""
        if place not in self._hidden or place in self._fixed:
            return False
        return self.counts.values[place] + step >= (0 if place in self._withheld else 1)

    def movable(self, number: int, step: int) -> list[int]:
        """List the cells of a line that may move, in its order; kept until more may."""
        size = len(self._hidden) + len(self._withheld)
        if self._listed_for != size:
            self._movable, self._listed_for = {}, size
        found = self._movable.get((number, step))
        if found is None:
            cells = self.counts.lines[number].cells
            found = [cell for cell in cells if self.may_move(cell, step)]
            self._movable[number, step] = found
        return found


class _Search:
    """One search for a second table, from some counts that are moved, mostly one by one."""

    def __init__(self, audit: Audit, start: Mapping[int, int], order: int) -> None:
        self._audit = audit
        self._order = order
        self._steps = MOST_STEPS
        self._off: dict[int, int] = {}
        self.changes: dict[int, int] = {}
        for place, step in start.items():
            self._move(place, step)

    def run(self) -> bool:
        """Mend what is broken; `changes` then holds the second table."""
        self._steps -= 1
        if self._steps < 0 or len(self.changes) > LARGEST_PROOF:
            return False
        mends = self._fewest_mends()
        if mends is None:
            return self._audit.counts.looks_the_same(self.changes)
        for place, step in sorted(mends, key=self._disorder):
            self._move(place, step)
            if self.run():
                return True
            if self._steps < 0:
                return False
            self._move(place, -step)
            del self.changes[place]
        return False

    def _move(self, place: int, step: int) -> None:
        self.changes[place] = self.changes.get(place, 0) + step
        for number, sign in self._audit.lines_of[place]:
            off = self._off.pop(number, 0) + sign * step
            if off:
                self._off[number] = off

    def _fewest_mends(self) -> list[tuple[int, int]] | None:
        """Of all that is broken take what can be mended in the fewest ways; none: all is well."""
        best: list[tuple[int, int]] | None = None
        for number, off in self._off.items():
            step = -1 if off > 0 else 1
            cells = self._audit.movable(number, step)
            if best is not None and len(cells) - len(self.changes) >= len(best):
                continue
            mends = [(cell, step) for cell in cells if cell not in self.changes]
            margin = self._audit.counts.lines[number].margin
            if self._free(margin, -step):
                mends.append((margin, -step))
            if best is None or len(mends) < len(best):
                best = mends
            if not best:
                break
        return best

    def _free(self, place: int, step: int) -> bool:
        return place not in self.changes and self._audit.may_move(place, step)

    def _disorder(self, mend: tuple[int, int]) -> tuple[int, int]:
        """Count the lines that a step breaks, less those that it mends; shuffle the equals."""
        place, step = mend
        broken = sum(
            -1 if self._off.get(number, 0) * sign * step < 0 else 1
            for number, sign in self._audit.lines_of[place]
        )
        return broken, place * self._order % SHUFFLED_WITHIN
