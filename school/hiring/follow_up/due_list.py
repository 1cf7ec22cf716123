"""Who is to be asked what became of them: computed from the facts, stored nowhere.

Listed are those who left a cohort and whose delay has ended, or ends within `DAYS_AHEAD` days,
while their status is unknown at the evidence of the published rate (INDICATORS §2, rule 7, E2).
The order brings first what raises coverage most for one call:

1. those who asked to be called back on a day that has come; then those to ask, whose employer is
   to be asked, whose document is to be seen, or whose hire is contested; then those whose delay is
   still to end, those tried less than a week ago, and those who refused;
2. those certified before the others: they alone enter the denominator of the rate;
3. the cohort with the lowest coverage first: under 60 % its rate is not published at all;
4. those with a telephone number or an address before those with none;
5. the longest overdue first, then names.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Trainee
from school.cohorts.person_rules import full_name
from school.core.paging import PAGE_SIZE, Slice, clamp
from school.core.sql_logic import ONE, is_one, one_if
from school.hiring.follow_up.rules import DAYS_AHEAD, Turn, next_attempt_on
from school.hiring.follow_up.turns import (
    ORDER,
    PRESENT,
    contested_hires,
    coverage_of_cohort,
    declared_hires,
    last_attempts,
    rank_of,
    stated_situations,
    turn_of,
)
from school.hiring.indicators.enrolments import enrolments
from school.hiring.indicators.exits import MONTHS, Shape, parameters
from school.hiring.indicators.options import Options
from school.hiring.models import FollowUp
from school.hiring.rules import AttemptOutcome, Status

COHORT = bindparam("cohort_asked", type_=String)


@dataclass(frozen=True)
class Due:
    """Somebody to ask, with the last attempt and what is to be done next."""

    trainee: str
    family_name: str
    given_names: str | None
    phone: str | None
    email: str | None
    cohort: str
    cohort_name: str
    certified: bool
    exit_on: date
    measured_on: date
    turn: Turn
    hire: str | None
    situation: str | None
    attempts: int
    outcome: AttemptOutcome | None
    attempted_on: date | None
    call_back_on: date | None

    @property
    def full_name(self) -> str:
        """Given names, then the family name."""
        return full_name(self.given_names, self.family_name)

    @property
    def next_on(self) -> date | None:
        """The day of the next attempt: nothing for who was never tried, or refused."""
        if self.outcome is None or self.attempted_on is None:
            return None
        return next_attempt_on(self.outcome, self.attempted_on, self.call_back_on)


@dataclass(frozen=True)
class Campaign:
    """How the campaign of a delay stands, in persons' enrolments.

    `open` are those whose delay has ended and whose status is unknown, `certified_open` the
    certified among them, `reachable` those of these that have a telephone number or an address
    and did not refuse; `asked` were tried for this delay at least once, and of them `answered`
    are known now; `coming` end within `DAYS_AHEAD` days.
    """

    open: int = 0
    certified_open: int = 0
    reachable: int = 0
    asked: int = 0
    answered: int = 0
    coming: int = 0
    listed: int = 0


def campaign(
    session: Session, principal: Principal, months: int, present: date, cohort: str = ""
) -> Campaign:
    """Count how a campaign stands in the schools of the one who asks, in one statement."""
    statement = _summary(bool(cohort))
    row = session.execute(statement, _values(principal, months, present, cohort)).one()
    return Campaign(*(value or 0 for value in row))


def due_page(
    session: Session,
    principal: Principal,
    months: int,
    present: date,
    *,
    total: int,
    number: int,
    cohort: str = "",
) -> Slice[Due]:
    """List one page of those to ask, who raises coverage most first (see the module).

    `total` is how many there are, as `campaign` counted them.
    """
    number = clamp(number, total)
    page = _page(bool(cohort)).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    rows = session.execute(page, _values(principal, months, present, cohort)).mappings()
    return Slice([_due(dict(row)) for row in rows], number, total)


def _due(row: dict[str, Any]) -> Due:
    row["turn"] = ORDER[row["turn"]]
    row["certified"] = bool(row["certified"])
    row["attempts"] = row["attempts"] or 0
    row["outcome"] = AttemptOutcome(row["outcome"]) if row["outcome"] else None
    return Due(**row)


def _values(principal: Principal, months: int, present: date, cohort: str) -> dict[str, Any]:
    ahead = present + timedelta(days=DAYS_AHEAD)
    options = Options(as_of=ahead, known_on=present, months=months)
    values = parameters(options, principal.school_ids(Permission.FOLLOW_UP))
    values |= {"present": present}
    return {**values, "cohort_asked": cohort} if cohort else values


@cache
def _summary(narrowed: bool) -> Select[Any]:
    followed = _followed(narrowed)
    column = followed.c
    is_open = and_(column.status == Status.UNKNOWN.value, column.measured_on <= PRESENT)
    certified = and_(is_open, column.certified == ONE)
    reachable = and_(certified, column.reachable == ONE)
    asked = and_(column.asked == ONE, column.measured_on <= PRESENT)
    coming = and_(column.status == Status.UNKNOWN.value, column.measured_on > PRESENT)
    answered = and_(asked, column.status != Status.UNKNOWN.value)
    counts = (is_open, certified, reachable, asked, answered, coming, column.listed == ONE)
    sums: list[ColumnElement[Any]] = [func.sum(one_if(each)) for each in counts]
    return select(*sums)


@cache
def _page(narrowed: bool) -> Select[Any]:
    followed = _followed(narrowed)
    column = followed.c
    shown = ("phone", "email", "certified", "exit_on", "measured_on", "turn", "hire", "situation")
    tried = ("attempts", "outcome", "attempted_on", "call_back_on")
    return (
        select(
            Trainee.reference.label("trainee"),
            Trainee.family_name,
            Trainee.given_names,
            column.cohort,
            Cohort.name.label("cohort_name"),
            *(column[name] for name in (*shown, *tried)),
        )
        .join(Trainee, Trainee.id == column.trainee_id)
        .join(Cohort, Cohort.id == column.cohort_id)
        .where(column.listed == ONE)
        .order_by(
            rank_of(column.turn),
            column.certified.desc(),
            column.cohort_coverage,
            column.reachable.desc(),
            column.measured_on,
            Trainee.sort_name,
            Trainee.reference,
            column.cohort,
        )
    )


def _followed(narrowed: bool) -> CTE:
    """Give every enrolment that was left, with what the list is ordered by."""
    source = enrolments(Shape(scoped=True))
    last, hires, contested = last_attempts(), declared_hires(source), contested_hires(source)
    stated = stated_situations(source)
    tried = and_(last.c.trainee_id == source.c.trainee_id, last.c.cohort_id == source.c.cohort_id)
    has_contact = or_(Trainee.phone.is_not(None), Trainee.email.is_not(None))
    refused = func.coalesce(is_one(last.c.outcome, AttemptOutcome.REFUSED), literal_column("0=1"))
    query = (
        select(
            *(source.c[name] for name in ("trainee_id", "cohort_id", "cohort", "certified")),
            *(source.c[name] for name in ("exit_on", "measured_on", "status")),
            Trainee.phone,
            Trainee.email,
            *(last.c[name] for name in ("attempts", "outcome", "attempted_on", "call_back_on")),
            hires.c.hire,
            stated.c.situation,
            one_if(and_(has_contact, ~refused)).label("reachable"),
            one_if(_asked(source)).label("asked"),
            one_if(_is_listed(source)).label("listed"),
            turn_of(source, last, hires, stated, contested).label("turn"),
            coverage_of_cohort(source).label("cohort_coverage"),
        )
        .join(Trainee, Trainee.id == source.c.trainee_id)
        .outerjoin(last, tried)
        .outerjoin(hires, hires.c.enrolment_id == source.c.id)
        .outerjoin(stated, stated.c.enrolment_id == source.c.id)
        .outerjoin(contested, contested.c.enrolment_id == source.c.id)
        .where(source.c.leaver == ONE)
    )
    if narrowed:
        query = query.where(source.c.cohort == COHORT)
    return query.cte("followed")


def _is_listed(source: CTE) -> ColumnElement[bool]:
    return is_one(source.c.status, Status.UNKNOWN)


def _asked(source: CTE) -> ColumnElement[bool]:
    return exists(
        select(FollowUp.id).where(
            FollowUp.trainee_id == source.c.trainee_id,
            FollowUp.cohort_id == source.c.cohort_id,
            FollowUp.months == MONTHS,
        )
    )
