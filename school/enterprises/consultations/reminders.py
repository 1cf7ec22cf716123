"""Asking again, before the last day, the enterprises that have not answered; and newcomers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from school.accounts.closing import is_closed
from school.core import audit
from school.core.clock import today
from school.enterprises.consultations import link_operations, queries, reminder_queries
from school.enterprises.consultations.models import Consultation, ConsultationInvitation
from school.enterprises.consultations.queries import Recipient
from school.enterprises.consultations.rules import takes_answers
from school.messages.posting import can_be_written_to

ASKED_AGAIN = timedelta(days=7)
"""How long before the last day an enterprise that has not answered is asked once more. [own]"""


@dataclass(frozen=True)
class Asked:
    """Somebody to write to about a consultation, with the secret of their link."""

    consultation: Consultation
    recipient: Recipient
    secret: str
    is_new: bool


def ask_again(session: Session, actor: str) -> list[Asked]:
    """Make the links of the reminders that are due, and of partners that came since the opening.

    Each enterprise is reminded once, in the last `ASKED_AGAIN`; nobody who answered, was written
    to in these days, or can be written to by no way.
    """
    made = []
    for consultation in _open_consultations(session):
        newcomers = _invite_newcomers(session, actor, consultation)
        due = [*newcomers, *_silent(session, consultation)]
        readers = queries.recipients(session, [one.enterprise for one in due])
        new = {one.id for one in newcomers}
        for one in due:
            reader = readers[one.enterprise_id]
            if can_be_written_to(reader):
                secret = link_operations.issue(session, link_operations.ANSWER, one, reader)
                made.append(Asked(consultation, reader, secret, one.id in new))
    return made


def _open_consultations(session: Session) -> list[Consultation]:
    return [
        one
        for one in reminder_queries.open_consultations(session)
        if takes_answers(one.state, one.closes_on, today(one.school.timezone))
        and not is_closed(one.school)
    ]


def _invite_newcomers(
    session: Session, actor: str, consultation: Consultation
) -> Sequence[ConsultationInvitation]:
    invited = reminder_queries.invited_ids(session, consultation)
    made = [
        ConsultationInvitation(
            consultation_id=consultation.id,
            enterprise_id=number,
            invited_on=today(consultation.school.timezone),
        )
        for number in queries.partner_ids(session, consultation.school_id)
        if number not in invited
    ]
    session.add_all(made)
    if made:
        audit.record(session, actor, "consultation.invite_newcomers", consultation)
    return made


def _silent(session: Session, consultation: Consultation) -> Sequence[ConsultationInvitation]:
    first_day = consultation.closes_on - ASKED_AGAIN
    if today(consultation.school.timezone) < first_day:
        return []
    since = datetime.combine(first_day, time.min, UTC).replace(tzinfo=None)
    return reminder_queries.silent_invitations(session, consultation, since)
