"""What partner enterprises are and say: sites, representatives, interest, places, techniques."""

import sqlalchemy as sa
from alembic import op

from school.migrations.purposes import allow_purposes, forbid_purposes

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NEW_PURPOSE = "state_interest"
STATUSES = ("actively_looking", "interested", "not_open", "already_organised", "unknown")
REASONS = (
    "no_room",
    "no_supervisor",
    "no_activity",
    "cost",
    "past_experience",
    "another_school",
    "other",
)


def upgrade() -> None:
    _create_sites()
    _create_representatives()
    _create_interests()
    _create_questions()
    _create_places()
    _create_techniques()
    _create_merges()
    allow_purposes(NEW_PURPOSE)


def downgrade() -> None:
    forbid_purposes(NEW_PURPOSE)
    op.drop_table("enterprise_merges")
    op.drop_table("enterprise_techniques")
    op.drop_table("enterprise_places")
    op.drop_table("interest_questions")
    op.drop_table("enterprise_interests")
    op.drop_table("enterprise_representatives")
    op.drop_table("enterprise_sites")


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _names(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _index(name: str, table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(name), list(columns), unique=False)


def _create_sites() -> None:
    table = "enterprise_sites"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("town", sa.String(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("latitude", sa.BigInteger(), nullable=True),
        sa.Column("longitude", sa.BigInteger(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _check(table, "place_is_whole", "(latitude IS NULL) = (longitude IS NULL)"),
        _check(table, "latitude_of_earth", "latitude BETWEEN -90000000 AND 90000000"),
        _check(table, "longitude_of_earth", "longitude BETWEEN -180000000 AND 180000000"),
        _names(table, "enterprise_id", "enterprises"),
        _key(table),
        _unique(table, "reference"),
    )
    _index(f"ix_{table}_enterprise_id", table, "enterprise_id")


def _create_representatives() -> None:
    table = "enterprise_representatives"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("job", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("may_sign", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _check(table, "ends_after_start", "ends_on >= starts_on"),
        _names(table, "enterprise_id", "enterprises"),
        _key(table),
        _unique(table, "reference"),
    )
    _index(f"ix_{table}_enterprise_id", table, "enterprise_id")


def _create_questions() -> None:
    table = "interest_questions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("interest_id", sa.Integer(), nullable=True),
        _names(table, "enterprise_id", "enterprises"),
        _names(table, "interest_id", "enterprise_interests"),
        _names(table, "school_id", "schools"),
        _key(table),
        _unique(table, "reference"),
    )
    _index(f"ix_{table}_enterprise_id_{table}_year", table, "enterprise_id", "year")
    _index(f"ix_{table}_interest_id", table, "interest_id")
    _index(f"ix_{table}_school_id", table, "school_id")


def _create_interests() -> None:
    table = "enterprise_interests"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", _choice("status", *STATUSES), nullable=False),
        sa.Column("reason", _choice("reason", *REASONS), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("max_proposals_per_month", sa.Integer(), nullable=True),
        sa.Column("next_available_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        _check(table, "max_proposals_of_a_month", "max_proposals_per_month BETWEEN 0 AND 99"),
        _check(table, "year_of_our_time", "year BETWEEN 2000 AND 2199"),
        _names(table, "enterprise_id", "enterprises"),
        _key(table),
        _unique(table, "reference"),
    )
    _index(f"ix_{table}_enterprise_id_{table}_year", table, "enterprise_id", "year")


def _create_places() -> None:
    table = "enterprise_places"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("stated_by", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        _check(table, "ends_after_start", "ends_on >= starts_on"),
        _check(table, "places_of_a_period", "places BETWEEN 0 AND 999"),
        _names(table, "enterprise_id", "enterprises"),
        _names(table, "site_id", "enterprise_sites"),
        _key(table),
        _unique(table, "reference"),
    )
    _index(f"ix_{table}_enterprise_id", table, "enterprise_id")
    _index(f"ix_{table}_site_id", table, "site_id")


def _create_techniques() -> None:
    table = "enterprise_techniques"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", "technique", "equipment"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("stated_by", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        _names(table, "enterprise_id", "enterprises"),
        _key(table),
        _unique(table, "reference"),
    )
    _index(f"ix_{table}_enterprise_id", table, "enterprise_id")


def _create_merges() -> None:
    table = "enterprise_merges"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("double_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("merged_by", sa.String(), nullable=False),
        _check(table, "two_enterprises", "double_id <> enterprise_id"),
        _names(table, "double_id", "enterprises"),
        _names(table, "enterprise_id", "enterprises"),
        _key(table),
        _unique(table, "double_id"),
    )
    _index(f"ix_{table}_enterprise_id", table, "enterprise_id")
