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
    Integer,
    Row,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from school.hiring.indicator_enrolments import KEY_COLUMNS, enrolments
from school.hiring.indicator_exits import ZERO, Shape, one_if, parameters
from school.hiring.indicator_figures import SUMS
from school.hiring.indicator_options import Breakdown, Options
from school.hiring.rules import Status

COUNTS = ("applied", "leaver", "completed", "certified", "entrant", "placed")
"""The flags of an enrolment by which persons are counted."""

KEPT = "certified_for_keeping"
"""The count of certified persons at twelve months, for same_employer_rate."""

OF_THE_PERSON = frozenset({Breakdown.SEX, Breakdown.DEPARTMENT, Breakdown.DISABILITY})
"""Keys that are the same for all enrolments of a person."""

Grouping = tuple[bool, ...]


@dataclass(frozen=True)
class Part:
    """Rows of the answer, grouped as the first of the groupings that they belong to."""

    groupings: tuple[int, ...]
    medians: bool = False


def tallies(
    session: Session, options: Options, school_ids: frozenset[int] | None
) -> list[Row[Any]]:
    """Count the persons of every group by sex, in one statement.

    Each row names its part (an index of `parts`), its keys, a sex, and the sums that
    `indicator_figures.Tally` explains. No school chosen means every school.
    """
    shape = Shape(school_ids is not None, options.by)
    return list(session.execute(_statement(shape), parameters(options, school_ids)))


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
    again = select(source.c.trainee_id).group_by(source.c.trainee_id).having(func.count() > 1)
    once = select(*_counting(source)).where(source.c.trainee_id.not_in(again)).cte("once")
    selects = [_sums(once, shape, 0, 0)]
    delays: list[Select[Any]] = []
    for choice, numbers in _choices(shape.keys).items():
        counted = (
            select(*chosen(source, _partition(source, shape, choice)))
            .where(source.c.trainee_id.in_(again))
            .cte(f"counted_{len(selects)}")
        )
        selects.append(_sums(counted, shape, len(selects), numbers[0]))
        delays.extend(
            _delays(part, shape, number) for number in numbers for part in (once, counted)
        )
    return union_all(*selects, _medians(delays, len(selects)))


def _partition(
    source: CTE, shape: Shape, choice: frozenset[Breakdown]
) -> list[ColumnElement[Any]] | None:
    if Breakdown.COHORT in choice:
        return None
    named = zip(KEY_COLUMNS, shape.keys, strict=False)
    return [source.c[name] for name, key in named if key in choice]


def chosen(source: CTE, partition: list[ColumnElement[Any]] | None) -> list[ColumnElement[Any]]:
    """Keep of the flags of each person, within a partition, those of the enrolment that counts.

    Without a partition every enrolment counts: its groups hold no two of one person.
    """
    if partition is None:
        return _counting(source)

    def first(flag: ColumnElement[int], preference: ColumnElement[str]) -> ColumnElement[int]:
        within = (source.c.trainee_id, *partition)
        best = func.max(case((flag == 1, preference))).over(partition_by=within)
        return one_if(and_(flag == 1, preference == best))

    return [
        *(column for column in source.c if column.key not in COUNTS),
        *(first(source.c[name], source.c.preference).label(name) for name in COUNTS),
        first(source.c.certified, source.c.keeping_preference).label(KEPT),
    ]


def _counting(source: CTE) -> list[ColumnElement[Any]]:
    return [*source.c, source.c.certified.label(KEPT)]


def _sums(counted: CTE, shape: Shape, part: int, grouping: int) -> Select[Any]:
    keys = _keys_of(counted, shape, grouping)
    measured = and_(counted.c.mature == 1, or_(counted.c.certified == 1, counted.c.entrant == 1))
    return select(
        literal(part).label("part"),
        *keys,
        counted.c.sex,
        *_in_order(counted),
        func.max(case((measured, counted.c.measured_on))).label("last_measured"),
        cast(null(), Integer).label("lower_middle"),
        cast(null(), Integer).label("upper_middle"),
    ).group_by(*keys, counted.c.sex)


