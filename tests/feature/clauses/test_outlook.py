"""What a forecast is held against on the way to a contract's end, and amounts added up."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from school.clauses.forecasts.outlook import outlook_on
from school.clauses.models import Commitment, Contract, PlannedHours
from school.clauses.rules import Bucket
from school.clauses.standing.queries import Promised
from school.clauses.standing.rules import (
    Hours,
    Penalty,
    Standing,
    add_penalties,
    quota_on,
    stand,
)

START, END, DAY = date(2025, 1, 1), date(2026, 12, 31), date(2025, 9, 30)
YEAR_END = date(2025, 12, 31)


def standing_of(contract: Contract, share: Decimal | None = None) -> Standing:
    """Stand at 400 hours of a quota of 1,000."""
    asked = {"share_of_worked": share} if share else {"hours": Decimal(1000)}
    promise = Promised(Commitment(lot="1", valid_from=START, **asked), Decimal(10000))
    quota = quota_on(DAY, contract, [promise])
    assert quota is not None
    return stand(contract, quota, Hours(validated=Decimal(400)), Decimal(0), {})


def test_a_year_end_is_held_against_what_is_owed_by_then() -> None:
    contract = Contract(starts_on=START, ends_on=END)
    plan = PlannedHours(lot="1", bucket=Bucket.INTEGRATION, starts_on=date(2025, 10, 1),
                        ends_on=YEAR_END, hours=Decimal(200), probability=Decimal(1))  # fmt: skip
    at_year_end = outlook_on(contract, standing_of(contract), [plan], DAY, YEAR_END)
    assert (at_year_end.owed, at_year_end.shortfall) == (Decimal(500), Decimal(0))
    assert at_year_end.pipeline is not None
    assert at_year_end.pipeline.reach_probability == 1
    at_end = outlook_on(contract, standing_of(contract), [plan], DAY, END)
    assert (at_end.owed, at_end.shortfall) == (Decimal(1000), Decimal(400))


def test_a_share_is_owed_whole() -> None:
    contract = Contract(starts_on=START, ends_on=END)
    found = outlook_on(contract, standing_of(contract, Decimal("0.1")), [], DAY, YEAR_END)
    assert found.owed == 1000


AMOUNT = st.integers(0, 5).map(Decimal)
PENALTY = st.builds(Penalty, AMOUNT, AMOUNT, st.sampled_from((None, "XOF", "EUR")))


@given(st.lists(PENALTY, max_size=6))
def test_a_contract_without_currency_or_cost_hides_no_amount(several: list[Penalty]) -> None:
    costless = Penalty(Decimal(0), Decimal(0), None)
    assert add_penalties([*several, costless]) == add_penalties(several)
    currencies = {one.currency for one in several if one != costless}
    if len(currencies) > 1:
        assert add_penalties(several) == Penalty(None, None, None)
    else:
        assert add_penalties(several).due == sum(one.due or 0 for one in several)
