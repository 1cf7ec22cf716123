"""What one thing costs: the processor's time, and the most memory, each in a process of its own.

Time on the clock says little on a machine that others use too; the processor's time says nearly
the same whatever else runs.
"""

import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.national import by_hand
from bench.national.country import PASSWORD, director
from bench.servers import worked
from school import create_app
from school.config import load_settings
from school.core.database import Database
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import EVERY_SCHOOL, hiring_report

PAGES = ("/", "/report")
REQUESTS = 7
KILOBYTE = 1024


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor, and the most memory that the process held, in bytes."""

    seconds: float
    peak_bytes: int


def alone(work: Callable[..., float], *values: Any) -> Cost:
    """Run a function that gives its seconds in a new process, and see what memory that took."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        seconds = pool.submit(work, *values).result()
        return Cost(seconds, pool.submit(_peak).result())


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE


def national_report(address: str, day: date) -> float:
    """Compute the thorough report of the country, by school and sex; give its seconds."""
    options = Options(day, day, by=(Breakdown.SCHOOL, Breakdown.SEX))
    return _in_database(
        address, lambda session: hiring_report(session, EVERY_SCHOOL, options, thorough=True)
    )


def hand_written(address: str, day: date) -> float:
    """Ask the statement written by hand; give its seconds."""
    return _in_database(address, lambda session: by_hand.figures(session, day))


def _in_database(address: str, ask: Callable[[Session], object]) -> float:
    database = Database(address)
    with database.reading() as session:
        server = None
        if session.get_bind().dialect.name == "postgresql":
            # One process of the server does the work, so that its time can be read.
            session.execute(text("SET max_parallel_workers_per_gather = 0"))
            server = int(session.scalar(text("SELECT pg_backend_pid()")) or 0)
        begun = _seconds(server)
        ask(session)
        spent = _seconds(server) - begun
    database.dispose()
    return spent


def _seconds(server: int | None) -> float:
    return time.process_time() + (worked(server) if server else 0)


def directors_pages(address: str, instance: str) -> float:
    """Read a director's home and report some times; give the median seconds of one reading."""
    os.environ.update(DATABASE_URL=address, SCHOOL_INSTANCE=instance)
    Path(instance).mkdir(parents=True, exist_ok=True)
    client = create_app(load_settings(), WTF_CSRF_ENABLED=False).test_client()
    client.post("/sign-in", data={"identifier": director(1), "password": PASSWORD})
    spent = []
    for _ in range(REQUESTS):
        begun = time.process_time()
        for page in PAGES:
            status = client.get(page).status_code
            if status != 200:
                raise RuntimeError(f"{page} answered {status}")
        spent.append(time.process_time() - begun)
    return statistics.median(spent)
