"""What each version of the curriculum requires of its modules."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "module_rules",
        *_whole("id", "version_id", "module_id", "weeks", "centre_hours", "enterprise_hours"),
        *_json("prerequisites", "tasks"),
        *_whole("quiz_questions", "quiz_attempts"),
        sa.Column("quiz_minutes", sa.Integer(), nullable=True),
        sa.Column("centre_share", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_share", sa.BigInteger(), nullable=False),
        *_whole("quiz_mark"),
        *_json("safety"),
        sa.Column("completion_source", sa.String(), nullable=False),
        _key("version_id", "curriculum_versions"),
        _key("module_id", "modules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_rules")),
        sa.UniqueConstraint(
            "version_id", "module_id", name=op.f("uq_module_rules_version_id_module_id")
        ),
    )
    with op.batch_alter_table("module_rules", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_module_rules_module_id"), ["module_id"], unique=False)


def downgrade() -> None:
    op.drop_table("module_rules")


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _json(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _key(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_module_rules_{column}_{other}")
    )
