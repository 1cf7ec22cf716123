"""Follow-up after the training: attempts to reach people, and hires checked by employers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FIRST_PURPOSES = ("confirm_placement", "validate_week", "declare_offer", "set_password")
NEW_PURPOSES = ("situation", "employment")


def upgrade() -> None:
    _create_follow_ups()
    _create_hire_checks()
    _allow_purposes((*FIRST_PURPOSES, *NEW_PURPOSES))


def downgrade() -> None:
    links = sa.table("signed_links", sa.column("purpose", sa.String()))
    op.execute(links.delete().where(links.c.purpose.in_(NEW_PURPOSES)))
    _allow_purposes(FIRST_PURPOSES)
    op.drop_table("hire_checks")
    op.drop_table("follow_ups")


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


def _create_follow_ups() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("attempted_on", sa.Date(), nullable=False),
        sa.Column(
            "channel", _choice("channel", "call", "message", "mail", "visit"), nullable=False
        ),
        sa.Column(
            "outcome",
            _choice(
                "outcome",
                "link_sent",
                "reached",
                "no_answer",
                "wrong_contact",
                "refused",
                "call_back",
            ),
            nullable=False,
        ),
        sa.Column("call_back_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("months IN (3, 6, 12, 24)", name=op.f("ck_follow_ups_months_of_a_delay")),
        sa.CheckConstraint(
            "(outcome = 'call_back') = (call_back_on IS NOT NULL)",
            name=op.f("ck_follow_ups_day_of_a_call_back"),
        ),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["trainees.id"], name=op.f("fk_follow_ups_trainee_id_trainees")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_follow_ups_cohort_id_cohorts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint("reference", name=op.f("uq_follow_ups_reference")),
    )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_follow_ups_trainee_id_follow_ups_cohort_id"),
            ["trainee_id", "cohort_id"],
            unique=False,
        )


def _create_hire_checks() -> None:
    op.create_table(
        "hire_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hire_reference", _code(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=True),
        sa.Column("contact_email", sa.String(), nullable=True),
        sa.Column("contact_phone", sa.String(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer", _choice("answer", "confirmed", "contested"), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column(
            "settlement",
            _choice("settlement", "confirmed", "corrected", "withdrawn"),
            nullable=True,
        ),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_on IS NULL)", name=op.f("ck_hire_checks_answer_has_a_day")
        ),
        sa.CheckConstraint(
            "(settlement IS NULL) = (settled_on IS NULL)",
            name=op.f("ck_hire_checks_settlement_has_a_day"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hire_checks")),
        sa.UniqueConstraint("hire_reference", name=op.f("uq_hire_checks_hire_reference")),
    )
