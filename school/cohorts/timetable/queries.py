"""Reads of plans, days off and sessions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.access.roles import Role
from school.accounts.models import School, Staff, StaffAssignment
from school.accounts.rules import StaffRole
from school.cohorts.attendance_rules import Moment
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.policy import sees_self, visible_to
from school.cohorts.timetable.holiday_dates import public_holidays
from school.cohorts.timetable.models import CalendarDay, ClassSession, CohortWeek, Room
from school.cohorts.timetable.plan_rules import PlannedModule, Week
from school.cohorts.timetable.rules import DayKind
from school.core.errors import NotFound, mark
from school.core.text import fold
from school.curriculum.models import Module, PathModule
from school.curriculum.rule_queries import rules_of_modules


@dataclass(frozen=True)
class ClosedDay:
    """Why nobody works on a day; `public` tells a holiday of the country from the school's own."""

    name: str
    public: bool


def modules_of(session: Session, cohort: Cohort) -> list[Module]:
    """List the modules of a cohort's path, in order."""
    query = (
        select(Module)
        .join(PathModule, PathModule.module_id == Module.id)
        .where(PathModule.path_id == cohort.path_id)
        .order_by(PathModule.position)
    )
    return list(session.scalars(query))


def planned(session: Session, cohort: Cohort, modules: Sequence[Module]) -> list[PlannedModule]:
    """Give modules as the rules of plans read them, by the cohort's version of the curriculum."""
    rules = rules_of_modules(session, cohort.curriculum_version_id)
    asked = [(one.reference, rules.get(one.id, one)) for one in modules]
    return [
        PlannedModule(reference, one.weeks, one.centre_hours, one.enterprise_hours)
        for reference, one in asked
    ]


def plan_of(session: Session, cohort_id: int) -> list[Week]:
    """Read the plan that a school fixed for a cohort; empty while it has none."""
    query = (
        select(CohortWeek.starts_on, CohortWeek.place, Module.reference)
        .outerjoin(CohortWeek.module)
        .where(CohortWeek.cohort_id == cohort_id)
        .order_by(CohortWeek.starts_on)
    )
    return [Week(*row) for row in session.execute(query)]


def own_days(session: Session, school_id: int) -> Sequence[CalendarDay]:
    """List what a school said of days of its own, the latest first."""
    query = select(CalendarDay).where(CalendarDay.school_id == school_id)
    return session.scalars(query.order_by(CalendarDay.date.desc())).all()


def own_day(session: Session, school: School, day: date) -> CalendarDay | None:
    """Find what a school said of one day; nothing when it said nothing."""
    query = select(CalendarDay).where(CalendarDay.school_id == school.id, CalendarDay.date == day)
    return session.scalar(query)


def closed_days(
    session: Session, school: School, first: date, last: date, language: str
) -> dict[date, ClosedDay]:
    """Name the days without work from a day to another: the country's, and the school's own.

    A public holiday on which the school says that it works is none.
    """
    query = select(CalendarDay).where(
        CalendarDay.school_id == school.id, CalendarDay.date.between(first, last)
    )
    own = [(one.date, one.kind, one.label) for one in session.scalars(query)]
    return days_closed(own, school, first, last, language)


def days_closed(
    own: Iterable[tuple[date, DayKind, str]], school: School, first: date, last: date, language: str
) -> dict[date, ClosedDay]:
    """Name the days without work, where what the school said of days of its own is at hand."""
    closed = {
        day: ClosedDay(name, public=True)
        for year in range(first.year, last.year + 1)
        for day, name in public_holidays(school.country, year, language).items()
        if first <= day <= last
    }
    for day, kind, label in own:
        if kind is DayKind.OFF:
            closed[day] = ClosedDay(label, public=False)
        else:
            closed.pop(day, None)
    return dict(sorted(closed.items()))


def school_of(session: Session, principal: Principal, reference: str) -> School:
    """Find a school whose days somebody may settle; raises `NotFound` for others."""
    ids = sorted(principal.school_ids(Permission.MANAGE_COHORTS))
    query = select(School).where(School.reference == reference, School.id.in_(ids))
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Cette école n’existe pas."))
    return found


def sessions_of_cohort(
    session: Session, cohort_id: int, first: date, last: date
) -> list[ClassSession]:
    """List the sessions of a cohort from a day to another, cancelled ones too, in order."""
    query = _in_order(select(ClassSession).options(*_FOR_A_PAGE)).where(
        ClassSession.cohort_id == cohort_id, ClassSession.date.between(first, last)
    )
    return list(session.scalars(query))


def own_sessions(
    session: Session, principal: Principal, first: date, last: date
) -> list[ClassSession]:
    """List somebody's own sessions: those a trainer holds, those of an apprentice's cohort."""
    query = (
        select(ClassSession)
        .join(ClassSession.cohort)
        .options(contains_eager(ClassSession.cohort), *_FOR_A_PAGE)
        .where(concerns(principal), ClassSession.date.between(first, last))
    )
    return list(session.scalars(_in_order(query)))


def next_session(session: Session, principal: Principal, today: date) -> ClassSession | None:
    """Find the session that somebody holds or attends next, today's among them."""
    query = (
        select(ClassSession)
        .join(ClassSession.cohort)
        .options(contains_eager(ClassSession.cohort), *_FOR_A_PAGE)
        .where(concerns(principal), ClassSession.date >= today, ClassSession.cancelled_on.is_(None))
    )
    return session.scalars(_in_order(query).limit(1)).first()


