"""Question banks by version, and quizzes: when they are open, attempts and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_questions()
    _create_windows()
    _create_attempts()
    _create_answers()


def downgrade() -> None:
    for name in ("quiz_answers", "quiz_attempts", "quiz_windows", "questions"):
        op.drop_table(name)


def _code(name: str) -> sa.Column[str]:
    kind = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False)


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _choice(name: str, *values: str) -> sa.Column[str]:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False)


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        name = f"ix_{table}_{'_'.join(columns)}" if len(columns) == 1 else _long(table, columns)
        batch_op.create_index(batch_op.f(name), list(columns), unique=False)


def _long(table: str, columns: tuple[str, ...]) -> str:
    return f"ix_{'_'.join(f'{table}_{column}' for column in columns)}"


def _create_questions() -> None:
    op.create_table(
        "questions",
        *_whole("id", "version_id", "module_id"),
        _code("reference"),
        *_whole("position"),
        sa.Column("kind", sa.String(), nullable=False),
        _code("lesson"),
        sa.Column("content", sa.JSON(), nullable=False),
        _key("questions", "version_id", "curriculum_versions"),
        _key("questions", "module_id", "modules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        _unique("questions", "version_id", "reference"),
    )
    _index("questions", "module_id")


def _create_windows() -> None:
    op.create_table(
        "quiz_windows",
        *_whole("id"),
        _code("reference"),
        *_whole("cohort_id", "module_id"),
        sa.Column("opens_at", sa.DateTime(), nullable=True),
        sa.Column("closes_at", sa.DateTime(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR closes_at >= opens_at",
            name=op.f("ck_quiz_windows_closes_after_opening"),
        ),
        _key("quiz_windows", "cohort_id", "cohorts"),
        _key("quiz_windows", "module_id", "modules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_windows")),
        _unique("quiz_windows", "reference"),
    )
    _index("quiz_windows", "cohort_id", "module_id")


def _create_attempts() -> None:
    op.create_table(
        "quiz_attempts",
        *_whole("id"),
        _code("reference"),
        *_whole("trainee_id", "cohort_id", "module_id"),
        _choice("purpose", "module", "practice"),
        _code("quiz"),
        *_whole("number"),
        sa.Column("curriculum_version", sa.String(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_late", sa.Boolean(), nullable=False),
        sa.Column("client_uuid", sa.String(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_quiz_attempts_number_from_one")),
        sa.CheckConstraint(
            "mark >= 0 AND mark <= 100000000", name=op.f("ck_quiz_attempts_mark_in_per_cent")
        ),
        _key("quiz_attempts", "trainee_id", "trainees"),
        _key("quiz_attempts", "cohort_id", "cohorts"),
        _key("quiz_attempts", "module_id", "modules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_attempts")),
        _unique("quiz_attempts", "reference"),
        _unique("quiz_attempts", "client_uuid"),
        _unique("quiz_attempts", "trainee_id", "purpose", "quiz", "number"),
    )
    _index("quiz_attempts", "cohort_id", "module_id")


def _create_answers() -> None:
    verdicts = (
        "right", "partly_right", "wrong", "not_a_number", "other_unit", "unanswered",
    )  # fmt: skip
    op.create_table(
        "quiz_answers",
        *_whole("id", "attempt_id"),
        _code("question"),
        *_whole("position"),
        sa.Column("drawn", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("share", sa.BigInteger(), nullable=False),
        _choice("verdict", *verdicts),
        sa.CheckConstraint(
            "share >= 0 AND share <= 1000000",
            name=op.f("ck_quiz_answers_share_from_nothing_to_one"),
        ),
        _key("quiz_answers", "attempt_id", "quiz_attempts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_answers")),
        _unique("quiz_answers", "attempt_id", "question"),
    )
