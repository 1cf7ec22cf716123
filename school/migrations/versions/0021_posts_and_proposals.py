"""Posts with their duties, and proposals of apprentices for them with every step taken."""

import sqlalchemy as sa
from alembic import op

from school.migrations.purposes import allow_purposes, forbid_purposes

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PURPOSE = "answer_proposal"
STATES = (
    "new",
    "processing",
    "postponed",
    "pool",
    "accepted",
    "refused",
    "cancelled",
    "obsolete",
    "lapsed",
)
REASONS = (
    "no_room",
    "no_supervisor",
    "dates",
    "skills",
    "distance",
    "another_candidate",
    "work_stopped",
    "mistake",
    "apprentice_choice",
    "post_closed",
    "hired",
    "placed",
)
TABLES = (
    "posts",
    "post_duties",
    "post_duty_competencies",
    "placement_proposals",
    "proposal_steps",
    "proposal_delays",
)


def upgrade() -> None:
    _create_posts()
    _create_duties()
    _create_proposals()
    _create_steps()
    _create_delays()
    allow_purposes(PURPOSE)


def downgrade() -> None:
    forbid_purposes(PURPOSE)
    for table in reversed(TABLES):
        op.drop_table(table)


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _day(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=null)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _identity(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _create_posts() -> None:
    op.create_table(
        "posts",
        _number("id"),
        sa.Column("reference", _code(), nullable=False),
        _number("school_id"),
        _number("enterprise_id"),
        _number("site_id", null=True),
        _number("tutor_id", null=True),
        _number("path_id"),
        _number("module_id", null=True),
        _text("title"),
        _text("department", null=True),
        _text("place", null=True),
        _day("starts_on"),
        _day("ends_on"),
        sa.Column("weekly_hours", sa.BigInteger(), nullable=True),
        _number("places"),
        _day("opened_on"),
        _day("closed_on", null=True),
        _number("version"),
        _check("posts", "ends_after_start", "ends_on >= starts_on"),
        _check("posts", "places_positive", "places > 0"),
        _check("posts", "weekly_hours_positive", "weekly_hours IS NULL OR weekly_hours > 0"),
        _key("posts", "school_id", "schools"),
        _key("posts", "enterprise_id", "enterprises"),
        _key("posts", "site_id", "enterprise_sites"),
        _key("posts", "tutor_id", "tutors"),
        _key("posts", "path_id", "paths"),
        _key("posts", "module_id", "modules"),
        _identity("posts"),
        _unique("posts", "reference"),
    )
    for column in ("school_id", "enterprise_id", "tutor_id"):
        op.create_index(op.f(f"ix_posts_{column}"), "posts", [column])


def _create_duties() -> None:
    op.create_table(
        "post_duties",
        _number("id"),
        sa.Column("reference", _code(), nullable=False),
        _number("post_id"),
        _number("position"),
        _text("wording"),
        _key("post_duties", "post_id", "posts"),
        _identity("post_duties"),
        _unique("post_duties", "reference"),
        _unique("post_duties", "post_id", "position"),
    )
    table = "post_duty_competencies"
    op.create_table(
        table,
        _number("id"),
        _number("duty_id"),
        sa.Column("module", _code(), nullable=False),
        sa.Column("competency", _code(), nullable=False),
        _key(table, "duty_id", "post_duties"),
        _identity(table),
        _unique(table, "duty_id", "module", "competency"),
    )


def _create_proposals() -> None:
    table = "placement_proposals"
    op.create_table(
        table,
        _number("id"),
        sa.Column("reference", _code(), nullable=False),
        _number("post_id"),
        _number("trainee_id"),
        _number("cohort_id"),
        _number("number"),
        sa.Column("state", _choice("state", STATES), nullable=False),
        _day("since"),
        _day("proposed_on"),
        _text("proposed_by"),
        _day("postponed_until", null=True),
        sa.Column("reason", _choice("reason", REASONS), nullable=True),
        _text("detail", null=True),
        sa.Column("shared_with_apprentice", sa.Boolean(), nullable=False),
        _number("placement_id", null=True),
        _number("version"),
        _check(table, "postponed_to_a_day", "(postponed_until IS NULL) = (state <> 'postponed')"),
        _check(
            table,
            "closed_with_reason",
            "(reason IS NULL) = (state NOT IN ('refused', 'cancelled', 'obsolete'))",
        ),
        _check(table, "placed_when_accepted", "placement_id IS NULL OR state = 'accepted'"),
        _key(table, "post_id", "posts"),
        _key(table, "trainee_id", "trainees"),
        _key(table, "cohort_id", "cohorts"),
        _key(table, "placement_id", "placements"),
        _identity(table),
        _unique(table, "reference"),
        _unique(table, "placement_id"),
        _unique(table, "post_id", "trainee_id", "number"),
    )
    op.create_index(op.f(f"ix_{table}_cohort_id"), table, ["cohort_id"])
    op.create_index(op.f(f"ix_{table}_proposed_on"), table, ["proposed_on"])
    op.create_index(
        op.f(f"ix_{table}_trainee_id_{table}_state"), table, ["trainee_id", "state"]
    )


def _create_steps() -> None:
    table = "proposal_steps"
    op.create_table(
        table,
        _number("id"),
        sa.Column("reference", _code(), nullable=False),
        _number("proposal_id"),
        _number("number"),
        sa.Column("state", _choice("state", STATES), nullable=False),
        _day("taken_on"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        _text("actor"),
        sa.Column("reason", _choice("reason", REASONS), nullable=True),
        _text("detail", null=True),
        _key(table, "proposal_id", "placement_proposals"),
        _identity(table),
        _unique(table, "reference"),
        _unique(table, "proposal_id", "number"),
    )


def _create_delays() -> None:
    table = "proposal_delays"
    op.create_table(
        table,
        _number("id"),
        sa.Column("reference", _code(), nullable=False),
        _number("school_id"),
        _number("days"),
        _text("decided_by"),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        _check(table, "days_of_a_delay", "days BETWEEN 1 AND 120"),
        _key(table, "school_id", "schools"),
        _identity(table),
        _unique(table, "reference"),
    )
    op.create_index(op.f(f"ix_{table}_school_id"), table, ["school_id"])
