"""Juries with their members and decisions, and the certificates they give."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_juries()
    _create_members()
    _create_decisions()
    _create_certificates()


def downgrade() -> None:
    for name in ("certificates", "jury_decisions", "jury_members", "juries"):
        op.drop_table(name)


def _code(name: str) -> sa.Column[str]:
    kind = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False)


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _date(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _choice(name: str, *words: str, nullable: bool = False) -> sa.Column[str]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=nullable)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def _keys(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        )
        for column, other in columns.items()
    ]


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _create_juries() -> None:
    op.create_table(
        "juries",
        *_whole("id"),
        _code("reference"),
        *_whole("cohort_id"),
        _date("held_on"),
        sa.Column("place", sa.String(), nullable=False),
        *_whole("president_id", "version"),
        *_keys("juries", cohort_id="cohorts", president_id="staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_juries")),
        sa.UniqueConstraint("reference", name=op.f("uq_juries_reference")),
    )
    _index("juries", "cohort_id")


def _create_members() -> None:
    op.create_table(
        "jury_members",
        *_whole("id", "jury_id", "staff_id"),
        *_keys("jury_members", jury_id="juries", staff_id="staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jury_members")),
        sa.UniqueConstraint("jury_id", "staff_id", name=op.f("uq_jury_members_jury_id_staff_id")),
    )
    _index("jury_members", "staff_id")


def _create_decisions() -> None:
    op.create_table(
        "jury_decisions",
        *_whole("id"),
        _code("reference"),
        *_whole("jury_id", "trainee_id"),
        sa.Column("module_id", sa.Integer(), nullable=True),
        _choice("outcome", "certified", "adjourned"),
        _choice("standing", "met", "not_met", "unknown"),
        *_texts("reason", "derogation"),
        _date("recorded_on"),
        sa.CheckConstraint(
            "outcome = 'certified' OR reason IS NOT NULL",
            name=op.f("ck_jury_decisions_adjourned_with_reason"),
        ),
        sa.CheckConstraint(
            "outcome = 'adjourned' OR standing = 'met' OR derogation IS NOT NULL",
            name=op.f("ck_jury_decisions_exception_with_reason"),
        ),
        *_keys("jury_decisions", jury_id="juries", trainee_id="trainees", module_id="modules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jury_decisions")),
        sa.UniqueConstraint(
            "reference", "recorded_on", name=op.f("uq_jury_decisions_reference_recorded_on")
        ),
    )
    _index("jury_decisions", "jury_id", "trainee_id")


def _create_certificates() -> None:
    op.create_table(
        "certificates",
        *_whole("id"),
        _code("code"),
        _code("decision_reference"),
        *_whole("trainee_id", "cohort_id"),
        sa.Column("module_id", sa.Integer(), nullable=True),
        _date("issued_on"),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        _code("status_list"),
        *_whole("status_index"),
        _date("revoked_on", nullable=True),
        _choice("revocation", "error", "corrected", "replaced", "fraud", nullable=True),
        *_texts("revocation_note"),
        sa.CheckConstraint(
            "(revoked_on IS NULL) = (revocation IS NULL)",
            name=op.f("ck_certificates_revoked_for_a_reason"),
        ),
        *_keys("certificates", trainee_id="trainees", cohort_id="cohorts", module_id="modules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sa.UniqueConstraint(
            "status_list", "status_index", name=op.f("uq_certificates_status_list_status_index")
        ),
    )
    _index("certificates", "cohort_id", "decision_reference", "trainee_id")
