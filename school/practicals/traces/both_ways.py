"""Which of several traces are the two ways of one fibre (DOMAIN §2, PA-24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from school.core.errors import InvalidInput
from school.practicals.sor import Trace
from school.practicals.traces.pairing import Pairing, pair_traces


@dataclass(frozen=True, slots=True)
class BothWays:
    """Two of the traces, by their places among them, and their events together."""

    a: int
    b: int
    pairing: Pairing


def both_ways(traces: Sequence[Trace]) -> tuple[BothWays, ...]:
    """Find the traces that are two ways of one fibre; each is in one pair at most.

    They have one length and one wavelength, and either their ends are named the other way round,
    or their events agree better when one of them is turned round: two traces from one end would
    give a mean of nothing.
    """
    found: list[BothWays] = []
    for a, b in combinations(range(len(traces)), 2):
        taken = {place for one in found for place in (one.a, one.b)}
        pairing = None if taken & {a, b} else _paired(traces[a], traces[b])
        if pairing is not None:
            found.append(BothWays(a, b, pairing))
    return tuple(found)


def _paired(a: Trace, b: Trace) -> Pairing | None:
    if a.fibre and b.fibre and a.fibre != b.fibre:
        return None
    try:
        pairing = pair_traces(a, b)
    except InvalidInput:
        return None
    if not any(pair.average_db is not None for pair in pairing.pairs):
        return None
    return pairing if pairing.is_opposite or _is_named_opposite(a, b) else None


def _is_named_opposite(a: Trace, b: Trace) -> bool:
    names = a.location_a, a.location_b
    return all(names) and names[0] != names[1] and names == (b.location_b, b.location_a)
