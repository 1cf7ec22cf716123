"""The reports that operators filed under contracts with an integration clause."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0059"
branch_labels = None
depends_on = None

REPORTS = "clause_reports"


def upgrade() -> None:
    code = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        REPORTS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", code, nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("period_ends_on", sa.Date(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "filed_on <= written_on", name=op.f(f"ck_{REPORTS}_filed_in_the_past")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contracts.id"], name=op.f(f"fk_{REPORTS}_contract_id_contracts")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["contract_documents.id"],
            name=op.f(f"fk_{REPORTS}_document_id_contract_documents"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{REPORTS}")),
        sa.UniqueConstraint("reference", name=op.f(f"uq_{REPORTS}_reference")),
        sa.UniqueConstraint(
            "contract_id", "period_ends_on", name=op.f(f"uq_{REPORTS}_contract_id_period_ends_on")
        ),
    )
    op.create_index(op.f(f"ix_{REPORTS}_document_id"), REPORTS, ["document_id"])


def downgrade() -> None:
    op.drop_table(REPORTS)
