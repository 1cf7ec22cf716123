"""Traces that apprentices read, their keys in versions, and readings corrected by them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_keys()
    _create_versions()
    _create_parts()
    _create_readings()


def downgrade() -> None:
    op.drop_table("sheet_readings")
    op.drop_table("reading_key_parts")
    op.drop_table("reading_key_versions")
    op.drop_table("reading_keys")


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _names(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _create_keys() -> None:
    table = "reading_keys"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("wavelength_nm", sa.BigInteger(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("levels", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _names(table, "school_id", "schools"),
        _key(table),
        _unique(table, "reference"),
        _unique(table, "school_id", "title"),
    )


def _create_versions() -> None:
    table = "reading_key_versions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("stated_by", sa.String(), nullable=False),
        sa.Column("stated_at", sa.DateTime(), nullable=False),
        _names(table, "key_id", "reading_keys"),
        _key(table),
        _unique(table, "reference"),
        _unique(table, "key_id", "number"),
    )


def _create_parts() -> None:
    table = "reading_key_parts"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _names(table, "key_id", "reading_keys"),
        _key(table),
        _unique(table, "key_id", "reference"),
    )


def _create_readings() -> None:
    table = "sheet_readings"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        _names(table, "sheet_id", "practical_sheets"),
        _names(table, "version_id", "reading_key_versions"),
        _key(table),
        _unique(table, "sheet_id"),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheet_readings_version_id"), ["version_id"], unique=False)
