"""What a shortfall may cost (INDICATORS §4): potential, due, and late reports apart.

Money is exact, in the contract's currency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from fractions import Fraction

from school.clauses.rules import NoticeKind

SMALLEST = Decimal("0.000001")
"""The smallest part of money that is kept."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract says of penalties: an amount per missing hour, and the most in all."""

    ends_on: date | None
    per_hour: Decimal | None
    cap: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class DatedNotice:
    """A notice as its contract's penalty depends on it."""

    kind: NoticeKind
    on_date: date | None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Penalty:
    """What one unit's shortfall may cost, and what of it is due."""

    potential: Decimal
    due: Decimal


def penalties(
    shortfalls: Sequence[Decimal], terms: Terms, notices: Sequence[DatedNotice], as_of: date
) -> list[Penalty]:
    """Give the penalty of each unit of one contract, in the order of their shortfalls.

    Potential is shortfall times amount, uncapped (no amount: 0). It is due once the contract
    has ended, a formal notice has expired and no exemption was accepted; the cap bears on the
    contract's total and reduces its units in proportion (golden vector K8).
    """
    per_hour = terms.per_hour or Decimal(0)
    potentials = [shortfall * per_hour for shortfall in shortfalls]
    if not is_due(terms.ends_on, notices, as_of):
        return [Penalty(potential, Decimal(0)) for potential in potentials]
    dues = capped(potentials, terms.cap)
    return [Penalty(*pair) for pair in zip(potentials, dues, strict=True)]


def is_due(ends_on: date | None, notices: Sequence[DatedNotice], as_of: date) -> bool:
    """Tell whether the penalties of a contract are due on a day; a notice without day is none."""
    if ends_on is None or as_of <= ends_on:
        return False
    dated = [one for one in notices if one.on_date is not None and one.on_date <= as_of]
    if any(one.kind is NoticeKind.EXEMPTION_ACCEPTED for one in dated):
        return False
    return any(
        one.kind is NoticeKind.FORMAL_NOTICE
        and one.expires_on is not None
        and one.expires_on < as_of
        for one in dated
    )


def capped(amounts: Sequence[Decimal], cap: Decimal | None) -> list[Decimal]:
    """Reduce amounts in proportion so that their sum is at most the cap, to the millionth."""
    whole = sum(amounts, Decimal(0))
    if cap is None or whole <= cap:
        return list(amounts)
    reduced: list[Decimal] = []
    before = Decimal(0)
    so_far = Decimal(0)
    for amount in amounts:
        so_far += amount
        share = Fraction(cap) * Fraction(so_far) / Fraction(whole)
        until = (Decimal(share.numerator) / Decimal(share.denominator)).quantize(
            SMALLEST, rounding=ROUND_HALF_EVEN
        )
        reduced.append(until - before)
        before = until
    return reduced


def late_report_amount(days: Sequence[int | None], per_day: Decimal | None) -> Decimal:
    """Sum what late reports cost: their days after notice times the rate; apart from `due`."""
    return sum((Decimal(one or 0) for one in days), Decimal(0)) * (per_day or Decimal(0))


class Side(StrEnum):
    """Who puts something on the file of a contract."""

    OPERATOR = "operator"
    AUTHORITY = "authority"
    MINISTRY = "ministry"


class EntryKind(StrEnum):
    """What was put on file: the operator's search for people, and what came of it."""

    REQUEST = "request"
    PROPOSAL = "proposal"
    ANSWER = "answer"
    NOTE = "note"


NEEDS_OTHER_PARTY = frozenset({EntryKind.REQUEST, EntryKind.PROPOSAL})
"""Kinds that mean nothing without the school or body asked, or that proposed."""
