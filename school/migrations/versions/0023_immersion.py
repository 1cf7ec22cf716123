"""Duties done week by week, absences and accidents during placements."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_duties()
    _create_absences()
    _create_accidents()


def downgrade() -> None:
    op.drop_table("accidents")
    op.drop_table("placement_absences")
    op.drop_table("logbook_duties")


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _of_placement(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_placement_id_placements")
    return sa.ForeignKeyConstraint(["placement_id"], ["placements.id"], name=name)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _index_placement(table: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_placement_id"), ["placement_id"])


def _create_duties() -> None:
    table = "logbook_duties"
    named = op.f(f"fk_{table}_duty_id_placement_duties")
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("level", _choice("level", "shown", "helped", "alone"), nullable=False),
        sa.Column("validated_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["placement_duties.id"], name=named),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("duty_id", "week", name=op.f(f"uq_{table}_duty_id_week")),
    )


def _create_absences() -> None:
    table = "placement_absences"
    reasons = "sickness accident family transport no_work school no_news other".split()
    states = "declared excused unexcused mistake".split()
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.BigInteger(), nullable=True),
        sa.Column("reason", _choice("reason", *reasons), nullable=False),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("declared_by", sa.String(), nullable=False),
        sa.Column("status", _choice("status", *states), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _check(table, "ends_after_start", "last_on >= first_on"),
        _check(table, "hours_not_negative", "hours IS NULL OR hours >= 0"),
        _check(table, "settled_on_a_day", "(status = 'declared') = (settled_on IS NULL)"),
        _of_placement(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("reference", name=op.f(f"uq_{table}_reference")),
    )
    _index_placement(table)


def _create_accidents() -> None:
    table = "accidents"
    care = "none first_aid doctor hospital".split()
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("hour", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("care", _choice("care", *care), nullable=False),
        sa.Column("injury", sa.String(), nullable=True),
        sa.Column("witness", sa.String(), nullable=True),
        sa.Column("stopped_work", sa.Boolean(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("reported_by", sa.String(), nullable=False),
        sa.Column("status", _choice("status", "reported", "declared", "closed"), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=True),
        sa.Column("declared_to", sa.String(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("measures", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _check(
            table, "declared_to_somebody", "(declared_on IS NULL) = (declared_to IS NULL)"
        ),
        _check(table, "reported_first", "status <> 'reported' OR declared_on IS NULL"),
        _check(table, "closed_on_a_day", "(status = 'closed') = (closed_on IS NOT NULL)"),
        _check(table, "closed_with_measures", "(closed_on IS NULL) = (measures IS NULL)"),
        _of_placement(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("reference", name=op.f(f"uq_{table}_reference")),
    )
    _index_placement(table)
