"""Counting persons in groups: each once in any count of any group (INDICATORS §2 and §3).

Which enrolment stands for a person depends on the group. Where cohorts are kept apart a person
has one enrolment in each; where groups never part a person's enrolments, one choice serves all
of them; so few choices are made, and coarser tables are sums of finer ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Integer,
    Row,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from school.core.sql_dates import iso_text
from school.core.sql_logic import ONE, ZERO, is_one, one_if
from school.hiring.indicators.enrolments import KEPT, KEY_COLUMNS, enrolments
from school.hiring.indicators.exits import Shape, parameters
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.tallies import SUMS
from school.hiring.rules import Status

COUNTS = ("applied", "leaver", "completed", "certified", "entrant", "placed")
"""The flags of an enrolment by which persons are counted."""

OF_THE_PERSON = frozenset({Breakdown.SEX, Breakdown.DEPARTMENT, Breakdown.DISABILITY})
"""Keys that are the same for all enrolments of a person."""

Grouping = tuple[bool, ...]


@dataclass(frozen=True)
class Part:
    """Rows of the answer, grouped as the first of the groupings that they belong to."""

    groupings: tuple[int, ...]
    medians: bool = False


def tallies(
    session: Session, options: Options, school_ids: frozenset[int] | None, *, thorough: bool
) -> list[Row[Any]]:
    """Count the persons of every group by sex, in one statement.

    Each row names its part (an index of `parts`), its keys, a sex, and the sums that
    `figures.Tally` explains. Those of same_employer_rate stay 0 unless `thorough`, and
    medians are then found for every group, else for the total alone. No school chosen means every
    school.
    """
    shape = Shape(school_ids is not None, options.by, thorough)
    return list(session.execute(_statement(shape), parameters(options, school_ids)).all())


def groupings(keys: int) -> list[Grouping]:
    """List which keys each grouping of a table uses: crossed, first alone, second alone, total."""
    return list(product((True, False), repeat=keys))


def parts(keys: tuple[Breakdown, ...]) -> list[Part]:
    """List the parts of the answer: persons met once, persons met again by choice, medians."""
    everything = tuple(range(len(groupings(len(keys)))))
    again = (Part(tuple(numbers)) for numbers in _choices(keys).values())
    return [Part(everything), *again, *(Part((number,), medians=True) for number in everything)]


def _choices(keys: tuple[Breakdown, ...]) -> dict[frozenset[Breakdown], list[int]]:
    """Give the keys that part a person's enrolments, and the groupings in which they do."""
    choices: dict[frozenset[Breakdown], list[int]] = {}
    for number, grouping in enumerate(groupings(len(keys))):
        used = {key for key, use in zip(keys, grouping, strict=True) if use}
        parting = {Breakdown.COHORT} if Breakdown.COHORT in used else used - OF_THE_PERSON
        choices.setdefault(frozenset(parting), []).append(number)
    return choices


@cache
def _statement(shape: Shape) -> CompoundSelect[Any]:
    source = enrolments(shape)
    once = select(*source.c).where(source.c.again == ZERO).subquery("once")
    selects = [_sums(once, shape, 0, 0)]
    delays = _delays(once, shape, list(_with_median(shape)), "delays_once")
    for choice, numbers in _choices(shape.keys).items():
        part = len(selects)
        counted = chosen(source, _partition(source, shape, choice), f"again_{part}")
        selects.append(_sums(counted, shape, part, numbers[0]))
        asked = [number for number in numbers if number in _with_median(shape)]
        delays += _delays(counted, shape, asked, f"delays_{part}")
    return union_all(*selects, _medians(delays, len(selects)))


def _with_median(shape: Shape) -> range:
    """Give the numbers of the groupings whose medians are found: of all, or of the total."""
    size = len(groupings(len(shape.keys)))
    return range(0 if shape.thorough else size - 1, size)


def _partition(
    source: CTE, shape: Shape, choice: frozenset[Breakdown]
) -> list[ColumnElement[Any]] | None:
    if Breakdown.COHORT in choice:
        return None
    named = zip(KEY_COLUMNS, shape.keys, strict=False)
    return [source.c[name] for name, key in named if key in choice]


def chosen(source: CTE, partition: list[ColumnElement[Any]] | None, name: str) -> FromClause:
    """Keep of the flags of persons met again those of the enrolment that counts, in a partition.

    That is a mature one before an immature one, then the latest exit, then the larger cohort code
    (INDICATORS §2). Without a partition every enrolment counts: its groups hold no two of one
    person.
    """
    again = source.c.again == ONE
    if partition is None:
        return select(*source.c).where(again).subquery(name)
    within = (source.c.trainee_id, *partition)
    columns: dict[str, ColumnElement[Any]] = dict(source.c.items())
    columns |= {flag: _first(source, flag, source.c.mature, within) for flag in COUNTS}
    if KEPT in columns:
        columns[KEPT] = _first(source, KEPT, source.c.mature_for_keeping, within)
    return select(*(each.label(key) for key, each in columns.items())).where(again).cte(name)


def _first(
    source: CTE, flag: str, mature: ColumnElement[int], within: tuple[ColumnElement[Any], ...]
) -> ColumnElement[int]:
    """Tell whether an enrolment comes first among the person's that bear the flag.

    The three conditions are compared as one text: « 1 » or « 0 », the day, the code.
    """
    exit_on = func.coalesce(iso_text(source.c.exit_on), "")
    preference = case((mature == ONE, "1"), else_="0") + exit_on + source.c.cohort
    bears = source.c[flag] == ONE
    best = func.max(case((bears, preference))).over(partition_by=within)
    return one_if(and_(bears, preference == best))


