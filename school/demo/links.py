"""The links that are out when the demo opens: seven in the outbox, others answered or not."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.accounts.models import SignedLink
from school.accounts.operations import issue_link
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.accounts.secrets import new_token, token_hash
from school.cohorts.models import Cohort, Trainee
from school.competencies import link_operations
from school.competencies.notices import send_question
from school.core.calendar import monday_of
from school.demo import names, story
from school.enterprises import interest_notices, interest_operations
from school.enterprises.partner_models import InterestQuestion
from school.hiring.follow_up import notices as follow_up_notices
from school.hiring.models import Hire, HireCheck
from school.hiring.notices import send_offer_link
from school.hiring.rules import Evidence
from school.messages.rules import Contact
from school.placements import notices, operations_links
from school.placements.models import Placement
from school.placements.queries import enrolment_of_placement
from school.placements.rules import PlacementStatus

DAYS_LOOKED_BACK = 120
SENT_AT = time(8, 30)


def send_links(session: Session, today: date) -> None:
    """Write the history of links, then send seven that work: to the tutor of the demo
    four, to somebody who left one, one to an employer, and one to a partner enterprise.

    Needs an application context, as the messages carry addresses of pages.
    """
    for placement in _lately_proposed(session, today):
        session.add(_sent_link(placement))
    session.flush()
    live = _of_apprentice(session, PlacementStatus.LIVE)
    proposed = _of_apprentice(session, PlacementStatus.PROPOSED)
    tutor = operations_links.recipient_of(live)
    token = operations_links.issue_confirmation(session, proposed)
    notices.send_proposal(session, proposed, operations_links.recipient_of(proposed), token)
    monday = monday_of(today) - timedelta(weeks=1)
    token = operations_links.issue(session, LinkPurpose.VALIDATE_WEEK, live, monday)
    notices.send_week(session, live, tutor, monday, token)
    send_question(session, live, tutor, link_operations.issue(session, live))
    ended = _of_last_leavers(session, today)
    token = operations_links.issue(session, LinkPurpose.DECLARE_OFFER, ended)
    send_offer_link(session, ended, operations_links.recipient_of(ended), token)
    _ask_what_became(session, ended)
    _ask_an_employer(session)
    _ask_a_partner(session, today)


def _ask_what_became(session: Session, placement: Placement) -> None:
    """Send the person of the last placement that ended the question what they do now."""
    enrolment = enrolment_of_placement(session, placement)
    if enrolment is None:
        return
    trainee = enrolment.trainee
    address = trainee.email or names.address(*story.APPRENTICE, "courriel")
    token = issue_link(
        session,
        LinkPurpose.SITUATION,
        enrolment.id,
        recipient_name=trainee.full_name,
        recipient_email=address,
    )
    reader = Contact(trainee.full_name, address)
    follow_up_notices.send_question(session, enrolment, reader, token)


def _ask_a_partner(session: Session, today: date) -> None:
    """Send the question whether it hosts apprentices, where a school's question is silent."""
    silent = (
        select(InterestQuestion)
        .options(joinedload(InterestQuestion.enterprise), joinedload(InterestQuestion.school))
        .where(InterestQuestion.interest_id.is_(None), InterestQuestion.year == today.year)
        .order_by(InterestQuestion.reference)
    )
    found = session.scalars(silent.limit(1)).first()
    if found is not None:
        recipient, question, token = interest_operations.ask(
            session, found.asked_by, found.enterprise, found.school, found.year
        )
        interest_notices.letter(question, recipient, token).send(session)


def _ask_an_employer(session: Session) -> None:
    """Send an employer the question whether a hire is so, where one was asked and is silent."""
    unanswered = (
        select(Hire, HireCheck)
        .join(HireCheck, HireCheck.hire_reference == Hire.reference)
        .where(HireCheck.answer.is_(None), Hire.evidence == Evidence.DECLARED)
        .order_by(HireCheck.asked_on.desc(), Hire.reference)
    )
    found = session.execute(unanswered.limit(1)).first()
    if found is None:
        return
    hire, check = found
    name, address = check.contact_name or "", check.contact_email or ""
    token = issue_link(
        session,
        LinkPurpose.EMPLOYMENT,
        check.id,
        recipient_name=name,
        recipient_email=address,
    )
    follow_up_notices.send_check(session, hire, Contact(name, address), token)


def _lately_proposed(session: Session, today: date) -> list[Placement]:
    query = (
        select(Placement)
        .options(joinedload(Placement.tutor), joinedload(Placement.enterprise))
        .where(Placement.proposed_on > today - timedelta(days=DAYS_LOOKED_BACK))
        .order_by(Placement.reference)
    )
    return list(session.scalars(query))


def _sent_link(placement: Placement) -> SignedLink:
    sent = datetime.combine(placement.proposed_on or date.min, SENT_AT)
    recipient = operations_links.recipient_of(placement)
    answered = placement.confirmed_on
    if placement.status is PlacementStatus.DECLINED:
        answered = placement.ended_on
    revoked = placement.status is PlacementStatus.CANCELLED and answered is None
    return SignedLink(
        token_hash=token_hash(new_token()),
        purpose=LinkPurpose.CONFIRM_PLACEMENT,
        object_id=placement.id,
        recipient_name=recipient.name,
        recipient_email=recipient.email,
        issued_at=sent,
        expires_at=sent + LINK_LIFETIMES[LinkPurpose.CONFIRM_PLACEMENT],
        used_at=None if answered is None else datetime.combine(answered, SENT_AT),
        revoked_at=sent if revoked else None,
    )


def _of_apprentice(session: Session, status: PlacementStatus) -> Placement:
    given, family = story.APPRENTICE
    query = _with_parties().where(
        Trainee.given_names == given, Trainee.family_name == family, Placement.status == status
    )
    return session.scalars(query).one()


def _of_last_leavers(session: Session, today: date) -> Placement:
    query = _with_parties().where(
        Placement.status == PlacementStatus.COMPLETED, Cohort.ends_on < today
    )
    latest = query.order_by(Placement.ended_on.desc(), Placement.reference).limit(1)
    return session.scalars(latest).one()


def _with_parties() -> Select[Placement]:
    return (
        select(Placement)
        .join(Placement.trainee)
        .join(Placement.cohort)
        .options(
            contains_eager(Placement.trainee),
            contains_eager(Placement.cohort).joinedload(Cohort.school),
            joinedload(Placement.tutor),
            joinedload(Placement.enterprise),
        )
    )
