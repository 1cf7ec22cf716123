"""The generated contracts: the statement by hand and the board give the same hours."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bench.clauses import by_hand, contracts, imports
from bench.clauses.contracts import Size
from school.clauses.board.figures import board_of
from school.clauses.standing.options import Asked
from school.clauses.standing.report import UnitRow
from school.core.database import Database
from tests.support.databases import Databases

DAY = date(2026, 6, 30)
SMALL = Size(contracts=7, entries=3_000)

Run = Callable[[str, Path, int, date], float]
Write = Callable[[Path, int, date], Path]


@pytest.fixture
def empty(databases: Databases, engine_name: str) -> Iterator[Database]:
    with databases.fresh(engine_name, empty=True) as address:
        database = Database(address)
        yield database
        database.dispose()


@pytest.mark.parametrize(
    ("run", "write"),
    [
        (imports.bundle_import, imports.write_rows),
        (imports.sheet_import, imports.write_sheet),
    ],
)
def test_a_month_is_imported_whole_and_dropped(
    databases: Databases, engine_name: str, tmp_path: Path, run: Run, write: Write
) -> None:
    """A row that is not taken in would make the bench fail."""
    with databases.fresh(engine_name, empty=True) as address:
        database = Database(address)
        contracts.write(database, Size(contracts=2, entries=250), DAY)
        database.dispose()
        for _ in range(2):
            assert run(address, write(tmp_path, 200, DAY), 200, DAY) > 0


def test_by_hand_and_by_the_board(empty: Database) -> None:
    contracts.write(empty, SMALL, DAY)
    with empty.reading() as session:
        rows = board_of(session, Asked(DAY, DAY)).units.rows
        counted = {
            (row.contract.id, row.lot, row.bucket.value): (
                *(row.standing.hours.validated, row.standing.hours.pending),
                *(row.standing.hours.rejected, row.standing.hours.ineligible),
            )
            for row in rows
            if isinstance(row, UnitRow) and row.standing.hours.declared
        }
        doubled = sum(row.standing.hours.double_counted for row in rows)
        assert by_hand.figures(session, DAY) == counted
    assert doubled > 0
