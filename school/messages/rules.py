"""What people may choose about messages, and when what is told once a day leaves."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from school.core.clock import DEFAULT_TIME_ZONE

DIGEST_HOUR = time(6, 30)
"""When the day's news leave: before work, on the clock of the school's country."""

DIGEST_FROM = 3
"""Letters to one person, ready at once, from which on they are one."""


class News(StrEnum):
    """How often somebody wants to be told what asks nothing of them."""

    DAILY = "daily"
    AT_ONCE = "at_once"
    NEVER = "never"


@dataclass(frozen=True)
class Contact:
    """Somebody to write to: mail where there is an address, else SMS where there is a number."""

    name: str
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Wording:
    """One message in one language: a letter with its subject, and a short text for a telephone."""

    subject: str
    letter: str
    text: str = ""


def next_digest(at: datetime, time_zone: str = DEFAULT_TIME_ZONE) -> datetime:
    """Give the next moment at which the day's news leave, both moments in UTC without zone."""
    zone = ZoneInfo(time_zone)
    local = at.replace(tzinfo=UTC).astimezone(zone)
    leaves = datetime.combine(local.date(), DIGEST_HOUR, zone)
    if leaves <= local:
        leaves = datetime.combine(local.date() + timedelta(days=1), DIGEST_HOUR, zone)
    return leaves.astimezone(UTC).replace(tzinfo=None)
