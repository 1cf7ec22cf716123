"""Open applications, and births that do not tell two people apart."""

from datetime import date

import pytest

from school.cohorts.person_rules import check_birth, may_be_born_alike
from school.cohorts.rules import EnrolmentDates
from school.core.errors import InvalidInput

DAY = date(2026, 1, 12)


def test_an_application_is_open_until_somebody_decides() -> None:
    assert EnrolmentDates(DAY).is_open_application
    assert not EnrolmentDates(DAY, DAY).is_open_application
    assert not EnrolmentDates(DAY, withdrawn_on=DAY).is_open_application


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY, DAY, True),
        (DAY, date(2026, 1, 13), False),
    ],
)
def test_births_that_may_be_one(first: date | None, second: date | None, alike: bool) -> None:
    assert may_be_born_alike(first, second) is alike


def test_nobody_is_born_tomorrow() -> None:
    check_birth(None, DAY)
    check_birth(DAY, DAY)
    with pytest.raises(InvalidInput) as refused:
        check_birth(date(2026, 1, 13), DAY)
    assert refused.value.field == "born_on"
