"""Safety gates and tables of measures in versions; equipment, signed sheets and their photos."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

VERDICTS = ("acquired", "in_progress", "not_acquired")
KINDS = ("splicer", "cleaver", "otdr", "power_meter", "light_source", "microscope", "other")
WORDS = ("row_fr", "row_en", "short_fr", "short_en")


def upgrade() -> None:
    with op.batch_alter_table("task_measures", schema=None) as batch_op:
        for name in WORDS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
        batch_op.add_column(sa.Column("answer", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("average_of", sa.JSON(), nullable=True))
    op.execute("UPDATE task_measures SET answer = 'number', average_of = '[]'")
    with op.batch_alter_table("task_measures", schema=None) as batch_op:
        batch_op.alter_column("answer", existing_type=sa.String(length=40), nullable=False)
        batch_op.alter_column("average_of", existing_type=sa.JSON(), nullable=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_task_measures_answer"), "answer IN ('number', 'yes_no')"
        )
    _create_gates()
    _create_equipment()
    _create_sheets()
    _create_acknowledgements()
    _create_photos()


def downgrade() -> None:
    for table in (
        "photo_parts",
        "sheet_photos",
        "sheet_acknowledgements",
        "practical_sheets",
        "equipment",
        "task_gates",
    ):
        op.drop_table(table)
    with op.batch_alter_table("task_measures", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_task_measures_answer"), type_="check")
        for name in (*WORDS, "answer", "average_of"):
            batch_op.drop_column(name)


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _id(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _names(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _index(table: str, column: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _create_gates() -> None:
    table = "task_gates"
    op.create_table(
        table,
        _id("id"),
        _id("version_id"),
        _id("task_id"),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_fr", sa.String(), nullable=False),
        sa.Column("question_en", sa.String(), nullable=False),
        _names(table, "version_id", "curriculum_versions"),
        _names(table, "task_id", "practical_tasks"),
        _key(table),
        _unique(table, "version_id", "task_id", "reference"),
    )
    _index(table, "task_id")


def _create_equipment() -> None:
    table = "equipment"
    op.create_table(
        table,
        _id("id"),
        sa.Column("reference", _code(), nullable=False),
        _id("school_id"),
        sa.Column("kind", _choice("kind", *KINDS), nullable=False),
        sa.Column("serial", _code(), nullable=False),
        sa.Column("model", sa.String(), nullable=True),
        sa.Column("calibrated_on", sa.Date(), nullable=True),
        sa.Column("calibration_due_on", sa.Date(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "calibration_due_on >= calibrated_on", name=op.f("ck_equipment_due_after_calibration")
        ),
        _names(table, "school_id", "schools"),
        _key(table),
        _unique(table, "reference"),
        _unique(table, "school_id", "serial"),
    )


def _create_sheets() -> None:
    table = "practical_sheets"
    op.create_table(
        table,
        _id("id"),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("assessment_reference", _code(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _id("trainee_id"),
        _id("cohort_id"),
        _id("task_id"),
        _id("trainer_id", nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("computed", _choice("computed", *VERDICTS), nullable=True),
        sa.Column("verdict", _choice("verdict", *VERDICTS), nullable=False),
        sa.Column("stop_reason", sa.String(), nullable=True),
        sa.Column("decision_reason", sa.String(), nullable=True),
        sa.Column("correction_reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("curriculum_version", sa.String(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        _names(table, "trainee_id", "trainees"),
        _names(table, "cohort_id", "cohorts"),
        _names(table, "task_id", "practical_tasks"),
        _names(table, "trainer_id", "staff"),
        _key(table),
        _unique(table, "reference"),
        _unique(table, "assessment_reference", "number"),
    )
    _index(table, "trainee_id")
    _index(table, "cohort_id")


def _create_acknowledgements() -> None:
    table = "sheet_acknowledgements"
    op.create_table(
        table,
        _id("id"),
        _id("sheet_id"),
        sa.Column("acknowledged_by", sa.String(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=False),
        sa.Column("remark", sa.String(), nullable=True),
        _names(table, "sheet_id", "practical_sheets"),
        _key(table),
        _unique(table, "sheet_id"),
    )


def _create_photos() -> None:
    table = "sheet_photos"
    op.create_table(
        table,
        _id("id"),
        sa.Column("reference", _code(), nullable=False),
        _id("sheet_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        _names(table, "sheet_id", "practical_sheets"),
        _key(table),
        _unique(table, "reference"),
        _unique(table, "sheet_id", "position"),
    )
    parts = "photo_parts"
    op.create_table(
        parts,
        _id("id"),
        _id("photo_id"),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _names(parts, "photo_id", "sheet_photos"),
        _key(parts),
        _unique(parts, "photo_id", "reference"),
    )
