"""Tables of cohorts, trainees, enrolments and attendance."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from school.accounts.models import School
from school.cohorts.person_rules import full_name
from school.cohorts.rules import AttendanceState, EnrolmentDates, HalfDay, Sex
from school.core.database import Base, ExactDecimal, Versioned, enum_type, reference_type
from school.core.text import fold
from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.models import Path


class Cohort(Versioned, Base):
    """A group of people who train together on one path."""

    __tablename__ = "cohorts"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    path_id: Mapped[int] = mapped_column(ForeignKey("paths.id"))
    curriculum_version_id: Mapped[int | None] = mapped_column(ForeignKey("curriculum_versions.id"))
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    capacity: Mapped[int | None]

    school: Mapped[School] = relationship()
    path: Mapped[Path] = relationship()
    curriculum_version: Mapped[CurriculumVersion | None] = relationship()


class Trainee(Versioned, Base):
    """A person who applies, trains, or has trained."""

    __tablename__ = "trainees"
    __table_args__ = (Index(None, "sort_name", "born_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    family_name: Mapped[str]
    given_names: Mapped[str | None]
    sex: Mapped[Sex | None] = mapped_column(enum_type(Sex, "sex"))
    born_on: Mapped[date | None]
    department: Mapped[str | None]
    education_level: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    disability: Mapped[bool | None]
    sort_name: Mapped[str] = mapped_column(reference_type(), default="")

    @property
    def full_name(self) -> str:
        """Given names, then the family name, as people introduce themselves."""
        return full_name(self.given_names, self.family_name)

    @validates("family_name", "given_names")
    def _keep_sort_name(self, key: str, value: str | None) -> str | None:
        family = value if key == "family_name" else self.family_name
        given = value if key == "given_names" else self.given_names
        self.sort_name = sort_name(family, given)
        return value


def sort_name(family_name: str | None, given_names: str | None) -> str:
    """Fold a name so that lists sort and doubles are found alike on both databases."""
    return fold(f"{family_name or ''} {given_names or ''}")


class Enrolment(Versioned, Base):
    """A person's way through one cohort, from the application to the certificate."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("trainee_id", "cohort_id"),
        CheckConstraint(
            "withdrawn_on IS NULL OR enrolled_on IS NULL OR withdrawn_on >= enrolled_on",
            name="withdrawn_after_enrolled",
        ),
        CheckConstraint(
            "completed_on IS NULL OR enrolled_on IS NULL OR completed_on >= enrolled_on",
            name="completed_after_enrolled",
        ),
        CheckConstraint(
            "certified_on IS NULL OR enrolled_on IS NULL OR certified_on >= enrolled_on",
            name="certified_after_enrolled",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), index=True)
    applied_on: Mapped[date | None]
    enrolled_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawal_reason: Mapped[str | None]
    completed_on: Mapped[date | None]
    certified_on: Mapped[date | None]

    trainee: Mapped[Trainee] = relationship()
    cohort: Mapped[Cohort] = relationship()

    @property
    def dates(self) -> EnrolmentDates:
        """The dates as the rules read them."""
        return EnrolmentDates(
            self.applied_on,
            self.enrolled_on,
            self.withdrawn_on,
            self.completed_on,
            self.certified_on,
        )


class Attendance(Base):
    """What the roll call of one half-day found for one person."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("trainee_id", "cohort_id", "date", "half_day"),
        Index(None, "cohort_id", "date"),
        CheckConstraint("hours IS NULL OR hours >= 0", name="hours_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    date: Mapped[date]
    half_day: Mapped[HalfDay] = mapped_column(enum_type(HalfDay, "half_day"))
    state: Mapped[AttendanceState] = mapped_column(enum_type(AttendanceState, "state"))
    hours: Mapped[Decimal | None] = mapped_column(ExactDecimal)
