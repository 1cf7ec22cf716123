"""Reads of good practices, of who uses them, and of the hours before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Date, Integer, Select, Subquery, case, func, literal, select, union_all
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.models import Contract
from school.clauses.policy import contract_manageable_by, contract_visible_to, operators_of
from school.clauses.practices.catalogue.models import GoodPractice, PracticeUse
from school.clauses.practices.catalogue.policy import visible_to, writable_by
from school.clauses.practices.catalogue.rules import BeforeAfter, Window, window_around
from school.clauses.practices.hour_queries import validated_hours
from school.core.database import ExactDecimal
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.core.text import fold
from school.enterprises.models import Enterprise

MOST_CONTRACTS = 500
"""More contracts are not offered in one list."""


@dataclass(frozen=True)
class PracticeRow:
    """A practice as a list shows it, and how many contracts use it."""

    practice: GoodPractice
    uses: int


@dataclass(frozen=True)
class UseRow:
    """A contract that uses a practice, with its hours before and after where they compare."""

    use: PracticeUse
    found: BeforeAfter | None


def practice_list(
    session: Session, principal: Principal, text: str, number: int
) -> Slice[PracticeRow]:
    """Read one page of the practices that bear some words, the newest first."""
    query = (
        select(GoodPractice)
        .where(
            visible_to(principal),
            *(
                GoodPractice.search_key.contains(word, autoescape=True)
                for word in fold(text).split()
            ),
        )
        .options(joinedload(GoodPractice.operator))
        .order_by(GoodPractice.since.desc(), GoodPractice.reference)
    )
    page = paginate(session, query, number)
    counts = _use_counts(session, [one.id for one in page.items])
    rows = [PracticeRow(one, counts.get(one.id, 0)) for one in page.items]
    return Slice(rows, page.number, page.total, page.size)


def _use_counts(session: Session, numbers: Sequence[int]) -> dict[int, int]:
    query = (
        select(PracticeUse.practice_id, func.count())
        .where(PracticeUse.practice_id.in_(numbers))
        .group_by(PracticeUse.practice_id)
    )
    return dict(session.execute(query).all())


def use_count(session: Session, practice: GoodPractice) -> int:
    """Count the contracts that use a practice, seen or not."""
    return _use_counts(session, [practice.id]).get(practice.id, 0)


def practice_by_reference(session: Session, principal: Principal, reference: str) -> GoodPractice:
    """Find a practice that a person may read; raise `NotFound` for another."""
    return _found(session, _practices().where(visible_to(principal)), reference)


def practice_to_write(session: Session, principal: Principal, reference: str) -> GoodPractice:
    """Find a practice that a person writes; raise `NotFound` for another."""
    return _found(session, _practices().where(writable_by(principal)), reference)


def writes(session: Session, principal: Principal, practice: GoodPractice) -> bool:
    """Tell whether a practice is a person's to write."""
    query = select(GoodPractice.id).where(GoodPractice.id == practice.id, writable_by(principal))
    return session.scalar(query) is not None


def uses_of(
    session: Session, principal: Principal, practice: GoodPractice, number: int, today: date
) -> Slice[UseRow]:
    """Read one page of the contracts that use a practice, among those that a person sees."""
    query = (
        select(PracticeUse)
        .join(PracticeUse.contract)
        .where(PracticeUse.practice_id == practice.id, contract_visible_to(principal))
        .options(contains_eager(PracticeUse.contract).joinedload(Contract.operator))
        .order_by(PracticeUse.used_since, Contract.reference)
    )
    return _with_hours(session, paginate(session, query, number), today)


def uses_under(
    session: Session, principal: Principal, contract: Contract, number: int, today: date
) -> Slice[UseRow]:
    """Read one page of the practices that a contract uses, among those that a person may read."""
    query = (
        select(PracticeUse)
        .join(PracticeUse.practice)
        .where(PracticeUse.contract_id == contract.id, visible_to(principal))
        .options(contains_eager(PracticeUse.practice), joinedload(PracticeUse.contract))
        .order_by(PracticeUse.used_since, GoodPractice.reference)
    )
    return _with_hours(session, paginate(session, query, number), today)


