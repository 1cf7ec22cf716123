"""Public holidays of a country by year, from the library `holidays`.

The library computes the feasts that follow the moon and says in their name that they are
estimated: the school corrects them when the government has announced the day.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import holidays

NO_HOLIDAYS: Mapping[date, str] = MappingProxyType({})


@lru_cache(maxsize=64)
def public_holidays(country: str, year: int, language: str) -> Mapping[date, str]:
    """Name the public holidays of a year in a language, or in the country's own.

    A country that the library does not know has none here.
    """
    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        return NO_HOLIDAYS
    spoken = next((one for one in known_languages(country) if one.startswith(language)), None)
    found = holidays.country_holidays(country, years=year, language=spoken)
    # The library writes the apostrophe of typewriters.
    names = {day: found[day].replace("'", "’") for day in sorted(found) if day.year == year}
    return MappingProxyType(names)


@lru_cache(maxsize=64)
def known_languages(country: str) -> tuple[str, ...]:
    """List the languages in which the library names a country's holidays."""
    return tuple(holidays.country_holidays(country).supported_languages)
