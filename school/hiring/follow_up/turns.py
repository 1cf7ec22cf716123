"""What is to be done next about each enrolment that was left, as columns of the database."""

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
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
from school.core.sql_dates import add_days_to
from school.core.sql_logic import ONE, ZERO, is_one
from school.hiring.follow_up.rules import DAYS_OF_REST, Turn
from school.hiring.indicators.exits import KNOWN_ON
from school.hiring.models import FollowUp, Hire, HireCheck
from school.hiring.rules import (
    EMPLOYMENT_CONTRACTS,
    AttemptOutcome,
    Evidence,
    Settlement,
    Status,
)

PRESENT = bindparam("present", type_=Date)
KNOWN = (Status.HIRED, Status.SELF_EMPLOYED, Status.NOT_HIRED)
ORDER = tuple(Turn)


def turn_of(
    source: CTE, last: Subquery, hires: Subquery, contested: Subquery
) -> ColumnElement[int]:
    """Number what is to be done next, as `Turn` orders it."""
    rested = add_days_to(last.c.attempted_on, DAYS_OF_REST) <= PRESENT
    is_call_back = is_one(last.c.outcome, AttemptOutcome.CALL_BACK)
    refused = is_one(last.c.outcome, AttemptOutcome.REFUSED)
    promised = and_(is_call_back, last.c.call_back_on <= PRESENT)
    employer_rested = or_(
        hires.c.asked_on.is_(None), add_days_to(hires.c.asked_on, DAYS_OF_REST) <= PRESENT
    )
    has_hire = hires.c.hire.is_not(None)
    turns = (
        (contested.c.enrolment_id.is_not(None), Turn.SETTLE),
        (and_(has_hire, employer_rested), Turn.EMPLOYER),
        (has_hire, Turn.WAITING),
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
    at_once = (Turn.DUE, Turn.EMPLOYER, Turn.SETTLE)
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


def declared_hires(source: CTE) -> Subquery:
    """Give the hire that would count if the employer confirmed it, where there is one."""
    return (
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
        .group_by(source.c.id)
        .subquery("declared")
    )


def contested_hires(source: CTE) -> Subquery:
    """Give those whose hire is contested and not settled yet."""
    return (
        select(source.c.id.label("enrolment_id"))
        .join(Hire, Hire.trainee_id == source.c.trainee_id)
        .outerjoin(HireCheck, HireCheck.hire_reference == Hire.reference)
        .where(is_known_row(Hire, KNOWN_ON), unsettled(), is_one(source.c.status, Status.UNKNOWN))
        .distinct()
        .subquery("contested")
    )


def unsettled() -> ColumnElement[bool]:
    """Tell whether a hire, joined to its check if it has one, is contested and to be settled.

    One that was withdrawn stays contested for ever, so that it counts nowhere.
    """
    withdrawn = is_one(HireCheck.settlement, Settlement.WITHDRAWN)
    return and_(Hire.contested, or_(HireCheck.settlement.is_(None), ~withdrawn))