def use_to_manage(session: Session, principal: Principal, reference: str) -> PracticeUse:
    """Find a use of a contract that a person keeps; raise `NotFound` for another."""
    query = (
        select(PracticeUse)
        .join(PracticeUse.contract)
        .where(contract_manageable_by(principal), PracticeUse.reference == reference)
        .options(contains_eager(PracticeUse.contract), joinedload(PracticeUse.practice))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Cette pratique n’est pas suivie ici."))
    return found


def use_of(session: Session, practice: GoodPractice, contract: Contract) -> PracticeUse | None:
    """Find how a contract uses a practice, if it does."""
    query = select(PracticeUse).where(
        PracticeUse.practice_id == practice.id, PracticeUse.contract_id == contract.id
    )
    return session.scalar(query)


def managed_uses(session: Session, principal: Principal, numbers: Sequence[int]) -> frozenset[int]:
    """Tell which of some uses are of contracts that a person keeps."""
    query = (
        select(PracticeUse.id)
        .join(PracticeUse.contract)
        .where(PracticeUse.id.in_(numbers), contract_manageable_by(principal))
    )
    return frozenset(session.scalars(query))


def managed_contracts(session: Session, principal: Principal) -> Sequence[Contract]:
    """List the contracts that a person keeps, by name."""
    query = select(Contract).where(contract_manageable_by(principal))
    return session.scalars(
        query.order_by(Contract.name, Contract.reference).limit(MOST_CONTRACTS)
    ).all()


def own_operators(session: Session, principal: Principal) -> Sequence[Enterprise]:
    """List the operators for which a person writes, by name."""
    query = select(Enterprise).where(
        Enterprise.id.in_(operators_of(principal, Permission.MANAGE_CLAUSES))
    )
    return session.scalars(query.order_by(Enterprise.name, Enterprise.reference)).all()


def _practices() -> Select[GoodPractice]:
    return select(GoodPractice).options(joinedload(GoodPractice.operator))


def _found(session: Session, query: Select[GoodPractice], reference: str) -> GoodPractice:
    found = session.scalar(query.where(GoodPractice.reference == reference))
    if found is None:
        raise NotFound(mark("Cette bonne pratique n’existe pas."))
    return found


def _with_hours(session: Session, page: Slice[PracticeUse], today: date) -> Slice[UseRow]:
    around = {
        one.id: window_around(one.used_since, one.contract.starts_on, one.contract.ends_on, today)
        for one in page.items
    }
    windows = {number: window for number, window in around.items() if window is not None}
    found = _before_after(session, page.items, windows, today)
    rows = [UseRow(one, found.get(one.id)) for one in page.items]
    return Slice(rows, page.number, page.total, page.size)


def _before_after(
    session: Session, uses: Sequence[PracticeUse], windows: Mapping[int, Window], today: date
) -> dict[int, BeforeAfter]:
    """Add up the validated hours of each use's two spans, in one statement."""
    if not windows:
        return {}
    spans = _spans(uses, windows)
    hours = validated_hours(today, Contract.id.in_(select(spans.c.contract_id)))
    none = literal(Decimal(0), ExactDecimal)
    earlier = case((hours.c.worked_on < spans.c.turn, hours.c.hours), else_=none)
    query = (
        select(spans.c.use_id, func.sum(earlier), func.sum(hours.c.hours))
        .join(
            hours,
            (hours.c.contract_id == spans.c.contract_id)
            & (hours.c.worked_on >= spans.c.first)
            & (hours.c.worked_on < spans.c.until),
        )
        .group_by(spans.c.use_id)
    )
    sums = {row[0]: (row[1], row[2]) for row in session.execute(query)}
    return {
        number: BeforeAfter(window, before, both - before)
        for number, window in windows.items()
        for before, both in [sums.get(number, (Decimal(0), Decimal(0)))]
    }


def _spans(uses: Sequence[PracticeUse], windows: Mapping[int, Window]) -> Subquery:
    rows = [
        select(
            literal(one.id, Integer).label("use_id"),
            literal(one.contract_id, Integer).label("contract_id"),
            literal(window.first, Date).label("first"),
            literal(window.turn, Date).label("turn"),
            literal(window.until, Date).label("until"),
        )
        for one in uses
        if (window := windows.get(one.id)) is not None
    ]
    return union_all(*rows).subquery("spans")
