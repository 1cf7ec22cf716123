"""Links by which an enterprise answers a consultation, corrects itself and reads what came of it.

A link is about one invitation. Reading uses nothing up; answering does not either, as an answer
may be corrected until the consultation closes.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.accounts.closing import unless_closed
from school.accounts.models import SignedLink
from school.accounts.operations import issue_link
from school.accounts.queries import link_for_token
from school.accounts.rules import LinkPurpose
from school.core import audit
from school.core.clock import now, today
from school.core.errors import InvalidInput, StaleRecord, mark
from school.core.links import LinkState, link_state
from school.core.references import new_reference
from school.enterprises import queries as enterprise_queries
from school.enterprises.consultations import answer_queries, queries
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationChoice,
    ConsultationInvitation,
)
from school.enterprises.consultations.operations import STALE
from school.enterprises.consultations.queries import Recipient
from school.enterprises.consultations.rules import (
    ConsultationState,
    ItemKind,
    Said,
    takes_answers,
)
from school.enterprises.interest_queries import address_left
from school.messages.letters import reader_of, replace_link

ANSWER = LinkPurpose.ANSWER_CONSULTATION
READ = LinkPurpose.READ_CONSULTATION


@dataclass(frozen=True)
class OpenedLink:
    """A link as it was opened, and the invitation it is about."""

    link: SignedLink
    invitation: ConsultationInvitation
    reader_left: bool = False

    @property
    def consultation(self) -> Consultation:
        """The consultation that the invitation is to."""
        return self.invitation.consultation

    @property
    def state(self) -> LinkState:
        """What the link still is; answering does not use it up."""
        state = link_state(None, self.link.revoked_at, self.link.expires_at, now())
        if self.reader_left:
            state = LinkState.REPLACED
        return unless_closed(state, self.consultation.school) if self.takes_answers else state

    @property
    def takes_answers(self) -> bool:
        """Tell whether the consultation may still be answered, by a link that serves."""
        one = self.consultation
        return takes_answers(one.state, one.closes_on, today(one.school.timezone))


def issue(
    session: Session,
    purpose: LinkPurpose,
    invitation: ConsultationInvitation,
    recipient: Recipient,
) -> str:
    """Make a link for an enterprise and give its secret; the one before stops working."""
    return issue_link(
        session,
        purpose,
        invitation.id,
        recipient_name=recipient.name,
        recipient_email=recipient.email,
    )


def opened(session: Session, token: str, purpose: LinkPurpose) -> OpenedLink:
    """Find what a secret opens; raise `NotFound` unless it serves this very purpose.

    The link of a representative who speaks for the enterprise no more serves no more.
    """
    link = link_for_token(session, token, purpose)
    invitation = queries.invitation_numbered(session, link.object_id)
    day = today(invitation.consultation.school.timezone)
    left = address_left(session, invitation.enterprise, link.recipient_email, day)
    return OpenedLink(link, invitation, left)


def answer(
    session: Session, token: str, said: Said, known_number: int | None
) -> ConsultationAnswer | None:
    """Write an answer, or the correction of one; nothing when the link or the time is over.

    `known_number` is that of the answer that was seen: raises `StaleRecord` when a colleague
    answered meanwhile, `InvalidInput` when nothing is said or an item is not asked about.
    """
    found = _held(session, token)
    if found.state is not LinkState.OPEN or not found.takes_answers:
        return None
    if said.is_empty:
        raise InvalidInput(mark("Choisissez ou écrivez au moins une chose."))
    before = answer_queries.latest_answer(session, found.invitation)
    number = before.number if before else 0
    if number != (known_number or 0):
        raise StaleRecord(STALE, values={"version": number})
    written = ConsultationAnswer(
        reference=new_reference("CA"),
        consultation_id=found.consultation.id,
        enterprise_id=found.invitation.enterprise_id,
        number=number + 1,
        answered_by=found.link.recipient_name,
        places=said.places,
        hires=said.hires,
        hiring_for=said.hiring_for,
        lacking=said.lacking,
    )
    written.choices = _choices(found.consultation, said)
    session.add(written)
    audit.record(session, f"{found.link.recipient_name} (link)", "consultation.answer", written)
    return written


def _held(session: Session, token: str) -> OpenedLink:
    """Open a link to answer by and hold what it is about until the end of the transaction.

    The enterprise is held first: whoever merges it with another at this moment is waited for,
    and the answer is then the other's.
    """
    asked = opened(session, token, ANSWER)
    enterprise_queries.hold(session, [asked.invitation.enterprise_id])
    session.expire(asked.invitation)
    found = opened(session, token, ANSWER)
    queries.hold(session, found.consultation)
    session.refresh(found.link, with_for_update=True)
    return found


def renew(
    session: Session, token: str, purpose: LinkPurpose
) -> tuple[OpenedLink, str | None] | None:
    """Replace an expired link by a new one of its purpose for the same enterprise, once.

    Nothing unless it has expired and there still is something to answer or to read; no secret
    for whom no message reaches.
    """
    found = opened(session, token, purpose)
    session.refresh(found.link, with_for_update=True)
    if found.state is not LinkState.EXPIRED or purpose_now(found.consultation) is not purpose:
        return None
    secret = replace_link(session, found.link, recipient_of_link(session, found))
    if secret is not None:
        actor = f"{found.link.recipient_name} (link)"
        audit.record(session, actor, "consultation.renew_link", found.consultation)
    return found, secret


def recipient_of_link(session: Session, found: OpenedLink) -> Recipient:
    """Tell who received a link: the address written to then, the telephone they have now."""
    enterprise = found.invitation.enterprise
    return reader_of(found.link, queries.recipients(session, [enterprise])[enterprise.id])


def purpose_now(consultation: Consultation) -> LinkPurpose | None:
    """Tell what a link to an enterprise would be for now: to answer, to read, or nothing."""
    day = today(consultation.school.timezone)
    if takes_answers(consultation.state, consultation.closes_on, day):
        return ANSWER
    return READ if consultation.state is ConsultationState.RETURNED else None


def _choices(consultation: Consultation, said: Said) -> list[ConsultationChoice]:
    asked = {one.id: one.kind for one in consultation.items}
    lists = ((ItemKind.MODULE, said.modules), (ItemKind.TECHNOLOGY, said.technologies))
    if any(asked.get(item) is not kind for kind, items in lists for item in items):
        raise InvalidInput(mark("Cette consultation ne demande pas cela."))
    return [
        ConsultationChoice(item_id=item, place=place)
        for _, items in lists
        for place, item in enumerate(items, start=1)
    ]