def _keys_of(counted: CTE, shape: Shape, grouping: int) -> list[ColumnElement[Any]]:
    used = (*groupings(len(shape.keys))[grouping], False, False)
    return [
        counted.c[name] if use else cast(null(), String).label(name)
        for name, use in zip(KEY_COLUMNS, used, strict=False)
    ]


def _in_order(counted: CTE) -> list[ColumnElement[Any]]:
    added = dict(terms(counted))
    return [func.sum(added[name]).label(name) for name in SUMS]


def terms(counted: CTE) -> Iterator[tuple[str, ColumnElement[int]]]:
    """Give what an enrolment adds to each sum of a tally, by the sum's name."""
    column = counted.c
    for count in ("applied", "completed", "certified", "placed"):
        yield count, column[count]
    yield "leavers", column.leaver
    yield "entrants", column.entrant
    for status in Status:
        yield status.value, one_if(and_(column.certified == 1, column.status == status.value))
    staying_out = column.status.in_((Status.IMMATURE.value, Status.EXCLUDED.value))
    yield "yield_base", one_if(and_(column.entrant == 1, ~staying_out))
    hired = column.status == Status.HIRED.value
    yield "yield_hired", one_if(and_(column.entrant == 1, hired))
    offered = and_(column.placed == 1, column.offered == 1)
    yield "offered", one_if(offered)
    taken_on = and_(column.placed == 1, column.hired_by_now == 1)
    yield "offered_or_hired", one_if(or_(offered, taken_on))
    yield "offers_decided", case((offered, column.offers_decided), else_=0)
    yield "offers_accepted", case((offered, column.offers_accepted), else_=0)
    in_count = (Status.HIRED, Status.SELF_EMPLOYED, Status.NOT_HIRED, Status.UNKNOWN)
    present = column.status.in_([status.value for status in in_count])
    yield "employed", one_if(and_(column.certified == 1, present, column.employed == 1))
    yield "in_trade", one_if(and_(column.certified == 1, hired, column.in_trade == 1))
    known = column.in_trade.is_not(None)
    yield "trade_known", one_if(and_(column.certified == 1, hired, known))
    yield "employed_at_six", column[KEPT] * column.employed_at_six
    yield "kept", column[KEPT] * column.kept


def _delays(counted: CTE, shape: Shape, grouping: int) -> Select[Any]:
    return select(
        literal(grouping).label("grouping"),
        *_keys_of(counted, shape, grouping),
        counted.c.days_to_hire.label("days"),
    ).where(counted.c.certified == 1, counted.c.status == Status.HIRED.value)


def _medians(delays: list[Select[Any]], first_part: int) -> Select[Any]:
    """Find the two middle delays to the hire of each group, one and the same of an odd number."""
    each = union_all(*delays).subquery("delays")
    group = [each.c[name] for name in ("grouping", *KEY_COLUMNS)]
    place = func.row_number().over(partition_by=group, order_by=each.c.days)
    size = func.count().over(partition_by=group)
    ranked = select(*each.c, place.label("place"), size.label("size")).subquery("ranked")
    group = [ranked.c[name] for name in ("grouping", *KEY_COLUMNS)]

    def at(place: ColumnElement[int]) -> ColumnElement[int]:
        return func.max(case((ranked.c.place == place, ranked.c.days)))

    return select(
        (ranked.c.grouping + first_part).label("part"),
        *group[1:],
        cast(null(), String).label("sex"),
        *(ZERO.label(name) for name in SUMS),
        cast(null(), Date).label("last_measured"),
        at((ranked.c.size + 1) // 2).label("lower_middle"),
        at((ranked.c.size + 2) // 2).label("upper_middle"),
    ).group_by(*group)
