"""What a shortfall may cost: golden vector K8, and that parts make the whole."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.clauses.penalties import rules
from school.clauses.penalties.rules import DatedNotice, Penalty, Terms
from school.clauses.rules import NoticeKind

END = date(2025, 12, 31)
AFTER = date(2026, 3, 1)
TERMS = Terms(END, Decimal(60), Decimal(20000), "EUR")
NOTICE = DatedNotice(NoticeKind.FORMAL_NOTICE, date(2026, 1, 10), date(2026, 2, 10))
EXEMPTION = DatedNotice(NoticeKind.EXEMPTION_ACCEPTED, date(2026, 2, 1))
money = st.decimals(min_value=0, max_value=10**6, places=2)


@pytest.mark.parametrize(
    ("notices", "day", "due"),
    [
        ([], AFTER, 0),
        ([NOTICE], AFTER, 20000),
        ([NOTICE], END, 0),
        ([NOTICE], date(2026, 2, 10), 0),
        ([NOTICE], date(2026, 2, 11), 20000),
        ([NOTICE, EXEMPTION], AFTER, 0),
        ([NOTICE, DatedNotice(NoticeKind.EXEMPTION_ACCEPTED, None)], AFTER, 20000),
        ([DatedNotice(NoticeKind.FORMAL_NOTICE, None, END)], AFTER, 0),
        ([DatedNotice(NoticeKind.LATE_REPORT, END, END)], AFTER, 0),
    ],
)
def test_k8_potential_due_and_exempted(notices: list[DatedNotice], day: date, due: int) -> None:
    found = rules.penalties([Decimal(421)], TERMS, notices, day)
    assert found == [Penalty(Decimal(25260), Decimal(due))]


def test_without_terms_nothing_is_owed() -> None:
    nothing = Terms(END, None)
    assert rules.penalties([Decimal(5)], nothing, [NOTICE], AFTER) == [
        Penalty(Decimal(0), Decimal(0))
    ]
    assert rules.penalties([Decimal(5)], Terms(None, Decimal(1)), [NOTICE], AFTER)[0].due == 0


@settings(max_examples=60)
@given(st.lists(money, max_size=8), money)
def test_the_cap_bears_on_the_total(amounts: list[Decimal], cap: Decimal) -> None:
    found = rules.capped(amounts, cap)
    whole = sum(amounts, Decimal(0))
    assert sum(found, Decimal(0)) == min(whole, cap)
    for amount, reduced in zip(amounts, found, strict=True):
        assert 0 <= reduced <= amount + rules.SMALLEST
        if whole:
            assert abs(reduced - amount * min(whole, cap) / whole) <= rules.SMALLEST


def test_late_reports_are_days_times_the_rate() -> None:
    assert rules.late_report_amount([3, None, 4], Decimal(50)) == 350
    assert rules.late_report_amount([3], None) == 0
