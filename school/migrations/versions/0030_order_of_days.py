"""Days that follow each other, who took a low mark up, and an index for the sites of posts."""

from alembic import op

revision = "0030"
down_revision = "0026"
branch_labels = None
depends_on = None

CHECKS = {
    "enterprise_places": {"withdrawn_after_stated": "withdrawn_on >= stated_on"},
    "enterprise_techniques": {"withdrawn_after_stated": "withdrawn_on >= stated_on"},
    "posts": {"closed_after_opened": "closed_on >= opened_on"},
    "placement_duties": {"ended_after_begun": "until_on >= since_on"},
    "consultations": {"closed_after_opened": "closed_on >= opened_on"},
    "evaluations": {
        "handled_after_given": "handled_on >= given_on",
        "handled_by_somebody": "(handled_on IS NULL) = (handled_by IS NULL)",
    },
}


def upgrade() -> None:
    for table, checks in CHECKS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, condition in checks.items():
                batch_op.create_check_constraint(batch_op.f(f"ck_{table}_{name}"), condition)
    op.create_index(op.f("ix_posts_site_id"), "posts", ["site_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_posts_site_id"), table_name="posts")
    for table, checks in CHECKS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in checks:
                batch_op.drop_constraint(batch_op.f(f"ck_{table}_{name}"), type_="check")
