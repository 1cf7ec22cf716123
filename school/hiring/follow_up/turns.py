"""What is to be done next about each enrolment that was left, as columns of the database."""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from school.core.facts import is_known_row
from school.core.sql_dates import add_days_to, later_of
from school.core.sql_logic import ONE, ZERO, is_one
from school.hiring.follow_up.rules import DAYS_OF_REST, Turn
from school.hiring.indicators.exits import KNOWN_ON
from school.hiring.indicators.rules import LEAST_DAYS_OF_WORK
from school.hiring.models import FollowUp, Hire, HireCheck, Situation, SituationCheck
from school.hiring.rules import (
    EMPLOYMENT_CONTRACTS,
    AttemptOutcome,
    Evidence,
    Settlement,
    SituationKind,
    Status,
)

PRESENT = bindparam("present", type_=Date)
KNOWN = (Status.HIRED, Status.SELF_EMPLOYED, Status.NOT_HIRED)
ORDER = tuple(Turn)


def turn_of(
    source: CTE, last: Subquery, hires: CTE, stated: CTE, contested: CTE
) -> ColumnElement[int]:
    """Number what is to be done next, as `Turn` orders it."""
    rested = add_days_to(last.c.attempted_on, DAYS_OF_REST) <= PRESENT
    is_call_back = is_one(last.c.outcome, AttemptOutcome.CALL_BACK)
    refused = is_one(last.c.outcome, AttemptOutcome.REFUSED)
    promised = and_(is_call_back, last.c.call_back_on <= PRESENT)
    employer_rested, person_rested = (
        or_(each.c.asked_on.is_(None), add_days_to(each.c.asked_on, DAYS_OF_REST) <= PRESENT)
        for each in (hires, stated)
    )
    has_hire, has_stated = hires.c.hire.is_not(None), stated.c.situation.is_not(None)
    turns = (
        (contested.c.enrolment_id.is_not(None), Turn.SETTLE),
        (and_(has_hire, employer_rested), Turn.EMPLOYER),
        (and_(has_stated, person_rested), Turn.DOCUMENT),
        (or_(has_hire, has_stated), Turn.WAITING),
        (refused, Turn.REFUSED),
        (promised, Turn.PROMISED),
        (is_call_back, Turn.WAITING),
        (and_(last.c.attempted_on.is_not(None), ~rested), Turn.WAITING),
        (source.c.measured_on > PRESENT, Turn.COMING),
    )
    numbered = [(when, _number(turn)) for when, turn in turns]
    return case(*numbered, else_=_number(Turn.DUE))


def rank_of(turn: ColumnElement[int]) -> ColumnElement[int]:
    """Give the place of a turn in the list: what can be done at once is one and the same."""
    at_once = (Turn.DUE, Turn.EMPLOYER, Turn.DOCUMENT, Turn.SETTLE)
    return case(
        (turn.in_([ORDER.index(each) for each in at_once]), ORDER.index(Turn.DUE)), else_=turn
    )


def _number(turn: Turn) -> ColumnElement[int]:
    return literal_column(str(ORDER.index(turn)), Integer)


def coverage_of_cohort(source: CTE) -> ColumnElement[int]:
    """Give the coverage of each enrolment's cohort, in thousandths; 0 where n is 0."""
    counted = and_(source.c.certified == ONE, source.c.measured_on <= PRESENT)
    known = and_(counted, is_one(source.c.status, *KNOWN))
    in_n = and_(counted, is_one(source.c.status, *KNOWN, Status.UNKNOWN))

    def total(condition: ColumnElement[bool]) -> ColumnElement[int]:
        added = func.sum(case((condition, ONE), else_=ZERO))
        return type_coerce(added.over(partition_by=source.c.cohort_id), Integer)

    return case((total(in_n) > ZERO, total(known) * 1000 / total(in_n)), else_=ZERO)


