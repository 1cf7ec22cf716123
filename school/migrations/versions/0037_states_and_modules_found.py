"""Indexes: what waits to be settled, and which posts and questions name a module or a path."""

from alembic import op

revision = "0037"
down_revision = "0033"
branch_labels = None
depends_on = None

INDEXES = (
    ("placement_absences", "status"),
    ("accidents", "status"),
    ("posts", "path_id"),
    ("posts", "module_id"),
    ("consultation_items", "module_id"),
)


def upgrade() -> None:
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    for table, column in INDEXES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
