"""Messages of the demo on their way: one in each state that the page of messages shows."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from school.access.principal import Principal
from school.accounts.models import School
from school.accounts.queries import directors_of
from school.cohorts.models import Cohort
from school.core import outbox
from school.core.delivery import DeliveryStep, Need
from school.core.outbox import MailMessage
from school.demo import story
from school.messages.notices import digest_wording
from school.messages.operations import gather
from school.messages.rules import DIGEST_FROM
from school.placements.models import Placement
from school.visits.contact import notices
from school.visits.models import Visit
from school.visits.policy import awaited

UNKNOWN_ADDRESS = "550 5.1.1 No such user here"
TRY_AGAIN = "451 4.3.0 Temporary failure, please try again later"


def show_deliveries(session: Session) -> None:
    """Tell trainers of visits planned for them, and let each of the letters get less far.

    Must come before the other messages of the demo, as all that wait are made one letter. Needs
    an application context, as the letters carry addresses of pages.
    """
    letters = _letters(session)
    held_back, *others = letters[DIGEST_FROM:]
    held_back.need = Need.INFORM
    outbox.move(held_back, DeliveryStep.WITHHOLD)
    held_back.body = ""
    for letter in others:
        outbox.take(session, letter.id)
    _on_its_way, given_up, failed = others[:3]
    outbox.fail(given_up, UNKNOWN_ADDRESS, permanent=True)
    outbox.fail(failed, TRY_AGAIN, permanent=False)
    for letter in others[3:]:
        outbox.accept(letter)
    gather(session, lambda group: digest_wording(session, group))


def _letters(session: Session) -> list[MailMessage]:
    school = session.scalars(
        select(School).where(School.reference == story.COTONOU.reference)
    ).one()
    director = directors_of(session, school.id)[0]
    principal = Principal(name=director.name, staff_id=director.id)
    planned = (
        select(Visit)
        .join(Visit.placement)
        .join(Placement.cohort)
        .where(awaited(), Cohort.school_id == school.id, Visit.trainer_id.is_not(None))
        .options(joinedload(Visit.trainer))
        .order_by(Visit.trainer_id, Visit.reference)
        .limit(8)
    )
    for visit in session.scalars(planned):
        notices.tell_visit(session, principal, visit)
    return outbox.waiting(session)
