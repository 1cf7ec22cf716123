"""How proposals are shared between women and men: counts, and what enterprises answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.rules import Sex
from school.placements.models import Placement
from school.placements.posts.models import Post
from school.placements.proposals.asked_queries import each_asked
from school.placements.proposals.rules import Outcome


@dataclass(frozen=True)
class FairnessRow:
    """People in training of one sex (or not stated), and the proposals made for them.

    `people` are those enrolled today; the proposals are all those made for these people, for a
    post or directly as a placement.
    """

    sex: Sex | None
    people: int = 0
    proposed_people: int = 0
    proposals: int = 0
    accepted: int = 0
    refused: int = 0
    lapsed: int = 0

    @property
    def per_person(self) -> float | None:
        """Proposals for each person in training; nothing where there is nobody."""
        return self.proposals / self.people if self.people else None


def fairness_rows(session: Session, school_ids: Collection[int], today: date) -> list[FairnessRow]:
    """Count, for each sex, people in training and their proposals; « not stated » only if any.

    Two statements: people, then proposals. A person in two cohorts counts once.
    """
    people = _people(session, school_ids, today)
    counts = _asked(session, school_ids, today)
    return [
        FairnessRow(sex, people.get(sex, 0), *counts.get(sex, (0, 0, 0, 0, 0)))
        for sex in (Sex.FEMALE, Sex.MALE, None)
        if sex is not None or people.get(None)
    ]


def _in_training(school_ids: Collection[int], today: date) -> Select[int]:
    return (
        select(Enrolment.trainee_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            Cohort.school_id.in_(sorted(school_ids)),
            Enrolment.enrolled_on <= today,
            Enrolment.withdrawn_on.is_(None),
            Enrolment.completed_on.is_(None),
            Enrolment.certified_on.is_(None),
            or_(Cohort.ends_on.is_(None), Cohort.ends_on >= today),
        )
    )


def _people(session: Session, school_ids: Collection[int], today: date) -> dict[Sex | None, int]:
    query = (
        select(Trainee.sex, func.count())
        .where(Trainee.id.in_(_in_training(school_ids, today)))
        .group_by(Trainee.sex)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _asked(
    session: Session, school_ids: Collection[int], today: date
) -> dict[Sex | None, tuple[int, ...]]:
    schools = sorted(school_ids)
    own = select(Cohort.id).where(Cohort.school_id.in_(schools))
    each = each_asked(Post.school_id.in_(schools), Placement.cohort_id.in_(own))

    def with_outcome(outcome: Outcome) -> ColumnElement[int]:
        return func.count().filter(each.c.outcome == outcome.value)

    query = (
        select(
            Trainee.sex,
            func.count(func.distinct(Trainee.id)),
            func.count(),
            with_outcome(Outcome.ACCEPTED),
            with_outcome(Outcome.REFUSED),
            with_outcome(Outcome.LAPSED),
        )
        .join(each, each.c.trainee_id == Trainee.id)
        .where(Trainee.id.in_(_in_training(school_ids, today)))
        .group_by(Trainee.sex)
    )
    return {row[0]: tuple(row[1:]) for row in session.execute(query)}
