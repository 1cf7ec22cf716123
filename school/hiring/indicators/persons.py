"""The persons behind a figure: those whom the report counted there, by the same statement."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, String, bindparam, func, select, union_all
from sqlalchemy.orm import Session, joinedload

from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.person_rules import full_name
from school.core.facts import is_known_row
from school.core.paging import PAGE_SIZE, Slice, clamp
from school.core.sql_logic import is_one
from school.hiring.indicators.counts import chosen, terms
from school.hiring.indicators.enrolments import KEYS_OF_A_LIST, enrolments
from school.hiring.indicators.exits import Shape, parameters
from school.hiring.indicators.narrowing import EVERYBODY, Narrowing, narrowed
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import Scope
from school.hiring.indicators.tallies import SUMS
from school.hiring.models import Hire, Offer, Situation
from school.hiring.rules import Status
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

COUNTED = "counted"
"""The measure of the denominator n, which no single sum gives."""

_KNOWN = (Status.HIRED, Status.SELF_EMPLOYED, Status.NOT_HIRED)
_IN_N = (*_KNOWN, Status.UNKNOWN)

COMBINED = {
    COUNTED: _IN_N,
    "known": _KNOWN,
    "integrated": (Status.HIRED, Status.SELF_EMPLOYED),
    "favourable": (Status.HIRED, Status.SELF_EMPLOYED, Status.CONTINUING),
    "favourable_base": (*_IN_N, Status.CONTINUING),
}
"""The measures that are sums of several statuses: numerators and denominators of rates (§3)."""

MEASURES = (*SUMS, *COMBINED)
"""What may be asked: the sums of a tally, and those combined from statuses."""

OF_KEEPING = ("employed_at_six", "kept")
"""The measures of same_employer_rate."""

OF_PLACEMENT = (
    "placed",
    "offered",
    "offered_or_hired",
    "offers_decided",
    "offers_accepted",
)
"""The measures of leavers whose placement ended."""

AT_ONCE = 1000
"""How many people's facts a file reads in one statement."""

STATEMENTS_KEPT = 256
"""How many statements of lists are remembered: as many as are read one after the other."""

Group = Mapping[Breakdown, str | None]


@dataclass(frozen=True)
class CountedPerson:
    """A person of a count, with the enrolment that stands for them there.

    `adds` is what the person adds to the figure: 1, or the number of their offers.
    """

    trainee_id: int
    cohort_id: int
    reference: str
    family_name: str
    given_names: str | None
    cohort: str
    applied_on: date | None
    enrolled_on: date | None
    withdrawn_on: date | None
    completed_on: date | None
    certified_on: date | None
    exit_on: date | None
    measured_on: date | None
    status: Status | None
    adds: int

    @property
    def full_name(self) -> str:
        """Given names, then the family name."""
        return full_name(self.given_names, self.family_name)


@dataclass(frozen=True)
class Behind(Slice[CountedPerson]):
    """One page of the persons behind a figure, and the figure itself.

    The figure equals `total`, but for the offers: there it counts offers, of fewer persons.
    """

    figure: int = 0


def persons_behind(
    session: Session,
    scope: Scope,
    options: Options,
    measure: str,
    group: Group,
    number: int,
    wanted: Narrowing = EVERYBODY,
) -> Behind:
    """List who is counted in a measure of a group, by name, one page of them.

    `measure` is one of `MEASURES`; a key of the group is null for « not stated ». `wanted` leaves
    out of the list, and of its figure, some of those counted.
    """
    statement, values = _asked(scope, options, measure, group)
    statement = narrowed(statement, wanted)
    inner = statement.order_by(None).subquery()
    counting = select(func.count(), func.coalesce(func.sum(inner.c.adds), 0)).select_from(inner)
    total, figure = session.execute(counting, values).one()
    number = clamp(number, total)
    page = statement.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    rows = session.execute(page, values).mappings()
    return Behind([_person(dict(row)) for row in rows], number, total, figure=int(figure))


def everybody_behind(
    session: Session,
    scope: Scope,
    options: Options,
    measure: str,
    group: Group,
    wanted: Narrowing = EVERYBODY,
) -> Iterator[list[CountedPerson]]:
    """Give all who are counted in a measure of a group, by name, many at a time; for files."""
    statement, values = _asked(scope, options, measure, group)
    rows = session.execute(narrowed(statement, wanted), values).mappings().all()
    for start in range(0, len(rows), AT_ONCE):
        yield [_person(dict(row)) for row in rows[start : start + AT_ONCE]]


