"""Tables of posts, of their duties, and of the competencies that these ask for."""

import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import School
from school.core.database import Base, ExactDecimal, Versioned, reference_type
from school.curriculum.competency_rules import Key
from school.curriculum.models import Module, Path
from school.enterprises.models import Enterprise, EnterpriseSite, Tutor
from school.placements.posts.rules import place_words


class Post(Versioned, Base):
    """A post that an enterprise offers to apprentices of a school, with the real duties of it.

    `department` is that of the place of work, `tutor` the person who answers for the enterprise.
    """

    __tablename__ = "posts"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("closed_on >= opened_on", name="closed_after_opened"),
        CheckConstraint("places > 0", name="places_positive"),
        CheckConstraint("weekly_hours IS NULL OR weekly_hours > 0", name="weekly_hours_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise_sites.id"), index=True)
    tutor_id: Mapped[int | None] = mapped_column(ForeignKey("tutors.id"), index=True)
    path_id: Mapped[int] = mapped_column(ForeignKey("paths.id"), index=True)
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id"), index=True)
    title: Mapped[str]
    department: Mapped[str | None]
    place: Mapped[str | None]
    starts_on: Mapped[datetime.date]
    ends_on: Mapped[datetime.date]
    weekly_hours: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    places: Mapped[int]
    opened_on: Mapped[datetime.date]
    closed_on: Mapped[datetime.date | None]

    school: Mapped[School] = relationship()
    enterprise: Mapped[Enterprise] = relationship()
    site: Mapped[EnterpriseSite | None] = relationship()
    tutor: Mapped[Tutor | None] = relationship()
    path: Mapped[Path] = relationship()
    module: Mapped[Module | None] = relationship()
    duties: Mapped[list["PostDuty"]] = relationship(
        back_populates="post", order_by="PostDuty.position", cascade="all, delete-orphan"
    )

    @property
    def place_of_work(self) -> str | None:
        """Where the work is, in words: the site with its address, and the place stated."""
        site = self.site
        return place_words(
            site.name if site else None,
            site.address if site else None,
            self.place or (site.town if site else None),
        )


class PostDuty(Base):
    """One thing that whoever has the post does."""

    __tablename__ = "post_duties"
    __table_args__ = (UniqueConstraint("post_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    position: Mapped[int]
    wording: Mapped[str]

    post: Mapped[Post] = relationship(back_populates="duties")
    competencies: Mapped[list["PostDutyCompetency"]] = relationship(
        back_populates="duty",
        order_by="PostDutyCompetency.module, PostDutyCompetency.competency",
        cascade="all, delete-orphan",
    )

    @property
    def keys(self) -> tuple[Key, ...]:
        """The competencies that the duty asks for."""
        return tuple((one.module, one.competency) for one in self.competencies)


class PostDutyCompetency(Base):
    """A competency that a duty asks for, by its module and its code there.

    It is named as the competency record names it, so that it outlives versions of the curriculum.
    """

    __tablename__ = "post_duty_competencies"
    __table_args__ = (UniqueConstraint("duty_id", "module", "competency"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("post_duties.id"))
    module: Mapped[str] = mapped_column(reference_type())
    competency: Mapped[str] = mapped_column(reference_type())

    duty: Mapped[PostDuty] = relationship(back_populates="competencies")
