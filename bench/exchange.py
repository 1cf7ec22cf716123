"""Measure the import and export of a large bundle: `python -m bench.exchange [--rows 100000]`.

Each command runs in a process of its own on a scratch database; its time, the most memory it
held, and those of a command that does next to nothing are printed.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import click

from tests.support.postgres import Cluster

CLASS_SIZE = 25
FIRST_DAY = date(2026, 1, 12)
KIBIBYTES_A_MEGABYTE = 1_000_000 / 1024


@dataclass(frozen=True)
class Ran:
    """How a command ran."""

    seconds: float
    processor_seconds: float
    megabytes: float


@click.command()
@click.option("--rows", default=100_000, show_default=True, type=click.IntRange(1_000, 2_000_000))
def main(rows: int) -> None:
    """Import a bundle twice and export it, on SQLite and on PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="school-bench-") as name:
        folder = Path(name)
        written = write_bundle(folder / "bundle", rows)
        click.echo(f"{written} rows")
        _measure(folder, "sqlite", {})
        with postgres() as url:
            _measure(folder, "postgresql", {"DATABASE_URL": url})


@contextmanager
def postgres() -> Iterator[str]:
    """Run a cluster for a while and give the address of its database."""
    cluster = Cluster()
    cluster.start()
    try:
        yield cluster.url
    finally:
        cluster.stop()


Tables = dict[str, tuple[str, Iterator[str]]]


def write_bundle(folder: Path, rows: int) -> int:
    """Write a bundle of about that many rows, nine in ten of them of attendance and practicals."""
    folder.mkdir()
    people = max(rows // 100, 1)
    tables = {**_what_stands(people), **_what_happens(people)}
    return sum(_write(folder / f"{name}.csv", *table) for name, table in tables.items())


def _what_stands(people: int) -> Tables:
    cohorts = people // CLASS_SIZE + 1
    return {
        "schools": ("school,name,country", iter(["EMN,École,BJ"])),
        "staff": (
            "email,name,role,school",
            (f"formateur{one}@emn.test,Koffi,trainer,EMN" for one in range(20)),
        ),
        "enterprises": ("enterprise,name", (f"E{one},Réseaux {one}" for one in range(50))),
        "cohorts": (
            "cohort,school,path,name,starts_on",
            (f"C{one},EMN,deployment,Promotion {one},{FIRST_DAY}" for one in range(cohorts)),
        ),
        "trainees": (
            "trainee,family_name,given_names,sex,born_on",
            (f"T{one},Houngbédji {one},Aïcha,F,2004-05-17" for one in range(people)),
        ),
        "enrolments": (
            "trainee,cohort,enrolled_on,certified_on",
            (f"T{one},C{one // CLASS_SIZE},{FIRST_DAY},2026-09-11" for one in range(people)),
        ),
    }


def _what_happens(people: int) -> Tables:
    return {
        "attendance": ("trainee,cohort,date,half_day,state,hours", _attendance(people)),
        "assessments": (
            "assessment,trainee,cohort,task,trainer,assessed_on,verdict,note,recorded_on",
            _assessments(people),
        ),
        "measures": (
            "assessment,measure,value,unit",
            (f"A{one},loss,0.0{one % 9 + 1},dB" for one in range(people * 10)),
        ),
        "placements": (
            "placement,trainee,cohort,enterprise,starts_on,ends_on,status",
            (
                f"P{one},T{one},C{one // CLASS_SIZE},E{one % 50},2026-03-02,2026-04-24,completed"
                for one in range(people)
            ),
        ),
        "hires": (
            "hire,trainee,enterprise,contract,starts_on,evidence",
            (f"H{one},T{one},E{one % 50},open_ended,2026-10-05,E2" for one in range(people)),
        ),
    }


def _attendance(people: int) -> Iterator[str]:
    # Day by day, as roll calls are taken: the people of a block of rows are many.
    for day in range(38):
        taken = FIRST_DAY + timedelta(days=day)
        for one in range(people):
            for half_day in ("morning", "afternoon"):
                yield f"T{one},C{one // CLASS_SIZE},{taken},{half_day},present,3.5"


def _assessments(people: int) -> Iterator[str]:
    for one in range(people * 10):
        person = one % people
        day = FIRST_DAY + timedelta(days=one % 200)
        yield (
            f"A{one},T{person},C{person // CLASS_SIZE},PA-05,formateur{one % 20}@emn.test,"
            f"{day},acquired,Soudure propre,{day}"
        )


def _write(path: Path, header: str, rows: Iterator[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f"{header}\n")
        for row in rows:
            stream.write(f"{row}\n")
            count += 1
    return count


def _measure(folder: Path, engine: str, environment: dict[str, str]) -> None:
    place = folder / engine
    settings = {**os.environ, "SCHOOL_INSTANCE": str(place / "instance"), **environment}
    _run(settings, "upgrade")
    commands: dict[str, Sequence[str]] = {
        "base": ("user", "list"),
        "import": ("import", str(folder / "bundle")),
        "import again": ("import", str(folder / "bundle")),
        "export to a folder": ("export", str(place / "out")),
        "export to .xlsx": ("export", str(place / "out.xlsx")),
        "import of .xlsx": ("import", str(place / "out.xlsx")),
    }
    for name, command in commands.items():
        ran = _run(settings, *command)
        click.echo(
            f"{engine:11} {name:20} {ran.seconds:6.1f} s, of which {ran.processor_seconds:5.1f} s "
            f"of processor, {ran.megabytes:6.0f} MB"
        )


def _run(environment: dict[str, str], *command: str) -> Ran:
    started = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "school", *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise click.ClickException(f"school {command[0]} ended with {process.returncode}")
    return Ran(
        perf_counter() - started,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / KIBIBYTES_A_MEGABYTE,
    )


if __name__ == "__main__":
    main()
