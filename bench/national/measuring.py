"""The national bench: what the report of a country costs beside a statement written by hand."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from bench.figures import table, written
from bench.national import country
from bench.national.costs import (
    Cost,
    alone,
    counted_by_hand,
    directors_pages,
    hand_written,
    ministrys_page,
    national_report,
    sealing,
)
from bench.national.country import Size
from bench.national.paper import papers
from school.core.clock import today
from school.core.database import Database

HERE = Path(tempfile.gettempdir()) / "school-national-bench"
MEGABYTE = 1_000_000
HEADS = ("what", "seconds", "floor seconds", "ratio", "peak MB")
FLOORS = """
Seconds are those of the processor, the quickest of the turns; the peak is the memory of the
process that does the work. What the floors do, in the same run:
- the same figures by hand: one SQL statement (by_hand.sql) that gives every sum and median of the
  report by school and sex, by school, by sex and in all; a test holds the two against each other;
- counts alone by hand: one simpler statement, of enrolments by school and sex: nobody is counted
  once, there is no median, no second breakdown and no twelfth month;
- the same school alone: its director's home, report and list of people to ask, in a database
  that holds no other school;
- a plain table: ReportLab's Table in a SimpleDocTemplate with the kit's margins and room around
  words, as many pages; for the table of the kit they are the very same cells."""


@dataclass(frozen=True)
class Line:
    """What something took beside its floor, in seconds of the processor."""

    what: str
    product: Cost
    floor: float

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as the table shows it."""
        peak = written(self.product.peak_bytes / MEGABYTE or None, 0)
        seconds = self.product.seconds
        ratio = written(seconds / self.floor, 2)
        return (self.what, written(seconds, 2), written(self.floor, 2), ratio, peak)


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
    instance = folder / "instance"
    lines = [line for place in places for line in _national(place, day, rounds)]
    lines += _pages(places[0], single, str(instance), day, rounds)
    lines += [
        Line(f"{paper.what} beside a plain table", Cost(paper.product), paper.plain)
        for paper in papers(single, instance, day)
    ]
    click.echo(table(HEADS, [line.cells for line in lines]))
    click.echo(FLOORS)


def _written(address: str, size: Size, day: date) -> str:
    database = Database(address)
    click.echo(f"Writing what is missing of {size.schools} schools…")

    def tell(number: int) -> None:
        if number % 20 == 0:
            click.echo(f"{number} of {size.schools} schools")

    country.write(database, size, day, tell)
    database.dispose()
    return address


def _national(place: str, day: date, rounds: int) -> list[Line]:
    """Compute and ask, each time in a process of its own; the quickest of each counts."""
    kind = place.partition(":")[0]
    product = quickest(alone(national_report, place, day) for _ in range(rounds))
    same = quickest(alone(hand_written, place, day) for _ in range(rounds))
    fewer = quickest(alone(counted_by_hand, place, day) for _ in range(rounds))
    report = f"national report on {kind}"
    return [
        Line(f"{report} beside the same figures by hand", product, same.seconds),
        Line(f"{report} beside its counts alone by hand", product, fewer.seconds),
    ]


def _pages(place: str, single: str, instance: str, day: date, rounds: int) -> list[Line]:
    """Read and seal among all schools, beside one alone and beside the figures by hand."""
    among = quickest(alone(directors_pages, place, instance) for _ in range(rounds))
    by_itself = quickest(alone(directors_pages, single, instance) for _ in range(rounds))
    portal = alone(ministrys_page, place, instance)
    sealed = alone(sealing, place, instance, day)
    by_hand = alone(hand_written, place, day).seconds
    return [
        Line("a director's pages beside the same school alone", among, by_itself.seconds),
        Line("the ministry's first page beside the figures by hand", portal, by_hand),
        Line("sealing the report of every school beside them", sealed, by_hand),
    ]


def quickest(costs: Iterator[Cost]) -> Cost:
    """Give the least seconds and the largest memory of several runs. Needs one at least."""
    found = list(costs)
    return Cost(min(one.seconds for one in found), max(one.peak_bytes for one in found))
