"""A school that has closed: nothing new begins there, what was done stays, and may be finished."""

from datetime import date

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.models import School
from school.core import audit
from school.core.clock import today
from school.core.errors import NotAllowed, mark
from school.core.links import LinkState
from school.core.periods import written_day
from school.core.versions import check_version


def is_closed(school: School) -> bool:
    """Tell whether a school is closed today, by its own calendar."""
    return school.closed_on is not None and school.closed_on <= today(school.timezone)


def check_open(school: School) -> None:
    """Refuse, by `NotAllowed`, to begin something at a school that has closed."""
    if is_closed(school):
        raise NotAllowed(
            mark("%(school)s a fermé le %(day)s : rien de nouveau n’y commence."),
            values={"school": school.name, "day": written_day(school.closed_on)},
        )


def unless_closed(state: LinkState, school: School) -> LinkState:
    """Tell what a link that asks for something new is worth: nothing once its school has closed.

    What was answered by it stays readable.
    """
    if state in {LinkState.OPEN, LinkState.EXPIRED} and is_closed(school):
        return LinkState.CLOSED
    return state


def set_closing(
    session: Session,
    principal: Principal,
    school: School,
    closed_on: date | None,
    known_version: int | None,
) -> None:
    """State the first day on which a school is closed; without one it stays or becomes open.

    Raises `StaleRecord` when somebody changed the school since the page was opened.
    """
    check_version(school, known_version)
    school.closed_on = closed_on
    audit.record(session, principal.name, "school.closing", school)
