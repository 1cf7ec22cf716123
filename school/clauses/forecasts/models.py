"""Tables of forecasts: plans as they were known, scenarios, forecasts held against facts."""

import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.clauses.forecasts.closing_rules import Part
from school.clauses.forecasts.trial_rules import Trial
from school.clauses.models import Contract
from school.clauses.rules import Bucket
from school.core.database import Base, ExactDecimal, Versioned, enum_type, reference_type


class PlanEdition(Base):
    """Planned hours as they were known from a day on; `withdrawn` says that they are no more.

    The rows of `planned_hours` say what is planned now; these say what was, so that an earlier
    forecast can be made again from what was known then. Of one day the last edition stays.
    """

    __tablename__ = "plan_editions"
    __table_args__ = (
        UniqueConstraint("reference", "recorded_on"),
        Index(None, "contract_id"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("probability BETWEEN 0 AND 1000000", name="probability_is_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type())
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    lot: Mapped[str] = mapped_column(reference_type())
    bucket: Mapped[Bucket] = mapped_column(enum_type(Bucket, "bucket"))
    label: Mapped[str | None]
    starts_on: Mapped[datetime.date]
    ends_on: Mapped[datetime.date]
    hours: Mapped[Decimal] = mapped_column(ExactDecimal)
    probability: Mapped[Decimal] = mapped_column(ExactDecimal)
    withdrawn: Mapped[bool]
    recorded_on: Mapped[datetime.date]
    recorded_by: Mapped[str]


class Scenario(Versioned, Base):
    """What somebody thinks of doing to close a contract's gap; it changes no figure."""

    __tablename__ = "clause_scenarios"
    __table_args__ = (UniqueConstraint("contract_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    name: Mapped[str]
    written_on: Mapped[datetime.date]
    written_by: Mapped[str]

    contract: Mapped[Contract] = relationship()
    parts: Mapped[list["ScenarioPart"]] = relationship(
        back_populates="scenario", order_by="ScenarioPart.position"
    )


class ScenarioPart(Base):
    """So many people, for so many weeks, at so many hours a week, with a probability."""

    __tablename__ = "clause_scenario_parts"
    __table_args__ = (
        UniqueConstraint("scenario_id", "position"),
        CheckConstraint("people BETWEEN 1 AND 1000", name="people_within"),
        CheckConstraint("weeks BETWEEN 1 AND 260", name="weeks_within"),
        CheckConstraint("weekly_hours > 0 AND weekly_hours <= 60000000", name="week_of_hours"),
        CheckConstraint("probability BETWEEN 0 AND 1000000", name="probability_is_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("clause_scenarios.id"))
    position: Mapped[int]
    lot: Mapped[str] = mapped_column(reference_type())
    bucket: Mapped[Bucket] = mapped_column(enum_type(Bucket, "bucket"))
    people: Mapped[int]
    weeks: Mapped[int]
    weekly_hours: Mapped[Decimal] = mapped_column(ExactDecimal)
    probability: Mapped[Decimal] = mapped_column(ExactDecimal)
    starts_on: Mapped[datetime.date]

    scenario: Mapped[Scenario] = relationship(back_populates="parts")

    @property
    def part(self) -> Part:
        """What the rules read of it."""
        return Part(self.people, self.weeks, self.weekly_hours, self.probability, self.starts_on)


class ForecastTrial(Base):
    """What was forecast of an ended contract's unit some months before its end, and what came.

    Each forecast used only what was known on its day. `quota` and `actual` are those of the end,
    as known on `computed_on`; amounts are hours.
    """

    __tablename__ = "forecast_trials"
    __table_args__ = (UniqueConstraint("contract_id", "lot", "bucket", "as_of"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    lot: Mapped[str] = mapped_column(reference_type())
    bucket: Mapped[Bucket] = mapped_column(enum_type(Bucket, "bucket"))
    as_of: Mapped[datetime.date]
    months_before: Mapped[int]
    quota: Mapped[Decimal] = mapped_column(ExactDecimal)
    actual: Mapped[Decimal] = mapped_column(ExactDecimal)
    planned_low: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    planned_central: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    planned_high: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    pace_low: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    pace_value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    pace_high: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    computed_on: Mapped[datetime.date]

    contract: Mapped[Contract] = relationship()

    @property
    def by_plans(self) -> Trial | None:
        """What the plans foretold; None when nothing was planned."""
        return self._trial(self.planned_low, self.planned_central, self.planned_high)

    @property
    def by_pace(self) -> Trial | None:
        """What the pace foretold; None of fewer than six months."""
        return self._trial(self.pace_low, self.pace_value, self.pace_high)

    def _trial(
        self, low: Decimal | None, central: Decimal | None, high: Decimal | None
    ) -> Trial | None:
        if low is None or central is None or high is None:
            return None
        return Trial(self.months_before, self.quota, self.actual, low, central, high)
