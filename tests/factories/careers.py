"""People who left a cohort, and what became of them: builders for tests of the indicators."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment
from school.cohorts.rules import Sex
from school.core.calendar import add_months
from school.hiring.rules import Evidence, SituationKind
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_hire,
    make_placement,
    make_situation,
    make_trainee,
)

LEFT_ON = date(2025, 6, 30)
DUE_ON = add_months(LEFT_ON, 6)
RECORDED_ON = date(2026, 1, 5)


class Careers:
    """People of one cohort who left on one day; every call adds people and says what they did."""

    def __init__(
        self, session: Session, cohort: Cohort | None = None, left_on: date = LEFT_ON
    ) -> None:
        self.session = session
        self.left_on = left_on
        started = left_on - timedelta(days=240)
        self.cohort = cohort or make_cohort(session, starts_on=started, ends_on=left_on)

    @property
    def due_on(self) -> date:
        """Six months after the exit."""
        return add_months(self.left_on, 6)

    def certified(self, count: int = 1, sex: Sex | None = Sex.MALE) -> list[Enrolment]:
        """Let people leave with the certificate; nothing more is known of them."""
        return self._leave(count, sex, completed_on=self.left_on, certified_on=self.left_on)

    def completed(self, count: int = 1, sex: Sex | None = Sex.MALE) -> list[Enrolment]:
        """Let people finish without the certificate."""
        return self._leave(count, sex, completed_on=self.left_on)

    def withdrawn(self, count: int = 1, sex: Sex | None = Sex.MALE) -> list[Enrolment]:
        """Let people drop out."""
        return self._leave(count, sex, withdrawn_on=self.left_on)

    def hired(self, count: int = 1, sex: Sex | None = Sex.MALE, **values: Any) -> list[Enrolment]:
        """Let certified people be hired a month after the exit, for good."""
        return [self.hire(one, **values) for one in self.certified(count, sex)]

    def found(
        self, situation: SituationKind, count: int = 1, sex: Sex | None = Sex.MALE, **values: Any
    ) -> list[Enrolment]:
        """Let certified people be in a situation on the day that is looked at."""
        return [self.situation(one, situation, **values) for one in self.certified(count, sex)]

    def hire(self, enrolment: Enrolment, **values: Any) -> Enrolment:
        """Record a hire of somebody, confirmed by the employer."""
        defaults = {
            "starts_on": self.left_on + timedelta(days=31),
            "recorded_on": RECORDED_ON,
        }
        make_hire(self.session, enrolment.trainee, **{**defaults, **values})
        return enrolment

    def situation(self, enrolment: Enrolment, situation: SituationKind, **values: Any) -> Enrolment:
        """Record a situation of somebody, seen on a document."""
        defaults = {
            "observed_on": self.due_on,
            "evidence": Evidence.DOCUMENT_SEEN,
            "full_time": True,
            "recorded_on": RECORDED_ON,
        }
        make_situation(
            self.session, enrolment.trainee, situation=situation, **{**defaults, **values}
        )
        return enrolment

    def placement(self, enrolment: Enrolment, **values: Any) -> Placement:
        """Record a placement that was completed before the exit."""
        defaults = {
            "status": PlacementStatus.COMPLETED,
            "starts_on": self.left_on - timedelta(days=100),
            "ends_on": self.left_on - timedelta(days=40),
        }
        return make_placement(self.session, enrolment, **{**defaults, **values})

    def _leave(self, count: int, sex: Sex | None, **dates: date) -> list[Enrolment]:
        return [
            make_enrolment(self.session, self.cohort, make_trainee(self.session, sex=sex), **dates)
            for _ in range(count)
        ]