def _sums(counted: FromClause, shape: Shape, part: int, grouping: int) -> Select[Any]:
    keys = _keys_of(counted, shape, grouping)
    measured = and_(
        counted.c.mature == ONE, or_(counted.c.certified == ONE, counted.c.entrant == ONE)
    )
    return select(
        literal_column(str(part), Integer).label("part"),
        *keys,
        counted.c.sex,
        *_in_order(counted),
        func.max(case((measured, counted.c.measured_on))).label("last_measured"),
        cast(null(), Integer).label("lower_middle"),
        cast(null(), Integer).label("upper_middle"),
    ).group_by(*_used(keys, shape, grouping), counted.c.sex)


def _keys_of(counted: FromClause, shape: Shape, grouping: int) -> list[ColumnElement[Any]]:
    used = (*groupings(len(shape.keys))[grouping], False, False)
    return [
        counted.c[name] if use else cast(null(), String).label(name)
        for name, use in zip(KEY_COLUMNS, used, strict=False)
    ]


def _used(keys: list[ColumnElement[Any]], shape: Shape, grouping: int) -> list[ColumnElement[Any]]:
    uses = groupings(len(shape.keys))[grouping]
    return [key for key, use in zip(keys, uses, strict=False) if use]


def _in_order(counted: FromClause) -> list[ColumnElement[Any]]:
    added = dict(terms(counted))
    return [
        func.coalesce(func.sum(added[name]), ZERO).label(name)
        if name in added
        else ZERO.label(name)
        for name in SUMS
    ]


def terms(counted: FromClause) -> Iterator[tuple[str, ColumnElement[int]]]:
    """Give what an enrolment adds to each sum of a tally, by the sum's name."""
    column = counted.c
    for count in ("applied", "completed", "certified", "placed"):
        yield count, column[count]
    yield "leavers", column.leaver
    yield "entrants", column.entrant
    for status in Status:
        yield status.value, one_if(and_(column.certified == ONE, is_one(column.status, status)))
    staying_out = is_one(column.status, Status.IMMATURE, Status.EXCLUDED)
    yield "yield_base", one_if(and_(column.entrant == ONE, ~staying_out))
    hired = is_one(column.status, Status.HIRED)
    yield "yield_hired", one_if(and_(column.entrant == ONE, hired))
    offered = and_(column.placed == ONE, column.offered == ONE)
    yield "offered", one_if(offered)
    taken_on = and_(column.placed == ONE, column.hired_by_now == ONE)
    yield "offered_or_hired", one_if(or_(offered, taken_on))
    yield "offers_decided", case((offered, column.offers_decided), else_=ZERO)
    yield "offers_accepted", case((offered, column.offers_accepted), else_=ZERO)
    in_count = (Status.HIRED, Status.SELF_EMPLOYED, Status.NOT_HIRED, Status.UNKNOWN)
    present = is_one(column.status, *in_count)
    yield "employed", one_if(and_(column.certified == ONE, present, column.employed == ONE))
    yield "in_trade", one_if(and_(column.certified == ONE, hired, column.in_trade == ONE))
    known = column.in_trade.is_not(None)
    yield "trade_known", one_if(and_(column.certified == ONE, hired, known))
    if KEPT in column:
        yield "employed_at_six", column[KEPT] * column.employed_at_six
        yield "kept", column[KEPT] * column.employed_at_six * column.kept


def _delays(counted: FromClause, shape: Shape, numbers: list[int], name: str) -> list[Select[Any]]:
    """Count the hired of each group by the days it took them, for several groupings.

    People are counted for the finest, the first of them; the others are sums of it.
    """
    if not numbers:
        return []
    finest, *coarser = numbers
    people = type_coerce(func.count(), Integer).label("people")
    hired = and_(counted.c.certified == ONE, is_one(counted.c.status, Status.HIRED))
    days = counted.c.days_to_hire.label("days")
    found = _grouped(counted, shape, finest, days, people).where(hired).cte(name)
    again = cast(func.sum(found.c.people), Integer).label("people")
    return [
        select(*found.c),
        *(_grouped(found, shape, number, found.c.days, again) for number in coarser),
    ]


def _grouped(
    counted: FromClause,
    shape: Shape,
    grouping: int,
    days: ColumnElement[int],
    people: ColumnElement[int],
) -> Select[Any]:
    keys = _keys_of(counted, shape, grouping)
    number = literal_column(str(grouping), Integer).label("grouping")
    return select(number, *keys, days, people).group_by(*_used(keys, shape, grouping), days)


def _medians(delays: list[Select[Any]], first_part: int) -> Select[Any]:
    """Find the two middle delays to the hire of each group, one and the same of an odd number.

    A delay is a middle one when, people lined up by their delays, it is the first that reaches
    the middle place.
    """
    each = union_all(*delays).subquery("delays")
    group = [each.c[name] for name in ("grouping", *KEY_COLUMNS)]
    # Of equal delays, met once and met again, each counts up to the last of them.
    reached = func.sum(each.c.people).over(partition_by=group, order_by=each.c.days)
    size = cast(func.sum(each.c.people).over(partition_by=group), Integer)
    counts = (reached.label("reached"), size.label("size"))
    ranked = select(*group, each.c.days, *counts).subquery("ranked")
    group = [ranked.c[name] for name in ("grouping", *KEY_COLUMNS)]

    def at(place: ColumnElement[int]) -> ColumnElement[int]:
        return func.min(case((ranked.c.reached >= place, ranked.c.days)))

    return select(
        (ranked.c.grouping + first_part).label("part"),
        *group[1:],
        cast(null(), String).label("sex"),
        *(ZERO.label(name) for name in SUMS),
        cast(null(), Date).label("last_measured"),
        at((ranked.c.size + 1) // 2).label("lower_middle"),
        at((ranked.c.size + 2) // 2).label("upper_middle"),
    ).group_by(*group)
