"""Enrolment and attendance: states, and which dates may stand together."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """As stated by the person; it may be left unstated."""

    FEMALE = "F"
    MALE = "M"


class HalfDay(StrEnum):
    """Attendance is taken twice a day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class AttendanceState(StrEnum):
    """What a roll call found."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    EXCUSED = "excused"


class EnrolmentState(StrEnum):
    """Where a person stands with a cohort; follows from the dates of the enrolment."""

    APPLIED = "applied"
    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"
    CERTIFIED = "certified"


@dataclass(frozen=True)
class EnrolmentDates:
    """The dates of an enrolment, each empty until it is reached."""

    applied_on: date | None = None
    enrolled_on: date | None = None
    withdrawn_on: date | None = None
    completed_on: date | None = None
    certified_on: date | None = None

    def as_of(self, day: date) -> "EnrolmentDates":
        """Read every date later than a day as empty (INDICATORS §1)."""
        return EnrolmentDates(
            *(
                value if value is not None and value <= day else None
                for value in (
                    self.applied_on,
                    self.enrolled_on,
                    self.withdrawn_on,
                    self.completed_on,
                    self.certified_on,
                )
            )
        )

    @property
    def exit_on(self) -> date | None:
        """The anchor X: certified, else completed, else withdrawn (INDICATORS §1)."""
        if self.enrolled_on is None:
            return None
        return self.certified_on or self.completed_on or self.withdrawn_on

    @property
    def is_open_application(self) -> bool:
        """Tell whether somebody applied, and was neither admitted nor turned away."""
        return self.enrolled_on is None and self.withdrawn_on is None

    @property
    def state(self) -> EnrolmentState:
        """The state that the dates give."""
        if self.enrolled_on is None:
            return EnrolmentState.APPLIED
        if self.certified_on:
            return EnrolmentState.CERTIFIED
        if self.completed_on:
            return EnrolmentState.COMPLETED
        if self.withdrawn_on:
            return EnrolmentState.WITHDRAWN
        return EnrolmentState.ENROLLED
