"""Two traces of one fibre, from both its ends: the loss of a splice is the mean of both ways.

Seen from one end, a splice between unlike fibres seems to lose too much or even to amplify: the
trace shows light that comes back, and the fibre after the splice sends back another share of it.
Seen from the other end the error has the other sign, so the mean is the loss (DOMAIN §2, PA-24).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from school.core.errors import InvalidInput, mark
from school.practicals.sor import Event, Kind, Trace
from school.practicals.traces.places import exact, matches, tolerance_m

SAME_LASER_NM = 20
"""Lasers of one nominal wavelength differ by less than this, on both sides of it."""

LENGTHS_DIFFER = 0.005
"""Two instruments find one length within this share of it."""

LEAST_MEAN = Decimal("-0.05")
"""A mean below is no uncertainty any more: nothing amplifies."""


class PairReading(StrEnum):
    """What two ways tell together of one event."""

    MEASURED = "measured"
    GAIN_FROM_A = "gain_from_a"
    GAIN_FROM_B = "gain_from_b"
    IMPOSSIBLE = "impossible"
    ONE_WAY = "one_way"


EXPLANATIONS = {
    PairReading.MEASURED: mark("Mesurée dans les deux sens : la perte est leur moyenne."),
    PairReading.GAIN_FROM_A: mark(
        "Vue de A, l’épissure semble amplifier : la fibre qui la suit renvoie plus de lumière"
        " que celle qui la précède. Vue de B, elle semble perdre d’autant plus. Rien n’est"
        " amplifié : la perte est la moyenne des deux sens."
    ),
    PairReading.GAIN_FROM_B: mark(
        "Vue de B, l’épissure semble amplifier : la fibre qui la suit renvoie plus de lumière"
        " que celle qui la précède. Vue de A, elle semble perdre d’autant plus. Rien n’est"
        " amplifié : la perte est la moyenne des deux sens."
    ),
    PairReading.IMPOSSIBLE: mark(
        "La moyenne des deux sens serait un gain : un des deux est mal mesuré. Recommencez."
    ),
    PairReading.ONE_WAY: mark("Vue d’un seul côté : sans l’autre sens, la perte n’est pas connue."),
}


class PairingCaution(StrEnum):
    """Why two traces may not be the two ways of one fibre."""

    SAME_END = "same_end"
    PULSES_DIFFER = "pulses_differ"


CAUTIONS = {
    PairingCaution.SAME_END: mark(
        "Les deux courbes semblent prises du même bout : leurs événements sont dans le même ordre."
    ),
    PairingCaution.PULSES_DIFFER: mark(
        "Les deux courbes n’ont pas la même largeur d’impulsion : l’une voit moins d’événements."
    ),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """An event as both ways saw it; its distance is counted from A, in metres."""

    distance_m: float
    a: Event | None
    b: Event | None

    @property
    def average_db(self) -> Decimal | None:
        """The mean of both losses; None unless both were measured."""
        losses = self._losses
        return None if losses is None else sum(losses) / Decimal(2)

    @property
    def asymmetry_db(self) -> Decimal | None:
        """Half of what A saw more than B: the part that is no loss, by the fibres' difference."""
        losses = self._losses
        return None if losses is None else (losses[0] - losses[1]) / 2

    @property
    def reading(self) -> PairReading:
        """What both ways tell together."""
        losses, average = self._losses, self.average_db
        if losses is None or average is None:
            return PairReading.ONE_WAY
        if average < LEAST_MEAN:
            return PairReading.IMPOSSIBLE
        if losses[0] < 0 <= losses[1]:
            return PairReading.GAIN_FROM_A
        if losses[1] < 0 <= losses[0]:
            return PairReading.GAIN_FROM_B
        return PairReading.MEASURED

    @property
    def _losses(self) -> tuple[Decimal, Decimal] | None:
        values = [None if one is None else one.loss_db for one in (self.a, self.b)]
        if values[0] is None or values[1] is None:
            return None
        return exact(values[0]), exact(values[1])


