"""The bench of clauses: what the national board costs beside one aggregate written by hand."""

import tempfile
from datetime import date
from pathlib import Path

import click

from bench.clauses import by_hand, contracts
from bench.clauses.contracts import Size
from bench.figures import table
from bench.national.costs import alone, in_database
from bench.national.measuring import HEADS, Line, quickest
from school.clauses.board.figures import board_of
from school.clauses.standing.options import Asked
from school.core.clock import today
from school.core.database import Database

HERE = Path(tempfile.gettempdir()) / "school-clauses-bench"


@click.command("clauses")
@click.option("--folder", type=click.Path(path_type=Path), default=HERE, show_default=True)
@click.option("--contracts", "number", default=Size.contracts, show_default=True)
@click.option("--entries", default=Size.entries, show_default=True)
@click.option("--rounds", default=2, show_default=True, help="Turns; the quickest counts.")
@click.option("--postgresql", help="The address of an empty database to measure as well.")
def measure(folder: Path, number: int, entries: int, rounds: int, postgresql: str | None) -> None:
    """Measure the board of generated contracts; they are kept in FOLDER for the next time."""
    folder.mkdir(parents=True, exist_ok=True)
    size, day = Size(number, entries), today()
    places = [f"sqlite:///{folder}/{number}-{entries}-{day}.db"]
    places += [postgresql] if postgresql else []
    lines = []
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
    click.echo(table(HEADS, [line.cells for line in lines]))


def board(address: str, day: date) -> float:
    """Compute the whole board; give its seconds."""
    return in_database(address, lambda session: board_of(session, Asked(day, day)))


def hand_written(address: str, day: date) -> float:
    """Ask for the hours by the statement written by hand; give its seconds."""
    return in_database(address, lambda session: by_hand.figures(session, day))
