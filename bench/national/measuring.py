"""The national bench: what the report of a country costs beside a statement written by hand."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from bench.figures import table, written
from bench.national import country
from bench.national.costs import Cost, alone, directors_pages, hand_written, national_report
from bench.national.country import Size
from bench.national.paper import PAGES, papers
from school.core.clock import today
from school.core.database import Database

HERE = Path(tempfile.gettempdir()) / "school-national-bench"
MEGABYTE = 1_000_000
HEADS = ("what", "seconds", "floor seconds", "ratio", "peak MB")


@dataclass(frozen=True)
class Line:
    """What something took beside its floor, in seconds of the processor."""

    what: str
    product: float
    floor: float
    peak_bytes: int | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as the table shows it."""
        peak = "—" if self.peak_bytes is None else written(self.peak_bytes / MEGABYTE, 0)
        ratio = written(self.product / self.floor, 2)
        return (self.what, written(self.product, 2), written(self.floor, 2), ratio, peak)


@click.command("national")
@click.option("--folder", type=click.Path(path_type=Path), default=HERE, show_default=True)
@click.option("--schools", default=Size.schools, show_default=True)
@click.option("--trainees", default=Size.trainees, show_default=True, help="Of each school.")
@click.option("--rounds", default=2, show_default=True, help="Turns; the quickest counts.")
@click.option("--postgresql", help="The address of an empty database to measure as well.")
def measure(folder: Path, schools: int, trainees: int, rounds: int, postgresql: str | None) -> None:
    """Measure the figures of a generated country; it is kept in FOLDER for the next time."""
    folder.mkdir(parents=True, exist_ok=True)
    size, day = Size(schools, trainees), today()
    places = [_written(f"sqlite:///{folder}/{schools}-{trainees}-{day}.db", size, day)]
    if postgresql:
        places.append(_written(postgresql, size, day))
    single = _written(f"sqlite:///{folder}/1-{trainees}-{day}.db", Size(1, trainees), day)
    lines = [_national(place, day, rounds) for place in places]
    lines.append(_director(places[0], single, folder, rounds))
    paper = papers()
    lines.append(Line(f"PDF of {PAGES} pages beside a plain table", paper.product, paper.plain))
    click.echo(table(HEADS, [line.cells for line in lines]))


def _written(address: str, size: Size, day: date) -> str:
    database = Database(address)
    click.echo(f"Writing what is missing of {size.schools} schools…")

    def tell(number: int) -> None:
        if number % 20 == 0:
            click.echo(f"{number} of {size.schools} schools")

    country.write(database, size, day, tell)
    database.dispose()
    return address


def _national(place: str, day: date, rounds: int) -> Line:
    """Compute and ask, each time in a process of its own; the quickest of each counts."""
    kind = place.partition(":")[0]
    product = quickest(alone(national_report, place, day) for _ in range(rounds))
    floor = quickest(alone(hand_written, place, day) for _ in range(rounds))
    return Line(
        f"national report on {kind} beside SQL by hand",
        product.seconds,
        floor.seconds,
        product.peak_bytes,
    )


def _director(place: str, single: str, folder: Path, rounds: int) -> Line:
    instance = str(folder / "instance")
    among = quickest(alone(directors_pages, place, instance) for _ in range(rounds))
    by_itself = quickest(alone(directors_pages, single, instance) for _ in range(rounds))
    return Line(
        "a director's pages beside the same school alone",
        among.seconds,
        by_itself.seconds,
        among.peak_bytes,
    )


def quickest(costs: Iterator[Cost]) -> Cost:
    """Give the least seconds and the largest memory of several runs. Needs one at least."""
    found = list(costs)
    return Cost(min(one.seconds for one in found), max(one.peak_bytes for one in found))
