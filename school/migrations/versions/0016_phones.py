"""When each phone was last heard of."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "phones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=True),
        sa.Column("program", sa.String(), nullable=True),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("first_heard_at", sa.DateTime(), nullable=False),
        sa.Column("last_heard_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("held >= 0", name=op.f("ck_phones_held_counts")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_phones_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phones")),
        sa.UniqueConstraint(
            "account_id", "number", name=op.f("uq_phones_account_id_number")
        ),
    )
    with op.batch_alter_table("phones", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phones_last_heard_at"), ["last_heard_at"])


def downgrade() -> None:
    op.drop_table("phones")
