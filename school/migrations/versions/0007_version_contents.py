"""Thresholds, files and the whole content of each version of the curriculum.

The thresholds there are become those of every version that holds their task: all that was judged
so far was judged by them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COPIED = """
    reference, position, label_fr, label_en, unit, minimum, maximum, mean_maximum,
    plausible_minimum, plausible_maximum, repeats, required, source, set_by_school
"""
NEWEST = "SELECT max(id) FROM curriculum_versions"
# The versions of a task are those of the modules that have it; the newest, when none has.
GIVE_TO_VERSIONS = f"""
    INSERT INTO task_measures (version_id, task_id, {COPIED})
    SELECT held.version_id, measured.task_id, {COPIED}
    FROM task_measures AS measured
    JOIN (
        SELECT DISTINCT competencies.version_id AS version_id, module_tasks.task_id AS task_id
        FROM competencies JOIN module_tasks ON module_tasks.module_id = competencies.module_id
        UNION
        SELECT newest.id, practical_tasks.id
        FROM practical_tasks JOIN curriculum_versions AS newest ON newest.id = ({NEWEST})
        WHERE practical_tasks.id NOT IN (SELECT task_id FROM module_tasks)
    ) AS held ON held.task_id = measured.task_id
    WHERE measured.version_id IS NULL
"""
KEEP_NEWEST = """
    DELETE FROM task_measures WHERE version_id <> (
        SELECT max(other.version_id) FROM task_measures AS other
        WHERE other.task_id = task_measures.task_id
    )
"""


def upgrade() -> None:
    op.add_column("curriculum_versions", sa.Column("content", sa.Text(), nullable=True))
    with op.batch_alter_table("task_measures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version_id", sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_task_measures_task_id_reference"), type_="unique")
    op.execute(GIVE_TO_VERSIONS)
    # Without any version the curricula are loaded next, and with them their thresholds.
    op.execute("DELETE FROM task_measures WHERE version_id IS NULL")
    with op.batch_alter_table("task_measures", schema=None) as batch_op:
        batch_op.alter_column("version_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_task_measures_version_id_curriculum_versions"),
            "curriculum_versions",
            ["version_id"],
            ["id"],
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_task_measures_version_id_task_id_reference"),
            ["version_id", "task_id", "reference"],
        )
        batch_op.create_index(batch_op.f("ix_task_measures_task_id"), ["task_id"], unique=False)
    _create_files()


def downgrade() -> None:
    op.drop_table("lesson_files")
    op.execute(KEEP_NEWEST)
    with op.batch_alter_table("task_measures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_measures_task_id"))
        batch_op.drop_constraint(
            batch_op.f("uq_task_measures_version_id_task_id_reference"), type_="unique"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_task_measures_version_id_curriculum_versions"), type_="foreignkey"
        )
        batch_op.drop_column("version_id")
        batch_op.create_unique_constraint(
            batch_op.f("uq_task_measures_task_id_reference"), ["task_id", "reference"]
        )
    with op.batch_alter_table("curriculum_versions", schema=None) as batch_op:
        batch_op.drop_column("content")


def _create_files() -> None:
    op.create_table(
        "lesson_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column(
            "name",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["curriculum_versions.id"],
            name=op.f("fk_lesson_files_version_id_curriculum_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["modules.id"], name=op.f("fk_lesson_files_module_id_modules")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_files")),
        sa.UniqueConstraint(
            "version_id",
            "module_id",
            "name",
            name=op.f("uq_lesson_files_version_id_module_id_name"),
        ),
    )
    with op.batch_alter_table("lesson_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_files_module_id"), ["module_id"], unique=False)
