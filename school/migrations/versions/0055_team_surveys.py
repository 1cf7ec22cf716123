"""What production teams are asked about their own work, and what they answered."""

import sqlalchemy as sa
from alembic import op

from school.migrations.purposes import allow_purposes, forbid_purposes

revision = "0055"
down_revision = "0045"
branch_labels = None
depends_on = None

QUESTIONS = "survey_questions"
SURVEYS = "team_surveys"
NEW_PURPOSE = "assess_team"


def upgrade() -> None:
    code = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        QUESTIONS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", code, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("stated_by", sa.String(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{QUESTIONS}")),
        sa.UniqueConstraint("number", name=op.f(f"uq_{QUESTIONS}_number")),
        sa.UniqueConstraint("reference", name=op.f(f"uq_{QUESTIONS}_reference")),
    )
    op.create_table(
        SURVEYS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", code, nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("recipient_name", sa.String(), nullable=False),
        sa.Column("recipient_email", sa.String(), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (answers IS NULL)", name=op.f(f"ck_{SURVEYS}_answered_dated")
        ),
        sa.CheckConstraint(
            "answered_on >= asked_on", name=op.f(f"ck_{SURVEYS}_answered_after_asked")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contracts.id"], name=op.f(f"fk_{SURVEYS}_contract_id_contracts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{SURVEYS}")),
        sa.UniqueConstraint("reference", name=op.f(f"uq_{SURVEYS}_reference")),
    )
    op.create_index(op.f(f"ix_{SURVEYS}_contract_id"), SURVEYS, ["contract_id"])
    allow_purposes(NEW_PURPOSE)


def downgrade() -> None:
    forbid_purposes(NEW_PURPOSE)
    op.drop_table(SURVEYS)
    op.drop_table(QUESTIONS)
