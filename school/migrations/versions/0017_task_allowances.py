"""The time that a school allows for a task, from its own medians."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLE = "task_allowances"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("median", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_task_allowances_minutes")),
        sa.CheckConstraint("times > 0", name=op.f("ck_task_allowances_times")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_task_allowances_school_id_schools")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"],
            ["practical_tasks.id"],
            name=op.f("fk_task_allowances_task_id_practical_tasks"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_allowances")),
        sa.UniqueConstraint("reference", name=op.f("uq_task_allowances_reference")),
    )
    op.create_index(
        op.f("ix_task_allowances_school_id_task_allowances_task_id"), TABLE, ["school_id", "task_id"]
    )


def downgrade() -> None:
    op.drop_table(TABLE)


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")
