"""Reads of the list of enterprises: narrowed by what they are, answer and work with."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.core.paging import PAGE_SIZE, Slice, clamp
from school.core.text import fold
from school.enterprises.interest_queries import terms_of
from school.enterprises.models import Enterprise, EnterpriseSite, Partnership, Tutor
from school.enterprises.partner_models import (
    EnterpriseInterest,
    EnterpriseTechnique,
    InterestQuestion,
)
from school.enterprises.partner_rules import InterestTerms
from school.enterprises.policy import owned_visible_to, stands_alone, visible_to
from school.enterprises.rules import EnterpriseFilter, distinct


@dataclass(frozen=True)
class EnterpriseRow:
    """An enterprise as a list shows it, with what it says of hosting apprentices."""

    enterprise: Enterprise
    tutors: int
    terms: InterestTerms


@dataclass(frozen=True)
class EnterpriseList:
    """A page of the list, and what its filters can be set to."""

    page: Slice[EnterpriseRow]
    departments: list[str]
    sectors: list[str]


def enterprise_list(
    session: Session, principal: Principal, wanted: EnterpriseFilter, number: int, day: date
) -> EnterpriseList:
    """Read one page of the enterprises a person may see, by name, with the number of tutors.

    An enterprise is found in the department of its record and in those of its open sites. Names
    are folded by the program: the databases do not fold accents alike.
    """
    columns = (
        Enterprise.id,
        Enterprise.reference,
        Enterprise.name,
        Enterprise.department,
        Enterprise.sector,
    )
    rows = session.execute(select(*columns).where(visible_to(principal))).all()
    sites = site_departments(session, principal)
    kept = [
        row
        for row in rows
        if wanted.keeps(row.name, row.department, row.sector, sites.get(row.id, ()))
    ]
    if wanted.works_with:
        known = _techniques(session, principal)
        kept = [row for row in kept if wanted.keeps_techniques(known.get(row.id, ()))]
    if wanted.answer:
        terms = terms_of(session, [row.id for row in kept], day)
        kept = [row for row in kept if wanted.keeps_answer(terms[row.id], day.year)]
    kept.sort(key=lambda row: (fold(row.name), row.reference))
    number = clamp(number, len(kept))
    shown = [row.id for row in kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    return EnterpriseList(
        Slice(_rows(session, shown, day), number, len(kept)),
        distinct(
            [row.department for row in rows] + [one for many in sites.values() for one in many]
        ),
        distinct(row.sector for row in rows),
    )


def site_departments(session: Session, principal: Principal) -> Mapping[int, Collection[str]]:
    """Give, for each enterprise a person sees, the departments of its open sites."""
    query = select(EnterpriseSite.enterprise_id, EnterpriseSite.department).where(
        owned_visible_to(EnterpriseSite, principal),
        EnterpriseSite.closed_on.is_(None),
        EnterpriseSite.department.is_not(None),
    )
    found: dict[int, set[str]] = defaultdict(set)
    for number, department in session.execute(query):
        found[number].add(department or "")
    return found


def silent_partners(
    session: Session, school_ids: Collection[int], year: int, since: date
) -> Sequence[tuple[Enterprise, int]]:
    """List the partners of schools that said nothing of a year nor were asked since a day.

    Each with the first of these schools that works with it.
    """
    answered = select(EnterpriseInterest.enterprise_id).where(EnterpriseInterest.year == year)
    asked = select(InterestQuestion.enterprise_id).where(
        InterestQuestion.year == year,
        InterestQuestion.asked_on >= since,
        InterestQuestion.school_id.in_(sorted(school_ids)),
    )
    query = (
        select(Enterprise, func.min(Partnership.school_id))
        .join(Partnership, Partnership.enterprise_id == Enterprise.id)
        .where(
            Partnership.school_id.in_(sorted(school_ids)),
            stands_alone(Enterprise.id),
            Enterprise.id.not_in(answered),
            Enterprise.id.not_in(asked),
        )
        .group_by(Enterprise.id)
        .order_by(Enterprise.email.is_(None), Enterprise.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _techniques(session: Session, principal: Principal) -> Mapping[int, Collection[str]]:
    query = select(EnterpriseTechnique.enterprise_id, EnterpriseTechnique.name).where(
        owned_visible_to(EnterpriseTechnique, principal), EnterpriseTechnique.withdrawn_on.is_(None)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for number, name in session.execute(query):
        found[number].append(name)
    return found


def _rows(session: Session, ids: Sequence[int], day: date) -> list[EnterpriseRow]:
    tutors, terms = _tutor_counts(session, ids), terms_of(session, ids, day)
    found = session.scalars(select(Enterprise).where(Enterprise.id.in_(ids)))
    by_id = {one.id: one for one in found}
    return [EnterpriseRow(by_id[number], tutors.get(number, 0), terms[number]) for number in ids]


def _tutor_counts(session: Session, ids: Collection[int]) -> dict[int, int]:
    query = (
        select(Tutor.enterprise_id, func.count())
        .where(Tutor.enterprise_id.in_(ids))
        .group_by(Tutor.enterprise_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
