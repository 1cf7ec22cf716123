"""Reports of contracts: when each is due, who files it, how late it is, who is told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.board.figures import board_of
from school.clauses.board.rules import Alert
from school.clauses.models import Contract
from school.clauses.reports.models import ClauseReport
from school.clauses.reports.rules import ReportState, periods
from school.clauses.standing.options import Asked
from tests.factories.clauses import make_contract
from tests.support.people import AUTHORITY, People

DAY = date(2026, 5, 4)
PAPER = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def the_day() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 5, 4, 10, tzinfo=UTC), tick=False):
        yield


def reported(session: Session, people: People, **values: object) -> Contract:
    """Make a contract that asks for a report each quarter, within thirty days."""
    defaults = {
        "operator_id": people.operator.id,
        "authority": AUTHORITY,
        "starts_on": date(2025, 7, 1),
        "ends_on": date(2026, 12, 31),
        "report_every_months": 3,
        "report_within_days": 30,
        "late_report_per_day": 100,
        "currency": "XOF",
    }
    return make_contract(session, **{**defaults, **values})


@given(
    starts_on=st.dates(date(2020, 1, 1), date(2024, 12, 31)),
    length=st.integers(0, 1500),
    every=st.integers(1, 14),
    within=st.none() | st.integers(0, 60),
    filed=st.none() | st.integers(-5, 200),
    ahead=st.integers(0, 2000),
)
def test_periods_cover_the_contract_once(
    starts_on: date, length: int, every: int, within: int | None, filed: int | None, ahead: int
) -> None:
    ends_on, day = starts_on + timedelta(days=length), starts_on + timedelta(days=ahead)
    terms = Contract(starts_on=starts_on, ends_on=ends_on, report_every_months=every,
                     report_within_days=within)  # fmt: skip
    found = list(periods(terms, day))
    assert found[0].starts_on == starts_on
    for one, following in pairwise(found):
        assert following.starts_on == one.ends_on + timedelta(days=1)
    assert found[-1].ends_on == ends_on or found[-1].ends_on >= day
    for one in found:
        filed_on = None if filed is None else one.ends_on + timedelta(days=filed)
        state = one.state(filed_on, day)
        is_filed = state in {ReportState.FILED, ReportState.FILED_LATE}
        assert is_filed == (filed_on is not None and filed_on <= day)
        if within is None:
            assert state not in {ReportState.LATE, ReportState.FILED_LATE}
        else:
            until = filed_on if is_filed and filed_on else day
            assert one.days_late(filed_on, day) == max(0, (until - one.ends_on).days - within)


@pytest.mark.usefixtures("the_day")
def test_an_operator_files_and_the_authority_sees_lateness(
    session: Session, people: People
) -> None:
    contract = reported(session, people)
    session.commit()
    address = f"/clauses/contracts/{contract.reference}/reports"
    officer, reader = people.client("integration_officer"), people.client("authority_reader")
    page = reader.get(address).text
    assert "4 jours de retard" in page
    assert "Notifier le retard" in page
    assert "days=4" in page
    assert "Bilan" in officer.get("/").text
    early = officer.post(f"{address}/2026-06-30/file", data={"file": (BytesIO(PAPER), "b.pdf")})
    assert early.status_code == 422
    assert officer.get(f"{address}/2026-03-30/file").status_code == 404
    no_paper = officer.post(f"{address}/2026-03-31/file", data={"file": (BytesIO(b"x"), "b.pdf")})
    assert no_paper.status_code == 422
    for expected in (303, 422):
        data = {"file": (BytesIO(PAPER), "b.pdf")}
        assert officer.post(f"{address}/2026-03-31/file", data=data).status_code == expected
    came = {"filed_on": "2026-05-05"}
    assert reader.post(f"{address}/2025-12-31/receive", data=came).status_code == 422
    came = {"filed_on": "2025-12-31"}
    assert reader.post(f"{address}/2025-12-31/receive", data=came).status_code == 422
    came = {"filed_on": "2026-01-30"}
    assert reader.post(f"{address}/2025-12-31/receive", data=came).status_code == 303
    session.expire_all()
    kept = session.scalars(select(ClauseReport).order_by(ClauseReport.period_ends_on)).all()
    assert [(one.period_ends_on, one.filed_on, one.document_id is None) for one in kept] == [
        (date(2025, 12, 31), date(2026, 1, 30), True),
        (date(2026, 3, 31), DAY, False),
    ]
    assert "Rendu en retard" in reader.get(address).text
    assert officer.post(f"{address}/2025-09-30/receive", data=came).status_code in (403, 404)
    assert reader.post(f"{address}/2025-09-30/file").status_code in (403, 404)
    assert people.client("director").get(address).status_code == 404


def test_the_board_says_which_reports_are_late(session: Session, people: People) -> None:
    contract = reported(session, people)
    for ends_on in (date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31)):
        late = ends_on + timedelta(days=31)
        for day, expected in ((ends_on + timedelta(days=30), False), (late, True)):
            [line] = board_of(session, Asked(day, date(2030, 1, 1))).lines
            assert (Alert.REPORT_LATE in line.alerts) == expected, (ends_on, day)
        session.add(
            ClauseReport(reference=f"BI-{ends_on}", contract_id=contract.id, written_by="x",
                         period_ends_on=ends_on, filed_on=late, written_on=late)
        )  # fmt: skip
        session.flush()
        [line] = board_of(session, Asked(late, date(2030, 1, 1))).lines
        assert Alert.REPORT_LATE not in line.alerts
