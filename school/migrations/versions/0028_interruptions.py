"""Amendments that interrupt a placement for some days."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0029"
branch_labels = None
depends_on = None

VERSIONS, CONFIRMATIONS = "agreement_versions", "agreement_confirmations"
KINDS = ("initial", "period", "place", "duties", "tutor", "trainer", "break_off")
SECTIONS = (
    "period",
    "schedule",
    "place",
    "duties",
    "protection",
    "tutor",
    "trainer",
    "representative",
    "emergency",
    "break_off",
)
ADDED = "interruption"
CHECKS = {
    "interrupted_between": "(interrupted_from IS NULL) = (interrupted_until IS NULL)",
    "resumed_after": "interrupted_until >= interrupted_from",
}


def upgrade() -> None:
    with op.batch_alter_table(VERSIONS, schema=None) as batch_op:
        batch_op.add_column(sa.Column("interrupted_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("interrupted_until", sa.Date(), nullable=True))
    with op.batch_alter_table(VERSIONS, schema=None) as batch_op:
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_{VERSIONS}_{name}"), condition)
    _allow(VERSIONS, "kind", *KINDS, ADDED)
    _allow(CONFIRMATIONS, "section", *SECTIONS, ADDED)


def downgrade() -> None:
    _forget()
    _allow(CONFIRMATIONS, "section", *SECTIONS)
    _allow(VERSIONS, "kind", *KINDS)
    with op.batch_alter_table(VERSIONS, schema=None) as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_{VERSIONS}_{name}"), type_="check")
    with op.batch_alter_table(VERSIONS, schema=None) as batch_op:
        batch_op.drop_column("interrupted_until")
        batch_op.drop_column("interrupted_from")


def _forget() -> None:
    # Without their days these amendments say what a change of dates says.
    op.execute(f"DELETE FROM {CONFIRMATIONS} WHERE section = '{ADDED}'")
    op.execute(f"UPDATE {VERSIONS} SET kind = 'period' WHERE kind = '{ADDED}'")


def _allow(table: str, column: str, *values: str) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    name = f"ck_{table}_{column}"
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), f"{column} IN ({listed})")
