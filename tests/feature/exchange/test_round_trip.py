"""Export, import into an empty database, export again: the same bytes (EXCHANGE)."""

from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from school.core.database import Database
from school.exchange.bundle import SPECS
from school.exchange.exporting import Export, write_archive, write_workbook
from tests.support.bundle_strategies import bundles
from tests.support.bundles import bring_in_well, exported, write_bundle
from tests.support.databases import ENGINES, Databases

# The databases of the fixture serve every example, which empties them first.
WITH_DATABASES = settings(
    max_examples=15,
    phases=[Phase.generate, Phase.reuse],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def two_databases(databases: Databases, engine_name: str) -> Iterator[list[Database]]:
    with ExitStack() as stack:
        urls = [stack.enter_context(databases.fresh(engine_name)) for _ in range(2)]
        opened = [Database(url) for url in urls]
        yield opened
        for database in opened:
            database.dispose()


def empty(database: Database) -> None:
    with database.transaction() as session:
        for spec in reversed(SPECS):
            session.execute(delete(spec.table))


def packed(database: Database, suffix: str) -> bytes:
    stream = BytesIO()
    with database.reading() as session:
        export = Export(session)
        (write_archive if suffix == ".zip" else write_workbook)(export, stream)
    return stream.getvalue()


@WITH_DATABASES
@given(texts=bundles(), suffix=st.sampled_from([".zip", ".xlsx"]))
def test_nothing_is_lost_on_the_way(
    two_databases: list[Database], texts: dict[str, str], suffix: str
) -> None:
    first, second = two_databases
    empty(first)
    empty(second)
    expected = {name: text.encode() for name, text in texts.items()}
    with TemporaryDirectory() as name:
        folder = Path(name)
        bring_in_well(first, write_bundle(folder / "in", texts))
        assert exported(first, folder / "out") == expected
        again = bring_in_well(first, folder / "out")
        assert not again.changes_something
        parcel = packed(first, suffix)
        folder.joinpath(f"parcel{suffix}").write_bytes(parcel)
        bring_in_well(second, folder / f"parcel{suffix}")
        assert exported(second, folder / "back") == expected
        assert packed(second, suffix) == parcel


@pytest.mark.parametrize("suffix", [".zip", ".xlsx"])
def test_the_same_records_make_the_same_bytes_on_both_databases(
    databases: Databases, tmp_path: Path, suffix: str
) -> None:
    tables = {
        "enterprises": "enterprise,name,partner_since\n"
        "é,Accent,2024-01-02\nZ,Capital,\na,small,1900-01-01\n=1,runs,\n",
    }
    parcels = []
    for engine in ENGINES:
        with databases.fresh(engine) as url:
            database = Database(url)
            bring_in_well(database, write_bundle(tmp_path / engine, tables))
            parcels.append(packed(database, suffix))
            database.dispose()
    assert parcels[0] == parcels[1]
