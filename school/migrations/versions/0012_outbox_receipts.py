"""What phones have sent, each entry once."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox_receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'refused')", name=op.f("ck_outbox_receipts_outcome")
        ),
        sa.CheckConstraint(
            "(outcome = 'accepted') = (location IS NOT NULL)",
            name=op.f("ck_outbox_receipts_accepted_somewhere"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_outbox_receipts_account_id_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_receipts")),
        sa.UniqueConstraint("uuid", name=op.f("uq_outbox_receipts_uuid")),
    )
    with op.batch_alter_table("outbox_receipts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_receipts_account_id"), ["account_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("outbox_receipts")