def last_attempts() -> Subquery:
    """Give the last attempt about each person's way through a cohort, whatever the delay."""
    within = (FollowUp.trainee_id, FollowUp.cohort_id)
    latest = (FollowUp.attempted_on.desc(), FollowUp.id.desc())
    ranked = select(
        *within,
        FollowUp.outcome,
        FollowUp.attempted_on,
        FollowUp.call_back_on,
        func.row_number().over(partition_by=within, order_by=latest).label("place"),
        func.count().over(partition_by=within).label("attempts"),
    ).subquery("attempts_ranked")
    return select(ranked).where(ranked.c.place == ONE).subquery("last_attempts")


def declared_hires(source: CTE) -> CTE:
    """Give the hire that would count if the employer confirmed it, where there is one."""
    return _found_once(
        select(
            source.c.id.label("enrolment_id"),
            func.max(Hire.reference).label("hire"),
            func.max(HireCheck.asked_on).label("asked_on"),
        )
        .join(Hire, Hire.trainee_id == source.c.trainee_id)
        .outerjoin(HireCheck, HireCheck.hire_reference == Hire.reference)
        .where(
            is_known_row(Hire, KNOWN_ON),
            ~Hire.contested,
            is_one(Hire.evidence, Evidence.DECLARED),
            is_one(Hire.contract, *EMPLOYMENT_CONTRACTS),
            Hire.starts_on <= source.c.measured_on,
            or_(Hire.ends_on.is_(None), Hire.ends_on >= source.c.exit_on),
            is_one(source.c.status, Status.UNKNOWN),
        )
        .group_by(source.c.id),
        "declared",
    )


def stated_situations(source: CTE) -> CTE:
    """Give the own business or studies that would count if a document showed them.

    Where nobody said since when, or whether full time, the document will.
    """
    since = func.coalesce(Situation.starts_on, Situation.observed_on)
    own_business = and_(
        is_one(Situation.situation, SituationKind.SELF_EMPLOYED),
        or_(
            Situation.ends_on.is_(None),
            Situation.ends_on
            >= add_days_to(later_of(since, source.c.exit_on), LEAST_DAYS_OF_WORK - 1),
        ),
    )
    studies = and_(
        is_one(Situation.situation, SituationKind.STUDYING),
        Situation.full_time.is_not(False),
        or_(Situation.ends_on.is_(None), Situation.ends_on >= source.c.measured_on),
    )
    return _found_once(
        select(
            source.c.id.label("enrolment_id"),
            func.max(Situation.reference).label("situation"),
            func.max(SituationCheck.asked_on).label("asked_on"),
        )
        .join(Situation, Situation.trainee_id == source.c.trainee_id)
        .outerjoin(SituationCheck, SituationCheck.situation_reference == Situation.reference)
        .where(
            is_known_row(Situation, KNOWN_ON),
            or_(Situation.evidence.is_(None), is_one(Situation.evidence, Evidence.DECLARED)),
            or_(own_business, studies),
            or_(Situation.starts_on.is_(None), Situation.starts_on <= source.c.measured_on),
            is_one(source.c.status, Status.UNKNOWN),
        )
        .group_by(source.c.id),
        "stated",
    )


def contested_hires(source: CTE) -> CTE:
    """Give those whose hire is contested and not settled yet."""
    return _found_once(
        select(source.c.id.label("enrolment_id"))
        .join(Hire, Hire.trainee_id == source.c.trainee_id)
        .outerjoin(HireCheck, HireCheck.hire_reference == Hire.reference)
        .where(is_known_row(Hire, KNOWN_ON), unsettled(), is_one(source.c.status, Status.UNKNOWN))
        .distinct(),
        "contested",
    )


def _found_once(query: Select[Any], name: str) -> CTE:
    """Have a query answered once for all rows that are joined to it.

    PostgreSQL expects few rows of `enrolments`, and by itself would answer it for each of them.
    """
    return query.cte(name).prefix_with("MATERIALIZED")


def unsettled() -> ColumnElement[bool]:
    """Tell whether a hire, joined to its check if it has one, is contested and to be settled.

    One that was withdrawn stays contested for ever, so that it counts nowhere.
    """
    withdrawn = is_one(HireCheck.settlement, Settlement.WITHDRAWN)
    return and_(Hire.contested, or_(HireCheck.settlement.is_(None), ~withdrawn))
