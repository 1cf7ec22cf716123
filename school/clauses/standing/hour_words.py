"""Hours and money of clauses as they are written on screen and on paper."""

from decimal import ROUND_HALF_UP, Decimal

from school.web.filters import number

NO_BREAK_SPACE = "\u00a0"


def hours_told(hours: Decimal | None) -> str:
    """Write hours with their unit, one decimal at most, halves up."""
    if hours is None:
        return number(None)
    return f"{number(hours.quantize(Decimal('0.1'), ROUND_HALF_UP))}{NO_BREAK_SPACE}h"


def money_told(amount: Decimal | None, currency: str | None) -> str:
    """Write an amount of a contract's currency; of mixed currencies there is none."""
    if amount is None:
        return number(None)
    whole = amount == amount.to_integral_value()
    return f"{number(amount, 0 if whole else 2)}{NO_BREAK_SPACE}{currency or ''}".strip()
