"""Good practices that teams write, and the contracts that use them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0034"
branch_labels = None
depends_on = None

PRACTICES = "good_practices"
USES = "practice_uses"


def upgrade() -> None:
    op.create_table(
        PRACTICES,
        *_keyed(),
        _number("operator_id", nullable=True),
        _text("team"),
        _text("title"),
        _text("done"),
        _text("meant_for", nullable=True),
        _text("search_key"),
        sa.Column("state", _choice("state", "draft", "published", "withdrawn"), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        _text("reason", nullable=True),
        _number("version"),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (reason IS NOT NULL)",
            name=op.f(f"ck_{PRACTICES}_withdrawn_for_a_reason"),
        ),
        _to(PRACTICES, "operator_id", "enterprises"),
        *_keys(PRACTICES, "reference"),
    )
    _index(PRACTICES, "operator_id")
    _index(PRACTICES, "state")
    op.create_table(
        USES,
        *_keyed(),
        _number("practice_id"),
        _number("contract_id"),
        sa.Column("used_since", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        _text("note", nullable=True),
        _text("stated_by"),
        _number("version"),
        sa.CheckConstraint("ended_on >= used_since", name=op.f(f"ck_{USES}_ended_after_used")),
        _to(USES, "practice_id", PRACTICES),
        _to(USES, "contract_id", "contracts"),
        sa.UniqueConstraint(
            "practice_id", "contract_id", name=op.f(f"uq_{USES}_practice_id_contract_id")
        ),
        *_keys(USES, "reference"),
    )
    _index(USES, "contract_id")


def downgrade() -> None:
    op.drop_table(USES)
    op.drop_table(PRACTICES)


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


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _keys(table: str, *unique: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")),
    ]
