"""The states of enrolments inside the database, as `EnrolmentDates.state` reads them."""

from sqlalchemy import ColumnElement, and_

from school.cohorts.models import Enrolment
from school.cohorts.rules import EnrolmentState

ADMITTED = Enrolment.enrolled_on.is_not(None)
OPEN_APPLICATION = and_(Enrolment.enrolled_on.is_(None), Enrolment.withdrawn_on.is_(None))
_NOT_CERTIFIED = Enrolment.certified_on.is_(None)
_NOT_COMPLETED = and_(_NOT_CERTIFIED, Enrolment.completed_on.is_(None))

STATES: dict[EnrolmentState, ColumnElement[bool]] = {
    EnrolmentState.APPLIED: Enrolment.enrolled_on.is_(None),
    EnrolmentState.ENROLLED: and_(ADMITTED, _NOT_COMPLETED, Enrolment.withdrawn_on.is_(None)),
    EnrolmentState.WITHDRAWN: and_(ADMITTED, _NOT_COMPLETED, Enrolment.withdrawn_on.is_not(None)),
    EnrolmentState.COMPLETED: and_(ADMITTED, _NOT_CERTIFIED, Enrolment.completed_on.is_not(None)),
    EnrolmentState.CERTIFIED: and_(ADMITTED, Enrolment.certified_on.is_not(None)),
}
"""A condition for each state; every enrolment meets exactly one."""
