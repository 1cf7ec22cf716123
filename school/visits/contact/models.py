"""Tables of permanent contact: a school's rules, the plan of a placement, what was agreed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import School, Staff
from school.core.database import Base, Versioned, enum_type, reference_type
from school.placements.models import Placement
from school.visits.contact.rules import OwnRhythm, Rhythm
from school.visits.models import Visit
from school.visits.rules import ActionOwner, Agreed


class ContactRules(Versioned, Base):
    """How often a school keeps contact with its apprentices in enterprises.

    `director_after_days` is how long an overdue contact stays the keeper's alone.
    """

    __tablename__ = "contact_rules"
    __table_args__ = (
        CheckConstraint("first_within_days BETWEEN 1 AND 365", name="first_within_a_year"),
        CheckConstraint("every_days BETWEEN 1 AND 365", name="every_within_a_year"),
        CheckConstraint("director_after_days BETWEEN 0 AND 365", name="director_within_a_year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), unique=True)
    first_within_days: Mapped[int]
    every_days: Mapped[int]
    midterm_visit: Mapped[bool]
    final_visit: Mapped[bool]
    director_after_days: Mapped[int]

    school: Mapped[School] = relationship()

    @property
    def rhythm(self) -> Rhythm:
        """The rhythm as the rules read it."""
        return Rhythm(self.first_within_days, self.every_days, self.midterm_visit, self.final_visit)


class ContactPlan(Versioned, Base):
    """What is set for one placement: who keeps contact, and what differs from the school."""

    __tablename__ = "contact_plans"
    __table_args__ = (
        CheckConstraint("first_within_days BETWEEN 1 AND 365", name="first_within_a_year"),
        CheckConstraint("every_days BETWEEN 1 AND 365", name="every_within_a_year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"), unique=True)
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    first_within_days: Mapped[int | None]
    every_days: Mapped[int | None]
    midterm_visit: Mapped[bool | None]
    final_visit: Mapped[bool | None]

    placement: Mapped[Placement] = relationship()
    keeper: Mapped[Staff | None] = relationship()

    @property
    def rhythm(self) -> OwnRhythm:
        """What differs from the school, as the rules read it."""
        return OwnRhythm(
            self.first_within_days, self.every_days, self.midterm_visit, self.final_visit
        )


class AgreedAction(Base):
    """Something agreed at a visit, for one of the three to do by a day."""

    __tablename__ = "agreed_actions"
    __table_args__ = (
        UniqueConstraint("visit_id", "position"),
        CheckConstraint("(done_on IS NULL) = (done_by IS NULL)", name="done_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))
    position: Mapped[int]
    wording: Mapped[str]
    owner: Mapped[ActionOwner] = mapped_column(enum_type(ActionOwner, "owner"), index=True)
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    done_by: Mapped[str | None]
    told_on: Mapped[date | None]
    """The day on which its owner was told of it, as it is now."""

    visit: Mapped[Visit] = relationship()

    @property
    def agreed(self) -> Agreed:
        """What was agreed, as the rules read it."""
        return Agreed(self.wording, self.owner, self.due_on)