@dataclass(frozen=True, slots=True)
class Pairing:
    """The events of a fibre, from A to B, and what to know of the two traces.

    `is_opposite`: more events agree when the second trace is turned round than when it is not.
    """

    length_m: float
    pairs: tuple[Pair, ...]
    cautions: tuple[PairingCaution, ...] = ()
    is_opposite: bool = False


def pair_traces(a: Trace, b: Trace, length_m: float | None = None) -> Pairing:
    """Pair the events of two traces of one fibre, taken from its ends A and B.

    The ends of the fibre themselves are left out: neither way sees both sides of them. `length_m`
    is the length of the link, for traces that go on into a receive fibre; otherwise it is where
    each trace ends. Raises `InvalidInput` when the traces cannot be of one fibre at one
    wavelength: they would give a mean of nothing.
    """
    _check_wavelengths(a, b)
    length_a, length_b = (length_m, length_m) if length_m else _lengths(a, b)
    of_a, of_b = _inside(a, length_a), _inside(b, length_b)
    scale = length_a / length_b
    from_a = [event.distance_m for event in of_a]
    from_b = [length_a - event.distance_m * scale for event in of_b]
    within = max(tolerance_m(a), tolerance_m(b))
    together = matches(from_a, from_b, within)
    alone_a = set(range(len(of_a))) - {left for left, _ in together}
    alone_b = set(range(len(of_b))) - {right for _, right in together}
    pairs = [
        *(Pair(from_a[left], of_a[left], of_b[right]) for left, right in together),
        *(Pair(from_a[left], of_a[left], None) for left in alone_a),
        *(Pair(from_b[right], None, of_b[right]) for right in alone_b),
    ]
    same_end = matches(from_a, [event.distance_m * scale for event in of_b], within)
    cautions = []
    if len(same_end) > len(together):
        cautions.append(PairingCaution.SAME_END)
    if a.pulse_ns != b.pulse_ns:
        cautions.append(PairingCaution.PULSES_DIFFER)
    return Pairing(
        length_a,
        tuple(sorted(pairs, key=_place)),
        tuple(cautions),
        is_opposite=len(together) > len(same_end),
    )


def _place(pair: Pair) -> tuple[float, bool]:
    return pair.distance_m, pair.a is None


def _inside(trace: Trace, length_m: float) -> Sequence[Event]:
    """Give the events that stand between the ends of the fibre."""
    edge = tolerance_m(trace)
    return [
        event
        for event in trace.events
        if event.kind is not Kind.END and edge < event.distance_m < length_m - edge
    ]


def is_one_wavelength(a: Trace, b: Trace) -> bool:
    """Tell whether two traces may be of one nominal wavelength; an unknown one may be any."""
    if a.wavelength_nm is None or b.wavelength_nm is None:
        return True
    return abs(a.wavelength_nm - b.wavelength_nm) <= 2 * SAME_LASER_NM


def _check_wavelengths(a: Trace, b: Trace) -> None:
    if not is_one_wavelength(a, b):
        raise InvalidInput(
            mark("Les deux courbes ne sont pas à la même longueur d’onde : %(a)s nm et %(b)s nm."),
            values={"a": f"{a.wavelength_nm:g}", "b": f"{b.wavelength_nm:g}"},
        )


def _lengths(a: Trace, b: Trace) -> tuple[float, float]:
    ends = a.end, b.end
    if ends[0] is None or ends[1] is None or min(end.distance_m for end in ends if end) <= 0:
        raise InvalidInput(mark("Une des deux courbes ne dit pas où finit la fibre."))
    lengths = ends[0].distance_m, ends[1].distance_m
    allowed = max(LENGTHS_DIFFER * max(lengths), tolerance_m(a), tolerance_m(b))
    if abs(lengths[0] - lengths[1]) > allowed:
        raise InvalidInput(
            mark(
                "Les deux courbes n’ont pas la même longueur : %(a)s m et %(b)s m. Ce n’est pas la"
                " même fibre, ou l’une continue dans une bobine de fin."
            ),
            values={"a": f"{lengths[0]:.0f}", "b": f"{lengths[1]:.0f}"},
        )
    return lengths
