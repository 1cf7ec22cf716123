"""The timetable: weeks of cohorts, days off, rooms, sessions, and secret addresses of calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_weeks()
    _create_days()
    _create_rooms()
    _create_sessions()
    _create_feeds()


def downgrade() -> None:
    for name in ("calendar_feeds", "class_sessions", "rooms", "calendar_days", "cohort_weeks"):
        op.drop_table(name)


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _choice(name: str, *values: str) -> sa.Column[str]:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False)


def _create_weeks() -> None:
    op.create_table(
        "cohort_weeks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        _choice("place", "centre", "enterprise", "off"),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(place = 'off') = (module_id IS NULL)", name=op.f("ck_cohort_weeks_off_without_module")),
        _key("cohort_weeks", "cohort_id", "cohorts"),
        _key("cohort_weeks", "module_id", "modules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_weeks")),
        sa.UniqueConstraint("cohort_id", "starts_on", name=op.f("uq_cohort_weeks_cohort_id_starts_on")),
    )


def _create_days() -> None:
    op.create_table(
        "calendar_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        _choice("kind", "off", "worked"),
        sa.Column("label", sa.String(), nullable=False),
        _key("calendar_days", "school_id", "schools"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_days")),
        sa.UniqueConstraint("school_id", "date", name=op.f("uq_calendar_days_school_id_date")),
    )


def _create_rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_name", _code(), nullable=False),
        _key("rooms", "school_id", "schools"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("reference", name=op.f("uq_rooms_reference")),
        sa.UniqueConstraint("school_id", "sort_name", name=op.f("uq_rooms_school_id_sort_name")),
    )


def _create_sessions() -> None:
    op.create_table(
        "class_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        _choice("half_day", "morning", "afternoon"),
        sa.Column("trainer_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("hours", sa.BigInteger(), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours > 0 AND hours <= 6000000", name=op.f("ck_class_sessions_hours_of_half_day")),
        sa.CheckConstraint(
            "(cancelled_on IS NULL) = (cancel_reason IS NULL)",
            name=op.f("ck_class_sessions_cancelled_with_reason"),
        ),
        _key("class_sessions", "cohort_id", "cohorts"),
        _key("class_sessions", "module_id", "modules"),
        _key("class_sessions", "trainer_id", "staff"),
        _key("class_sessions", "room_id", "rooms"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_sessions")),
        sa.UniqueConstraint("reference", name=op.f("uq_class_sessions_reference")),
    )
    held = sa.text("cancelled_on IS NULL")
    op.create_index(op.f("ix_class_sessions_date"), "class_sessions", ["date"], unique=False)
    for column in ("cohort_id", "trainer_id", "room_id"):
        op.create_index(
            f"uq_class_sessions_{column}_date_half_day",
            "class_sessions",
            [column, "date", "half_day"],
            unique=True,
            sqlite_where=held,
            postgresql_where=held,
        )


def _create_feeds() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("trainee_id", sa.Integer(), nullable=True),
        sa.Column("tutor_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN staff_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN trainee_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN tutor_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_calendar_feeds_of_one_person"),
        ),
        _key("calendar_feeds", "staff_id", "staff"),
        _key("calendar_feeds", "trainee_id", "trainees"),
        _key("calendar_feeds", "tutor_id", "tutors"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )
    for column in ("staff_id", "trainee_id", "tutor_id"):
        op.create_index(op.f(f"ix_calendar_feeds_{column}"), "calendar_feeds", [column], unique=False)
