"""The day of these tests: Monday 2 March 2026, nine o'clock in the morning in Cotonou."""

from datetime import UTC, datetime

import pytest
from time_machine import TimeMachineFixture


@pytest.fixture(autouse=True)
def monday_morning(time_machine: TimeMachineFixture) -> None:
    """Set the clock."""
    time_machine.move_to(datetime(2026, 3, 2, 8, tzinfo=UTC))
