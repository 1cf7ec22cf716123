"""What is known of the people in training, for choosing whom to propose for a post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.policy import visible_to as cohort_visible_to
from school.competencies.cohort_queries import CROSSING, LATEST_FIRST
from school.competencies.models import CompetencyRecord
from school.competencies.rules import Level, Voice
from school.curriculum.competency_rules import Key
from school.oversight.matching_rules import Before, Candidate
from school.placements.models import Placement
from school.placements.posts.models import Post
from school.placements.proposals.asked_queries import each_asked
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.rules import Outcome
from school.placements.rules import OCCUPYING_STATES

ACQUIRED = (Level.ACQUIRED, Level.EXPERT)

Person = Row[int, str, str | None, str, str | None, int, str, date | None]


@dataclass(frozen=True)
class Known:
    """A candidate, with the words by which the page names them."""

    candidate: Candidate
    name: str
    cohort: str


def people_known(
    session: Session, principal: Principal, post: Post, asked: Collection[Key], today: date
) -> list[Known]:
    """List the people in training at a post's school, with all that the order looks at.

    Four statements, whatever the people: who they are, what they have acquired by their
    trainers' word, the days that placements take, and how often they were
    proposed, for a post or directly.
    """
    people = _in_training(session, principal, post, today)
    acquired = _acquired(session, people, asked)
    taken = _taken(session, people, post)
    had, before = _asked(session, people, post)
    return [
        Known(
            Candidate(
                row.reference,
                row.path_id,
                row.department,
                frozenset(acquired.get(number, ())),
                taken.get(number),
                row.ends_on,
                had.get(number, 0),
                before.get(number, Before.NONE),
            ),
            " ".join(filter(None, (row.given_names, row.family_name))),
            row.name,
        )
        for number, row in people.items()
    ]


def _in_training(
    session: Session, principal: Principal, post: Post, today: date
) -> dict[int, Person]:
    """Give each person once: of two cohorts, the later one is where the person is now."""
    rows = session.execute(
        select(
            Trainee.id,
            Trainee.reference,
            Trainee.given_names,
            Trainee.family_name,
            Trainee.department,
            Cohort.path_id,
            Cohort.name,
            Cohort.ends_on,
        )
        .join(Enrolment, Enrolment.trainee_id == Trainee.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            cohort_visible_to(principal, Permission.MANAGE_PLACEMENTS),
            Cohort.school_id == post.school_id,
            Enrolment.enrolled_on <= today,
            Enrolment.withdrawn_on.is_(None),
            Enrolment.completed_on.is_(None),
            Enrolment.certified_on.is_(None),
            or_(Cohort.ends_on.is_(None), Cohort.ends_on >= today),
        )
        .order_by(Cohort.starts_on, Cohort.id)
    )
    return {row.id: row for row in rows}


def _acquired(
    session: Session, people: Collection[int], asked: Collection[Key]
) -> dict[int, set[Key]]:
    if not asked or not people:
        return {}
    recency = func.row_number().over(partition_by=CROSSING, order_by=LATEST_FIRST)
    said = (
        select(*CROSSING, CompetencyRecord.level, recency.label("recency"))
        .where(
            CompetencyRecord.trainee_id.in_(sorted(people)),
            CompetencyRecord.voice == Voice.TRAINER,
            tuple_(CompetencyRecord.module, CompetencyRecord.competency).in_(sorted(set(asked))),
        )
        .subquery()
    )
    query = select(said.c.trainee_id, said.c.module, said.c.competency).where(
        said.c.recency == 1, said.c.level.in_(ACQUIRED)
    )
    found: dict[int, set[Key]] = {}
    for trainee, module, code in session.execute(query):
        found.setdefault(trainee, set()).add((module, code))
    return found


def _taken(session: Session, people: Collection[int], post: Post) -> dict[int, date]:
    """Give, for whoever has a placement at a post's dates, until when the last of them lasts."""
    last = func.coalesce(Placement.ended_on, Placement.ends_on, post.ends_on)
    query = (
        select(Placement.trainee_id, func.max(last))
        .where(
            Placement.trainee_id.in_(sorted(people)),
            Placement.status.in_(sorted(OCCUPYING_STATES)),
            or_(Placement.starts_on.is_(None), Placement.starts_on <= post.ends_on),
            last >= post.starts_on,
        )
        .group_by(Placement.trainee_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _asked(
    session: Session, people: Collection[int], post: Post
) -> tuple[dict[int, int], dict[int, Before]]:
    numbers = sorted(people)
    each = each_asked(PlacementProposal.trainee_id.in_(numbers), Placement.trainee_id.in_(numbers))
    own = each.c.post_id == post.id
    rank = case(
        (and_(own, each.c.outcome == Outcome.ACCEPTED.value), 3),
        (and_(own, each.c.outcome.in_([Outcome.WAITING.value, Outcome.KEPT.value])), 2),
        (own, 1),
        else_=0,
    )
    query = select(each.c.trainee_id, func.count(), func.max(rank)).group_by(each.c.trainee_id)
    meanings = (Before.NONE, Before.CLOSED, Before.OPEN, Before.ACCEPTED)
    had: dict[int, int] = {}
    before: dict[int, Before] = {}
    for number, count, highest in session.execute(query):
        had[number], before[number] = count, meanings[highest]
    return had, before
