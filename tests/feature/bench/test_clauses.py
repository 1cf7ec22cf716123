"""The generated contracts: the statement by hand and the board give the same hours."""

from collections.abc import Iterator
from datetime import date

import pytest

from bench.clauses import by_hand, contracts
from bench.clauses.contracts import Size
from school.clauses.board.figures import board_of
from school.clauses.standing.options import Asked
from school.clauses.standing.report import UnitRow
from school.core.database import Database
from tests.support.databases import Databases

DAY = date(2026, 6, 30)
SMALL = Size(contracts=7, entries=3_000)


@pytest.fixture
def empty(databases: Databases, engine_name: str) -> Iterator[Database]:
    with databases.fresh(engine_name, empty=True) as address:
        database = Database(address)
        yield database
        database.dispose()


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
