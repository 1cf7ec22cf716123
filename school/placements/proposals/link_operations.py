"""Signed links by which an enterprise answers a proposal without an account.

A word that leaves the proposal open (« we look at it », « later ») leaves the link open too: it
is used up by a yes or a no.
"""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from school.accounts.closing import unless_closed
from school.accounts.models import SignedLink
from school.accounts.operations import issue_link, use_link
from school.accounts.queries import link_for_token
from school.core import audit
from school.core.clock import now
from school.core.errors import NotAllowed, StaleRecord, mark
from school.messages.letters import reader_of, replace_link
from school.placements.operations_links import Recipient, link_actor, name_answerer, state_of
from school.placements.posts.models import Post
from school.placements.proposals import operations, queries
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.operations import ProposalAnswer
from school.placements.proposals.rules import (
    OPEN_STATES,
    STATE_SENTENCES,
    Party,
    ProposalState,
)
from school.placements.rules import LinkState

PURPOSE = queries.PURPOSE


@dataclass(frozen=True)
class OpenedProposal:
    """A link as it was opened: what it still is, and the proposal it is about."""

    link: SignedLink
    proposal: PlacementProposal
    state: LinkState


def recipient_of(post: Post) -> Recipient:
    """Tell whom to write to about a post: the tutor, else the enterprise itself."""
    if post.tutor is not None:
        return Recipient(post.tutor.name, post.tutor.email, post.tutor.phone)
    return Recipient(post.enterprise.name, post.enterprise.email, post.enterprise.phone)


def recipient_of_link(found: OpenedProposal) -> Recipient:
    """Tell who received a link: the address written to then, the telephone they have now."""
    return reader_of(found.link, recipient_of(found.proposal.post))


def issue(session: Session, proposal: PlacementProposal) -> str:
    """Make the link by which a proposal is answered, and give its secret, which is not kept.

    Raises `NotAllowed` once it is closed. The links sent before it stop working.
    """
    queries.hold(session, proposal)
    if proposal.state not in OPEN_STATES:
        raise NotAllowed(STATE_SENTENCES[proposal.state])
    recipient = recipient_of(proposal.post)
    return issue_link(
        session,
        PURPOSE,
        proposal.id,
        recipient_name=recipient.name,
        recipient_email=recipient.email,
    )


def stop_links(session: Session, post: Post) -> bool:
    """Stop the links by which the proposals for a post wait for an answer; tell if any did."""
    asked = select(PlacementProposal.id).where(PlacementProposal.post_id == post.id)
    stopped = session.scalars(
        update(SignedLink)
        .where(
            SignedLink.purpose == PURPOSE,
            SignedLink.object_id.in_(asked),
            SignedLink.used_at.is_(None),
            SignedLink.revoked_at.is_(None),
        )
        .values(revoked_at=now())
        .returning(SignedLink.id)
    )
    return bool(stopped.all())


def opened(session: Session, token: str) -> OpenedProposal:
    """Find what a secret opens; raise `NotFound` unless it answers a proposal."""
    link = link_for_token(session, token, PURPOSE)
    proposal = queries.proposal_of_link(session, link)
    return OpenedProposal(link, proposal, _state(link, proposal))


def opened_for_change(session: Session, token: str) -> OpenedProposal:
    """Find what a secret opens and hold it until the end of the transaction."""
    found = opened(session, token)
    queries.hold(session, found.proposal)
    session.refresh(found.link, with_for_update=True)
    return OpenedProposal(found.link, found.proposal, _state(found.link, found.proposal))


def _state(link: SignedLink, proposal: PlacementProposal) -> LinkState:
    return unless_closed(state_of(link), proposal.post.school)


def answer(
    session: Session,
    token: str,
    given: ProposalAnswer,
    known_version: int | None = None,
    answerer: str | None = None,
) -> OpenedProposal | None:
    """Take an enterprise's answer by link; nothing when it says what is so already.

    A link that expired, was replaced or was used changes nothing. Raises as `operations.move` and
    `name_answerer`, and `StaleRecord` for a yes to a post that is not any more as it was read:
    `known_version`.
    """
    found = opened_for_change(session, token)
    if found.state is not LinkState.OPEN or found.proposal.state not in OPEN_STATES:
        return None
    if given.target is ProposalState.ACCEPTED and known_version is not None:
        _expect_as_read(session, found.proposal.post, known_version)
    name_answerer(session, found.link, answerer)
    actor, parties = link_actor(found.link), frozenset({Party.ENTERPRISE})
    changed = operations.move(session, actor, found.proposal, given, parties)
    if found.proposal.state not in OPEN_STATES:
        use_link(session, found.link)
    return found if changed else None


def _expect_as_read(session: Session, post: Post, known_version: int) -> None:
    queries.hold_post(session, post)
    if post.version != known_version:
        raise StaleRecord(
            mark("Ce poste a changé depuis que vous avez ouvert la page : relisez-le ci-dessous."),
            values={"version": post.version},
        )


def renew(session: Session, token: str) -> tuple[OpenedProposal, str | None] | None:
    """Replace an expired link by a new one for the same person, once; nothing for other links.

    Without an address to write to, nor a telephone that texts reach, there is no new secret: the
    link is closed, and the school is to be told.
    """
    found = opened_for_change(session, token)
    if found.state is not LinkState.EXPIRED or found.proposal.state not in OPEN_STATES:
        return None
    secret = replace_link(session, found.link, recipient_of_link(found))
    if secret is not None:
        audit.record(session, link_actor(found.link), "proposal.renew_link", found.proposal)
    return found, secret
