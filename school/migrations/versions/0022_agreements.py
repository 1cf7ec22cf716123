"""Agreements of placements in versions, with their parties, scans and duties."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from school.migrations.purposes import allow_purposes, forbid_purposes

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

PURPOSES = ("agreement_representative", "agreement_apprentice", "agreement_tutor")
STATUSES = (
    "draft",
    "ready_to_sign",
    "partially_signed",
    "to_correct",
    "in_review",
    "validated",
    "rejected",
    "cancelled",
    "deprecated",
)
OPEN = "status IN ('draft', 'ready_to_sign', 'partially_signed', 'to_correct', 'in_review')"
KINDS = ("initial", "period", "place", "duties", "tutor", "trainer", "break_off")
PARTIES = ("school", "representative", "apprentice", "tutor")
CHANNELS = ("link", "paper", "account")
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
TABLES = (
    "agreement_versions",
    "agreement_parties",
    "agreement_confirmations",
    "agreement_scans",
    "agreement_scan_parts",
    "placement_duties",
)


def upgrade() -> None:
    _create_versions()
    _create_parties()
    _create_confirmations()
    _create_scans()
    _create_duties()
    allow_purposes(*PURPOSES)


def downgrade() -> None:
    forbid_purposes(*PURPOSES)
    for table in reversed(TABLES):
        op.drop_table(table)


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _id(name: str, *, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _words(name: str, *, nullable: bool = True) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=nullable)


def _reference() -> "sa.Column[str]":
    return sa.Column("reference", _code(), nullable=False)


def _names(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _check(table: str, name: str, text: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(text, name=op.f(f"ck_{table}_{name}"))


def _create_versions() -> None:
    table = "agreement_versions"
    op.create_table(
        table,
        _id("id"),
        _reference(),
        _id("placement_id"),
        _id("number"),
        sa.Column("kind", _choice("kind", *KINDS), nullable=False),
        sa.Column("status", _choice("status", *STATUSES), nullable=False),
        sa.Column("status_since", sa.DateTime(), nullable=False),
        _id("renewed_from", nullable=True),
        *(_words(name) for name in ("justification", "reason", "reason_by")),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        *_sections(),
        sa.Column("version", sa.Integer(), nullable=False),
        _names(table, "placement_id", "placements"),
        _names(table, "tutor_id", "tutors"),
        _names(table, "trainer_id", "staff"),
        _key(table),
        _unique(table, "reference"),
        _unique(table, "placement_id", "number"),
        _check(table, "ends_after_start", "ends_on >= starts_on"),
        _check(table, "weekly_hours_positive", "weekly_hours > 0"),
        _check(table, "dated", "status <> 'validated' OR in_force_on IS NOT NULL"),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in ("status", "tutor_id", "trainer_id"):
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
        batch_op.create_index(
            "uq_agreement_versions_open",
            ["placement_id"],
            unique=True,
            sqlite_where=sa.text(OPEN),
            postgresql_where=sa.text(OPEN),
        )


def _sections() -> list["sa.Column[Any]"]:
    return [
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("weekly_hours", sa.BigInteger(), nullable=True),
        *(_words(name) for name in ("schedule", "place", "protection")),
        sa.Column("duties", sa.JSON(), nullable=False),
        _id("tutor_id", nullable=True),
        _id("trainer_id", nullable=True),
        *(_words(f"representative_{name}") for name in ("name", "job", "email", "phone")),
        *(_words(f"emergency_{name}") for name in ("name", "phone")),
        sa.Column("break_off_on", sa.Date(), nullable=True),
        sa.Column("break_off_cause", _choice("break_off_cause", *CAUSES), nullable=True),
        _words("break_off_detail"),
    ]


def _create_parties() -> None:
    table = "agreement_parties"
    op.create_table(
        table,
        _id("id"),
        _id("agreement_id"),
        sa.Column("party", _choice("party", *PARTIES), nullable=False),
        _words("name", nullable=False),
        _words("email"),
        _words("phone"),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        _id("reminders"),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        _words("signed_as"),
        sa.Column("channel", _choice("channel", *CHANNELS), nullable=True),
        _words("recorded_by"),
        _names(table, "agreement_id", "agreement_versions"),
        _key(table),
        _unique(table, "agreement_id", "party"),
        _check(table, "tutor_never_signs", "party <> 'tutor' OR signed_at IS NULL"),
        _check(table, "signed_by_channel", "(signed_at IS NULL) = (channel IS NULL)"),
        _check(table, "signed_by_somebody", "(signed_at IS NULL) = (signed_as IS NULL)"),
    )


def _create_confirmations() -> None:
    table = "agreement_confirmations"
    op.create_table(
        table,
        _id("id"),
        _id("agreement_id"),
        sa.Column("party", _choice("party", *PARTIES), nullable=False),
        sa.Column("section", _choice("section", *SECTIONS), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=False),
        _words("confirmed_by", nullable=False),
        sa.Column("channel", _choice("channel", *CHANNELS), nullable=False),
        _id("carried_from", nullable=True),
        _names(table, "agreement_id", "agreement_versions"),
        _key(table),
        _unique(table, "agreement_id", "party", "section"),
    )


def _create_scans() -> None:
    table = "agreement_scans"
    op.create_table(
        table,
        _id("id"),
        _reference(),
        _id("agreement_id"),
        sa.Column("party", _choice("party", *PARTIES), nullable=False),
        _id("size"),
        _words("digest", nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        _names(table, "agreement_id", "agreement_versions"),
        _key(table),
        _unique(table, "reference"),
        _unique(table, "agreement_id", "party"),
    )
    parts = "agreement_scan_parts"
    op.create_table(
        parts,
        _id("id"),
        _id("scan_id"),
        _reference(),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _names(parts, "scan_id", table),
        _key(parts),
        _unique(parts, "scan_id", "reference"),
    )


def _create_duties() -> None:
    table = "placement_duties"
    op.create_table(
        table,
        _id("id"),
        _reference(),
        _id("placement_id"),
        _id("position"),
        _words("wording", nullable=False),
        sa.Column("competencies", sa.JSON(), nullable=False),
        _id("since_version"),
        sa.Column("since_on", sa.Date(), nullable=False),
        _id("until_version", nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        _names(table, "placement_id", "placements"),
        _key(table),
        _unique(table, "reference"),
        _check(table, "ended_by_version", "(until_version IS NULL) = (until_on IS NULL)"),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_placement_duties_place"),
            ["placement_id", "position"],
            unique=False,
        )
