"""Reads of offers, hires and situations, as the school knows them today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.core.errors import NotFound, mark
from school.core.facts import known
from school.core.paging import Slice, paginate
from school.core.text import fold
from school.hiring.models import Hire, Offer, Situation
from school.hiring.policy import visible_to

Fact = TypeVar("Fact", Offer, Hire, Situation)


@dataclass(frozen=True)
class FactFilter:
    """What a list of facts is narrowed to: a name, and columns that must have a value."""

    name: str = ""
    values: Mapping[str, StrEnum | bool] = field(default_factory=dict)

    @property
    def is_set(self) -> bool:
        """Tell whether anything is narrowed."""
        return bool(self.name or self.values)


def facts_page(
    session: Session,
    principal: Principal,
    model: type[Fact],
    wanted: FactFilter,
    known_on: date,
    number: int,
) -> Slice[Fact]:
    """List facts as known on a day, one row a reference, the latest first, one page of them."""
    latest = known(model, known_on)
    query = (
        select(latest)
        .join(Trainee, Trainee.id == latest.trainee_id)
        .where(visible_to(principal, latest), *_narrowed(latest, wanted))
        .options(*_loading(latest))
        .order_by(*_newest_first(latest), latest.reference)
    )
    return paginate(session, query, number)


def _narrowed(latest: type[Fact], wanted: FactFilter) -> list[ColumnElement[bool]]:
    clauses = [getattr(latest, name) == value for name, value in wanted.values.items()]
    words = fold(wanted.name).split()
    return clauses + [Trainee.sort_name.contains(word, autoescape=True) for word in words]


def _loading(model: type[Fact]) -> list[Any]:
    loading = [joinedload(model.trainee)]
    if hasattr(model, "enterprise"):
        loading.append(joinedload(model.enterprise))
    return loading


def _newest_first(model: type[Fact]) -> list[Any]:
    column = next(
        getattr(model, name)
        for name in ("offered_on", "observed_on", "starts_on")
        if hasattr(model, name)
    )
    return [column.is_(None), column.desc()]


def history(
    session: Session,
    principal: Principal,
    model: type[Fact],
    reference: str,
    permission: Permission = Permission.SEE_HIRING_FACTS,
) -> Sequence[Fact]:
    """List every row of a fact, the oldest first; raise `NotFound` when it is out of reach."""
    rows = session.scalars(
        select(model)
        .where(visible_to(principal, model, permission), model.reference == reference)
        .options(*_loading(model))
        .order_by(model.recorded_on)
    ).all()
    if not rows:
        raise NotFound(mark("Ce fait n’existe pas."))
    return rows


def offer_declared_for(session: Session, reference: str) -> Offer | None:
    """Find the newest row of the offer that a tutor declared, whoever asks."""
    query = select(Offer).where(Offer.reference == reference).options(*_loading(Offer))
    return session.scalars(query.order_by(Offer.recorded_on.desc())).first()


def is_recorded(session: Session, model: type[Fact], reference: str) -> bool:
    """Tell whether a fact bears a reference, whoever asks."""
    found = session.scalar(select(model.id).where(model.reference == reference).limit(1))
    return found is not None


def schools_of(session: Session, principal: Principal, trainee: Trainee) -> Sequence[int]:
    """List the schools of the one who asks where a person applied or trained."""
    ids = sorted(principal.school_ids(Permission.MANAGE_HIRING_FACTS))
    query = (
        select(Cohort.school_id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.trainee_id == trainee.id, Cohort.school_id.in_(ids))
    )
    return session.scalars(query.distinct().order_by(Cohort.school_id)).all()
