"""What contracts with a clause say beside their columns: kind, reports, criteria, documents."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0035"
branch_labels = None
depends_on = None

KINDS = (
    "works",
    "design_build",
    "concession",
    "public_private",
    "lease",
    "operation",
    "other",
)
WHOLE_NUMBERS = ("report_every_months", "report_within_days")
TABLES = ("contract_criteria", "contract_documents", "contract_document_parts")


def upgrade() -> None:
    kind = sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=False, length=40)
    with op.batch_alter_table("contracts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", kind, nullable=True))
        for name in WHOLE_NUMBERS:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
    with op.batch_alter_table("contracts", schema=None) as batch_op:
        allowed = ", ".join(f"'{one}'" for one in KINDS)
        batch_op.create_check_constraint(batch_op.f("ck_contracts_kind"), f"kind IN ({allowed})")
    _create_criteria()
    _create_documents()
    _create_parts()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("contracts", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_contracts_kind"), type_="check")
        for name in ("kind", *WHOLE_NUMBERS):
            batch_op.drop_column(name)


def _create_criteria() -> None:
    table = "contract_criteria"
    op.create_table(
        table,
        _id("id"),
        _id("contract_id"),
        sa.Column("criterion", _code(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        _names(table, "contract_id", "contracts"),
        _key(table),
        _unique(table, "contract_id", "criterion"),
        sa.CheckConstraint("months IS NULL OR months > 0", name=op.f(f"ck_{table}_months_positive")),
    )


def _create_documents() -> None:
    table = "contract_documents"
    op.create_table(
        table,
        _id("id"),
        sa.Column("reference", _code(), nullable=False),
        _id("contract_id"),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        _names(table, "contract_id", "contracts"),
        _key(table),
        _unique(table, "reference"),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        index = batch_op.f(f"ix_{table}_contract_id")
        batch_op.create_index(index, ["contract_id"], unique=False)


def _create_parts() -> None:
    table = "contract_document_parts"
    op.create_table(
        table,
        _id("id"),
        _id("document_id"),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _names(table, "document_id", "contract_documents"),
        _key(table),
        _unique(table, "document_id", "reference"),
    )


def _code() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _id(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _names(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))
