"""Action plans of contracts: what is to be done, and the hours that were declared of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0037"
branch_labels = None
depends_on = None

ACTIONS = "clause_actions"
HOURS = "clause_action_hours"


def upgrade() -> None:
    op.create_table(
        ACTIONS,
        *_keyed(),
        _number("contract_id"),
        sa.Column("lot", _code(), nullable=False),
        sa.Column("bucket", _choice("bucket", "integration", "training"), nullable=False),
        _text("wording"),
        _text("owner_name"),
        _text("owner_email", nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("expected_hours", sa.BigInteger(), nullable=True),
        sa.Column("measure", _choice("measure", "declared", "entries"), nullable=False),
        _number("enterprise_id", nullable=True),
        sa.Column("state", _choice("state", "to_do", "running", "done", "dropped"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        _text("reason", nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        _number("version"),
        sa.CheckConstraint("due_on >= starts_on", name=op.f(f"ck_{ACTIONS}_due_after_start")),
        sa.CheckConstraint("expected_hours > 0", name=op.f(f"ck_{ACTIONS}_some_hours_expected")),
        sa.CheckConstraint(
            "(measure = 'entries') = (enterprise_id IS NOT NULL)",
            name=op.f(f"ck_{ACTIONS}_entries_of_an_enterprise"),
        ),
        _to(ACTIONS, "contract_id", "contracts"),
        _to(ACTIONS, "enterprise_id", "enterprises"),
        *_keys(ACTIONS, "reference"),
    )
    for column in ("contract_id", "enterprise_id", "owner_email"):
        op.create_index(op.f(f"ix_{ACTIONS}_{column}"), ACTIONS, [column])
    op.create_table(
        HOURS,
        *_keyed(),
        _number("action_id"),
        _number("number"),
        sa.Column("hours", sa.BigInteger(), nullable=False),
        _text("note", nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=False),
        _text("declared_by"),
        sa.CheckConstraint("hours >= 0", name=op.f(f"ck_{HOURS}_no_hours_below_nothing")),
        _to(HOURS, "action_id", ACTIONS),
        sa.UniqueConstraint("action_id", "number", name=op.f(f"uq_{HOURS}_action_id_number")),
        *_keys(HOURS, "reference"),
    )


def downgrade() -> None:
    op.drop_table(HOURS)
    op.drop_table(ACTIONS)


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _keyed() -> list[sa.Column[Any]]:
    return [_number("id"), sa.Column("reference", _code(), nullable=False)]


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _keys(table: str, *unique: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")),
    ]
