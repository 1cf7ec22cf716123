"""Editions of plans, scenarios, forecasts tried, the file of good faith, hearings."""

import sqlalchemy as sa
from alembic import op

from school.core.database import ExactDecimal

revision = "0034"
down_revision = "0039"
branch_labels = None
depends_on = None

TABLES = (
    "clause_scenario_parts",
    "clause_scenarios",
    "plan_editions",
    "forecast_trials",
    "faith_entries",
    "clause_hearings",
)


def upgrade() -> None:
    _create_hearings()
    _create_entries()
    _create_trials()
    _create_editions()
    _create_scenarios()
    _create_parts()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _code() -> sa.types.TypeEngine[str]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _create_hearings() -> None:
    op.create_table(
        "clause_hearings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("operator_heard_on", sa.Date(), nullable=True),
        sa.Column("operator_said", sa.String(), nullable=True),
        sa.Column("operator_heard_by", sa.String(), nullable=True),
        sa.Column("authority_heard_on", sa.Date(), nullable=True),
        sa.Column("authority_said", sa.String(), nullable=True),
        sa.Column("authority_heard_by", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column(
            "decision",
            _choice("decision", "penalty", "reduced", "training", "exempted"),
            nullable=True,
        ),
        sa.Column("amount", ExactDecimal(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(authority_heard_on IS NULL) = (authority_said IS NULL)",
            name=op.f("ck_clause_hearings_authority_said_something"),
        ),
        sa.CheckConstraint(
            "(decided_on IS NULL) = (decision IS NULL) AND (decided_on IS NULL) = (reason IS NULL)",
            name=op.f("ck_clause_hearings_decided_with_reason"),
        ),
        sa.CheckConstraint(
            "(operator_heard_on IS NULL) = (operator_said IS NULL)",
            name=op.f("ck_clause_hearings_operator_said_something"),
        ),
        sa.CheckConstraint(
            "answer_by >= opened_on", name=op.f("ck_clause_hearings_answer_after_opening")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contracts.id"], name=op.f("fk_clause_hearings_contract_id_contracts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_hearings")),
        sa.UniqueConstraint("reference", name=op.f("uq_clause_hearings_reference")),
    )
    with op.batch_alter_table("clause_hearings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_clause_hearings_contract_id"), ["contract_id"], unique=False
        )
        batch_op.create_index(
            "uq_clause_hearings_undecided",
            ["contract_id"],
            unique=True,
            sqlite_where=sa.text("decided_on IS NULL"),
            postgresql_where=sa.text("decided_on IS NULL"),
        )


def _create_entries() -> None:
    op.create_table(
        "faith_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("side", _choice("side", "operator", "authority", "ministry"), nullable=False),
        sa.Column("kind", _choice("kind", "request", "proposal", "answer", "note"), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("other_party", sa.String(), nullable=True),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.CheckConstraint("on_date <= written_on", name=op.f("ck_faith_entries_told_of_the_past")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contracts.id"], name=op.f("fk_faith_entries_contract_id_contracts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faith_entries")),
        sa.UniqueConstraint(
            "contract_id", "number", name=op.f("uq_faith_entries_contract_id_number")
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_faith_entries_reference")),
    )


def _create_trials() -> None:
    op.create_table(
        "forecast_trials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("lot", _code(), nullable=False),
        sa.Column("bucket", _choice("bucket", "integration", "training"), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("months_before", sa.Integer(), nullable=False),
        sa.Column("quota", ExactDecimal(), nullable=False),
        sa.Column("actual", ExactDecimal(), nullable=False),
        sa.Column("planned_low", ExactDecimal(), nullable=True),
        sa.Column("planned_central", ExactDecimal(), nullable=True),
        sa.Column("planned_high", ExactDecimal(), nullable=True),
        sa.Column("pace_low", ExactDecimal(), nullable=True),
        sa.Column("pace_value", ExactDecimal(), nullable=True),
        sa.Column("pace_high", ExactDecimal(), nullable=True),
        sa.Column("computed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contracts.id"], name=op.f("fk_forecast_trials_contract_id_contracts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast_trials")),
        sa.UniqueConstraint(
            "contract_id",
            "lot",
            "bucket",
            "as_of",
            name=op.f("uq_forecast_trials_contract_id_lot_bucket_as_of"),
        ),
    )


def _create_editions() -> None:
    op.create_table(
        "plan_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("lot", _code(), nullable=False),
        sa.Column("bucket", _choice("bucket", "integration", "training"), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("hours", ExactDecimal(), nullable=False),
        sa.Column("probability", ExactDecimal(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_plan_editions_ends_after_start")),
        sa.CheckConstraint(
            "probability BETWEEN 0 AND 1000000", name=op.f("ck_plan_editions_probability_is_share")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contracts.id"], name=op.f("fk_plan_editions_contract_id_contracts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_editions")),
        sa.UniqueConstraint(
            "reference", "recorded_on", name=op.f("uq_plan_editions_reference_recorded_on")
        ),
    )
    with op.batch_alter_table("plan_editions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_editions_contract_id"), ["contract_id"], unique=False
        )


def _create_scenarios() -> None:
    op.create_table(
        "clause_scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", _code(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contracts.id"],
            name=op.f("fk_clause_scenarios_contract_id_contracts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_scenarios")),
        sa.UniqueConstraint(
            "contract_id", "name", name=op.f("uq_clause_scenarios_contract_id_name")
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_clause_scenarios_reference")),
    )


def _create_parts() -> None:
    op.create_table(
        "clause_scenario_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lot", _code(), nullable=False),
        sa.Column("bucket", _choice("bucket", "integration", "training"), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("weekly_hours", ExactDecimal(), nullable=False),
        sa.Column("probability", ExactDecimal(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "people BETWEEN 1 AND 1000", name=op.f("ck_clause_scenario_parts_people_within")
        ),
        sa.CheckConstraint(
            "probability BETWEEN 0 AND 1000000",
            name=op.f("ck_clause_scenario_parts_probability_is_share"),
        ),
        sa.CheckConstraint(
            "weekly_hours > 0 AND weekly_hours <= 60000000",
            name=op.f("ck_clause_scenario_parts_week_of_hours"),
        ),
        sa.CheckConstraint(
            "weeks BETWEEN 1 AND 260", name=op.f("ck_clause_scenario_parts_weeks_within")
        ),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["clause_scenarios.id"],
            name=op.f("fk_clause_scenario_parts_scenario_id_clause_scenarios"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_scenario_parts")),
        sa.UniqueConstraint(
            "scenario_id", "position", name=op.f("uq_clause_scenario_parts_scenario_id_position")
        ),
    )