def _asked(
    scope: Scope, options: Options, measure: str, group: Group
) -> tuple[Select[Any], dict[str, Any]]:
    shape = Shape(scope.school_ids is not None, tuple(group), measure in OF_KEEPING)
    values = parameters(options, scope.school_ids)
    values |= {name: group[key] for name, key in zip(KEYS_OF_A_LIST, group, strict=False)}
    return _statement(shape, measure), values


def _person(row: dict[str, Any]) -> CountedPerson:
    status = row.pop("status")
    return CountedPerson(**row, status=Status(status) if status else None)


@lru_cache(maxsize=STATEMENTS_KEPT)
def _statement(shape: Shape, measure: str) -> Select[Any]:
    source = enrolments(shape)
    keys = zip(KEYS_OF_A_LIST, shape.keys, strict=False)
    wanted = [
        source.c[name].is_not_distinct_from(bindparam(name, type_=String)) for name, _ in keys
    ]
    group = select(*source.c).where(*wanted).cte("group_asked")
    counted = _counted(group)
    adds = _added(counted, measure)
    return (
        select(
            counted.c.trainee_id,
            counted.c.cohort_id,
            Trainee.reference,
            Trainee.family_name,
            Trainee.given_names,
            Cohort.reference.label("cohort"),
            Enrolment.applied_on,
            Enrolment.enrolled_on,
            Enrolment.withdrawn_on,
            Enrolment.completed_on,
            Enrolment.certified_on,
            counted.c.exit_on,
            counted.c.measured_on,
            counted.c.status,
            adds.label("adds"),
        )
        .join(Enrolment, Enrolment.id == counted.c.id)
        .join(Trainee, Trainee.id == counted.c.trainee_id)
        .join(Cohort, Cohort.id == counted.c.cohort_id)
        .where(adds > 0)
        .order_by(Trainee.sort_name, Trainee.reference)
    )


def _counted(group: CTE) -> CTE:
    once = select(*group.c).where(group.c.again == 0)
    several = chosen(group, [], "again")
    columns = [several.c[column.key] for column in group.c]
    return union_all(once, select(*columns)).cte("counted")


def _added(counted: CTE, measure: str) -> ColumnElement[int]:
    """Give what an enrolment adds to a measure; of the statuses combined at most one holds."""
    sums = dict(terms(counted))
    if measure not in COMBINED:
        return sums[measure]
    first, *others = (sums[status.value] for status in COMBINED[measure])
    total = first
    for other in others:
        total = total + other
    return total


@dataclass(frozen=True)
class KnownFacts:
    """What is known of a person's work on the day of knowledge, and the placements that ended."""

    hires: Sequence[Hire]
    situations: Sequence[Situation]
    offers: Sequence[Offer]
    placements: Sequence[Placement] = ()


def facts_of(
    session: Session, people: Sequence[CountedPerson], options: Options, measure: str = ""
) -> dict[int, KnownFacts]:
    """Read what is known of several people, in three statements, in four for offers (§3)."""
    ids = [person.trainee_id for person in people]
    hires, situations, offers = (
        _known(session, model, ids, options.known_on) for model in (Hire, Situation, Offer)
    )
    ended = _ended(session, ids, options.as_of) if measure in OF_PLACEMENT else {}
    return {
        one: KnownFacts(
            hires.get(one, []), situations.get(one, []), offers.get(one, []), ended.get(one, [])
        )
        for one in ids
    }


def _known(
    session: Session, model: Any, ids: Sequence[int], known_on: date
) -> dict[int, list[Any]]:
    query = select(model).where(model.trainee_id.in_(ids), is_known_row(model, known_on))
    if model is not Situation:
        query = query.options(joinedload(model.enterprise))
    return _by_person(session.scalars(query.order_by(model.reference)))


def _ended(session: Session, ids: Sequence[int], as_of: date) -> dict[int, list[Any]]:
    """Read the placements that ended by a day, the latest first."""
    ended_on = func.coalesce(Placement.ended_on, Placement.ends_on)
    query = (
        select(Placement)
        .where(
            Placement.trainee_id.in_(ids),
            is_one(Placement.status, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF),
            ended_on <= as_of,
        )
        .options(joinedload(Placement.enterprise))
        .order_by(ended_on.desc(), Placement.reference.desc())
    )
    return _by_person(session.scalars(query))


def _by_person(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.trainee_id].append(row)
    return found
