"""The bench of clauses: the national board beside one aggregate written by hand, and imports.

It fails where the board takes more than three times the aggregate, and where an import of a month
holds more memory the longer its file is.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from bench.clauses import by_hand, contracts, imports
from bench.clauses.contracts import Size
from bench.figures import table, written
from bench.national.costs import Cost, alone, in_database
from bench.national.measuring import HEADS, MEGABYTE, Line, quickest
from school.clauses.board.figures import board_of
from school.clauses.standing.options import Asked
from school.core.clock import today
from school.core.database import Database

MOST_RATIO = 3
"""What the board may take beside the aggregate, before the bench fails."""

MOST_BYTES = 64_000_000
"""What the whole file may hold in memory beyond a tenth of it: what knows a repeated row."""

HERE = Path(tempfile.gettempdir()) / "school-clauses-bench"


@click.command("clauses")
@click.option("--folder", type=click.Path(path_type=Path), default=HERE, show_default=True)
@click.option("--contracts", "number", default=Size.contracts, show_default=True)
@click.option("--entries", default=Size.entries, show_default=True)
@click.option("--rounds", default=2, show_default=True, help="Turns; the quickest counts.")
@click.option("--imported", default=100_000, show_default=True, help="Rows of a month.")
@click.option("--postgresql", help="The address of an empty database to measure as well.")
def measure(
    folder: Path, number: int, entries: int, rounds: int, imported: int, postgresql: str | None
) -> None:
    """Measure the board of generated contracts; they are kept in FOLDER for the next time.

    Ends with status 1 where a bound is passed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    size, day = Size(number, entries), today()
    places = [f"sqlite:///{folder}/{number}-{entries}-{day}.db"]
    places += [postgresql] if postgresql else []
    lines, grown = [], []
    for place in places:
        click.echo(f"Writing {entries} entries where they are missing…")
        database = Database(place)
        contracts.write(database, size, day)
        database.dispose()
        product = quickest(alone(board, place, day) for _ in range(rounds))
        floor = quickest(alone(hand_written, place, day) for _ in range(rounds))
        kind = place.partition(":")[0]
        what = f"board of {number} contracts on {kind} beside its hours by hand"
        lines.append(Line(what, product, floor.seconds))
        grown += [
            _growth(what, run, place, files, day)
            for what, run, files in _imports(folder, imported, day)
        ]
    click.echo(table(HEADS, [line.cells for line in lines]))
    for one in grown:
        click.echo(one.words)
    slow = [line.what for line in lines if line.product.seconds > MOST_RATIO * line.floor]
    heavy = [one.what for one in grown if one.more_bytes > MOST_BYTES]
    if slow or heavy:
        raise click.ClickException("beyond its bound: " + ", ".join([*slow, *heavy]))


@dataclass(frozen=True)
class Growth:
    """An import of a whole file and of a tenth of it."""

    what: str
    whole: Cost
    tenth: Cost

    @property
    def more_bytes(self) -> int:
        """The memory that the whole file takes beyond its tenth."""
        return self.whole.peak_bytes - self.tenth.peak_bytes

    @property
    def words(self) -> str:
        """Say it in a line."""
        peak, more = (
            written(size / MEGABYTE, 0) for size in (self.whole.peak_bytes, self.more_bytes)
        )
        seconds = written(self.whole.seconds, 1)
        return f"{self.what}: {seconds} s, peak {peak} MB, {more} MB more than for a tenth of it"


Rows = tuple[Path, int]


def _imports(
    folder: Path, rows: int, day: date
) -> Iterator[tuple[str, Callable[..., float], list[Rows]]]:
    for what, run, write in (
        ("school import", imports.bundle_import, imports.write_rows),
        ("an officer's file", imports.sheet_import, imports.write_sheet),
    ):
        files = [(write(folder, many, day), many) for many in (rows, rows // 10)]
        yield f"{what} of {rows} rows", run, files


def _growth(
    what: str, run: Callable[..., float], place: str, files: list[Rows], day: date
) -> Growth:
    kind = place.partition(":")[0]
    costs = [alone(run, place, path, many, day) for path, many in files]
    return Growth(f"{what} on {kind}", *costs)


def board(address: str, day: date) -> float:
    """Compute the whole board; give its seconds."""
    return in_database(address, lambda session: board_of(session, Asked(day, day)))


def hand_written(address: str, day: date) -> float:
    """Ask for the hours by the statement written by hand; give its seconds."""
    return in_database(address, lambda session: by_hand.figures(session, day))
