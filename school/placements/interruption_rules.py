"""Days on which a placement is interrupted, by an amendment that everybody signed."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Interruption:
    """Days without work, both included, in the middle of a placement that goes on after them."""

    first_on: date
    last_on: date

    def covers(self, day: date) -> bool:
        """Tell whether there is no work on a day."""
        return self.first_on <= day <= self.last_on

    def put_off(self, since: date, by: date) -> date:
        """Give the last day for what was to be done within some days, which do not run meanwhile.

        `since`: the day from which they were counted, itself not counted.
        """
        counted_from = max(self.first_on, since + timedelta(days=1))
        if by < counted_from or counted_from > self.last_on:
            return by
        return by + timedelta(days=(self.last_on - counted_from).days + 1)
