"""An adversary who holds several publications together: which values may a hidden count have?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_TRIED = 20_000
"""Of so many steps without an answer the test says that it does not know."""

Atom = Any
"""The smallest count that there is: people of one school, cohort, sex and status."""

Bounds = dict[Atom, tuple[int, int]]


@dataclass
class Knowledge:
    """What publications say of sums of smallest counts: how many they are, or that there is one."""

    sums: dict[frozenset[Atom], int] = field(default_factory=dict)
    somebody: set[frozenset[Atom]] = field(default_factory=set)

    def learn(self, atoms: Iterable[Atom], count: int) -> None:
        """Learn how many a sum is; two publications never contradict each other."""
        atoms = frozenset(atoms)
        assert self.sums.setdefault(atoms, count) == count

    def other_value(self, cell: Iterable[Atom], truth: Mapping[Atom, int]) -> bool:
        """Tell whether a sum may have another value than it has; true values are tried first."""
        cell = frozenset(cell)
        value = sum(truth[atom] for atom in cell)
        steps = [value + 1, value - 1, value + 2, value - 2, value + 3, value - 3]
        return any(
            _Solver(self, truth, {**self.sums, cell: other}).solves()
            for other in steps
            if other >= 0 and cell not in self.sums
        )


class _Solver:
    def __init__(
        self, known: Knowledge, truth: Mapping[Atom, int], sums: Mapping[frozenset[Atom], int]
    ) -> None:
        self._truth = truth
        self._sums = [*sums.items()]
        self._somebody = known.somebody
        self._left = MOST_TRIED

    def solves(self) -> bool:
        most = max([*self._truth.values(), *(value for _, value in self._sums)]) + 3
        return self._search(dict.fromkeys(self._truth, (0, most)))

    def _search(self, bounds: Bounds) -> bool:
        self._left -= 1
        assert self._left > 0, "too large a table for this adversary"
        if not self._tighten(bounds):
            return False
        open_atoms = [atom for atom, (low, high) in bounds.items() if low < high]
        if not open_atoms:
            return True
        atom = min(open_atoms, key=lambda one: bounds[one][1] - bounds[one][0])
        low, high = bounds[atom]
        values = sorted(range(low, high + 1), key=lambda value: abs(value - self._truth[atom]))
        return any(self._search({**bounds, atom: (value, value)}) for value in values)

    def _tighten(self, bounds: Bounds) -> bool:
        """Narrow what each smallest count may be; tell whether anything is left."""
        changed = True
        while changed:
            changed = False
            for atoms, value in self._sums:
                low = sum(bounds[atom][0] for atom in atoms)
                high = sum(bounds[atom][1] for atom in atoms)
                if not low <= value <= high:
                    return False
                for atom in atoms:
                    least, most = bounds[atom]
                    new = (max(least, value - high + most), min(most, value - low + least))
                    if new != (least, most):
                        bounds[atom] = new
                        low, high = low + new[0] - least, high + new[1] - most
                        changed = True
            if any(sum(bounds[atom][1] for atom in atoms) < 1 for atoms in self._somebody):
                return False
            for atoms in self._somebody:
                able = [atom for atom in atoms if bounds[atom][1]]
                if len(able) == 1 and not bounds[able[0]][0]:
                    bounds[able[0]] = (1, bounds[able[0]][1])
                    changed = True
        return True
