"""Plans of contact, visits that were missed, what each said at one and what was agreed."""

import sqlalchemy as sa
from alembic import op

from school.migrations.purposes import allow_purposes, forbid_purposes

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NEW_PURPOSE = "agreed_actions"
REASONS = (
    "apprentice_away",
    "tutor_away",
    "site_moved",
    "enterprise_postponed",
    "trainer_prevented",
    "no_transport",
    "other",
)
WORDS = ("apprentice_said", "tutor_said", "trainer_said", "missed_detail")
CHECKS = {
    "missed_reason": f"missed_reason IN ({', '.join(repr(reason) for reason in REASONS)})",
    "missed_for_a_reason": "(missed_on IS NULL) = (missed_reason IS NULL)",
    "made_or_missed": "missed_on IS NULL OR done_on IS NULL",
}


def upgrade() -> None:
    _extend_visits()
    _create_rules()
    _create_plans()
    _create_actions()
    allow_purposes(NEW_PURPOSE)


def downgrade() -> None:
    forbid_purposes(NEW_PURPOSE)
    op.drop_table("agreed_actions")
    op.drop_table("contact_plans")
    op.drop_table("contact_rules")
    with op.batch_alter_table("visits", schema=None) as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_visits_{name}"), type_="check")
        for column in (*WORDS, "missed_on", "missed_reason"):
            batch_op.drop_column(column)


def _extend_visits() -> None:
    with op.batch_alter_table("visits", schema=None) as batch_op:
        for column in WORDS:
            batch_op.add_column(sa.Column(column, sa.String(), nullable=True))
        batch_op.add_column(sa.Column("missed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("missed_reason", sa.String(length=40), nullable=True))
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_visits_{name}"), condition)


def _names(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _create_rules() -> None:
    table = "contact_rules"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("first_within_days", sa.Integer(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("midterm_visit", sa.Boolean(), nullable=False),
        sa.Column("final_visit", sa.Boolean(), nullable=False),
        sa.Column("director_after_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _check(table, "first_within_a_year", "first_within_days BETWEEN 1 AND 365"),
        _check(table, "every_within_a_year", "every_days BETWEEN 1 AND 365"),
        _check(table, "director_within_a_year", "director_after_days BETWEEN 0 AND 365"),
        _names(table, "school_id", "schools"),
        _key(table),
        _unique(table, "school_id"),
    )


def _create_plans() -> None:
    table = "contact_plans"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("keeper_id", sa.Integer(), nullable=True),
        sa.Column("first_within_days", sa.Integer(), nullable=True),
        sa.Column("every_days", sa.Integer(), nullable=True),
        sa.Column("midterm_visit", sa.Boolean(), nullable=True),
        sa.Column("final_visit", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _check(table, "first_within_a_year", "first_within_days BETWEEN 1 AND 365"),
        _check(table, "every_within_a_year", "every_days BETWEEN 1 AND 365"),
        _names(table, "placement_id", "placements"),
        _names(table, "keeper_id", "staff"),
        _key(table),
        _unique(table, "placement_id"),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_plans_keeper_id"), ["keeper_id"], unique=False)


def _create_actions() -> None:
    table = "agreed_actions"
    owner = sa.Enum(
        "apprentice", "tutor", "trainer",
        name="owner", native_enum=False, create_constraint=True, length=40,
    )  # fmt: skip
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "reference",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("owner", owner, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        _check(table, "done_by_somebody", "(done_on IS NULL) = (done_by IS NULL)"),
        _names(table, "visit_id", "visits"),
        _key(table),
        _unique(table, "reference"),
        _unique(table, "visit_id", "position"),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreed_actions_owner"), ["owner"], unique=False)
