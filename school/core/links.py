"""What a signed link still is to the person who opens it."""

from datetime import datetime
from enum import StrEnum


class LinkState(StrEnum):
    """What a signed link still is to the person who opens it."""

    OPEN = "open"
    USED = "used"
    REPLACED = "replaced"
    EXPIRED = "expired"
    CLOSED = "closed"


def link_state(
    used_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, at: datetime
) -> LinkState:
    """Tell what a link is worth at an instant; one that was used stays readable for ever."""
    if used_at is not None:
        return LinkState.USED
    if revoked_at is not None:
        return LinkState.REPLACED
    return LinkState.OPEN if at < expires_at else LinkState.EXPIRED
