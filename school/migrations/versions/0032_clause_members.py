"""Who speaks for an operator or an authority about integration clauses."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

TABLE = "clause_members"
SUBJECTS = ("enterprise_id", "authority")
ROLES = ("integration_officer", "authority_reader")
HELD = "ends_on IS NULL"
CHECKS = {
    "speaks_for_one": "(role = 'integration_officer') = (enterprise_id IS NOT NULL)"
    " AND (role = 'authority_reader') = (authority IS NOT NULL)",
    "ends_after_start": "ends_on IS NULL OR ends_on >= starts_on",
}


def upgrade() -> None:
    role = sa.Enum(*ROLES, name="role", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", role, nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _names("account_id", "accounts"),
        _names("enterprise_id", "enterprises"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck_{TABLE}_{name}"))
            for name, condition in CHECKS.items()
        ),
    )
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        for column in ("account_id", *SUBJECTS):
            batch_op.create_index(batch_op.f(f"ix_{TABLE}_{column}"), [column], unique=False)
        for column in SUBJECTS:
            batch_op.create_index(
                f"uq_{TABLE}_account_id_{column}",
                ["account_id", column],
                unique=True,
                sqlite_where=sa.text(HELD),
                postgresql_where=sa.text(HELD),
            )


def downgrade() -> None:
    op.drop_table(TABLE)


def _names(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
