"""What is known of the work of each exit: contracts, situations and offers, folded to one row.

Each function gives, for the enrolments of `exits`, one row per enrolment that has such facts:
the conditions of INDICATORS §2 and §3 as columns of 1 and 0.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    SQLColumnExpression,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from school.core.facts import is_known_row
from school.core.sql_dates import add_months_to, days_between, later_of
from school.core.sql_text import folded
from school.hiring.indicator_exits import (
    AS_OF,
    KNOWN_ON,
    LEAST_EVIDENCE,
    one_if,
)
from school.hiring.indicator_rules import LEAST_DAYS_OF_ILLNESS, LEAST_DAYS_OF_WORK
from school.hiring.models import Hire, Offer, Situation
from school.hiring.rules import EMPLOYMENT_CONTRACTS, Contract, Decision, Evidence, SituationKind

Condition = ColumnElement[bool]
Day = SQLColumnExpression[Any]


def work(exits: CTE) -> CTE:
    """Fold the contracts: first qualifying hire, hire by `as_of`, employed on D_k, apprentice.

    A first hire is the earliest after the exit, then the smallest reference (INDICATORS §2).
    `at_six` and `kept` tell who was employed on D_6, and by an employer of D_12 too (§3).
    """
    contracts = _contracts(exits)
    flags = ("hired_by_now", "employed", "apprentice", "apprentice_when_kept", "at_six")
    of_first = ("days_to_hire", "contract", "evidence", "in_trade")
    by_employer = (
        select(
            contracts.c.enrolment_id,
            *(
                func.max(case((contracts.c.first == 1, contracts.c[name]))).label(name)
                for name in of_first
            ),
            func.max(contracts.c.first).label("hired"),
            *(func.max(contracts.c[name]).label(name) for name in (*flags, "at_twelve")),
        )
        .group_by(contracts.c.enrolment_id, contracts.c.enterprise_id, contracts.c.employer_name)
        .subquery("by_employer")
    )
    columns = by_employer.c
    return (
        select(
            columns.enrolment_id,
            *(func.max(columns[name]).label(name) for name in (*of_first, "hired", *flags)),
            func.max(columns.at_six * columns.at_twelve).label("kept"),
        )
        .group_by(columns.enrolment_id)
        .cte("work")
    )


def _contracts(exits: CTE) -> Subquery:
    """Give every contract of work known and shown well enough, beside the exit it may follow."""
    contract = Hire.contract.in_(EMPLOYMENT_CONTRACTS)
    lasting = and_(contract, _lasts(Hire.starts_on, Hire.ends_on, exits.c.exit_on))
    hired_on = later_of(Hire.starts_on, exits.c.exit_on)
    qualifies = one_if(and_(lasting, Hire.starts_on <= exits.c.measured_on))
    place = func.row_number().over(
        partition_by=exits.c.id, order_by=(qualifies.desc(), hired_on, Hire.reference)
    )

    def employed(day: Day) -> ColumnElement[int]:
        return one_if(and_(contract, _covers(Hire.starts_on, Hire.ends_on, day)))

    return (
        select(
            exits.c.id.label("enrolment_id"),
            Hire.enterprise_id,
            case((Hire.enterprise_id.is_(None), folded(Hire.employer_name))).label("employer_name"),
            case((place == 1, qualifies), else_=0).label("first"),
            days_between(hired_on, exits.c.exit_on).label("days_to_hire"),
            type_coerce(Hire.contract, String).label("contract"),
            type_coerce(Hire.evidence, String).label("evidence"),
            case({True: 1, False: 0}, value=Hire.in_trade).label("in_trade"),
            one_if(and_(lasting, Hire.starts_on <= AS_OF)).label("hired_by_now"),
            employed(exits.c.measured_on).label("employed"),
            employed(add_months_to(exits.c.exit_on, 6)).label("at_six"),
            employed(exits.c.kept_on).label("at_twelve"),
            one_if(_apprentice(exits, exits.c.measured_on)).label("apprentice"),
            one_if(_apprentice(exits, exits.c.kept_on)).label("apprentice_when_kept"),
        )
        .join(Hire, Hire.trainee_id == exits.c.trainee_id)
        .where(is_known_row(Hire, KNOWN_ON), _counts(Hire), exits.c.exit_on.is_not(None))
        .subquery("contracts")
    )


def elsewhere(exits: CTE) -> CTE:
    """Fold the situations: excluded, studying, self-employed, seen without work (§2, 2–3, 5–6)."""
    enough = type_coerce(Situation.evidence, String) >= LEAST_EVIDENCE
    since = func.coalesce(Situation.starts_on, Situation.observed_on)
    studying = and_(
        Situation.situation == SituationKind.STUDYING, Situation.full_time.is_(True), enough
    )
    own_business = and_(
        Situation.situation == SituationKind.SELF_EMPLOYED,
        enough,
        since <= exits.c.measured_on,
        _lasts(since, Situation.ends_on, exits.c.exit_on),
    )
    without_work = and_(
        Situation.situation.in_((SituationKind.SEEKING, SituationKind.INACTIVE)),
        Situation.observed_on.between(exits.c.measured_on, AS_OF),
    )

    def at(day: Day, mark: str) -> list[ColumnElement[Any]]:
        covering = _covers(since, Situation.ends_on, day)
        return [
            _any(_excludes(since, day)).label(f"excluded{mark}"),
            _any(and_(studying, covering)).label(f"studying{mark}"),
        ]

    return (
        select(
            exits.c.id.label("enrolment_id"),
            *at(exits.c.measured_on, ""),
            *at(exits.c.kept_on, "_when_kept"),
            _any(own_business).label("self_employed"),
            _any(without_work).label("not_hired"),
        )
        .join(Situation, Situation.trainee_id == exits.c.trainee_id)
        .where(is_known_row(Situation, KNOWN_ON), exits.c.exit_on.is_not(None))
        .group_by(exits.c.id)
        .cte("elsewhere")
    )


def offers(exits: CTE) -> CTE:
    """Count the firm offers made by `as_of`, those decided by then and those accepted (§3)."""
    # A decision made later is still pending.
    by_now = or_(Offer.decided_on.is_(None), Offer.decided_on <= AS_OF)
    accepted = and_(Offer.decision == Decision.ACCEPTED, by_now)
    declined = and_(Offer.decision == Decision.DECLINED, by_now)
    return (
        select(
            exits.c.id.label("enrolment_id"),
            literal(1).label("offered"),
            cast(func.sum(one_if(or_(accepted, declined))), Integer).label("offers_decided"),
            cast(func.sum(one_if(accepted)), Integer).label("offers_accepted"),
        )
        .join(Offer, Offer.trainee_id == exits.c.trainee_id)
        .where(is_known_row(Offer, KNOWN_ON), Offer.firm, Offer.offered_on <= AS_OF)
        .group_by(exits.c.id)
        .cte("firm_offers")
    )


def _counts(hire: type[Hire]) -> Condition:
    return and_(~hire.contested, type_coerce(hire.evidence, String) >= LEAST_EVIDENCE)


def _any(condition: Condition) -> ColumnElement[int]:
    return func.max(one_if(condition))


def _covers(since: Day, until: Day, day: Day) -> Condition:
    return and_(since <= day, or_(until.is_(None), until >= day))


def _lasts(since: Day, until: Day, exit_on: Day) -> Condition:
    days = days_between(until, later_of(since, exit_on)) + 1
    return or_(until.is_(None), days >= LEAST_DAYS_OF_WORK)


def _apprentice(exits: CTE, day: Day) -> Condition:
    return and_(
        Hire.contract == Contract.APPRENTICESHIP,
        Hire.starts_on > exits.c.exit_on,
        _covers(Hire.starts_on, Hire.ends_on, day),
    )


def _excludes(since: Day, day: Day) -> Condition:
    covering = _covers(since, Situation.ends_on, day)
    long = or_(
        Situation.ends_on.is_(None),
        days_between(Situation.ends_on, since) + 1 >= LEAST_DAYS_OF_ILLNESS,
    )
    return and_(
        Situation.evidence == Evidence.DOCUMENT_SEEN,
        or_(
            and_(Situation.situation == SituationKind.DECEASED, since <= day),
            and_(Situation.situation == SituationKind.INSTITUTIONALISED, covering),
            and_(Situation.situation == SituationKind.MEDICAL, covering, long),
        ),
    )
