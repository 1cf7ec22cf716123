"""Traces of an OTDR that are signed with a sheet, in pieces."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

DOUBTS = ("clock_not_set", "in_future", "year_wrong", "before_training", "another_day")


def upgrade() -> None:
    op.create_table(
        "sheet_traces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("wavelength_nm", sa.BigInteger(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("levels", sa.String(), nullable=True),
        sa.Column("doubt", _doubt(), nullable=True),
        sa.Column("likeness", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["practical_sheets.id"],
            name=op.f("fk_sheet_traces_sheet_id_practical_sheets"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_traces")),
        sa.UniqueConstraint("reference", name=op.f("uq_sheet_traces_reference")),
        sa.UniqueConstraint("sheet_id", "position", name=op.f("uq_sheet_traces_sheet_id_position")),
    )
    op.create_index(op.f("ix_sheet_traces_points"), "sheet_traces", ["points"])
    op.create_index(
        op.f("ix_sheet_traces_serial_sheet_traces_taken_at"), "sheet_traces", ["serial", "taken_at"]
    )
    op.create_table(
        "trace_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trace_id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trace_id"], ["sheet_traces.id"], name=op.f("fk_trace_parts_trace_id_sheet_traces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trace_parts")),
        sa.UniqueConstraint(
            "trace_id", "reference", name=op.f("uq_trace_parts_trace_id_reference")
        ),
    )


def downgrade() -> None:
    op.drop_table("trace_parts")
    op.drop_table("sheet_traces")


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _doubt() -> sa.Enum:
    return sa.Enum(*DOUBTS, name="doubt", native_enum=False, create_constraint=True, length=40)
