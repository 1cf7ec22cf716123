"""How placements end, step by step, and what tutor and apprentice say of them."""

import sqlalchemy as sa
from alembic import op

from school.migrations.purposes import allow_purposes, forbid_purposes

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
PURPOSE = "evaluate_placement"
SEQUELS = ("nothing", "undecided", "re_placement", "centre", "hired", "leaves")


def upgrade() -> None:
    _create_ends()
    _create_questions()
    _create_evaluations()
    allow_purposes(PURPOSE)


def downgrade() -> None:
    forbid_purposes(PURPOSE)
    op.drop_table("evaluations")
    op.drop_table("evaluation_questions")
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


def _create_questions() -> None:
    table = "evaluation_questions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("stated_by", sa.String(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        _names(table, "school_id", "schools"),
        _key(table),
        _unique(table, "reference"),
        _unique(table, "school_id", "number"),
    )


def _create_evaluations() -> None:
    table = "evaluations"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("voice", _choice("voice", "tutor", "apprentice"), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("job_answer", _choice("job_answer", "yes", "later", "no"), nullable=True),
        sa.Column("state", _choice("state", "plain", "open", "handled"), nullable=False),
        sa.Column("handled_on", sa.Date(), nullable=True),
        sa.Column("handled_by", sa.String(), nullable=True),
        sa.Column("handled_note", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'handled') = (handled_on IS NOT NULL)",
            name=op.f(f"ck_{table}_handled_dated"),
        ),
        _names(table, "placement_id", "placements"),
        _key(table),
        _unique(table, "reference"),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evaluations_placement_id"),
            ["placement_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_evaluations_state"), ["state"], unique=False)
