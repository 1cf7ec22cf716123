"""People of a contract, papers of eligibility, placements that count, months declared."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

HOURS = "integration_hours"
BUCKETS = ("integration", "training")
FORMS = ("direct_hire", "temporary_work", "made_available", "subcontract", "training")
REASONS = (
    "not_eligible",
    "not_proven",
    "not_on_site",
    "counted_twice",
    "mistake",
    "logbook_changed",
    "other",
)


def upgrade() -> None:
    _create_people()
    _create_papers()
    _create_placements()
    _create_months()
    with op.batch_alter_table(HOURS, schema=None) as batch_op:
        batch_op.add_column(sa.Column("placement_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reason", _choice("reason", *REASONS), nullable=True))
        batch_op.add_column(sa.Column("detail", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_integration_hours_placement_id_placements"),
            "placements",
            ["placement_id"],
            ["id"],
        )
        batch_op.create_index(batch_op.f("ix_integration_hours_placement_id"), ["placement_id"])


def downgrade() -> None:
    with op.batch_alter_table(HOURS, schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_integration_hours_placement_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_integration_hours_placement_id_placements"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("ck_integration_hours_reason"), type_="check")
        batch_op.drop_column("detail")
        batch_op.drop_column("reason")
        batch_op.drop_column("placement_id")
    op.drop_table("month_declarations")
    op.drop_table("contract_placements")
    op.drop_table("eligibility_paper_parts")
    op.drop_table("eligibility_papers")
    op.drop_table("contract_participants")


def _create_people() -> None:
    table = "contract_participants"
    op.create_table(
        table,
        _number("id"),
        _number("contract_id"),
        _number("participant_id"),
        sa.Column("since", sa.Date(), nullable=False),
        _names(table, "contract_id", "contracts"),
        _names(table, "participant_id", "participants"),
        *_keys(table, "contract_id", "participant_id"),
    )
    _index(table, "participant_id")


def _create_papers() -> None:
    table, parts = "eligibility_papers", "eligibility_paper_parts"
    op.create_table(
        table,
        _number("id"),
        _code("reference"),
        _number("participant_id"),
        _code("criterion"),
        _number("size"),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        _names(table, "participant_id", "participants"),
        *_keys(table, "reference"),
    )
    _index(table, "participant_id")
    op.create_table(
        parts,
        _number("id"),
        _number("paper_id"),
        _code("reference"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _names(parts, "paper_id", table),
        *_keys(parts, "paper_id", "reference"),
    )


def _create_placements() -> None:
    table = "contract_placements"
    op.create_table(
        table,
        _number("id"),
        _number("placement_id"),
        _number("contract_id"),
        _number("participant_id"),
        _code("lot"),
        sa.Column("bucket", _choice("bucket", *BUCKETS), nullable=False),
        sa.Column("form", _choice("form", *FORMS), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        _number("version"),
        sa.CheckConstraint(
            "until_on IS NULL OR from_on IS NULL OR until_on >= from_on",
            name=op.f("ck_contract_placements_ends_after_start"),
        ),
        _names(table, "placement_id", "placements"),
        _names(table, "contract_id", "contracts"),
        _names(table, "participant_id", "participants"),
        *_keys(table, "placement_id"),
    )
    _index(table, "contract_id")
    _index(table, "participant_id")


def _create_months() -> None:
    table = "month_declarations"
    op.create_table(
        table,
        _number("id"),
        _number("contract_id"),
        _code("lot"),
        _code("month"),
        sa.Column("has_hours", sa.Boolean(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("declared_by", sa.String(), nullable=False),
        _number("version"),
        _names(table, "contract_id", "contracts"),
        *_keys(table, "contract_id", "lot", "month"),
    )


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _code(name: str) -> "sa.Column[str]":
    kind = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False)


def _choice(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _names(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _keys(table: str, *unique: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")),
    ]


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
