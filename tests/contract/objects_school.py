"""Whose is what on pages of accounts, messages and sealed reports."""

from sqlalchemy.orm import Session

from school.accounts.models import School, Staff
from school.core.delivery import MessageState
from school.core.outbox import enqueue
from tests.contract.objects_common import Maker, Values, of_school
from tests.factories import records
from tests.factories.sealing import make_sealed_report


def _message(session: Session, school: School) -> Values:
    message = enqueue(session, "awa@example.test", "Sujet", "Mot", school_id=school.id)
    message.state = MessageState.GIVEN_UP
    session.flush()
    return {"message_id": message.id}


def _staff(session: Session, school: School) -> Values:
    staff: Staff = records.make_staff(session, school=school)
    return {"staff_id": staff.id}


def _sealed_report(session: Session, school: School) -> Values:
    return {"code": make_sealed_report(session, school).code, "name": "report.pdf"}


OBJECTS: dict[str, Maker] = {
    "accounts.photo_places": of_school,
    "accounts.school": of_school,
    "accounts.school_closing": of_school,
    "accounts.staff_page": _staff,
    "messages.send_again": _message,
    "sealing.new_edition": _sealed_report,
    "sealing.sealed_file": _sealed_report,
    "sealing.sealed_report": _sealed_report,
}
