"""Two transactions that overlap for certain: the second begins before the first has ended."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress

from sqlalchemy.orm import Session

from school.core.database import Database

LONG_ENOUGH = 0.7
"""Seconds in which the second comes as far as it may while the first holds what it took."""

Act = Callable[[Session], object]


def overlapping(database: Database, first: Act, second: Act) -> BaseException | None:
    """Let the second act while the first has acted and not committed; give what it raised.

    On PostgreSQL both have read before either is committed, unless a lock keeps the second
    waiting; SQLite lets one writer in after the other, and the outcome must be the same.
    """

    def act() -> None:
        with database.transaction() as session:
            second(session)

    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as session:
            first(session)
            session.flush()
            later = pool.submit(act)
            with suppress(NotYet):
                later.result(timeout=LONG_ENOUGH)
                raise AssertionError("the second did not wait for the first")
        return later.exception(timeout=60)
