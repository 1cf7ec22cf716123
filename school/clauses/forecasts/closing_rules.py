"""What closes a gap of hours: people, weeks, hours a week, and how probable it is.

The usual week, length and probability of a suggestion are this project's choice; each is only
where somebody begins, and can be changed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from school.clauses.forecasts.rules import Plan, plan_ahead
from school.core.calendar import add_months, days_inclusive, first_of_month

USUAL_WEEKS = 8
USUAL_WEEKLY_HOURS = Decimal(35)
USUAL_PROBABILITY = Decimal("0.8")
MOST_PEOPLE = 1_000
MOST_WEEKS = 260
MOST_WEEKLY_HOURS = Decimal(60)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a scenario; `hours` is what it brings in all if it succeeds."""

    people: int
    weeks: int
    weekly_hours: Decimal
    probability: Decimal
    starts_on: date

    @property
    def hours(self) -> Decimal:
        """People times weeks times hours a week."""
        return self.people * self.weeks * self.weekly_hours

    @property
    def ends_on(self) -> date:
        """The last day of its last week."""
        return self.starts_on + timedelta(weeks=self.weeks, days=-1)

    def ahead(self, as_of: date, horizon: date | None) -> Plan | None:
        """Give what of it counts in a forecast; None when nothing does."""
        days = (self.starts_on, self.ends_on)
        return plan_ahead(days, self.hours, self.probability, (as_of, horizon))


def suggestion(missing: Decimal, as_of: date, ends_on: date | None) -> Part | None:
    """Suggest placements whose expected hours close a gap, from the first of a month on.

    They begin in the month after next, so that people can be found, or tomorrow where the
    contract ends too soon; None when nothing is missing or no week is left.
    """
    if missing <= 0:
        return None
    first = add_months(first_of_month(as_of), 2)
    weeks = USUAL_WEEKS
    if ends_on is not None:
        if days_inclusive(first, ends_on) < 7 * weeks:
            first = as_of + timedelta(days=1)
        weeks = min(weeks, days_inclusive(first, ends_on) // 7)
    if weeks < 1:
        return None
    each = weeks * USUAL_WEEKLY_HOURS * USUAL_PROBABILITY
    people = int((missing / each).to_integral_value(rounding=ROUND_CEILING))
    if people > MOST_PEOPLE:
        return None
    return Part(people, weeks, USUAL_WEEKLY_HOURS, USUAL_PROBABILITY, first)
