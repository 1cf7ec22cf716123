"""The day on which agreements are tested, and the placement that they are about."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy.orm import Session

from school.placements.models import Placement
from tests.support.agreements import hosted_placement
from tests.support.people import People
from tests.support.placements import TODAY


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Stop the clock on the day of the tests, from which one may move it."""
    with time_machine.travel(TODAY + "+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    """A running placement whose tutor works for its enterprise."""
    return hosted_placement(people, session)
