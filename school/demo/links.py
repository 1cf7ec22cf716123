"""The links that are out when the demo opens: three in the outbox, others answered or not."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.accounts.models import SignedLink
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.accounts.secrets import new_token, token_hash
from school.cohorts.models import Cohort, Trainee
from school.core.calendar import monday_of
from school.demo import story
from school.hiring.notices import send_offer_link
from school.placements import notices, operations_links
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

DAYS_LOOKED_BACK = 120
SENT_AT = time(8, 30)


def send_links(session: Session, today: date) -> None:
    """Write the history of links, then send the tutor of the demo three that work.

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
    ended = _of_last_leavers(session, today)
    token = operations_links.issue(session, LinkPurpose.DECLARE_OFFER, ended)
    send_offer_link(session, ended, operations_links.recipient_of(ended), token)


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
