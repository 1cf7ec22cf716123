"""The golden vectors of INDICATORS §5 on what is hidden, as the command prints them."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.accounts.queries import school_by_code
from school.cohorts.rules import Sex
from school.hiring.rules import SituationKind
from tests.factories.careers import LEFT_ON, Careers
from tests.factories.records import make_cohort
from tests.feature.commands.conftest import FOUND, Command

ASKED = ("indicators", "hiring", "--as-of", "2026-06-30", "--known-on", "2026-06-30",
         "--format", "json")  # fmt: skip
HIDDEN = "hidden"


@pytest.fixture
def school(on_database: Command, session: Session) -> School:
    """A founded school without anybody."""
    on_database(*FOUND).done()
    found = school_by_code(session, "EMN")
    assert found is not None
    return found


@pytest.fixture
def careers(school: School, session: Session) -> Careers:
    return in_cohort(session, school, "C1")


def in_cohort(session: Session, school: School, reference: str) -> Careers:
    """Open a cohort whose people leave on the usual day."""
    starts_on = date(2024, 11, 1)
    return Careers(
        session,
        make_cohort(session, school, reference=reference, starts_on=starts_on, ends_on=LEFT_ON),
    )


def rows(command: Command, session: Session, *options: str) -> list[dict[str, Any]]:
    """Print the figures, and read them back."""
    session.commit()
    ended = command(*ASKED, *options)
    ended.done()
    found: list[dict[str, Any]] = json.loads(ended.said)["rows"]
    return found


def test_g3_bounds_only(on_database: Command, session: Session, careers: Careers) -> None:
    careers.certified(8)
    [inside] = rows(on_database, session)
    assert inside["hire_rate"]["value"] == inside["hire_rate"]["low"] == 0
    assert round(inside["hire_rate"]["high"], 4) == 0.3244
    assert inside["hire_rate_known"]["value"] is None
    assert inside["coverage"]["value"] == 0
    assert inside["bounds"] == {"low": 0, "high": 1}
    assert inside["bounds_only"] is True
    careers.certified(2)
    [outside] = rows(on_database, session, "--profile", "ministry")
    rates = ("hire_rate", "integration_rate", "positive_destination_rate", "employed_at_rate")
    assert {outside[name] for name in rates} == {HIDDEN}
    assert outside["hire_rate_known"] == HIDDEN
    assert outside["bounds"] == {"low": 0, "high": 1}
    assert outside["bounds_only"] is True


def test_g15_gap_and_index_are_hidden_for_the_ministry(
    on_database: Command, session: Session, careers: Careers
) -> None:
    careers.found(SituationKind.SEEKING, 4, Sex.FEMALE)
    careers.hired(7, Sex.MALE)
    careers.found(SituationKind.SEEKING, 2, Sex.MALE)
    [inside] = rows(on_database, session)
    gap = inside["gender_gap"]
    assert [round(gap[name], 4) for name in ("value", "low", "high")] == [-0.7778, -0.9368, -0.1898]
    assert gap["established"] is True
    assert inside["gender_parity_index"] == 0
    [outside] = rows(on_database, session, "--profile", "ministry")
    assert outside["gender_gap"] == outside["gender_parity_index"] == HIDDEN


def test_g16_exactly_four_cells_are_hidden(
    on_database: Command, session: Session, school: School
) -> None:
    hired = {"C1": (3, 17), "C2": (8, 12), "C3": (6, 14)}
    for reference, (women, men) in hired.items():
        careers = in_cohort(session, school, reference)
        careers.hired(women, Sex.FEMALE)
        careers.hired(men, Sex.MALE)
    found = rows(on_database, session, "--profile", "ministry", "--by", "cohort,sex")
    shown = {tuple(row["group"].values()): row["counts"]["hired"] for row in found}
    assert shown == {
        ("C1", "F"): HIDDEN,
        ("C1", "M"): HIDDEN,
        ("C2", "F"): 8,
        ("C2", "M"): 12,
        ("C3", "F"): HIDDEN,
        ("C3", "M"): HIDDEN,
        ("C1",): 20,
        ("C2",): 20,
        ("C3",): 20,
        ("F",): 17,
        ("M",): 43,
        (): 60,
    }


def test_g17_all_that_would_tell_the_trade_is_hidden(
    on_database: Command, session: Session, careers: Careers
) -> None:
    for count, in_trade in ((8, True), (3, False), (1, None)):
        careers.hired(count, in_trade=in_trade)
    [inside] = rows(on_database, session)
    assert (inside["in_trade_rate"]["numerator"], inside["in_trade_rate"]["denominator"]) == (8, 12)
    assert inside["in_trade_rate_known"]["denominator"] == 11
    [outside] = rows(on_database, session, "--profile", "ministry")
    assert outside["counts"]["hired"] == 12
    assert outside["in_trade_rate"] == outside["in_trade_rate_known"] == HIDDEN
