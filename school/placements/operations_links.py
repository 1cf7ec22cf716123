"""Signed links by which an enterprise answers without an account."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.accounts.closing import unless_closed
from school.accounts.models import SignedLink
from school.accounts.operations import issue_link, use_link
from school.accounts.queries import link_for_token
from school.accounts.rules import LinkPurpose
from school.core import audit
from school.core.clock import now
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.text import fold
from school.messages.letters import reader_of, replace_link
from school.messages.rules import Contact
from school.placements import queries
from school.placements.models import Placement
from school.placements.operations import Step
from school.placements.proposals.operations import answer_directly
from school.placements.rules import STATE_SENTENCES, LinkState, Party, PlacementStatus, link_state

Recipient = Contact
"""Who receives a link: the tutor, else the enterprise itself."""


@dataclass(frozen=True)
class OpenedLink:
    """A link as it was opened: what it still is, and the placement it is about."""

    link: SignedLink
    placement: Placement
    state: LinkState


def recipient_of(placement: Placement) -> Recipient:
    """Tell whom to write to about a placement."""
    tutor, enterprise = placement.tutor, placement.enterprise
    if tutor is None:
        return Recipient(enterprise.name, enterprise.email, enterprise.phone)
    return Recipient(tutor.name, tutor.email, tutor.phone)


def recipient_of_link(found: OpenedLink) -> Recipient:
    """Tell who received a link: the address written to then, the telephone they have now.

    Who supervises no more is not written to at another's telephone.
    """
    return reader_of(found.link, recipient_of(found.placement))


def issue(
    session: Session, purpose: LinkPurpose, placement: Placement, week: date | None = None
) -> str:
    """Make a link about a placement for its tutor and give its secret, which is not kept.

    The links sent before it for the same purpose stop working.
    """
    recipient = recipient_of(placement)
    return issue_link(
        session,
        purpose,
        placement.id,
        recipient_name=recipient.name,
        recipient_email=recipient.email,
        week_starts_on=week,
    )


def issue_confirmation(session: Session, placement: Placement) -> str:
    """Make the link by which the enterprise confirms or declines a proposal."""
    queries.hold(session, placement)
    if placement.status is not PlacementStatus.PROPOSED:
        raise NotAllowed(STATE_SENTENCES[placement.status])
    return issue(session, LinkPurpose.CONFIRM_PLACEMENT, placement)


def opened(session: Session, token: str, purpose: LinkPurpose) -> OpenedLink:
    """Find what a secret opens; raise `NotFound` unless it serves this very purpose."""
    link = link_for_token(session, token, purpose)
    placement = queries.placement_of_link(session, link)
    return OpenedLink(link, placement, _state(link, placement))


def opened_for_change(session: Session, token: str, purpose: LinkPurpose) -> OpenedLink:
    """Find what a secret opens and hold it until the end of the transaction.

    Of two taps at once, the second waits here and then finds the link used. The placement is
    held first, as everywhere, so that nobody waits for each other.
    """
    link = link_for_token(session, token, purpose)
    placement = queries.placement_of_link(session, link)
    queries.hold(session, placement)
    session.refresh(link, with_for_update=True)
    return OpenedLink(link, placement, _state(link, placement))


def _state(link: SignedLink, placement: Placement) -> LinkState:
    """Tell what a link is worth: work that was done is told of after a school has closed, too."""
    if link.purpose is LinkPurpose.CONFIRM_PLACEMENT:
        return unless_closed(state_of(link), placement.cohort.school)
    return state_of(link)


def answer(
    session: Session, token: str, step: Step, answerer: str | None = None
) -> OpenedLink | None:
    """Confirm or decline by link; nothing when it was answered already or the link is dead.

    Raises as `operations.move` and `name_answerer`.
    """
    found = opened_for_change(session, token, LinkPurpose.CONFIRM_PLACEMENT)
    if found.state is not LinkState.OPEN:
        return None
    if found.placement.status is not PlacementStatus.PROPOSED:
        return None
    name_answerer(session, found.link, answerer)
    actor, parties = link_actor(found.link), frozenset({Party.ENTERPRISE})
    answer_directly(session, actor, found.placement, step, parties)
    use_link(session, found.link)
    return found


def renew(
    session: Session, token: str, purpose: LinkPurpose, states: AbstractSet[PlacementStatus]
) -> tuple[OpenedLink, str | None] | None:
    """Replace an expired link by a new one for the same person, once.

    Gives nothing unless the link has expired and the placement is in a state where its question
    still stands. Without an address to write to, nor a telephone that texts reach, there is no
    new secret: the link is closed, and the school is to be told.
    """
    found = opened_for_change(session, token, purpose)
    if found.state is not LinkState.EXPIRED or found.placement.status not in states:
        return None
    secret = replace_link(session, found.link, recipient_of_link(found))
    if secret is not None:
        audit.record(session, link_actor(found.link), "placement.renew_link", found.placement)
    return found, secret


def leads_on(found: OpenedLink) -> bool:
    """Tell whether a link about a week may also lead to a page of another purpose.

    What was answered stays readable for ever, and a letter may be handed on: after its time, or
    once somebody else is written to about the placement, a link shows its own week and nothing
    else.
    """
    alive = found.state in {LinkState.OPEN, LinkState.USED} and now() < found.link.expires_at
    return alive and recipient_of(found.placement).name == found.link.recipient_name


def opens_calendar(found: OpenedLink) -> bool:
    """Tell whether a link about a week may also open the calendar of its tutor."""
    return found.placement.tutor is not None and leads_on(found)


def name_answerer(session: Session, link: SignedLink, name: str | None) -> None:
    """Keep who says to answer by a link, which may have been handed on.

    Nothing where the page did not ask: then it is whom the link was sent to. Raises
    `InvalidInput` for a name left blank.
    """
    if name is None:
        return
    if not name:
        raise InvalidInput(mark("Dites qui répond : vos prénom et nom."), "answered_by")
    link.answered_by = name
    session.flush()


def answerer_of(link: SignedLink) -> str:
    """Name who answered by a link: who said so there, else whom it was sent to."""
    return link.answered_by or link.recipient_name


def was_handed_on(link: SignedLink) -> bool:
    """Tell whether somebody else answered by a link than the person whom it was sent to."""
    return fold(answerer_of(link)) != fold(link.recipient_name)


def link_actor(link: SignedLink) -> str:
    """Name, in the audit trail, the person who acts by a link, and whose link it is."""
    if was_handed_on(link):
        return f"{link.answered_by} (link of {link.recipient_name})"
    return f"{link.recipient_name} (link)"


def state_of(link: SignedLink) -> LinkState:
    """Tell what a link still is at this moment."""
    return link_state(link.used_at, link.revoked_at, link.expires_at, now())
