"""Drafts of agreements: what a first one begins with, whom it can name, which are left."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.models import Staff
from school.cohorts.timetable.trainer_queries import usual_trainers
from school.core.audit import AuditEntry
from school.curriculum.competency_rules import written_key
from school.enterprises.interest_queries import representatives_on
from school.enterprises.models import EnterpriseRepresentative, Tutor
from school.placements.agreements.duty_rules import Duty
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import AgreementKind, AgreementStatus
from school.placements.models import Placement
from school.placements.posts.models import Post
from school.placements.posts.queries import post_of_placement


def first_draft(session: Session, placement: Placement, day: date) -> AgreementVersion:
    """Write what is known of a first agreement; it is not kept.

    Dates, hours and tutor are the placement's, place and duties those of the post it came from,
    and the representative is the one who may sign for the enterprise on a day.
    """
    post = post_of_placement(session, placement)
    signatory = signatory_on(session, placement, day)
    return AgreementVersion(
        kind=AgreementKind.INITIAL,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        weekly_hours=placement.weekly_hours,
        place=post.place_of_work if post else None,
        duties=[one.as_plain() for one in _duties(post)] if post else [],
        tutor_id=placement.tutor_id,
        trainer_id=usual_trainer(session, placement),
        representative_name=signatory.name if signatory else None,
        representative_job=signatory.job if signatory else None,
        representative_email=signatory.email if signatory else None,
        representative_phone=signatory.phone if signatory else None,
    )


def _duties(post: Post) -> list[Duty]:
    return [Duty(one.wording, tuple(written_key(key) for key in one.keys)) for one in post.duties]


def signatory_on(
    session: Session, placement: Placement, day: date
) -> EnterpriseRepresentative | None:
    """Find who may sign for a placement's enterprise on a day: first those who can be written to.

    Nobody when none of its representatives may.
    """
    people = representatives_on(session, placement.enterprise, day)
    signing = [one for one in people if one.may_sign]
    return min(signing, key=lambda one: (not (one.email or one.phone), one.id), default=None)


def tutors_of(session: Session, placement: Placement) -> Sequence[Tutor]:
    """List the tutors of a placement's enterprise, by name."""
    query = select(Tutor).where(Tutor.enterprise_id == placement.enterprise_id)
    return session.scalars(query.order_by(Tutor.name, Tutor.id)).all()


def trainers_of(session: Session, placement: Placement) -> Sequence[Staff]:
    """List the staff of a placement's school, by name: who may keep contact with the enterprise."""
    query = select(Staff).where(Staff.school_id == placement.cohort.school_id)
    return session.scalars(query.order_by(Staff.name, Staff.id)).all()


def usual_trainer(session: Session, placement: Placement) -> int | None:
    """Give the trainer who holds most half-days with a placement's cohort, if any does."""
    ranked = usual_trainers(select(Placement.cohort_id).where(Placement.id == placement.id))
    return session.scalar(select(ranked.c.trainer_id).where(ranked.c.rank == 1))


def left_drafts(session: Session, before: datetime) -> list[AgreementVersion]:
    """List and hold the drafts that were last written in before an instant.

    When that was is what the audit trail says; a draft that came in a bundle was written when its
    state began.
    """
    written_at = (
        select(func.max(AuditEntry.at))
        .where(
            AuditEntry.table_name == AgreementVersion.__tablename__,
            AuditEntry.object_id == AgreementVersion.id,
        )
        .scalar_subquery()
    )
    query = (
        select(AgreementVersion)
        .where(
            AgreementVersion.status == AgreementStatus.DRAFT,
            func.coalesce(written_at, AgreementVersion.status_since) < before,
        )
        .order_by(AgreementVersion.id)
        .with_for_update()
    )
    return list(session.scalars(query.execution_options(populate_existing=True)))
