"""What is known of the work of each exit: contracts, situations and offers, folded to one row.

Each function gives, for the enrolments of `exits`, one row per enrolment that has such facts:
the conditions of INDICATORS §2 and §3 as columns of 1 and 0.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    type_coerce,
)

from school.core.facts import is_known_row
from school.core.sql_dates import add_days_to, add_months_to, later_of
from school.core.sql_logic import ONE, is_one, one_if
from school.core.sql_text import folded
from school.hiring.indicator_exits import (
    AS_OF,
    KNOWN_ON,
    LEAST_EVIDENCE,
)
from school.hiring.indicator_rules import LEAST_DAYS_OF_ILLNESS, LEAST_DAYS_OF_WORK
from school.hiring.models import Hire, Offer, Situation
from school.hiring.rules import EMPLOYMENT_CONTRACTS, Contract, Decision, Evidence, SituationKind

Condition = ColumnElement[bool]
Day = SQLColumnExpression[Any]


def work(exits: CTE, of_first_hire: tuple[str, ...]) -> CTE:
    """Fold the contracts: first qualifying hire, hire by `as_of`, employed on D_k, apprentice.

    A first hire is the earliest after the exit, then the smallest reference (INDICATORS §2);
    `of_first_hire` names what else of it is asked: `contract`, `evidence`.
    """
    contract = is_one(Hire.contract, *EMPLOYMENT_CONTRACTS)
    lasting = and_(contract, _lasts(Hire.starts_on, Hire.ends_on, exits.c.exit_on))
    hired_on = later_of(Hire.starts_on, exits.c.exit_on)
    qualifies = one_if(and_(lasting, Hire.starts_on <= exits.c.measured_on))
    employed = and_(contract, _covers(Hire.starts_on, Hire.ends_on, exits.c.measured_on))
    place = func.row_number().over(
        partition_by=exits.c.id, order_by=(qualifies.desc(), hired_on, Hire.reference)
    )
    contracts = _shown_contracts(
        exits,
        qualifies.label("qualifies"),
        place.label("place"),
        hired_on.label("hired_on"),
        *(type_coerce(getattr(Hire, name), String).label(name) for name in of_first_hire),
        one_if(Hire.in_trade.expression).label("in_trade"),
        one_if(and_(lasting, Hire.starts_on <= AS_OF)).label("hired_by_now"),
        one_if(employed).label("employed"),
        one_if(_apprentice(exits, exits.c.measured_on)).label("apprentice"),
    ).subquery("contracts")
    return _folded(contracts, of_first_hire)


def _folded(contracts: Subquery, of_first_hire: tuple[str, ...]) -> CTE:
    column = contracts.c
    first = and_(column.place == ONE, column.qualifies == ONE)
    return (
        select(
            column.enrolment_id,
            func.max(column.qualifies).label("hired"),
            *(
                func.max(case((first, column[name]))).label(name)
                for name in ("hired_on", "in_trade", *of_first_hire)
            ),
            *(
                func.max(column[name]).label(name)
                for name in ("hired_by_now", "employed", "apprentice")
            ),
        )
        .group_by(column.enrolment_id)
        .cte("work")
    )


def keeping(exits: CTE) -> CTE:
    """Tell who was employed on D_6, whether by an employer of D_12 too, who was an apprentice."""
    contract = is_one(Hire.contract, *EMPLOYMENT_CONTRACTS)

    def employed(day: Day) -> ColumnElement[int]:
        return func.max(one_if(and_(contract, _covers(Hire.starts_on, Hire.ends_on, day))))

    name = case((Hire.enterprise_id.is_(None), folded(Hire.employer_name)))
    by_employer = (
        _shown_contracts(
            exits,
            employed(add_months_to(exits.c.exit_on, 6)).label("at_six"),
            employed(exits.c.kept_on).label("at_twelve"),
            func.max(one_if(_apprentice(exits, exits.c.kept_on))).label("apprentice"),
        )
        .group_by(exits.c.id, Hire.enterprise_id, name)
        .subquery("by_employer")
    )
    column = by_employer.c
    return (
        select(
            column.enrolment_id,
            func.max(column.at_six).label("at_six"),
            func.max(column.at_six * column.at_twelve).label("kept"),
            func.max(column.apprentice).label("apprentice"),
        )
        .group_by(column.enrolment_id)
        .cte("keeping")
    )


def elsewhere(exits: CTE, day: ColumnElement[Any], name: str) -> CTE:
    """Fold the situations on a day: excluded, studying, self-employed, seen without work (§2)."""
    enough = type_coerce(Situation.evidence, String) >= LEAST_EVIDENCE
    since = func.coalesce(Situation.starts_on, Situation.observed_on)
    covering = _covers(since, Situation.ends_on, day)
    full_time = and_(
        is_one(Situation.situation, SituationKind.STUDYING), Situation.full_time.is_(True)
    )
    own_business = and_(
        is_one(Situation.situation, SituationKind.SELF_EMPLOYED),
        enough,
        since <= day,
        _lasts(since, Situation.ends_on, exits.c.exit_on),
    )
    without_work = and_(
        is_one(Situation.situation, SituationKind.SEEKING, SituationKind.INACTIVE),
        Situation.observed_on.between(day, AS_OF),
    )
    return (
        select(
            exits.c.id.label("enrolment_id"),
            func.max(one_if(_excludes(since, day, covering))).label("excluded"),
            func.max(one_if(and_(full_time, enough, covering))).label("studying"),
            func.max(one_if(own_business)).label("self_employed"),
            func.max(one_if(without_work)).label("not_hired"),
        )
        .join(Situation, Situation.trainee_id == exits.c.trainee_id)
        .where(is_known_row(Situation, KNOWN_ON), exits.c.exit_on.is_not(None))
        .group_by(exits.c.id)
        .cte(name)
    )


def offers(exits: CTE) -> CTE:
    """Count the firm offers made by `as_of`, those decided by then and those accepted (§3)."""
    # A decision made later is still pending.
    by_now = or_(Offer.decided_on.is_(None), Offer.decided_on <= AS_OF)
    accepted = and_(is_one(Offer.decision, Decision.ACCEPTED), by_now)
    declined = and_(is_one(Offer.decision, Decision.DECLINED), by_now)
    return (
        select(
            exits.c.id.label("enrolment_id"),
            ONE.label("offered"),
            cast(func.sum(one_if(or_(accepted, declined))), Integer).label("offers_decided"),
            cast(func.sum(one_if(accepted)), Integer).label("offers_accepted"),
        )
        .join(Offer, Offer.trainee_id == exits.c.trainee_id)
        .where(is_known_row(Offer, KNOWN_ON), Offer.firm, Offer.offered_on <= AS_OF)
        .group_by(exits.c.id)
        .cte("firm_offers")
    )


def _shown_contracts(exits: CTE, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select from the contracts known, uncontested and shown well enough, beside their exits."""
    return (
        select(exits.c.id.label("enrolment_id"), *columns)
        .join(Hire, Hire.trainee_id == exits.c.trainee_id)
        .where(
            is_known_row(Hire, KNOWN_ON),
            ~Hire.contested,
            type_coerce(Hire.evidence, String) >= LEAST_EVIDENCE,
            exits.c.exit_on.is_not(None),
        )
    )


