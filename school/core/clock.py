"""Today and now, in one place so that tests and the demo school can choose them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEFAULT_TIME_ZONE = "Africa/Porto-Novo"


def now() -> datetime:
    """Give the present instant in UTC, to the second, without its zone (as it is stored)."""
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)


def local_now(time_zone: str = DEFAULT_TIME_ZONE) -> datetime:
    """Give the present instant on the clock of a school's time zone; Bénin's when unknown."""
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo(DEFAULT_TIME_ZONE)
    return datetime.now(zone)


def today(time_zone: str = DEFAULT_TIME_ZONE) -> date:
    """Give the civil date in a school's time zone (INDICATORS §1); Bénin's when unknown."""
    return local_now(time_zone).date()
