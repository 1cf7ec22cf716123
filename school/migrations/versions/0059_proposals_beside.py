"""Two hosts at once that a school wants, and people for whom another place was found."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0060"
branch_labels = None
depends_on = None

PROPOSALS = "placement_proposals"
CAUSES = {"placement_ends": "cause", "agreement_versions": "break_off_cause"}
REASONS = (
    "no_room",
    "no_supervisor",
    "dates",
    "profile",
    "no_answer",
    "mistake",
    "health",
    "conduct",
    "working_conditions",
    "enterprise_difficulty",
    "apprentice_choice",
    "hired_elsewhere",
    "did_not_show",
    "other",
)
NEW_REASON = "placed_elsewhere"


def upgrade() -> None:
    with op.batch_alter_table(PROPOSALS, schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("beside_another", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    with op.batch_alter_table(PROPOSALS, schema=None) as batch_op:
        batch_op.alter_column("beside_another", server_default=None)
    for table, column in CAUSES.items():
        _restrict(table, column, *REASONS, NEW_REASON)


def downgrade() -> None:
    for table, column in CAUSES.items():
        rows = sa.table(table, sa.column(column, sa.String()))
        taken = rows.c[column] == NEW_REASON
        op.execute(rows.update().where(taken).values({column: "other"}))
        _restrict(table, column, *REASONS)
    with op.batch_alter_table(PROPOSALS, schema=None) as batch_op:
        batch_op.drop_column("beside_another")


def _restrict(table: str, column: str, *reasons: str) -> None:
    name, listed = f"ck_{table}_{column}", ", ".join(f"'{one}'" for one in reasons)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), f"{column} IN ({listed})")
