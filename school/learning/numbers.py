"""Reading the numbers that people type in a quiz: comma or point, spaces, with or without unit."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, localcontext

LONGEST = 60
_NUMBER = re.compile(
    r"([+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,2}(?![0-9]))?)(.*)"
)
_SIGNS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2013": "-"})
_PREFIXES_BY_CASE = "mp"
DIGITS = 200
"""Enough for every formula's result and typed number to be compared without rounding."""


class NumberError(ValueError):
    """What was typed is not a number."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A number that was typed, and the words after it."""

    number: Decimal
    unit: str


def read_number(text: str) -> Typed:
    """Read a typed number and what follows it; raise `NumberError` when there is no number.

    The decimal sign is a comma or a point, one at most; spaces of any kind separate thousands;
    the minus of a text editor counts as a minus; 2e-3 is 0.002. A number with both a comma and
    a point is refused, for nobody can tell which of them begins the decimals.
    """
    bare = "".join(text.split()).translate(_SIGNS)
    found = _NUMBER.fullmatch(bare) if len(bare) <= LONGEST else None
    if found is None or found[2][:1] in {",", "."}:
        raise NumberError("this is not a number")
    return Typed(Decimal(found[1].replace(",", ".")), found[2])


def same_unit(typed: str, wanted: str) -> bool:
    """Tell whether two spellings mean one unit: spaces and case do not count (db, dB).

    Case does count in a first letter m or p that others follow, where it makes another unit
    of it: mW is not MW.
    """
    first, second = _unit(typed), _unit(wanted)
    if len(first) > 1 and first[0] != second[:1] and first[0].casefold() in _PREFIXES_BY_CASE:
        return False
    return first.casefold() == second.casefold()


def within(number: Decimal, expected: Decimal, tolerance: Decimal) -> bool:
    """Tell whether a number lies within the tolerance of another, both ends included."""
    with localcontext(prec=DIGITS):
        return abs(number - expected) <= tolerance


def _unit(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))
