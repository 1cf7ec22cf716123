"""Maxima of measures that follow from other measures of their task."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("task_measures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("related", sa.JSON(), nullable=True))
        for name in ("related_fr", "related_en"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("task_measures", schema=None) as batch_op:
        for name in ("related_en", "related_fr", "related"):
            batch_op.drop_column(name)
