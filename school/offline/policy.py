"""Who may see when which phones were last heard of."""

from sqlalchemy import ColumnElement, false, or_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import Account, Staff
from school.accounts.policy import staff_visible_to
from school.cohorts.models import Cohort, Enrolment
from school.offline.models import Phone


def phones_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let those who answer for a school see the phones of its staff and of its apprentices."""
    schools = sorted(principal.school_ids(Permission.SEE_PHONES))
    if not schools:
        return false()
    staff = select(Staff.id).where(staff_visible_to(principal))
    trainees = (
        select(Enrolment.trainee_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Cohort.school_id.in_(schools))
    )
    accounts = select(Account.id).where(
        or_(Account.staff_id.in_(staff), Account.trainee_id.in_(trainees))
    )
    return Phone.account_id.in_(accounts)
