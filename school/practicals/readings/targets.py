"""What the form of a task that reads traces needs: the keys of a school, and the tolerances."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.curriculum.rules import Threshold
from school.practicals.readings.queries import KeyChoice, key_choices
from school.practicals.readings.rules import given_by_reading, tolerance_of
from school.practicals.traces.answer_key import Tolerance


@dataclass(frozen=True)
class AskedReading:
    """By which keys and limits a reading is corrected at a task."""

    keys: tuple[KeyChoice, ...]
    tolerance: Tolerance
    thresholds: Sequence[Threshold]

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
    return AskedReading(key_choices(session, school_id), tolerance, thresholds)
