"""Which of several traces are the two ways of one fibre (DOMAIN §2, PA-24), and why others not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from school.core.errors import InvalidInput, mark
from school.practicals.sor import Trace
from school.practicals.traces.pairing import (
    CAUTIONS,
    Pairing,
    PairingCaution,
    is_one_wavelength,
    pair_traces,
)

OTHER_FIBRE = mark("Elles nomment deux fibres : « %(a)s » et « %(b)s ».")
NOTHING_SHARED = mark("Aucun événement n’y est mesuré dans les deux sens.")
NO_END_KNOWN = mark(
    "Rien ne dit de quel bout chacune est prise : sur l’appareil, nommez les bouts A et B."
)


@dataclass(frozen=True, slots=True)
class BothWays:
    """Two of the traces, by their places among them, and their events together.

    `by_length`: paired by the length that somebody gave, not by the ends that the traces tell.
    """

    a: int
    b: int
    pairing: Pairing
    by_length: bool = False


@dataclass(frozen=True, slots=True)
class Apart:
    """Two traces at one wavelength, by their places, that give no mean, and why."""

    a: int
    b: int
    why: InvalidInput

    @property
    def may_help_length(self) -> bool:
        """Tell whether a mean may be had by who says how long the fibre is."""
        return self.why.message != OTHER_FIBRE


def both_ways(traces: Sequence[Trace], length_m: float | None = None) -> tuple[BothWays, ...]:
    """Find the traces that are two ways of one fibre; each is in one pair at most.

    They have one length and one wavelength, and either their ends are named the other way round,
    or their events agree better when one of them is turned round: two traces from one end would
    give a mean of nothing. `length_m` is what somebody who knows the fibre says of its length: it
    serves where the ends that the traces tell give no pair.
    """
    found: list[BothWays] = []
    for a, b in combinations(range(len(traces)), 2):
        taken = {place for one in found for place in (one.a, one.b)}
        if taken & {a, b}:
            continue
        pairing = _paired(traces[a], traces[b])
        by_length = length_m is not None and not isinstance(pairing, Pairing)
        if by_length:
            pairing = _paired(traces[a], traces[b], length_m)
        if isinstance(pairing, Pairing):
            found.append(BothWays(a, b, pairing, by_length))
    return tuple(found)


def apart(traces: Sequence[Trace], found: Sequence[BothWays]) -> tuple[Apart, ...]:
    """Tell of each two traces at one wavelength, of which neither has a pair, why they are none."""
    taken = {place for one in found for place in (one.a, one.b)}
    alone = [place for place in range(len(traces)) if place not in taken]
    reasons = (
        (a, b, _paired(traces[a], traces[b]))
        for a, b in combinations(alone, 2)
        if is_one_wavelength(traces[a], traces[b])
    )
    return tuple(Apart(a, b, why) for a, b, why in reasons if isinstance(why, InvalidInput))


def _paired(a: Trace, b: Trace, length_m: float | None = None) -> Pairing | InvalidInput:
    """Pair two traces, or give the reason why they are not two ways of one fibre."""
    names = [_plain(one.fibre) for one in (a, b)]
    if all(names) and names[0] != names[1]:
        return InvalidInput(OTHER_FIBRE, values={"a": a.fibre, "b": b.fibre})
    try:
        pairing = pair_traces(a, b, length_m)
    except InvalidInput as why:
        return why
    if pairing.is_opposite or _is_named_opposite(a, b):
        has_mean = any(pair.average_db is not None for pair in pairing.pairs)
        return pairing if has_mean else InvalidInput(NOTHING_SHARED)
    if PairingCaution.SAME_END in pairing.cautions:
        return InvalidInput(CAUTIONS[PairingCaution.SAME_END])
    return InvalidInput(NO_END_KNOWN)


def _is_named_opposite(a: Trace, b: Trace) -> bool:
    names, turned = [
        [_plain(name) for name in ends]
        for ends in ((a.location_a, a.location_b), (b.location_b, b.location_a))
    ]
    return all(names) and names[0] != names[1] and names == turned


def _plain(name: str) -> str:
    """Give a name as people mean it: the same in capitals and with other spaces."""
    return "".join(name.casefold().split())