def _covers(since: Day, until: Day, day: Day) -> Condition:
    return and_(since <= day, or_(until.is_(None), until >= day))


def _lasts(since: Day, until: Day, exit_on: Day) -> Condition:
    # Both ends count: thirty days end on the thirtieth, which is twenty-nine days later.
    enough = until >= add_days_to(later_of(since, exit_on), LEAST_DAYS_OF_WORK - 1)
    return or_(until.is_(None), enough)


def _apprentice(exits: CTE, day: Day) -> Condition:
    return and_(
        is_one(Hire.contract, Contract.APPRENTICESHIP),
        Hire.starts_on > exits.c.exit_on,
        _covers(Hire.starts_on, Hire.ends_on, day),
    )


def _excludes(since: Day, day: Day, covering: Condition) -> Condition:
    long = or_(
        Situation.ends_on.is_(None),
        Situation.ends_on >= add_days_to(since, LEAST_DAYS_OF_ILLNESS - 1),
    )
    return and_(
        is_one(Situation.evidence, Evidence.DOCUMENT_SEEN),
        or_(
            and_(is_one(Situation.situation, SituationKind.DECEASED), since <= day),
            and_(is_one(Situation.situation, SituationKind.INSTITUTIONALISED), covering),
            and_(is_one(Situation.situation, SituationKind.MEDICAL), covering, long),
        ),
    )
