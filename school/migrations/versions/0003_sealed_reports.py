"""Sealed reports: what was signed, their files, and the schools they are about."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sealed_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "code",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(), nullable=False),
        sa.Column("manifest", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(edition = 1) = (replaces_id IS NULL)",
            name=op.f("ck_sealed_reports_first_replaces_none"),
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["sealed_reports.id"],
            name=op.f("fk_sealed_reports_replaces_id_sealed_reports"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_reports")),
        sa.UniqueConstraint("code", name=op.f("uq_sealed_reports_code")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_sealed_reports_replaces_id")),
    )
    with op.batch_alter_table("sealed_reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sealed_reports_sealed_at"), ["sealed_at"], unique=False
        )
    op.create_table(
        "sealed_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["sealed_reports.id"],
            name=op.f("fk_sealed_files_report_id_sealed_reports"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_files")),
        sa.UniqueConstraint("report_id", "name", name=op.f("uq_sealed_files_report_id_name")),
    )
    op.create_table(
        "sealed_schools",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["sealed_reports.id"],
            name=op.f("fk_sealed_schools_report_id_sealed_reports"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_sealed_schools_school_id_schools")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_schools")),
        sa.UniqueConstraint("report_id", "school_id", name=op.f("uq_sealed_schools_report_id_school_id")),
    )
    with op.batch_alter_table("sealed_schools", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sealed_schools_school_id"), ["school_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("sealed_schools")
    op.drop_table("sealed_files")
    op.drop_table("sealed_reports")
