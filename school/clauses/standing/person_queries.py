"""Arms of the statement behind the figures of clauses that count persons, not hours alone.

Each gives rows of the same columns, told apart by `kind`. A person is a trainee where one is
linked, else a participant; only persons with validated hours are counted.
"""

from datetime import date
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
)

from school.clauses.models import Contract
from school.clauses.standing.fates import NO_HOURS, Fate
from school.clauses.standing.options import Grouping
from school.cohorts.rules import Sex
from school.core.database import ExactDecimal
from school.core.facts import is_known_row
from school.core.sql_dates import add_days_to
from school.core.sql_logic import ONE, ZERO, is_one
from school.hiring.indicators.rules import LEAST_DAYS_OF_WORK
from school.hiring.models import Hire
from school.hiring.rules import EMPLOYMENT_CONTRACTS, Evidence

PARTS = tuple(fate.value for fate in Fate)
HOURS_OF_SEXES = ("hours_women", "hours_men")
COUNTS = ("people", "women", "men", "followed", "hired")

Count = ColumnElement[Any]


class Kind(IntEnum):
    """What a row of the statement is of."""

    MONTH = 0
    """The hours of a unit in a month."""
    GROUP = 1
    """The persons of a group that was asked for."""
    CONTRACT = 2
    """The persons of a contract."""
    WAY = 3
    """Validated hours and persons of a unit, by how they work."""
    SHARED = 4
    """One person under one of the several contracts where they have validated hours."""


def latest_jobs(as_of: date, known_on: date) -> Subquery:
    """Give, of each trainee, the day on which the latest job that counts began.

    A job counts as a hire does (INDICATORS §2, rule 4): confirmed by the employer at least, not
    contested, no apprenticeship or internship, thirty days or more.
    """
    lasts = or_(
        Hire.ends_on.is_(None), Hire.ends_on >= add_days_to(Hire.starts_on, LEAST_DAYS_OF_WORK - 1)
    )
    return (
        select(Hire.trainee_id, func.max(Hire.starts_on).label("began_on"))
        .where(
            is_known_row(Hire, known_on),
            Hire.starts_on <= as_of,
            ~Hire.contested,
            is_one(Hire.evidence, Evidence.CONFIRMED, Evidence.DOCUMENT_SEEN),
            is_one(Hire.contract, *EMPLOYMENT_CONTRACTS),
            lasts,
        )
        .group_by(Hire.trainee_id)
        .subquery("latest_jobs")
    )


def people_of(personal: CTE, by: Grouping, jobs: Subquery, kind: Kind) -> Select[Any]:
    """Count the persons of each group, each once (INDICATORS §1)."""
    column = personal.c
    value_id, value_text, lot = _values(personal, by)
    return (
        select(
            _kind(kind),
            *(value_id.label("value_id"), value_text.label("value_text"), lot.label("lot")),
            *(column.bucket, _no_month(), _no_form(), *_no_hours()),
            *_counts(personal, jobs),
        )
        .join(Contract, Contract.id == column.contract_id)
        .outerjoin(jobs, jobs.c.trainee_id == column.person)
        .where(column.validated > NO_HOURS)
        .group_by(value_id, value_text, lot, column.bucket)
    )


def _counts(personal: CTE, jobs: Subquery) -> list[Count]:
    column = personal.c
    followed = column.person > ZERO
    kept = (
        None,
        is_one(column.sex, Sex.FEMALE),
        is_one(column.sex, Sex.MALE),
        followed,
        and_(followed, jobs.c.began_on > column.first_on),
    )
    return [
        func.count((column.person if one is None else case((one, column.person))).distinct()).label(
            name
        )
        for name, one in zip(COUNTS, kept, strict=True)
    ]


def ways_of(personal: CTE) -> Select[Any]:
    """Add up the validated hours of each unit by how the persons work, and count these."""
    column = personal.c
    keys = (column.contract_id, column.lot, column.bucket, column.form)
    validated = type_coerce(func.sum(column.validated), ExactDecimal).label(Fate.VALIDATED.value)
    return (
        select(
            _kind(Kind.WAY),
            *(column.contract_id.label("value_id"), _no_text(), column.lot, column.bucket),
            *(_no_month(), type_coerce(column.form, String).label("form")),
            *(validated, *_no_hours()[1:]),
            func.count(column.person.distinct()).label("people"),
            *(ZERO.label(name) for name in COUNTS[1:]),
        )
        .where(column.validated > NO_HOURS)
        .group_by(*keys)
    )


def shared_by(personal: CTE, jobs: Subquery) -> Select[Any]:
    """Name the persons who have validated hours of one bucket under several contracts.

    Contracts added up would count them several times; `people` is then the person.
    """
    column = personal.c
    each = (
        select(
            *(column.contract_id, column.bucket, column.person),
            func.max(_one_if(is_one(column.sex, Sex.FEMALE))).label("women"),
            func.max(_one_if(is_one(column.sex, Sex.MALE))).label("men"),
            func.max(_one_if(column.person > ZERO)).label("followed"),
            func.max(_one_if(jobs.c.began_on > column.first_on)).label("hired"),
            func.count().over(partition_by=(column.bucket, column.person)).label("contracts"),
        )
        .select_from(personal)
        .outerjoin(jobs, jobs.c.trainee_id == column.person)
        .where(column.validated > NO_HOURS)
        .group_by(column.contract_id, column.bucket, column.person)
        .subquery("each_person")
    )
    return select(
        _kind(Kind.SHARED),
        *(each.c.contract_id.label("value_id"), _no_text(), _no_lot().label("lot")),
        *(each.c.bucket, _no_month(), _no_form(), *_no_hours()),
        each.c.person.label("people"),
        *(each.c[name] for name in COUNTS[1:]),
    ).where(each.c.contracts > ONE)


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, ONE), else_=ZERO)


def _kind(kind: Kind) -> ColumnElement[int]:
    return literal_column(str(int(kind)), Integer).label("kind")


def _no_text() -> ColumnElement[Any]:
    return cast(null(), String).label("value_text")


def _no_lot() -> ColumnElement[Any]:
    return cast(literal_column("''"), String)


def _no_month() -> ColumnElement[Any]:
    return cast(null(), Date).label("month")


def _no_form() -> ColumnElement[Any]:
    return cast(null(), String).label("form")


def _no_hours() -> list[ColumnElement[Any]]:
    return [literal_column("0", Integer).label(name) for name in (*PARTS, *HOURS_OF_SEXES)]


def _values(personal: CTE, by: Grouping) -> tuple[ColumnElement[Any], ...]:
    """Give the columns of a grouping: a number, a text, a lot; unused ones are constant."""
    no_id, no_text = cast(null(), Integer), cast(null(), String)
    if by is Grouping.DEPARTMENT:
        return no_id, type_coerce(Contract.department, String), _no_lot()
    if by is Grouping.OPERATOR:
        return type_coerce(Contract.operator_id, Integer), no_text, _no_lot()
    lot = personal.c.lot if by is Grouping.LOT else _no_lot()
    return personal.c.contract_id, no_text, lot
