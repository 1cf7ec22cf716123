"""Export, import into an empty database, export again: the same bytes (EXCHANGE)."""

from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from school.core.database import Database
from school.exchange.bundle import SPECS
from school.exchange.exporting import Export, write_archive, write_workbook
from school.practicals.sheet_models import PracticalSheet
from school.practicals.trace_queries import last_traces
from school.practicals.trace_rules import read_trace
from school.practicals.traces.dates import DateDoubt
from tests.factories.practicals import make_sheet, make_trace
from tests.factories.records import make_assessment, make_cohort, make_enrolment
from tests.support.bundle_strategies import bundles
from tests.support.bundles import bring_in_well, exported, write_bundle
from tests.support.databases import ENGINES, Databases
from tests.support.sor_examples import synthetic
from tests.support.sor_files import long_file, written

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


def test_the_file_of_a_trace_comes_back_as_it_was_sent(
    two_databases: list[Database], tmp_path: Path
) -> None:
    first, second = two_databases
    file = long_file(40_000, 5)
    with first.transaction() as session:
        assessment = make_assessment(session, make_enrolment(session, make_cohort(session)))
        sheet = make_sheet(session, assessment)
        like = [["TR-ELSEWHERE", "same_trace", "new_date"]]
        make_trace(session, sheet, file, name="Fibre n° 12.sor", likeness=like)
        make_trace(session, sheet, doubt=DateDoubt.IN_FUTURE, position=1)
    exported(first, tmp_path / "out")
    bring_in_well(second, tmp_path / "out")
    with second.reading() as session:
        sheets = session.scalars(select(PracticalSheet)).all()
        (known, content), (dated, short) = last_traces(session, sheets)
        assert (content, short) == (written(file), written(synthetic()))
        assert (known.name, known.size, known.points) == ("Fibre n° 12.sor", len(content), 40_000)
        assert known.fingerprint == read_trace(BytesIO(content), "").fingerprint
        assert [one.as_plain() for one in known.likenesses] == like
        assert dated.doubt is DateDoubt.IN_FUTURE
