"""How placements end, step by step: what was declared, contested, settled, and what follows."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

CAUSES = (
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
ACTIONS = ("declare", "agree", "contest", "close", "uphold", "correct", "plan")
STATES = ("declared", "agreed", "contested", "settled", "unanswered")
OUTCOMES = ("completed", "partly", "did_not_show", "broken_off")
DECIDERS = ("school", "enterprise", "apprentice", "together")
SEQUELS = ("nothing", "undecided", "re_placement", "centre", "hired", "leaves")


def upgrade() -> None:
    _create_ends()


def downgrade() -> None:
    op.drop_table("placement_ends")


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _names(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _create_ends() -> None:
    table = "placement_ends"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", _choice("action", *ACTIONS), nullable=False),
        sa.Column("party", _choice("party", "apprentice", "school"), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("state", _choice("state", *STATES), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("outcome", _choice("outcome", *OUTCOMES), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("missed_hours", sa.BigInteger(), nullable=True),
        sa.Column("cause", _choice("cause", *CAUSES), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("decided_by", _choice("decided_by", *DECIDERS), nullable=True),
        sa.Column("next_step", _choice("next_step", *SEQUELS), nullable=False),
        sa.Column("next_since", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "missed_hours IS NULL OR missed_hours >= 0",
            name=op.f(f"ck_{table}_missed_hours_positive"),
        ),
        _names(table, "placement_id", "placements"),
        _key(table),
        _unique(table, "reference"),
        _unique(table, "placement_id", "number"),
    )
