"""Tables of the timetable: weeks of cohorts, days of schools, rooms, sessions, calendar feeds."""

import datetime as dates
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from school.accounts.models import School, Staff
from school.cohorts.models import Cohort
from school.cohorts.rules import HalfDay
from school.cohorts.timetable.rules import DayKind, Place
from school.core.clock import now
from school.core.database import Base, ExactDecimal, Versioned, enum_type, reference_type
from school.core.text import fold
from school.curriculum.models import Module


class CohortWeek(Base):
    """A week of a cohort, by its Monday: in the centre, in an enterprise, or off."""

    __tablename__ = "cohort_weeks"
    __table_args__ = (
        UniqueConstraint("cohort_id", "starts_on"),
        CheckConstraint("(place = 'off') = (module_id IS NULL)", name="off_without_module"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    starts_on: Mapped[dates.date]
    place: Mapped[Place] = mapped_column(enum_type(Place, "place"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id"))

    module: Mapped[Module | None] = relationship()


class CalendarDay(Base):
    """A day on which a school is closed, or works although it is a public holiday."""

    __tablename__ = "calendar_days"
    __table_args__ = (UniqueConstraint("school_id", "date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    date: Mapped[dates.date]
    kind: Mapped[DayKind] = mapped_column(enum_type(DayKind, "kind"))
    label: Mapped[str]


class Room(Base):
    """A room or workshop of a school."""

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("school_id", "sort_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    name: Mapped[str]
    sort_name: Mapped[str] = mapped_column(reference_type(), default="")

    school: Mapped[School] = relationship()

    @validates("name")
    def _keep_sort_name(self, key: str, value: str) -> str:
        del key
        self.sort_name = fold(value)
        return value


def _held_once(column: str) -> Index:
    # What is cancelled frees its trainer, its room and its cohort.
    held = text("cancelled_on IS NULL")
    return Index(
        f"uq_class_sessions_{column}_date_half_day",
        column,
        "date",
        "half_day",
        unique=True,
        sqlite_where=held,
        postgresql_where=held,
    )


class ClassSession(Versioned, Base):
    """Half a day of a cohort in the centre, with its trainer and its room."""

    __tablename__ = "class_sessions"
    __table_args__ = (
        _held_once("cohort_id"),
        _held_once("trainer_id"),
        _held_once("room_id"),
        CheckConstraint("hours > 0 AND hours <= 6000000", name="hours_of_half_day"),
        CheckConstraint(
            "(cancelled_on IS NULL) = (cancel_reason IS NULL)", name="cancelled_with_reason"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id"))
    date: Mapped[dates.date] = mapped_column(index=True)
    half_day: Mapped[HalfDay] = mapped_column(enum_type(HalfDay, "half_day"))
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    subject: Mapped[str | None]
    hours: Mapped[Decimal] = mapped_column(ExactDecimal)
    cancelled_on: Mapped[dates.date | None]
    cancel_reason: Mapped[str | None]
    changed_at: Mapped[dates.datetime] = mapped_column(default=now, onupdate=now)

    cohort: Mapped[Cohort] = relationship()
    module: Mapped[Module | None] = relationship()
    trainer: Mapped[Staff | None] = relationship()
    room: Mapped[Room | None] = relationship()


class CalendarFeed(Base):
    """The secret address of somebody's calendar; only a hash of the secret is kept."""

    __tablename__ = "calendar_feeds"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN staff_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN trainee_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN tutor_id IS NULL THEN 0 ELSE 1 END = 1",
            name="of_one_person",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    trainee_id: Mapped[int | None] = mapped_column(ForeignKey("trainees.id"), index=True)
    tutor_id: Mapped[int | None] = mapped_column(ForeignKey("tutors.id"), index=True)
    created_at: Mapped[dates.datetime] = mapped_column(default=now)
    revoked_at: Mapped[dates.datetime | None]
