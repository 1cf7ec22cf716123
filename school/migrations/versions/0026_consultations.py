"""What enterprises are asked of the curriculum, what they answer and what is decided of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from school.migrations.purposes import allow_purposes, forbid_purposes

revision = "0026"
down_revision = "0027"
branch_labels = None
depends_on = None

NEW_PURPOSES = ("answer_consultation", "read_consultation")


def upgrade() -> None:
    _create_consultations()
    _create_items()
    _create_invitations()
    _create_answers()
    _create_choices()
    _create_decisions()
    allow_purposes(*NEW_PURPOSES)


def downgrade() -> None:
    forbid_purposes(*NEW_PURPOSES)
    for table in ("decisions", "choices", "answers", "invitations", "items"):
        op.drop_table(f"consultation_{table}")
    op.drop_table("consultations")


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _keys(table: str, *unique: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")),
    ]


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_consultations() -> None:
    table = "consultations"
    op.create_table(
        table,
        _number("id"),
        sa.Column("reference", _code(), nullable=False),
        _number("school_id"),
        _number("cohort_id", nullable=True),
        _number("year"),
        _text("title"),
        sa.Column("weighting", _choice("weighting", "one_each", "by_places"), nullable=False),
        sa.Column(
            "state", _choice("state", "draft", "open", "closed", "returned"), nullable=False
        ),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        _number("version"),
        sa.CheckConstraint(
            "(state = 'draft') = (opened_on IS NULL)", name=op.f("ck_consultations_open_has_a_day")
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'open')) = (closed_on IS NULL)",
            name=op.f("ck_consultations_closed_has_a_day"),
        ),
        sa.CheckConstraint(
            "(state = 'returned') = (returned_on IS NOT NULL)",
            name=op.f("ck_consultations_returned_on"),
        ),
        _to(table, "school_id", "schools"),
        _to(table, "cohort_id", "cohorts"),
        *_keys(table, "reference"),
    )
    _index(table, "school_id")
    _index(table, "cohort_id")


def _create_items() -> None:
    table = "consultation_items"
    op.create_table(
        table,
        _number("id"),
        sa.Column("reference", _code(), nullable=False),
        _number("consultation_id"),
        _number("position"),
        sa.Column("kind", _choice("kind", "module", "technology"), nullable=False),
        _number("module_id", nullable=True),
        _text("label", nullable=True),
        sa.CheckConstraint(
            "(kind = 'module' AND module_id IS NOT NULL AND label IS NULL) "
            "OR (kind = 'technology' AND label IS NOT NULL)",
            name=op.f("ck_consultation_items_module_or_label"),
        ),
        _to(table, "consultation_id", "consultations"),
        _to(table, "module_id", "modules"),
        *_keys(table, "reference"),
        sa.UniqueConstraint(
            "consultation_id",
            "position",
            name=op.f("uq_consultation_items_consultation_id_position"),
        ),
    )


def _create_invitations() -> None:
    table = "consultation_invitations"
    op.create_table(
        table,
        _number("id"),
        _number("consultation_id"),
        _number("enterprise_id"),
        sa.Column("invited_on", sa.Date(), nullable=False),
        _to(table, "consultation_id", "consultations"),
        _to(table, "enterprise_id", "enterprises"),
        *_keys(table, "consultation_id", "enterprise_id"),
    )
    _index(table, "enterprise_id")


def _create_answers() -> None:
    table = "consultation_answers"
    op.create_table(
        table,
        _number("id"),
        sa.Column("reference", _code(), nullable=False),
        _number("consultation_id"),
        _number("enterprise_id"),
        _number("number"),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        _text("answered_by"),
        _number("places", nullable=True),
        _number("hires", nullable=True),
        _text("hiring_for", nullable=True),
        _text("lacking", nullable=True),
        sa.CheckConstraint(
            "places BETWEEN 0 AND 500", name=op.f("ck_consultation_answers_places_of_an_enterprise")
        ),
        sa.CheckConstraint(
            "hires BETWEEN 0 AND 500", name=op.f("ck_consultation_answers_hires_of_an_enterprise")
        ),
        _to(table, "consultation_id", "consultations"),
        _to(table, "enterprise_id", "enterprises"),
        *_keys(table, "reference"),
        sa.UniqueConstraint(
            "consultation_id",
            "enterprise_id",
            "number",
            name=op.f("uq_consultation_answers_number"),
        ),
    )
    _index(table, "enterprise_id")


def _create_choices() -> None:
    table = "consultation_choices"
    op.create_table(
        table,
        _number("id"),
        _number("answer_id"),
        _number("item_id"),
        _number("place"),
        sa.CheckConstraint(
            "place BETWEEN 1 AND 5", name=op.f("ck_consultation_choices_place_of_five")
        ),
        _to(table, "answer_id", "consultation_answers"),
        _to(table, "item_id", "consultation_items"),
        *_keys(table, "answer_id", "item_id"),
    )
    _index(table, "item_id")


def _create_decisions() -> None:
    table = "consultation_decisions"
    op.create_table(
        table,
        _number("id"),
        sa.Column("reference", _code(), nullable=False),
        _number("item_id"),
        _number("number"),
        sa.Column(
            "verdict",
            _choice("verdict", "strengthen", "keep", "reduce", "postpone", "refuse"),
            nullable=False,
        ),
        _text("reason"),
        sa.Column("decided_on", sa.Date(), nullable=False),
        _number("version_id", nullable=True),
        _text("recorded_by"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "version_id IS NULL OR verdict IN ('strengthen', 'reduce')",
            name=op.f("ck_consultation_decisions_version_of_a_change"),
        ),
        _to(table, "item_id", "consultation_items"),
        _to(table, "version_id", "curriculum_versions"),
        *_keys(table, "reference"),
        sa.UniqueConstraint(
            "item_id", "number", name=op.f("uq_consultation_decisions_item_id_number")
        ),
    )
    _index(table, "version_id")
