"""What one thing costs: the processor's time, and the most memory, each in a process of its own.

Time on the clock says little on a machine that others use too; the processor's time says nearly
the same whatever else runs.
"""

import multiprocessing
import os
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bench.national import by_hand, simple_counts
from bench.national.country import MINISTRY, PASSWORD, director
from bench.national.paper import sealed_parameters
from bench.servers import worked
from school import create_app
from school.accounts.models import School
from school.config import load_settings
from school.core.clock import now
from school.core.database import Database
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import EVERY_SCHOOL, hiring_report
from school.hiring.sealing import operations
from school.hiring.sealing.operations import Sealer

DIRECTORS_PAGES = ("/", "/report", "/follow-up")
REQUESTS = 7
KILOBYTE = 1024


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor, and the most memory that the process held, in bytes.

    On PostgreSQL the seconds are those of the server too, the memory of the asking process alone.
    """

    seconds: float
    peak_bytes: int = 0


def alone(work: Callable[..., float], *values: Any) -> Cost:
    """Run a function that gives its seconds in a new process, and see what memory that took."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        seconds = pool.submit(work, *values).result()
        return Cost(seconds, pool.submit(_peak).result())


def _peak() -> int:
    # What the system tells of a process's use counts the one that it was forked from as well.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * KILOBYTE


def national_report(address: str, day: date) -> float:
    """Compute the thorough report of the country, by school and sex; give its seconds."""
    options = Options(day, day, by=(Breakdown.SCHOOL, Breakdown.SEX))
    return in_database(
        address, lambda session: hiring_report(session, EVERY_SCHOOL, options, thorough=True)
    )


def hand_written(address: str, day: date) -> float:
    """Ask the same figures by the statement written by hand; give its seconds."""
    return in_database(address, lambda session: by_hand.figures(session, day))


def counted_by_hand(address: str, day: date) -> float:
    """Ask the counts alone by a simpler statement written by hand; give its seconds."""
    return in_database(address, lambda session: simple_counts.figures(session, day))


def in_database(address: str, ask: Callable[[Session], object]) -> float:
    """Ask a database something; give the seconds of the processor, the server's included."""
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
    """Read the pages of a school's director some times; give the median seconds of all of them."""
    read = _reader(address, instance, director(1))
    return statistics.median(sum(map(read, DIRECTORS_PAGES)) for _ in range(REQUESTS))


def ministrys_page(address: str, instance: str) -> float:
    """Read the ministry's first page; give the seconds of the second time."""
    read = _reader(address, instance, MINISTRY)
    read("/")
    return read("/")


def sealing(address: str, instance: str, day: date) -> float:
    """Seal the report of every school, with its paper and files, and drop it; give the seconds."""
    with _application(address, instance).test_request_context():
        database = Database(address)
        with database.reading() as session:
            codes = session.scalars(select(School.reference).order_by(School.reference))
            parameters = sealed_parameters(tuple(codes), day)
            begun = time.process_time()
            operations.seal(session, parameters, Sealer("Bench", now(), Path(instance)))
            spent = time.process_time() - begun
        database.dispose()
    return spent


def _reader(address: str, instance: str, identifier: str) -> Callable[[str], float]:
    """Sign somebody in; give what reads a page and tells the seconds it took."""
    client = _application(address, instance).test_client()
    client.post("/sign-in", data={"identifier": identifier, "password": PASSWORD})

    def read(page: str) -> float:
        begun = time.process_time()
        status = client.get(page).status_code
        if status != 200:
            raise RuntimeError(f"{page} answered {status}")
        return time.process_time() - begun

    return read


def _application(address: str, instance: str) -> Flask:
    os.environ.update(DATABASE_URL=address, SCHOOL_INSTANCE=instance)
    Path(instance).mkdir(parents=True, exist_ok=True)
    return create_app(load_settings(), WTF_CSRF_ENABLED=False)
