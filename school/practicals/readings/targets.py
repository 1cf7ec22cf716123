"""What the form of a task that reads traces needs: the keys of a school, and the tolerances."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from sqlalchemy.orm import Session

from school.curriculum.rules import Threshold
from school.practicals.readings.key_traces import trace_if_kept
from school.practicals.readings.queries import KeyChoice, key_choices
from school.practicals.readings.rules import given_by_reading, settings_of, tolerance_of
from school.practicals.sor import Trace
from school.practicals.traces.answer_key import Tolerance


@dataclass(frozen=True)
class AskedReading:
    """By which keys and limits a reading is corrected at a task; a key's trace is read on demand.

    `tolerance` is what holds while no trace is known.
    """

    keys: tuple[KeyChoice, ...]
    tolerance: Tolerance
    thresholds: Sequence[Threshold]
    read: Callable[[KeyChoice], Trace | None]

    def settings(self, key: KeyChoice) -> Mapping[str, Decimal]:
        """Give what the trace of a key tells of itself; nothing where it cannot be read."""
        trace = self.read(key)
        return {} if trace is None else settings_of(trace)

    def tolerance_at(self, key: KeyChoice) -> Tolerance:
        """Give how far from a key somebody may read its trace."""
        return tolerance_of(self.thresholds, self.settings(key)) or self.tolerance

    @property
    def codes(self) -> frozenset[str]:
        """The measures that a corrected reading answers."""
        return given_by_reading(self.thresholds)

    def chosen(self, reference: str | None) -> KeyChoice | None:
        """Find a key by its reference, in use or not: what was read before still counts."""
        return next((one for one in self.keys if one.reference == reference), None)


def asked_reading(
    session: Session, school_id: int, thresholds: Sequence[Threshold]
) -> AskedReading | None:
    """Gather by what a reading is corrected; nothing for a task that reads no trace."""
    tolerance = tolerance_of(thresholds)
    if tolerance is None:
        return None
    read = partial(_trace_of, session)
    return AskedReading(key_choices(session, school_id), tolerance, thresholds, read)


def _trace_of(session: Session, key: KeyChoice) -> Trace | None:
    return trace_if_kept(session, key.key_id, key.digest)
