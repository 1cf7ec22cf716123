"""What people can do, as three voices say it, with its evidence; links by which tutors say it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FORMER_PURPOSES = (
    "confirm_placement",
    "validate_week",
    "declare_offer",
    "set_password",
    "situation",
    "employment",
)
NEW_PURPOSE = "rate_competencies"


def upgrade() -> None:
    _create_records()
    _create_evidence()
    _allow_purposes((*FORMER_PURPOSES, NEW_PURPOSE))


def downgrade() -> None:
    links = sa.table("signed_links", sa.column("purpose", sa.String()))
    op.execute(links.delete().where(links.c.purpose == NEW_PURPOSE))
    _allow_purposes(FORMER_PURPOSES)
    op.drop_table("competency_evidence")
    op.drop_table("competency_records")


def _allow_purposes(purposes: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{purpose}'" for purpose in purposes)
    with op.batch_alter_table("signed_links", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_signed_links_purpose"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_signed_links_purpose"), f"purpose IN ({listed})"
        )


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _create_records() -> None:
    levels = _choice("level", "not_seen", "0", "1", "2", "3")
    table = "competency_records"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("module", _code(), nullable=False),
        sa.Column("competency", _code(), nullable=False),
        sa.Column("curriculum_version", sa.String(), nullable=True),
        sa.Column("voice", _choice("voice", "self", "tutor", "trainer"), nullable=False),
        sa.Column("level", levels, nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("client_uuid", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["trainees.id"], name=op.f(f"fk_{table}_trainee_id_trainees")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("reference", name=op.f(f"uq_{table}_reference")),
        sa.UniqueConstraint(
            "client_uuid",
            "trainee_id",
            "module",
            "competency",
            name=op.f(f"uq_{table}_client_uuid_trainee_id_module_competency"),
        ),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_competency_records_person"),
            ["trainee_id", "module", "competency"],
            unique=False,
        )


def _create_evidence() -> None:
    table = "competency_evidence"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", "practical", "visit", "week", "quiz"), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["competency_records.id"],
            name=op.f(f"fk_{table}_record_id_competency_records"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "record_id", "kind", "reference", name=op.f(f"uq_{table}_record_id_kind_reference")
        ),
    )
