"""Who said to answer by a link that may have been handed on."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("signed_links", sa.Column("answered_by", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("signed_links", "answered_by")
