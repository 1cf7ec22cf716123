"""Reads of what enterprises answered about hosting apprentices."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.errors import NotFound, mark
from school.enterprises.models import Enterprise, EnterpriseRepresentative
from school.enterprises.partner_models import EnterpriseInterest, InterestQuestion
from school.enterprises.partner_rules import InterestTerms

ANSWERS_SHOWN = 20
"""Older answers and questions than these stay in the bundle. [own]"""

_STATED = (
    EnterpriseInterest.status,
    EnterpriseInterest.max_proposals_per_month,
    EnterpriseInterest.next_available_on,
    EnterpriseInterest.answered_on,
    EnterpriseInterest.year,
)


def terms_of(
    records: Session, enterprise_ids: Collection[int], day: date
) -> Mapping[int, InterestTerms]:
    """Tell, for each enterprise asked about, what holds on a day for proposals to it.

    The answer about the year of the day counts, else the enterprise's last one; of several about
    a year the latest that was given by that day. One that never answered set no terms.
    """
    wanted = sorted(set(enterprise_ids))
    newest = func.row_number().over(
        partition_by=EnterpriseInterest.enterprise_id,
        order_by=(
            EnterpriseInterest.year.desc(),
            EnterpriseInterest.answered_on.desc(),
            EnterpriseInterest.id.desc(),
        ),
    )
    answers = (
        select(EnterpriseInterest.enterprise_id, *_STATED, newest.label("place"))
        .where(
            EnterpriseInterest.enterprise_id.in_(wanted),
            EnterpriseInterest.year <= day.year,
            EnterpriseInterest.answered_on <= day,
        )
        .subquery()
    )
    rows = records.execute(select(answers).where(answers.c.place == 1))
    found = {row.enterprise_id: _terms(row) for row in rows}
    return {number: found.get(number, InterestTerms()) for number in wanted}


def _terms(row: Row[Any] | EnterpriseInterest) -> InterestTerms:
    return InterestTerms(
        row.status,
        row.max_proposals_per_month,
        row.next_available_on,
        row.answered_on,
        row.year,
    )


def representatives_on(
    records: Session, enterprise: Enterprise, day: date
) -> list[EnterpriseRepresentative]:
    """List those who speak for an enterprise on a day."""
    people = EnterpriseRepresentative
    query = select(people).where(
        people.enterprise_id == enterprise.id,
        or_(people.starts_on.is_(None), people.starts_on <= day),
        or_(people.ends_on.is_(None), people.ends_on >= day),
    )
    return list(records.scalars(query.order_by(people.id)))


def has_left(records: Session, enterprise_id: int, name: str, day: date) -> bool:
    """Tell whether somebody spoke for an enterprise until a day before one, and does no more."""
    people = EnterpriseRepresentative
    query = select(people.ends_on).where(people.enterprise_id == enterprise_id, people.name == name)
    return _have_all_ended(records.scalars(query).all(), day)


def address_left(records: Session, enterprise: Enterprise, email: str | None, day: date) -> bool:
    """Tell whether an address is that of somebody who speaks for an enterprise no more.

    That of the enterprise itself stays, whoever read it: what is written there is for the house.
    """
    if not email or email.lower() == (enterprise.email or "").lower():
        return False
    people = EnterpriseRepresentative
    query = select(people.ends_on).where(
        people.enterprise_id == enterprise.id, func.lower(people.email) == email.lower()
    )
    return _have_all_ended(records.scalars(query).all(), day)


def _have_all_ended(ends: Sequence[date | None], day: date) -> bool:
    return bool(ends) and all(one is not None and one < day for one in ends)


def newest_terms(answers: Sequence[EnterpriseInterest], day: date) -> InterestTerms | None:
    """Give the terms of a day from answers that were read; nothing when none holds yet."""
    holding = [one for one in answers if one.year <= day.year and one.answered_on <= day]
    newest = max(holding, key=lambda one: (one.year, one.answered_on, one.id), default=None)
    return None if newest is None else _terms(newest)


def answers_of(records: Session, enterprise: Enterprise) -> list[EnterpriseInterest]:
    """List what an enterprise answered, the newest first."""
    query = select(EnterpriseInterest).where(EnterpriseInterest.enterprise_id == enterprise.id)
    order = (EnterpriseInterest.answered_on.desc(), EnterpriseInterest.id.desc())
    return list(records.scalars(query.order_by(*order).limit(ANSWERS_SHOWN)))


def waiting_questions(
    records: Session, enterprise: Enterprise, year: int
) -> list[InterestQuestion]:
    """List the questions about a year that nobody answered yet, of every school."""
    query = select(InterestQuestion).where(
        InterestQuestion.enterprise_id == enterprise.id,
        InterestQuestion.year == year,
        InterestQuestion.interest_id.is_(None),
    )
    return list(records.scalars(query.order_by(InterestQuestion.id)))


def questions_of(
    records: Session, principal: Principal, enterprise: Enterprise
) -> list[InterestQuestion]:
    """List what a person's schools asked an enterprise, the newest first, with the answers."""
    schools = sorted(principal.school_ids(Permission.SEE_ENTERPRISES))
    query = (
        select(InterestQuestion)
        .options(joinedload(InterestQuestion.interest))
        .where(
            InterestQuestion.enterprise_id == enterprise.id,
            InterestQuestion.school_id.in_(schools),
        )
        .order_by(InterestQuestion.asked_on.desc(), InterestQuestion.id.desc())
    )
    return list(records.scalars(query.limit(ANSWERS_SHOWN)))


def question_by_id(records: Session, number: int) -> InterestQuestion:
    """Find the question of a link with its school and enterprise; raise `NotFound`."""
    query = select(InterestQuestion).options(
        joinedload(InterestQuestion.school),
        joinedload(InterestQuestion.enterprise),
        joinedload(InterestQuestion.interest),
    )
    found = records.scalar(query.where(InterestQuestion.id == number))
    if found is None:
        raise NotFound(mark("Ce lien n’existe pas."))
    return found
