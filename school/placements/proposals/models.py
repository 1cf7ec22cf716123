"""Tables of proposals, of every step they took, and of the schools' delays."""

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import School
from school.cohorts.models import Cohort, Trainee
from school.core.clock import now
from school.core.database import Base, Versioned, enum_type, reference_type
from school.placements.models import Placement
from school.placements.posts.models import Post
from school.placements.proposals.rules import ProposalReason, ProposalState


class PlacementProposal(Versioned, Base):
    """An apprentice proposed for a post. `since` is the day of the state that holds now.

    `number` counts the proposals of one person for one post: a new one is made once the last is
    closed. `beside_another`: the school proposes somebody who is placed elsewhere at these dates,
    and wants both.
    """

    __tablename__ = "placement_proposals"
    __table_args__ = (
        UniqueConstraint("post_id", "trainee_id", "number"),
        CheckConstraint(
            "(postponed_until IS NULL) = (state <> 'postponed')", name="postponed_to_a_day"
        ),
        CheckConstraint(
            "(reason IS NULL) = (state NOT IN ('refused', 'cancelled', 'obsolete'))",
            name="closed_with_reason",
        ),
        CheckConstraint("placement_id IS NULL OR state = 'accepted'", name="placed_when_accepted"),
        Index(None, "trainee_id", "state"),
        Index(None, "proposed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    state: Mapped[ProposalState] = mapped_column(enum_type(ProposalState, "state"))
    since: Mapped[datetime.date]
    proposed_on: Mapped[datetime.date]
    proposed_by: Mapped[str]
    postponed_until: Mapped[datetime.date | None]
    reason: Mapped[ProposalReason | None] = mapped_column(enum_type(ProposalReason, "reason"))
    detail: Mapped[str | None]
    shared_with_apprentice: Mapped[bool] = mapped_column(default=False)
    beside_another: Mapped[bool] = mapped_column(default=False)
    placement_id: Mapped[int | None] = mapped_column(ForeignKey("placements.id"), unique=True)

    post: Mapped[Post] = relationship()
    trainee: Mapped[Trainee] = relationship()
    cohort: Mapped[Cohort] = relationship()
    placement: Mapped[Placement | None] = relationship()


class ProposalStep(Base):
    """One step of a proposal: to which state, on which day, by whom. Rows are never changed."""

    __tablename__ = "proposal_steps"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("placement_proposals.id"))
    number: Mapped[int]
    state: Mapped[ProposalState] = mapped_column(enum_type(ProposalState, "state"))
    taken_on: Mapped[datetime.date]
    recorded_at: Mapped[datetime.datetime] = mapped_column(default=now)
    actor: Mapped[str]
    reason: Mapped[ProposalReason | None] = mapped_column(enum_type(ProposalReason, "reason"))
    detail: Mapped[str | None]

    proposal: Mapped[PlacementProposal] = relationship()


class ProposalDelay(Base):
    """The days of silence after which a school has a proposal refused; the newest row holds."""

    __tablename__ = "proposal_delays"
    __table_args__ = (CheckConstraint("days BETWEEN 1 AND 120", name="days_of_a_delay"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    days: Mapped[int]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime.datetime] = mapped_column(default=now)

    school: Mapped[School] = relationship()
