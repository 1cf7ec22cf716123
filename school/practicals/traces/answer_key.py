"""What an apprentice read on a trace beside the trainer's key (DOMAIN §2, PA-11)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from school.practicals.sor import Event, Kind
from school.practicals.traces.places import exact, matches

REACH = 5
"""An event read so many tolerances away is still meant, though misplaced; beyond, it is another."""

CENTIMETRE = Decimal("0.01")

NATURES = {Kind.GAIN: Kind.NON_REFLECTIVE, Kind.SATURATED: Kind.REFLECTIVE}
"""A gain is a splice and a saturated reflection a connector: who says so has read the trace."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An event as somebody reads it: metres from the end of the launch fibre, dB when told."""

    distance_m: float
    kind: Kind
    loss_db: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from the key a place, in metres, and a loss, in dB, may be."""

    position_m: float
    loss_db: Decimal


@dataclass(frozen=True, slots=True)
class Found:
    """An event of the key and the answer that means it."""

    key: Reading
    answer: Reading

    @property
    def position_error_m(self) -> Decimal:
        """How far the answer is from its place, to the centimetre."""
        # Exact, so that a place that lies on its limit is judged as its measure is.
        gap = abs(exact(self.answer.distance_m) - exact(self.key.distance_m))
        return gap.quantize(CENTIMETRE)

    @property
    def loss_error_db(self) -> Decimal | None:
        """How far the loss told is from the key's; None where the key tells none, or the answer."""
        if self.key.loss_db is None or self.answer.loss_db is None:
            return None
        return abs(self.answer.loss_db - self.key.loss_db)

    @property
    def is_loss_missing(self) -> bool:
        """Tell whether a loss was to be told and was not: a blank is not zero."""
        return self.key.loss_db is not None and self.answer.loss_db is None

    @property
    def is_kind_right(self) -> bool:
        """Tell whether the event was taken for what it is."""
        return nature(self.key.kind) is nature(self.answer.kind)

    def is_within(self, tolerance: Tolerance) -> bool:
        """Tell whether place, loss and kind are all as in the key."""
        loss = self.loss_error_db
        return (
            self.is_kind_right
            and not self.is_loss_missing
            and self.position_error_m <= exact(tolerance.position_m)
            and (loss is None or loss <= tolerance.loss_db)
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """All of a key and all of an answer, in the order of the fibre."""

    found: tuple[Found, ...]
    missed: tuple[Reading, ...]
    false: tuple[Reading, ...]
    tolerance: Tolerance

    @property
    def within(self) -> tuple[Found, ...]:
        """The events that are read right."""
        return tuple(one for one in self.found if one.is_within(self.tolerance))

    @property
    def is_end_right(self) -> bool:
        """Tell whether the end of the fibre is read right; a key without one asks none."""
        ends = [one for one in self.found if one.key.kind is Kind.END]
        missed = [one for one in self.missed if one.kind is Kind.END]
        return not missed and all(one.is_within(self.tolerance) for one in ends)

    def measures(self) -> Mapping[str, Decimal]:
        """Give the measures of a reading under their codes, for the verdict of the task.

        Errors are the largest ones, of the events found; nothing found, no error to tell. A loss
        that was to be told and is blank leaves the largest error unknown; where the key asks for
        no loss at all, none can be wrong.
        """
        values = {
            "missed_events": Decimal(len(self.missed)),
            "false_events": Decimal(len(self.false)),
        }
        if self.found:
            values["position_error"] = max(one.position_error_m for one in self.found)
        losses = [error for one in self.found if (error := one.loss_error_db) is not None]
        if losses and not any(one.is_loss_missing for one in self.found):
            values["loss_error"] = max(losses)
        if self.found and not self._asks_losses:
            values["loss_error"] = Decimal(0)
        return values

    @property
    def _asks_losses(self) -> bool:
        return any(
            one.loss_db is not None for one in (*(one.key for one in self.found), *self.missed)
        )


def nature(kind: Kind) -> Kind:
    """Give what an event is, whichever way the light shows it."""
    return NATURES.get(kind, kind)


def key_from(events: Sequence[Event]) -> tuple[Reading, ...]:
    """Make a key of the table of a trace, for a trainer to mend; ends have no loss to tell."""
    return tuple(
        Reading(
            event.distance_m,
            event.kind,
            None if event.kind is Kind.END or event.loss_db is None else exact(event.loss_db),
        )
        for event in events
    )


def correct(answers: Sequence[Reading], key: Sequence[Reading], tolerance: Tolerance) -> Correction:
    """Set an answer beside the key: found, missed, false.

    Places alone decide which answer means which event; each event is meant once.
    """
    pairs = matches(
        [one.distance_m for one in key],
        [one.distance_m for one in answers],
        REACH * tolerance.position_m,
    )
    meant = {left for left, _ in pairs}
    used = {right for _, right in pairs}
    return Correction(
        found=tuple(Found(key[left], answers[right]) for left, right in pairs),
        missed=_in_order(one for place, one in enumerate(key) if place not in meant),
        false=_in_order(one for place, one in enumerate(answers) if place not in used),
        tolerance=tolerance,
    )


def _in_order(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    return tuple(sorted(readings, key=lambda one: one.distance_m))