def session_at(session: Session, cohort: Cohort, moment: Moment) -> ClassSession | None:
    """Find the session of a cohort on a half-day, unless it was cancelled."""
    query = (
        select(ClassSession)
        .options(*_FOR_A_PAGE)
        .where(
            ClassSession.cohort_id == cohort.id,
            ClassSession.date == moment.day,
            ClassSession.half_day == moment.half_day,
            ClassSession.cancelled_on.is_(None),
        )
    )
    return session.scalar(query)


def session_by_reference(
    session: Session,
    principal: Principal,
    reference: str,
    permission: Permission = Permission.MANAGE_COHORTS,
) -> ClassSession:
    """Find a session of a cohort that somebody may reach; raises `NotFound` for others."""
    query = (
        select(ClassSession)
        .join(ClassSession.cohort)
        .options(
            contains_eager(ClassSession.cohort).joinedload(Cohort.school),
            contains_eager(ClassSession.cohort).joinedload(Cohort.path),
            *_FOR_A_PAGE,
        )
        .where(visible_to(principal, permission), ClassSession.reference == reference)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Cette séance n’existe pas."))
    return found


def held_at(session: Session, moments: Collection[Moment]) -> list[ClassSession]:
    """List every session, of any cohort, that is held on some half-days."""
    days = sorted({moment.day for moment in moments})
    query = (
        select(ClassSession)
        .options(joinedload(ClassSession.cohort), *_FOR_A_PAGE)
        .where(ClassSession.date.in_(days), ClassSession.cancelled_on.is_(None))
    )
    wanted = set(moments)
    found = session.scalars(_in_order(query))
    return [one for one in found if Moment(one.date, one.half_day) in wanted]


def trainers_of(session: Session, school_id: int) -> Sequence[Staff]:
    """List by name those who may teach in a school: its trainers and directors."""
    roles = (StaffRole.TRAINER, StaffRole.DIRECTOR)
    also = select(StaffAssignment.staff_id).where(
        StaffAssignment.school_id == school_id, StaffAssignment.role.in_(roles)
    )
    query = select(Staff).where(
        or_(and_(Staff.school_id == school_id, Staff.role.in_(roles)), Staff.id.in_(also))
    )
    return session.scalars(query.order_by(Staff.name, Staff.id)).all()


def room_by_name(session: Session, school_id: int, name: str) -> Room | None:
    """Find a room of a school by its name, whatever its capitals and accents."""
    query = select(Room).where(Room.school_id == school_id, Room.sort_name == fold(name))
    return session.scalar(query)


def rooms_of(session: Session, school_id: int) -> Sequence[Room]:
    """List the rooms of a school by name."""
    query = select(Room).where(Room.school_id == school_id).order_by(Room.sort_name)
    return session.scalars(query).all()


def cohort_of_trainee(session: Session, trainee_id: int | None, today: date) -> Cohort | None:
    """Find the cohort in which somebody trains on a day, or will; the first to begin."""
    if trainee_id is None:
        return None
    query = (
        select(Cohort)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .options(joinedload(Cohort.school), joinedload(Cohort.path))
        .where(
            Enrolment.trainee_id == trainee_id,
            Enrolment.enrolled_on.is_not(None),
            func.coalesce(*_EXITS, today) >= today,
        )
        .order_by(Cohort.starts_on, Cohort.reference)
    )
    return session.scalars(query.limit(1)).first()


def school_of_staff(session: Session, staff_id: int | None) -> School | None:
    """Find the school where a member of staff works first of all."""
    query = select(School).join(Staff, Staff.school_id == School.id).where(Staff.id == staff_id)
    return session.scalar(query)


def concerns(principal: Principal) -> ColumnElement[bool]:
    """Keep the sessions that somebody holds as a trainer or attends as an apprentice."""
    clauses: list[ColumnElement[bool]] = []
    if principal.staff_id is not None:
        clauses.append(ClassSession.trainer_id == principal.staff_id)
    if sees_self(principal) and principal.has_role(Role.APPRENTICE):
        clauses.append(attended_by(principal.trainee_id))
    return or_(*clauses) if clauses else false()


def attended_by(trainee_id: int | None) -> ColumnElement[bool]:
    """Keep the sessions of somebody's cohorts, between their admission and their exit."""
    return ClassSession.cohort_id.in_(
        select(Enrolment.cohort_id).where(
            Enrolment.trainee_id == trainee_id,
            Enrolment.enrolled_on <= ClassSession.date,
            func.coalesce(*_EXITS, ClassSession.date) >= ClassSession.date,
        )
    )


def titles_of(modules: Sequence[Module]) -> Mapping[str, Module]:
    """Give modules by their code."""
    return {one.reference: one for one in modules}


_EXITS = (Enrolment.certified_on, Enrolment.completed_on, Enrolment.withdrawn_on)
_FOR_A_PAGE = (
    joinedload(ClassSession.module),
    joinedload(ClassSession.trainer),
    joinedload(ClassSession.room),
)


def _in_order(query: Select[ClassSession]) -> Select[ClassSession]:
    # « afternoon » comes before « morning » in the alphabet.
    return query.order_by(
        ClassSession.date, ClassSession.half_day.desc(), ClassSession.cancelled_on, ClassSession.id
    )
