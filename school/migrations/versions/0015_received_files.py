"""Files that phones send in pieces, until the entry that they are of is taken in."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_files()
    _create_pieces()


def downgrade() -> None:
    op.drop_table("file_pieces")
    op.drop_table("received_files")


def _create_files() -> None:
    table = "received_files"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("touched_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "received BETWEEN 0 AND size", name=op.f("ck_received_files_received_within")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_received_files_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_files")),
        sa.UniqueConstraint("uuid", name=op.f("uq_received_files_uuid")),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in ("account_id", "touched_at"):
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _create_pieces() -> None:
    op.create_table(
        "file_pieces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["received_files.id"], name=op.f("fk_file_pieces_file_id_received_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_pieces")),
        sa.UniqueConstraint("file_id", "start", name=op.f("uq_file_pieces_file_id_start")),
    )
