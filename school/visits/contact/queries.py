"""Reads of permanent contact: how each placement stands, who keeps it, what is planned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from school.access.permissions import Permission
from school.access.principal import STATEMENTS_KEPT, Principal
from school.accounts.models import School, Staff
from school.cohorts.models import Cohort, Trainee
from school.cohorts.timetable.trainer_queries import usual_trainers
from school.core.errors import NotFound, mark
from school.placements.agreements.interruption_queries import interruptions_of
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import AgreementStatus
from school.placements.interruption_rules import Interruption
from school.placements.models import Placement
from school.placements.policy import placements_open_to
from school.placements.rules import PlacementStatus
from school.visits.contact.models import ContactPlan, ContactRules
from school.visits.contact.rules import (
    DEFAULT_DIRECTOR_DELAY,
    DEFAULT_RHYTHM,
    Due,
    Kept,
    OwnRhythm,
    Rhythm,
    concerns_director,
    is_overdue,
    next_due,
    still_due,
)
from school.visits.models import Visit
from school.visits.policy import awaited
from school.visits.rules import VISITED_STATES, VisitKind

DAYS_AHEAD = timedelta(days=28)
"""How far ahead a round of visits is planned."""


@dataclass(frozen=True)
class Standing:
    """How contact stands with a placement: its rhythm, the contacts made, and who keeps it.

    `visit` is the first that is planned; `director_delay` is in days. Without a keeper the contact
    is the whole school's to keep.
    """

    placement: Placement
    rhythm: Rhythm
    kept: Kept
    keeper: Staff | None
    director_delay: int
    visit: Visit | None
    interruption: Interruption | None = None

    @property
    def due(self) -> Due | None:
        """The contact to make next, if any."""
        starts_on = self.placement.starts_on
        if starts_on is None:
            return None
        ends_on = self.placement.ends_on
        return next_due(self.rhythm, starts_on, ends_on, self.kept, self.interruption)

    @property
    def all_due(self) -> list[Due]:
        """Every contact that the plan still asks for, the next first."""
        starts_on = self.placement.starts_on
        if starts_on is None:
            return []
        ends_on = self.placement.ends_on
        return still_due(self.rhythm, starts_on, ends_on, self.kept, self.interruption)

    def is_interrupted(self, day: date) -> bool:
        """Tell whether there is no work on a day, on which no contact is waited for either."""
        return self.interruption is not None and self.interruption.covers(day)

    def is_late(self, today: date) -> bool:
        """Tell whether a contact is overdue, of a placement in which there is work today."""
        return is_overdue(self.due, today) and not self.is_interrupted(today)


def standings(
    session: Session,
    principal: Principal,
    today: date,
    states: frozenset[PlacementStatus] = VISITED_STATES,
) -> list[Standing]:
    """Give how contact stands with every placement a person may see as staff, in one statement."""
    query = _standings(principal, today).where(Placement.status.in_(sorted(states)))
    return _read(session, query)


def standing_of(session: Session, principal: Principal, reference: str, today: date) -> Standing:
    """Give how contact stands with one placement; raise `NotFound` when it is not to be seen."""
    query = _standings(principal, today).where(Placement.reference == reference)
    found = _read(session, query)
    if not found:
        raise NotFound(mark("Ce placement n’existe pas."))
    return found[0]


def overdue_for_keeper(session: Session, principal: Principal, today: date) -> list[Standing]:
    """List the running placements without contact in time that a person keeps, oldest first.

    Those that nobody keeps are everybody's of the school.
    """
    own = {principal.staff_id, None}
    return _overdue(
        one
        for one in _running(session, principal, today)
        if (one.keeper.id if one.keeper else None) in own and one.is_late(today)
    )


def concerning_director(found: Iterable[Standing], today: date) -> list[Standing]:
    """Keep, of placements, the running ones without contact for longer than the delay."""
    return _overdue(
        one
        for one in found
        if one.placement.status is PlacementStatus.LIVE
        and one.is_late(today)
        and concerns_director(one.due, today, one.director_delay)
    )


def plan_of(session: Session, placement: Placement) -> ContactPlan | None:
    """Give what is set for one placement, if anything is."""
    return session.scalar(select(ContactPlan).where(ContactPlan.placement_id == placement.id))


def rules_of(session: Session, school: School) -> ContactRules | None:
    """Give the rules of a school, if it has set any."""
    return session.scalar(select(ContactRules).where(ContactRules.school_id == school.id))


def keepers_of(session: Session, principal: Principal, school: School, today: date) -> list[Staff]:
    """List those who keep contact with the placements of a school that run or are to begin."""
    return [
        one.keeper
        for one in standings(session, principal, today)
        if one.keeper is not None and one.placement.cohort.school_id == school.id
    ]


def visits_of(session: Session, placement: Placement) -> Sequence[Visit]:
    """List the visits and calls of a placement, the newest first."""
    query = (
        select(Visit)
        .where(Visit.placement_id == placement.id)
        .options(joinedload(Visit.trainer))
        .order_by(
            func.coalesce(Visit.done_on, Visit.missed_on, Visit.planned_on).desc().nulls_last(),
            Visit.id.desc(),
        )
    )
    return session.scalars(query).all()


def _running(session: Session, principal: Principal, today: date) -> list[Standing]:
    return standings(session, principal, today, frozenset({PlacementStatus.LIVE}))


def _overdue(found: Iterable[Standing]) -> list[Standing]:
    return sorted(found, key=lambda one: one.due.by if one.due else date.max)


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> list[Standing]:
    return [
        Standing(
            placement,
            (plan.rhythm if plan else OwnRhythm()).on(rules.rhythm if rules else DEFAULT_RHYTHM),
            Kept(last_on, visited_on),
            keeper,
            rules.director_after_days if rules else DEFAULT_DIRECTOR_DELAY,
            visit,
            Interruption(stops_on, resumes_after) if stops_on and resumes_after else None,
        )
        for (
            placement, plan, rules, keeper, visit, last_on, visited_on, stops_on, resumes_after,
        ) in session.execute(query)
    ]  # fmt: skip


@lru_cache(maxsize=STATEMENTS_KEPT)
def _standings(principal: Principal, today: date) -> Select[*tuple[Any, ...]]:
    """Read placements, what is set for them, who keeps contact, and the contacts made last."""
    plan, keeper, visit = aliased(ContactPlan), aliased(Staff), aliased(Visit)
    # Other schools' visits and sessions are left alone: what is ranked is that of this reader.
    open_to = placements_open_to(principal, Permission.SEE_VISITS)
    reached = select(Placement.id).where(open_to)
    agreed, usual = _agreed_trainers(reached, today), usual_trainers(_cohorts_visited(open_to))
    made, planned = _contacts_made(open_to), _visits_planned(reached)
    stopped = interruptions_of(reached)
    interrupted = (stopped.c.interrupted_from, stopped.c.interrupted_until)
    days = (made.c.last_contact, made.c.last_visit, *interrupted)
    chosen = func.coalesce(plan.keeper_id, agreed.c.trainer_id, usual.c.trainer_id)
    return (
        select(Placement, plan, ContactRules, keeper, visit, *days)
        .join(Placement.cohort)
        .join(Placement.trainee)
        .outerjoin(plan, plan.placement_id == Placement.id)
        .outerjoin(ContactRules, ContactRules.school_id == Cohort.school_id)
        .outerjoin(agreed, and_(agreed.c.placement_id == Placement.id, agreed.c.rank == 1))
        .outerjoin(usual, and_(usual.c.cohort_id == Placement.cohort_id, usual.c.rank == 1))
        .outerjoin(keeper, keeper.id == chosen)
        .outerjoin(made, made.c.placement_id == Placement.id)
        .outerjoin(planned, and_(planned.c.placement_id == Placement.id, planned.c.rank == 1))
        .outerjoin(visit, visit.id == planned.c.id)
        .outerjoin(stopped, and_(stopped.c.placement_id == Placement.id, stopped.c.rank == 1))
        .options(
            contains_eager(Placement.cohort).joinedload(Cohort.school),
            contains_eager(Placement.trainee),
            joinedload(Placement.enterprise),
            joinedload(Placement.tutor),
            joinedload(visit.trainer),
        )
        .where(open_to)
        .order_by(Trainee.sort_name, Placement.id)
    )


def _agreed_trainers(reached: Select[int], today: date) -> Any:
    """Number the versions in force of each agreement, the newest first, as `trainer_of` has it."""
    rank = func.row_number().over(
        partition_by=AgreementVersion.placement_id, order_by=AgreementVersion.number.desc()
    )
    return (
        select(AgreementVersion.placement_id, AgreementVersion.trainer_id, rank.label("rank"))
        .where(
            AgreementVersion.placement_id.in_(reached),
            AgreementVersion.status == AgreementStatus.VALIDATED,
            AgreementVersion.in_force_on <= today,
        )
        .subquery("agreed_trainers")
    )


def _cohorts_visited(open_to: ColumnElement[bool]) -> Select[int]:
    running = Placement.status.in_(sorted(VISITED_STATES))
    return select(Placement.cohort_id).where(running, open_to)


def _visits_planned(reached: Select[int]) -> Any:
    """Number the visits that are planned for each placement, the first one first."""
    rank = func.row_number().over(
        partition_by=Visit.placement_id, order_by=(Visit.planned_on, Visit.id)
    )
    return (
        select(Visit.id, Visit.placement_id, rank.label("rank"))
        .where(awaited(), Visit.planned_on.is_not(None), Visit.placement_id.in_(reached))
        .subquery("visits_planned")
    )


def _contacts_made(open_to: ColumnElement[bool]) -> Any:
    """Give, by placement, the day of the last contact during it and of the last visit."""
    during = and_(Visit.done_on.is_not(None), Visit.done_on >= Placement.starts_on)
    visit_day = func.max(Visit.done_on).filter(Visit.kind == VisitKind.VISIT)
    return (
        select(
            Visit.placement_id,
            func.max(Visit.done_on).label("last_contact"),
            visit_day.label("last_visit"),
        )
        .join(Placement, Placement.id == Visit.placement_id)
        .where(during, open_to)
        .group_by(Visit.placement_id)
        .subquery("contacts_made")
    )
