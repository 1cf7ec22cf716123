"""Versions of the curriculum with what they teach, and what apprentices have read of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_versions()
    _create_lessons()
    _create_terms()
    _create_figures()
    _create_competencies()
    with op.batch_alter_table("cohorts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("curriculum_version_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_cohorts_curriculum_version_id_curriculum_versions"),
            "curriculum_versions",
            ["curriculum_version_id"],
            ["id"],
        )
    _create_progress()


def downgrade() -> None:
    op.drop_table("lesson_progress")
    with op.batch_alter_table("cohorts", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_cohorts_curriculum_version_id_curriculum_versions"), type_="foreignkey"
        )
        batch_op.drop_column("curriculum_version_id")
    for name in ("competencies", "figures", "terms", "lessons", "curriculum_versions"):
        op.drop_table(name)


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _json(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _create_versions() -> None:
    op.create_table(
        "curriculum_versions",
        *_whole("id"),
        sa.Column("code", _code(), nullable=False),
        sa.Column("version", _code(), nullable=False),
        *_texts("digest"),
        sa.Column("loaded_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_versions")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_curriculum_versions_code_version")),
    )


def _create_lessons() -> None:
    op.create_table(
        "lessons",
        *_whole("id", "version_id", "module_id"),
        sa.Column("reference", _code(), nullable=False),
        *_whole("position"),
        *_texts("title_fr", "title_en"),
        *_whole("minutes"),
        *_json("objectives_fr", "objectives_en", "competencies", "videos", "downloads"),
        *_texts("body_fr", "body_en"),
        _key("lessons", "version_id", "curriculum_versions"),
        _key("lessons", "module_id", "modules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sa.UniqueConstraint("version_id", "reference", name=op.f("uq_lessons_version_id_reference")),
    )
    with op.batch_alter_table("lessons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lessons_module_id"), ["module_id"], unique=False)


def _create_terms() -> None:
    op.create_table(
        "terms",
        *_whole("id", "version_id"),
        sa.Column("reference", _code(), nullable=False),
        *_texts("title_fr", "title_en", "definition_fr", "definition_en"),
        _key("terms", "version_id", "curriculum_versions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.UniqueConstraint("version_id", "reference", name=op.f("uq_terms_version_id_reference")),
    )


def _create_figures() -> None:
    op.create_table(
        "figures",
        *_whole("id", "version_id"),
        sa.Column("reference", _code(), nullable=False),
        *_texts("title_fr", "title_en", "description_fr", "description_en"),
        *_json("labels_fr", "labels_en"),
        *_texts("drawing"),
        _key("figures", "version_id", "curriculum_versions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
        sa.UniqueConstraint("version_id", "reference", name=op.f("uq_figures_version_id_reference")),
    )


def _create_competencies() -> None:
    op.create_table(
        "competencies",
        *_whole("id", "version_id", "module_id"),
        sa.Column("reference", _code(), nullable=False),
        *_whole("position"),
        *_texts("title_fr", "title_en"),
        _key("competencies", "version_id", "curriculum_versions"),
        _key("competencies", "module_id", "modules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competencies")),
        sa.UniqueConstraint(
            "version_id", "module_id", "reference", name=op.f("uq_competencies_version_id_module_id_reference")
        ),
    )
    with op.batch_alter_table("competencies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_competencies_module_id"), ["module_id"], unique=False)


def _create_progress() -> None:
    op.create_table(
        "lesson_progress",
        *_whole("id", "trainee_id"),
        sa.Column("lesson_reference", _code(), nullable=False),
        sa.Column("curriculum_version", sa.String(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("client_uuid", sa.String(), nullable=True),
        _key("lesson_progress", "trainee_id", "trainees"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_progress")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_lesson_progress_client_uuid")),
        sa.UniqueConstraint(
            "trainee_id", "lesson_reference", name=op.f("uq_lesson_progress_trainee_id_lesson_reference")
        ),
    )
