"""The persons behind a figure: those whom the report counted there, by the same statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import CTE, Select, String, bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from school.cohorts.models import Cohort, Trainee
from school.cohorts.person_rules import full_name
from school.core.facts import is_known_row
from school.core.paging import PAGE_SIZE, Slice, clamp
from school.hiring.indicator_counts import chosen, terms
from school.hiring.indicator_enrolments import KEY_COLUMNS, enrolments
from school.hiring.indicator_exits import Shape, parameters
from school.hiring.indicator_figures import SUMS
from school.hiring.indicator_options import Breakdown, Options
from school.hiring.indicators import Scope
from school.hiring.models import Hire, Offer, Situation
from school.hiring.rules import Status

COUNTED = "counted"
"""The measure of the denominator n, which no single sum gives."""

MEASURES = (*SUMS, COUNTED)
"""What may be asked: the sums of a tally, and n."""

OF_KEEPING = ("employed_at_six", "kept")
"""The measures of same_employer_rate."""

IN_N = (Status.HIRED, Status.SELF_EMPLOYED, Status.NOT_HIRED, Status.UNKNOWN)

Group = Mapping[Breakdown, str | None]


@dataclass(frozen=True)
class CountedPerson:
    """A person of a count, with the enrolment that stands for them there."""

    trainee_id: int
    reference: str
    family_name: str
    given_names: str | None
    cohort: str
    exit_on: date | None
    measured_on: date | None
    status: Status | None

    @property
    def full_name(self) -> str:
        """Given names, then the family name."""
        return full_name(self.given_names, self.family_name)


def persons_behind(
    session: Session, scope: Scope, options: Options, measure: str, group: Group, number: int
) -> Slice[CountedPerson]:
    """List who is counted in a measure of a group, by name, one page of them.

    `measure` is one of `MEASURES`; the group names at most two keys, null for « not stated ».
    """
    shape = Shape(scope.school_ids is not None, tuple(group), measure in OF_KEEPING)
    statement = _statement(shape, measure)
    values = parameters(options, scope.school_ids)
    values |= {name: group[key] for name, key in zip(KEY_COLUMNS, group, strict=False)}
    counting = select(func.count()).select_from(statement.order_by(None).subquery())
    total = session.scalar(counting, values) or 0
    number = clamp(number, total)
    page = statement.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    rows = session.execute(page, values).mappings()
    return Slice([_person(dict(row)) for row in rows], number, total)


def _person(row: dict[str, Any]) -> CountedPerson:
    status = row.pop("status")
    return CountedPerson(**row, status=Status(status) if status else None)


@cache
def _statement(shape: Shape, measure: str) -> Select[Any]:
    source = enrolments(shape)
    keys = zip(KEY_COLUMNS, shape.keys, strict=False)
    wanted = [
        source.c[name].is_not_distinct_from(bindparam(name, type_=String)) for name, _ in keys
    ]
    group = select(*source.c).where(*wanted).cte("group_asked")
    counted = _counted(group)
    return (
        select(
            counted.c.trainee_id,
            Trainee.reference,
            Trainee.family_name,
            Trainee.given_names,
            Cohort.reference.label("cohort"),
            counted.c.exit_on,
            counted.c.measured_on,
            counted.c.status,
        )
        .join(Trainee, Trainee.id == counted.c.trainee_id)
        .join(Cohort, Cohort.id == counted.c.cohort_id)
        .where(_measured(counted, measure))
        .order_by(Trainee.sort_name, Trainee.reference)
    )


def _counted(group: CTE) -> CTE:
    once = select(*group.c).where(group.c.again == 0)
    several = chosen(group, [], "again")
    columns = [several.c[column.key] for column in group.c]
    return union_all(once, select(*columns)).cte("counted")


def _measured(counted: CTE, measure: str) -> Any:
    sums = dict(terms(counted))
    if measure == COUNTED:
        return or_(*(sums[status.value] == 1 for status in IN_N))
    return sums[measure] > 0


@dataclass(frozen=True)
class KnownFacts:
    """What is known of a person's work on the day of knowledge."""

    hires: Sequence[Hire]
    situations: Sequence[Situation]
    offers: Sequence[Offer]


def facts_of(
    session: Session, people: Sequence[CountedPerson], known_on: date
) -> dict[int, KnownFacts]:
    """Read what is known of the people of a page, in three statements."""
    ids = [person.trainee_id for person in people]
    hires, situations, offers = (
        _known(session, model, ids, known_on) for model in (Hire, Situation, Offer)
    )
    return {
        one: KnownFacts(
            [fact for fact in hires if fact.trainee_id == one],
            [fact for fact in situations if fact.trainee_id == one],
            [fact for fact in offers if fact.trainee_id == one],
        )
        for one in ids
    }


def _known(session: Session, model: Any, ids: Sequence[int], known_on: date) -> Sequence[Any]:
    query = select(model).where(model.trainee_id.in_(ids), is_known_row(model, known_on))
    if model is not Situation:
        query = query.options(joinedload(model.enterprise))
    return session.scalars(query.order_by(model.reference)).all()
