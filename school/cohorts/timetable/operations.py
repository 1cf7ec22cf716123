"""What can be done with a timetable: fix a plan, hold, move and cancel sessions, close days."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.models import School
from school.cohorts.cohort_queries import period_of
from school.cohorts.models import Cohort
from school.cohorts.timetable import queries
from school.cohorts.timetable.models import CalendarDay, ClassSession, CohortWeek, Room
from school.cohorts.timetable.plan_rules import Week, mondays_of, week_of
from school.cohorts.timetable.rules import (
    DayKind,
    Place,
    SessionDetails,
    check_reason,
    check_session,
)
from school.core import audit
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, mark
from school.core.references import new_reference
from school.core.versions import changed_with, check_version


def fix_plan(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    plan: Sequence[Week],
    known_version: int | None,
) -> int:
    """Write the whole plan of a cohort at once and say how many weeks changed.

    Raises `StaleRecord` when the cohort was changed meanwhile, `InvalidInput` for a week outside
    the cohort, a module that is not of its path, or a week of work without module.
    """
    check_version(cohort, known_version)
    modules = {one.reference: one.id for one in queries.modules_of(session, cohort)}
    _check_plan(cohort, plan, modules)
    before = {week.monday: week for week in queries.plan_of(session, cohort.id)}
    after = {week.monday: week for week in plan}
    changes = {
        monday.isoformat(): [_told(before.get(monday)), _told(after.get(monday))]
        for monday in sorted({*before, *after})
        if before.get(monday) != after.get(monday)
    }
    if not changes:
        return 0
    session.execute(delete(CohortWeek).where(CohortWeek.cohort_id == cohort.id))
    session.add_all(
        CohortWeek(
            cohort_id=cohort.id,
            starts_on=week.monday,
            place=week.place,
            module_id=modules[week.module] if week.module else None,
        )
        for week in plan
    )
    # Whoever edits the plan at the same time is told.
    changed_with(cohort)
    session.flush()
    audit.note(session, principal.name, "plan.fix", cohort, changes)
    return len(changes)


def hold_session(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    details: SessionDetails,
    *,
    language: str,
    confirmed: bool = False,
) -> ClassSession:
    """Add a session; raises `InvalidInput`, or `NeedsConfirmation` on a day without work.

    A trainer, a room or a cohort that is taken on that half-day breaks a constraint.
    """
    _check(session, cohort, details, language, confirmed)
    held = ClassSession(reference=new_reference("SE"), cohort_id=cohort.id)
    _write(session, cohort, held, details)
    session.add(held)
    audit.record(session, principal.name, "session.hold", held)
    return held


def move_session(
    session: Session,
    principal: Principal,
    held: ClassSession,
    details: SessionDetails,
    *,
    known_version: int | None,
    language: str,
    confirmed: bool = False,
) -> None:
    """Change when, where, by whom or about what a session is held; refused once cancelled."""
    check_version(held, known_version)
    if held.cancelled_on is not None:
        raise NotAllowed(mark("Cette séance est annulée : créez-en une autre."))
    _check(session, held.cohort, details, language, confirmed)
    _write(session, held.cohort, held, details)
    audit.record(session, principal.name, "session.move", held)


def cancel_session(
    session: Session,
    principal: Principal,
    held: ClassSession,
    reason: str | None,
    *,
    known_version: int | None,
    today: date,
) -> None:
    """Cancel a session, saying why; it stays to be read, and frees its trainer and its room."""
    check_version(held, known_version)
    if held.cancelled_on is not None:
        raise NotAllowed(mark("Cette séance est déjà annulée."))
    check_reason(reason)
    held.cancelled_on = today
    held.cancel_reason = reason
    audit.record(session, principal.name, "session.cancel", held)


def settle_day(
    session: Session, principal: Principal, school: School, day: date, kind: DayKind, label: str
) -> CalendarDay:
    """Say that a school is closed on a day, or works on a public holiday.

    The same day again corrects what was said of it.
    """
    if day.year < 2000:
        raise InvalidInput(mark("Cette date est trop éloignée d’aujourd’hui."), "date")
    found = queries.own_day(session, school, day)
    if found is None:
        found = CalendarDay(school_id=school.id, date=day)
        session.add(found)
    found.kind = kind
    found.label = label
    audit.record(session, principal.name, "calendar.settle", found)
    return found


def forget_day(session: Session, principal: Principal, school: School, day: date) -> bool:
    """Take back what a school said of a day; tell whether it had said something."""
    found = queries.own_day(session, school, day)
    if found is None:
        return False
    told = {"date": day.isoformat(), "kind": [found.kind.value, None], "label": [found.label, None]}
    session.delete(found)
    session.flush()
    audit.note(session, principal.name, "calendar.forget", school, told)
    return True


def room_named(session: Session, school_id: int, name: str | None) -> Room | None:
    """Find a room of a school by its name, whatever its capitals and accents, or open it."""
    if not name:
        return None
    found = queries.room_by_name(session, school_id, name)
    if found is None:
        found = Room(reference=new_reference("R"), school_id=school_id, name=name)
        session.add(found)
        session.flush()
    return found


def check_day(session: Session, cohort: Cohort, day: date, language: str) -> None:
    """Ask before a session on a day without work, or in a week out of the centre."""
    closed = queries.closed_days(session, cohort.school, day, day, language).get(day)
    if closed is not None:
        raise NeedsConfirmation(
            mark("Ce jour-là est chômé : %(name)s. Tenir la séance quand même ?"),
            "date",
            {"name": closed.name},
        )
    week = week_of(queries.plan_of(session, cohort.id), day)
    if week is not None and week.place is not Place.CENTRE:
        raise NeedsConfirmation(
            mark("Cette semaine-là n’est pas au centre, d’après le plan. Tenir la séance ?"), "date"
        )


def _check(
    session: Session, cohort: Cohort, details: SessionDetails, language: str, confirmed: bool
) -> None:
    check_session(details, period_of(cohort))
    if not confirmed:
        check_day(session, cohort, details.moment.day, language)


def _write(session: Session, cohort: Cohort, held: ClassSession, details: SessionDetails) -> None:
    room = room_named(session, cohort.school_id, details.room)
    held.date = details.moment.day
    held.half_day = details.moment.half_day
    held.module_id = details.module_id
    held.trainer_id = details.trainer_id
    held.room_id = room.id if room else None
    held.subject = details.subject
    held.hours = details.hours


def _check_plan(cohort: Cohort, plan: Sequence[Week], modules: dict[str, int]) -> None:
    days = [week.monday for week in plan]
    inside = mondays_of(cohort.starts_on, cohort.ends_on or max(days, default=cohort.starts_on))
    if len(set(days)) != len(days) or not set(days) <= set(inside):
        raise InvalidInput(mark("Une semaine n’est pas dans les dates de la promotion."))
    for week in plan:
        if (week.place is Place.OFF) != (week.module is None):
            raise InvalidInput(
                mark("Une semaine de travail a un module ; une semaine sans cours n’en a pas.")
            )
        if week.module is not None and week.module not in modules:
            raise InvalidInput(mark("Ce module n’est pas du parcours de la promotion."))


def _told(week: Week | None) -> str | None:
    if week is None:
        return None
    return f"{week.place.value} {week.module}" if week.module else week.place.value
