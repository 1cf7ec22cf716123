"""The board: who sees what, order, alerts, sums without netting, filters, files."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy.orm import Session

from school.clauses.board.figures import Board, board_of
from school.clauses.board.rules import Alert, Grouped, months_missing
from school.clauses.hours.queries import month_totals
from school.clauses.hours.rules import MonthState
from school.clauses.models import Contract
from school.clauses.rules import NoticeKind
from school.clauses.standing.options import Asked
from tests.factories.clause_hours import make_declared_month
from tests.factories.clauses import (
    make_commitment,
    make_contract,
    make_eligible,
    make_hours,
    make_notice,
)
from tests.factories.records import make_enterprise
from tests.support.people import People
from tests.support.standings import declare

A_DAY = date(2025, 9, 30)


@pytest.fixture(autouse=True)
def the_day() -> Iterator[None]:
    with time_machine.travel(datetime(2025, 9, 30, 10, tzinfo=UTC), tick=False):
        yield


def contract_with(session: Session, done: int, quota: int = 1000, **values: Any) -> Contract:
    """Make a contract of 2025 with validated hours in its first days."""
    defaults = {"ends_on": date(2025, 12, 31), "currency": "XOF"}
    contract = make_contract(session, **{**defaults, **values})
    make_commitment(session, contract, hours=Decimal(quota))
    if done:
        declare(session, contract, make_eligible(session), done, date(2025, 1, 1))
    return contract


def board_on(session: Session, day: date = A_DAY) -> Board:
    session.flush()
    return board_of(session, Asked(day, date(2030, 1, 1)))


def test_the_furthest_behind_comes_first_and_nothing_is_netted(session: Session) -> None:
    operator = make_enterprise(session, reference="OP-1")
    ahead = contract_with(session, 1500, operator_id=operator.id, department="Zou")
    behind = contract_with(session, 100, operator_id=operator.id)
    board = board_on(session)
    assert [line.contract.id for line in board.lines] == [behind.id, ahead.id]
    assert board.shortfall == 900
    [group] = board.grouped(Grouped.OPERATOR)
    [standing] = group.standings.values()
    assert [standing.quota, standing.counted, standing.shortfall] == [2000, 1600, 900]
    assert [one.value for one in board.grouped(Grouped.DEPARTMENT)] == [None, "Zou"]


def alerts(session: Session, contract: Contract, day: date = A_DAY) -> tuple[Alert, ...]:
    [found] = [one for one in board_on(session, day).lines if one.contract.id == contract.id]
    return found.alerts


def test_alerts_by_rule(session: Session) -> None:
    contract = contract_with(session, 100, 300, penalty_per_hour=Decimal(5))
    months = Alert.MONTHS_MISSING
    assert alerts(session, contract) == (Alert.FORECAST_SHORT, Alert.FAR_BEHIND, months)
    after = date(2026, 3, 1)
    assert alerts(session, contract, after) == (Alert.ENDED_SHORT, months)
    noticed = {"on_date": date(2026, 1, 5), "expires_on": date(2026, 2, 5)}
    make_notice(session, contract, **noticed)
    assert alerts(session, contract, after)[0] is Alert.PENALTY_DUE
    exempted = {"kind": NoticeKind.EXEMPTION_ACCEPTED, "on_date": after}
    make_notice(session, contract, **exempted)
    assert Alert.PENALTY_DUE not in alerts(session, contract, after)


def test_a_contract_without_quota_or_hours_is_there(session: Session) -> None:
    contract = make_contract(session, starts_on=date(2025, 9, 15))
    assert alerts(session, contract) == (Alert.NO_QUOTA,)


def test_a_young_contract_that_ramps_up_raises_no_forecast_alarm(session: Session) -> None:
    young = contract_with(session, 0, ends_on=date(2030, 12, 31))
    person = make_eligible(session)
    for month in range(1, 10):
        make_hours(session, young, person, worked_on=date(2025, month, 3))
    assert Alert.FORECAST_SHORT not in alerts(session, young)


def test_a_month_without_any_entry_is_missing() -> None:
    declared = {date(2025, 2, 1)}
    found = months_missing(date(2025, 1, 10), date(2025, 12, 31), date(2025, 4, 30), declared)
    assert found == (date(2025, 3, 1), date(2025, 4, 1))


def test_a_month_declared_without_hours_is_known(session: Session) -> None:
    contract = contract_with(session, 0)
    make_declared_month(session, contract, month="2025-02", has_hours=False)
    [line] = board_on(session).lines
    assert date(2025, 2, 1) not in line.months_missing
    assert date(2025, 3, 1) in line.months_missing


def test_the_page_of_months_and_the_board_miss_the_same_ones(session: Session) -> None:
    """One lot speaks for no other, and hours of nothing for none; of one unit any lot does."""
    parted = make_contract(session, starts_on=date(2025, 1, 15))
    whole = make_contract(session, starts_on=date(2025, 1, 15), globalised=True)
    person, known = make_eligible(session), {"recorded_on": A_DAY}
    for contract in (parted, whole):
        for lot in ("1", "2"):
            make_commitment(session, contract, lot=lot)
            make_hours(session, contract, person, lot=lot, worked_on=date(2025, 2, 3), **known)
        make_hours(session, contract, person, worked_on=date(2025, 3, 3), **known)
        nothing = {"worked_on": date(2025, 5, 5), "hours": Decimal(0), **known}
        make_hours(session, contract, person, **nothing)
        make_declared_month(session, contract, lot="2", month="2025-04", declared_on=A_DAY)
    missing = []
    for line in board_on(session).lines:
        totals = month_totals(session, line.contract, A_DAY)
        unknown = {one.month for one in totals if one.state is MonthState.UNKNOWN}
        assert unknown == {f"{month:%Y-%m}" for month in line.months_missing}
        missing.append(sorted(unknown)[:3])
    assert sorted(missing) == [["2025-03", "2025-04", "2025-05"], ["2025-05", "2025-06", "2025-07"]]


def test_the_page_shows_sums_alerts_and_lines(session: Session, people: People) -> None:
    contract_with(session, 700, name="Réseau du Zou", department="Zou")
    contract_with(session, 100, 300, name="Réseau du Mono", department="Mono")
    session.commit()
    client = people.client("ministry")
    text = client.get("/clauses/board").text
    assert text.index("Réseau du Mono") < text.index("Réseau du Zou")
    assert "500\u00a0h" in text
    assert "Manque prévu à la fin" in text
    narrowed = client.get("/clauses/board?department=Zou").text
    assert "Réseau du Mono" not in narrowed.split("<tbody>")[-1]
    grouped = client.get("/clauses/board?by=department").text
    assert "by=contract" in grouped
    nobody = client.get("/clauses/board?alert=no_quota").text
    assert "Aucun contrat ainsi" in nobody
    refused = client.get("/clauses/board?as_of=31-31")
    assert (refused.status_code, "05/03/2026" in refused.text) == (422, True)
    assert client.get("/clauses/board.pdf?by=person").status_code == 400


def test_a_school_sees_the_contracts_of_its_own_alone(session: Session, people: People) -> None:
    contract_with(session, 700, name="Réseau d’autrui")
    session.commit()
    text = people.client("director").get("/clauses/board").text
    assert "Réseau d’autrui" not in text
    assert "Aucun contrat" in text


def test_files_hold_every_contract(session: Session, people: People) -> None:
    contract_with(session, 700, reference="K-A", name="=1+1")
    contract_with(session, 100, 300, reference="K-B")
    make_contract(session, reference="K-C")
    session.commit()
    client = people.client("ministry")
    lines = list(csv.DictReader(io.StringIO(client.get("/clauses/board.csv").text)))
    assert [line["contract"] for line in lines] == ["K-B", "K-A", "K-C"]
    assert lines[1]["name"] == "'=1+1"
    assert [line["shortfall"] for line in lines] == ["200", "300", ""]
    book = load_workbook(io.BytesIO(client.get("/clauses/board.xlsx").data))
    assert book.active is not None
    cells = [row[2].value for row in book.active.iter_rows(min_row=2)]
    assert cells == ["K-B", "K-A", "K-C"]
    paper = PdfReader(io.BytesIO(client.get("/clauses/board.pdf").data))
    words = "".join(page.extract_text() for page in paper.pages)
    assert "500" in words
    assert "Comment c’est compté" in words
