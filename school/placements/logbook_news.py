"""A place for telling of validated days of a logbook, filled by a feature above this one."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from school.placements.models import Placement

LogbookNews = Callable[[Session, str, Placement], None]
"""Takes note that days of a placement were validated, by whom."""

_LISTENERS: list[LogbookNews] = []


def listen(news: LogbookNews) -> None:
    """Let a feature take note of validated days; asking twice is asking once."""
    if news not in _LISTENERS:
        _LISTENERS.append(news)


def tell(session: Session, actor: str, placement: Placement) -> None:
    """Tell those who asked that days of a logbook were validated."""
    for news in _LISTENERS:
        news(session, actor, placement)
