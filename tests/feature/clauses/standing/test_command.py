"""`school indicators clauses`: the shape of INDICATORS §6, three formats, groupings, refusals."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from school.clauses.rules import Bucket
from school.cohorts.rules import Sex
from tests.factories.clauses import (
    make_commitment,
    make_contract,
    make_eligible,
    make_hours,
    make_plan,
)
from tests.factories.records import make_enterprise, make_school
from tests.feature.commands.conftest import Command, command, instance, on_database
from tests.support.standings import declare

__all__ = ["command", "instance", "on_database"]

DAYS = ("--as-of", "2025-09-30", "--known-on", "2026-06-30")
FIGURES = [
    *("group", "quota", "validated", "pending", "rejected", "ineligible", "double_counted"),
    *("training_counted", "ratio", "pro_rata_target", "gap", "shortfall", "forecast"),
    *("forecast_shortfall", "penalty", "full_time_equivalents"),
    *("women_share_hours", "women_share_persons"),
]
RATE = ["numerator", "denominator", "value", "low", "high"]


@pytest.fixture
def clauses(on_database: Command, session: Session) -> Command:
    """Two contracts of one operator in two currencies, with hours of a woman and of a man."""
    operator = make_enterprise(session, make_school(session), reference="OP-1")
    shared = {"operator_id": operator.id, "penalty_per_hour": Decimal(2)}
    first = make_contract(session, reference="K-A", department="Zou", currency="XOF", **shared)
    second = make_contract(session, reference="K-B", currency="EUR", **shared)
    for lot, quota in (("1", 600), ("2", 300)):
        make_commitment(session, first, lot=lot, hours=Decimal(quota))
    make_commitment(session, second, hours=Decimal(90))
    woman, man = make_eligible(session, sex=Sex.FEMALE), make_eligible(session, sex=Sex.MALE)
    someone = make_eligible(session)
    declare(session, first, woman, 30, date(2025, 1, 6))
    declare(session, first, woman, 10, date(2025, 2, 6), lot="2")
    declare(session, first, man, 10, date(2025, 1, 6))
    declare(session, second, [man, someone], 40, date(2025, 3, 6))
    make_hours(session, second, man, bucket=Bucket.TRAINING, worked_on=date(2025, 4, 1))
    make_plan(session, second)
    session.commit()
    return on_database


def asked(command: Command, *more: str) -> list[dict[str, Any]]:
    ended = command("indicators", "clauses", *DAYS, *more, "--format", "json")
    ended.done()
    rows: list[dict[str, Any]] = json.loads(ended.said)["rows"]
    return rows


def test_the_shape_and_every_unit(clauses: Command) -> None:
    ended = clauses("indicators", "clauses", *DAYS, "--format", "json")
    ended.done()
    data = json.loads(ended.said)
    assert list(data) == ["as_of", "known_on", "rows"]
    assert (data["as_of"], data["known_on"]) == ("2025-09-30", "2026-06-30")
    assert [tuple(row["group"].values()) for row in data["rows"]] == [
        ("K-A", "1", "integration"),
        ("K-A", "2", "integration"),
        ("K-B", "1", "integration"),
        ("K-B", "1", "training"),
    ]
    for row in data["rows"]:
        assert list(row) == FIGURES
        assert list(row["forecast"]) == ["pipeline", "run_rate"]
        assert list(row["penalty"]) == ["potential", "due", "currency"]
        assert list(row["women_share_hours"]) == list(row["women_share_persons"]) == RATE
    first = data["rows"][0]
    assert first["women_share_hours"]["value"] == 0.75
    assert first["women_share_hours"]["low"] is None
    assert first["women_share_persons"]["numerator"] == 1
    assert first["women_share_persons"]["denominator"] == 2
    assert first["forecast"]["run_rate"]["value"] > 40
    assert data["rows"][2]["forecast"]["pipeline"]["high"] == 140
    assert data["rows"][3]["ratio"] is None


def test_rows_that_add_units_up(clauses: Command) -> None:
    contracts = asked(clauses, "--by", "contract")
    whole = contracts[0]
    assert whole["group"] == {"contract": "K-A", "bucket": "integration"}
    assert (whole["quota"], whole["validated"], whole["shortfall"]) == (900, 50, 850)
    assert whole["forecast"] == {"pipeline": None, "run_rate": None}
    assert whole["forecast_shortfall"] is None
    assert whole["women_share_persons"]["denominator"] == 2
    departments = [row["group"] for row in asked(clauses, "--by", "department")]
    assert departments == [
        {"department": "Zou", "bucket": "integration"},
        {"department": None, "bucket": "integration"},
        {"department": None, "bucket": "training"},
    ]
    operator = asked(clauses, "--by", "operator")[0]
    assert operator["group"] == {"operator": "OP-1", "bucket": "integration"}
    assert operator["penalty"] == {"potential": None, "due": None, "currency": None}
    assert operator["women_share_persons"]["denominator"] == 2, "the man works for both contracts"


def test_csv_and_table_say_the_same(clauses: Command) -> None:
    ended = clauses("indicators", "clauses", *DAYS, "--format", "csv")
    ended.done()
    lines = list(csv.DictReader(io.StringIO(ended.said)))
    assert [line["contract"] for line in lines] == ["K-A", "K-A", "K-B", "K-B"]
    assert lines[2]["forecast.pipeline.high"] == "140"
    assert lines[0]["forecast.pipeline.high"] == ""
    assert lines[0]["penalty.currency"] == "XOF"
    clauses("indicators", "clauses", *DAYS).done("K-A · 2", "integration", "XOF")


@pytest.mark.parametrize("shape", ["table", "csv", "json"])
def test_no_contract_is_no_row(on_database: Command, shape: str) -> None:
    on_database("indicators", "clauses", "--format", shape).done()


def test_one_contract_still_counts_an_hour_once(clauses: Command, session: Session) -> None:
    alone = asked(clauses, "--contract", "K-B")
    assert alone == asked(clauses)[2:]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--contract", "K-Z"), "K-Z"),
        (("--as-of", "31/12/2025"), "not a date"),
        (("--as-of", "0001-01-01"), "date"),
        (("--by", "person"), "person"),
        (("--format", "pdf"), "pdf"),
    ],
)
def test_refusals(clauses: Command, options: tuple[str, ...], word: str) -> None:
    clauses("indicators", "clauses", *options).refused(word)
