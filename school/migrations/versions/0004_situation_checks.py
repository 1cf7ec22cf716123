"""Documents seen of situations that people stated: what, dated when, seen by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PROOFS = (
    "business_registration",
    "invoice",
    "enrolment_certificate",
    "student_card",
    "other_document",
    "named_person",
)


def upgrade() -> None:
    op.create_table(
        "situation_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "situation_reference",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column(
            "proof",
            sa.Enum(*PROOFS, name="proof", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("named", sa.String(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("seen_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(proof IS NULL) = (seen_on IS NULL)",
            name=op.f("ck_situation_checks_proof_has_a_day"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_checks")),
        sa.UniqueConstraint(
            "situation_reference", name=op.f("uq_situation_checks_situation_reference")
        ),
    )


def downgrade() -> None:
    op.drop_table("situation_checks")
