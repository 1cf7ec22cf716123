"""Dates and numbers as a reader expects them, in the reader's language."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask

from school.core.clock import DEFAULT_TIME_ZONE, today
from school.core.text import fold
from school.web.template_words import language

NOTHING = "—"
NO_BREAK_SPACE = "\u00a0"


class HasTitles(Protocol):
    """A record that bears a French and an English title."""

    title_fr: str
    title_en: str


def day(value: date | None) -> str:
    """Write a date as people say it: « lun. 2 mars »; with its year unless it is this one's.

    The first of a month is « lun. 1er mars » in French.
    """
    if value is None:
        return NOTHING
    pattern = "EEE d MMM yyyy" if value.year != today().year else "EEE d MMM"
    return _written(value, pattern, language())


@lru_cache(maxsize=4096)
def _written(value: date, pattern: str, language: str) -> str:
    return format_date(value, _numbered(pattern, value.day, language), locale=language)


def _numbered(pattern: str, day_of_month: int, language: str) -> str:
    """Let the first day of a month be an ordinal in French, as the others are not."""
    if day_of_month != 1 or not language.startswith("fr"):
        return pattern
    return pattern.replace("d MMM", "d'er' MMM")


def day_long(value: date | None) -> str:
    """Write a date in full: « lundi 2 mars 2026 »."""
    return NOTHING if value is None else _written(value, "EEEE d MMMM yyyy", language())


def month(value: str) -> str:
    """Write a month kept as « 2026-03 » in words: « mars 2026 »."""
    return _written(date.fromisoformat(f"{value}-01"), "LLLL yyyy", language())


def day_short(value: date | None) -> str:
    """Write a date in figures: « 02/03/2026 »."""
    return NOTHING if value is None else _written(value, "dd/MM/yyyy", language())


def moment(value: datetime | None) -> str:
    """Write an instant, kept in UTC, with its day and time where the schools are."""
    if value is None:
        return NOTHING
    here = value.replace(tzinfo=UTC).astimezone(ZoneInfo(DEFAULT_TIME_ZONE))
    pattern = _numbered("d MMM yyyy HH:mm", here.day, language())
    return format_datetime(here, pattern, locale=language())


def number(value: Decimal | float | None, places: int | None = None) -> str:
    """Write a number with the reader's decimal sign; places are fixed when given."""
    if value is None:
        return NOTHING
    # As text, since 0 and −0 are equal and not written alike.
    return _figures(str(value), places, language())


@lru_cache(maxsize=4096)
def _figures(value: str, places: int | None, language: str) -> str:
    exact, pattern = Decimal(value), "#,##0.######"
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        pattern = "#,##0" + ("." + "0" * places if places else "")
    text = format_decimal(exact, format=pattern, locale=language)
    return text.replace("\u202f", NO_BREAK_SPACE).replace("-", "−")


def percent(value: float | Decimal | None) -> str:
    """Write a share as a percentage, one decimal, rounded half up (INDICATORS §1)."""
    if value is None:
        return NOTHING
    return _percentage(str(value), language())


@lru_cache(maxsize=4096)
def _percentage(share: str, language: str) -> str:
    gap = NO_BREAK_SPACE if language == "fr" else ""
    return f"{_figures(str(Decimal(share) * 100), 1, language)}{gap}%"


def whole_percent(share: float) -> str:
    """Write a share in whole per cent, for the scale of a chart."""
    whole = Decimal(str(share)).scaleb(2).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return percent(share).replace(number(whole, 1), number(whole, 0))


def several(parts: Iterable[str]) -> str:
    """Put short statements on one line, set apart by the reader's semicolon."""
    gap = NO_BREAK_SPACE if language() == "fr" else ""
    return f"{gap}; ".join(parts)


def points(value: float | Decimal | None) -> str:
    """Write a difference of shares in percentage points, with its sign."""
    if value is None:
        return NOTHING
    sign = "+" if value > 0 else ""
    return f"{sign}{number(Decimal(str(value)) * 100, 1)}"


def title(thing: HasTitles) -> str:
    """Give a record's title in the reader's language."""
    return thing.title_en if language() == "en" else thing.title_fr


def localised(thing: object, attribute: str) -> str:
    """Give one bilingual attribute of a record in the reader's language."""
    return str(getattr(thing, f"{attribute}_{'en' if language() == 'en' else 'fr'}"))


def capital(text: str) -> str:
    """Write a text with a capital at its head, the rest as it stands: months keep theirs."""
    return text[:1].upper() + text[1:]


def small_initial(text: str) -> str:
    """Write a text for the middle of a sentence, the rest as it stands: « CDD » keeps its own."""
    return text[:1].lower() + text[1:]


def of(name: str) -> str:
    """Write « de » before a name as French elides it: « d’Aïcha », « de Kossi ».

    English says it in the sentence itself, so there the name stands alone.
    """
    if language() == "en":
        return name
    return f"d’{name}" if fold(name)[:1] in tuple("aeiouy") else f"de {name}"


def install(app: Flask) -> None:
    """Make the filters known to templates."""
    for function in (
        day,
        day_long,
        day_short,
        month,
        moment,
        number,
        percent,
        points,
        capital,
        title,
        localised,
    ):
        name = "title_of" if function is title else function.__name__
        app.jinja_env.filters[name] = function
    app.jinja_env.globals["of"] = of
