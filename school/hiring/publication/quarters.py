"""The days of which the ministry's pages speak: ends of quarters, fixed in advance.

With days of one's own choice two pages could be subtracted, and who was hired between two days
would be read off. So the pages know one day alone, the same for everybody: the last end of a
quarter, with what was known that day, all exits, six months after them, evidence E2. Two quarters
that follow each other are two publications on a calendar, as those of statistical offices are:
their difference, what happened in three months, is not suppressed, and may be of few people.
"""

from datetime import date, timedelta

from school.hiring.indicators.options import Breakdown, Options, Profile

MONTHS_OF_A_QUARTER = 3


def last_quarter_end(today: date) -> date:
    """Give the last 31 March, 30 June, 30 September or 31 December before a day."""
    first = today.month - (today.month - 1) % MONTHS_OF_A_QUARTER
    return today.replace(month=first, day=1) - timedelta(days=1)


def quarterly_options(today: date) -> Options:
    """Give the options of the ministry's pages on a day."""
    day = last_quarter_end(today)
    return Options(as_of=day, known_on=day, by=(Breakdown.SCHOOL,), profile=Profile.MINISTRY)
