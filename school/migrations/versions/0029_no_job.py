"""When the school learned that a job a tutor had spoken of will not come, and from whom."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0030"
branch_labels = None
depends_on = None

CHECKS = {
    "no_job_by_somebody": "(no_job_on IS NULL) = (no_job_by IS NULL)",
    "no_job_after_given": "no_job_on >= given_on",
    "no_job_of_a_yes": "no_job_on IS NULL OR job_answer = 'yes'",
}


def upgrade() -> None:
    with op.batch_alter_table("evaluations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("no_job_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("no_job_by", sa.String(), nullable=True))
    with op.batch_alter_table("evaluations", schema=None) as batch_op:
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_evaluations_{name}"), condition)


def downgrade() -> None:
    with op.batch_alter_table("evaluations", schema=None) as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_evaluations_{name}"), type_="check")
        batch_op.drop_column("no_job_by")
        batch_op.drop_column("no_job_on")
