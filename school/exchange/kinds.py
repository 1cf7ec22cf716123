"""Kinds of cells: how each is read from text, checked, and written back (EXCHANGE, "Form")."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar
from zoneinfo import available_timezones

import pycountry

from school.core.database import DECIMAL_LIMIT, DECIMAL_SCALE
from school.core.errors import mark
from school.core.text import UNWRITABLE

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)
TEXT_LIMIT = 4_000
CODE_LIMIT = 200
EMAIL_LIMIT = 254
INTEGER_LIMIT = 1_000_000_000

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-01)?")
_DECIMAL = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_LINE_END = re.compile(r"[\t\r\n]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


class Unreadable(Exception):
    """A cell that is not what its column holds; the message says what is expected."""

    def __init__(self, expected: str, **values: Any) -> None:
        super().__init__(expected)
        self.expected = expected
        self.values = values


@dataclass(frozen=True)
class Kind:
    """What a column holds. Text that a spreadsheet might run is neutralised where `is_text`."""

    is_text: ClassVar[bool] = False

    def parse(self, text: str) -> Any:
        """Read a cell that is not empty; raise `Unreadable` when it is something else."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """Write a value that is stated as the bundle holds it."""
        return str(value)


@dataclass(frozen=True)
class Text(Kind):
    """Any text up to a length."""

    is_text: ClassVar[bool] = True
    limit: int = TEXT_LIMIT

    def parse(self, text: str) -> str:
        """Keep the text as it is; characters that no page can show are refused."""
        if len(text) > self.limit:
            raise Unreadable(mark("%(limit)s caractères au plus"), limit=self.limit)
        if UNWRITABLE.search(text):
            raise Unreadable(mark("un texte sans caractère de commande"))
        return text


@dataclass(frozen=True)
class Code(Text):
    """A code by which rows are named: one short line."""

    limit: int = CODE_LIMIT

    def parse(self, text: str) -> str:
        """Keep the code as it is; it is compared by code point."""
        if _LINE_END.search(text):
            raise Unreadable(mark("un code sur une seule ligne"))
        return super().parse(text)


@dataclass(frozen=True)
class Email(Code):
    """An e-mail address, checked for its shape alone: history may hold any."""

    limit: int = EMAIL_LIMIT

    def parse(self, text: str) -> str:
        """Keep the address as it is written."""
        if not _EMAIL.fullmatch(text):
            raise Unreadable(mark("une adresse de courriel comme nom@exemple.org"))
        return super().parse(text)


@dataclass(frozen=True)
class Day(Kind):
    """A civil date, `2026-03-05` or `05/03/2026`, nothing else."""

    def parse(self, text: str) -> date:
        """Read a date; those of another century than ours are slips of the pen."""
        if match := _ISO_DATE.fullmatch(text):
            year, month, day = match.groups()
        elif match := _DAY_FIRST.fullmatch(text):
            day, month, year = match.groups()
        else:
            raise Unreadable(mark("une date comme 2026-03-05 ou 05/03/2026"))
        try:
            value = date(int(year), int(month), int(day))
        except ValueError as error:
            raise Unreadable(mark("une date qui existe au calendrier")) from error
        if not EARLIEST <= value <= LATEST:
            raise Unreadable(mark("une date entre 1900 et 2200"))
        return value

    def show(self, value: Any) -> str:
        """Write the date as `2026-03-05`."""
        return str(value.isoformat())


@dataclass(frozen=True)
class Number(Kind):
    """A quantity with at most six decimals, between bounds that are both allowed."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    above: Decimal | None = None

    def parse(self, text: str) -> Decimal:
        """Read a number with a point or a comma; nothing is rounded."""
        value = read_decimal(text)
        if value != round(value, DECIMAL_SCALE):
            raise Unreadable(mark("un nombre d’au plus six décimales"))
        if self.above is not None and value <= self.above:
            raise Unreadable(mark("un nombre plus grand que %(low)s"), low=str(self.above))
        if self.minimum is not None and value < self.minimum:
            raise Unreadable(mark("un nombre d’au moins %(low)s"), low=str(self.minimum))
        if self.maximum is not None and value > self.maximum:
            raise Unreadable(mark("un nombre d’au plus %(high)s"), high=str(self.maximum))
        return value

    def show(self, value: Any) -> str:
        """Write the number in full, without trailing zeros."""
        return show_decimal(value)


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number between bounds that are both allowed."""

    minimum: int = 0
    maximum: int = INTEGER_LIMIT

    def parse(self, text: str) -> int:
        """Read a whole number; `24.0`, as some programs write 24, is one."""
        value = read_decimal(text)
        if value != value.to_integral_value():
            raise Unreadable(mark("un nombre entier"))
        if not self.minimum <= value <= self.maximum:
            raise Unreadable(
                mark("un nombre entier entre %(low)s et %(high)s"),
                low=self.minimum,
                high=self.maximum,
            )
        return int(value)


@dataclass(frozen=True)
class YesNo(Kind):
    """`yes` or `no`, `oui` or `non`."""

    WORDS: ClassVar[dict[str, bool]] = {"yes": True, "oui": True, "no": False, "non": False}

    def parse(self, text: str) -> bool:
        """Read the word in either language, whatever its case."""
        value = self.WORDS.get(text.lower())
        if value is None:
            raise Unreadable(mark("yes ou no (oui ou non)"))
        return value

    def show(self, value: Any) -> str:
        """Write `yes` or `no`."""
        return "yes" if value else "no"


@dataclass(frozen=True)
class Choice(Kind):
    """One word of a closed list."""

    enumeration: type[StrEnum]

    def parse(self, text: str) -> StrEnum:
        """Read the word as it is in the list."""
        try:
            return self.enumeration(text)
        except ValueError as error:
            words = ", ".join(member.value for member in self.enumeration)
            raise Unreadable(mark("l’un de ces mots : %(words)s"), words=words) from error


@dataclass(frozen=True)
class Month(Kind):
    """A month such as `2026-03`."""

    def parse(self, text: str) -> str:
        """Read the month; its first day, as spreadsheets make of it, will do."""
        match = _MONTH.fullmatch(text)
        if match is None or not EARLIEST.year <= int(match[1]) <= LATEST.year:
            raise Unreadable(mark("un mois comme 2026-03"))
        return f"{match[1]}-{match[2]}"


@dataclass(frozen=True)
class Country(Kind):
    """A country by its two letters (ISO 3166-1)."""

    def parse(self, text: str) -> str:
        """Keep the letters of a country that exists."""
        if text not in country_codes():
            raise Unreadable(mark("un pays en deux lettres (ISO 3166-1), comme BJ"))
        return text


@dataclass(frozen=True)
class Currency(Kind):
    """A currency by its three letters (ISO 4217)."""

    def parse(self, text: str) -> str:
        """Keep the letters of a currency that exists."""
        if text not in currency_codes():
            raise Unreadable(mark("une monnaie en trois lettres (ISO 4217), comme XOF"))
        return text


@dataclass(frozen=True)
class TimeZone(Kind):
    """A time zone by its name in the IANA database."""

    def parse(self, text: str) -> str:
        """Keep the name of a zone that exists."""
        if text not in zone_names():
            raise Unreadable(mark("un fuseau horaire comme Africa/Porto-Novo"))
        return text


@dataclass(frozen=True)
class Reference(Code):
    """The key of a row of another table, or of a curriculum (`paths`, `practical_tasks`)."""

    limit: int = EMAIL_LIMIT
    table: str = ""


def read_decimal(text: str) -> Decimal:
    """Read a number with a point or a comma; exponents, letters and absurd sizes are refused."""
    if not _DECIMAL.fullmatch(text):
        raise Unreadable(mark("un nombre comme 7.5 ou 7,5"))
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise Unreadable(mark("un nombre comme 7.5 ou 7,5")) from error
    if len(text) > 40 or abs(value) >= DECIMAL_LIMIT:
        raise Unreadable(mark("un nombre plus petit que mille milliards"))
    return value


def show_decimal(value: Decimal) -> str:
    """Write a number in full, without exponent or trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """List the countries of ISO 3166-1 by their two letters."""
    return frozenset(country.alpha_2 for country in pycountry.countries)


@lru_cache(maxsize=1)
def currency_codes() -> frozenset[str]:
    """List the currencies of ISO 4217 by their three letters."""
    return frozenset(currency.alpha_3 for currency in pycountry.currencies)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """List the time zones that dates can be computed in."""
    return frozenset(available_timezones())
