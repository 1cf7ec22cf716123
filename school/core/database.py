"""The database: declarative base, engines for SQLite and PostgreSQL, sessions.

Engine differences live in this module and in the migrations alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column

from school.core import sqlite_file
from school.core.errors import DatabaseUnavailable
from school.core.sql_text import fold_case_and_spaces

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
    "PRAGMA cache_size=-20000",
    "PRAGMA temp_store=MEMORY",
)

DECIMAL_SCALE = 6
"""Decimals kept after the point, in every stored quantity."""

DECIMAL_LIMIT = Decimal(10) ** 12
"""Stored quantities are smaller than this in absolute value."""


UNREADY_STATES = frozenset({"25006", "42P01", "42703"})
"""PostgreSQL's codes of a read-only server, a missing table and a missing column."""


class Base(DeclarativeBase):
    """The base of every table; names its constraints so that errors can be mapped to fields."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class Versioned:
    """A record that people edit on screen: a stale version is refused instead of overwritten."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal with six places, stored as an integer number of millionths.

    Both databases add and compare integers alike, so sums of hours and comparisons of
    measures give the same figure on either.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Turn a decimal into millionths; more than six places are rounded half to even."""
        del dialect
        if value is None:
            return None
        scaled = Decimal(value).scaleb(DECIMAL_SCALE)
        return int(scaled.to_integral_value(rounding=ROUND_HALF_EVEN))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """Turn millionths back into a decimal."""
        del dialect
        if value is None:
            return None
        return Decimal(value).scaleb(-DECIMAL_SCALE)


def reference_type() -> String:
    """Give the type of references and codes: compared by code point on both databases."""
    return String().with_variant(String(collation="C"), "postgresql")


def enum_type(enumeration: type[StrEnum], name: str) -> Enum:
    """Store an enumeration as its values, with a named check constraint in both databases."""
    return Enum(
        enumeration,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


def make_engine(url: str) -> Engine:
    """Create the engine for a database address, with the pragmas SQLite needs.

    Raises `DatabaseUnavailable` when the address cannot be read.
    """
    if url.startswith(("postgresql://", "postgres://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    # Errors are logged, and people's data are no part of logs: their values are left out.
    try:
        if not url.startswith("sqlite"):
            return create_engine(
                url, pool_pre_ping=True, pool_size=5, max_overflow=5, hide_parameters=True
            )
        engine = create_engine(url, connect_args={"timeout": 15}, hide_parameters=True)
    except Exception as error:
        raise DatabaseUnavailable(f"{type(error).__name__}: {error}") from error
    event.listen(engine, "connect", _prepare_sqlite_connection)
    sqlite_file.watch(engine)
    event.listen(engine, "begin", _begin_sqlite_transaction)
    return engine


def _prepare_sqlite_connection(connection: Any, record: object) -> None:
    del record
    # The driver's own transaction handling begins late and breaks savepoints: we begin ourselves.
    connection.isolation_level = None
    connection.create_function("fold_case_and_spaces", 1, fold_case_and_spaces, deterministic=True)
    cursor = connection.cursor()
    try:
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(pragma)
    finally:
        cursor.close()


def _begin_sqlite_transaction(connection: Connection) -> None:
    # A deferred transaction that later writes may fail at once when another wrote in between,
    # whatever the busy timeout: those who will write take their place at the start.
    writes = connection.get_execution_options().get("write_intent", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_unavailable(error: DBAPIError) -> bool:
    """Tell whether an error says that the database is away, not ready or not to be written.

    PostgreSQL gives a missing table or column, and a server that only reads, as errors of
    their own; SQLite gives both as errors of operation.
    """
    state = getattr(error.orig, "sqlstate", None)
    return isinstance(error, OperationalError | InterfaceError) or state in UNREADY_STATES


class Database:
    """The engine of one installation and the sessions opened on it."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self._writing_engine = self.engine.execution_options(write_intent=True)

    def session(self, *, write: bool) -> Session:
        """Open a session; one that writes takes its place among the writers at once."""
        engine = self._writing_engine if write else self.engine
        return Session(engine, expire_on_commit=False, autoflush=True)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Run a block in one transaction: committed at its end, rolled back on any error."""
        with self.session(write=True) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Run a block that only reads; whatever it might have changed is dropped."""
        with self.session(write=False) as session:
            try:
                yield session
            finally:
                session.rollback()

    def dispose(self) -> None:
        """Close every connection of the pool."""
        self.engine.dispose()


def one_at_a_time(session: Session, model: type[Base]) -> None:
    """Let no other transaction add to a table before this one ends; others may read it.

    For rules about all rows of a table, which two transactions that do not see one another would
    both find kept. SQLite's writing transactions exclude each other anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        name = model.__tablename__
        session.connection().exec_driver_sql(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE")


def snapshot(session: Session) -> None:
    """Let a session that has read nothing yet see one state of the database until it ends.

    SQLite's transactions do by themselves; PostgreSQL's otherwise see what others commit
    between two statements.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
