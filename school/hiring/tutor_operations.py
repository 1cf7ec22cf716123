"""What a tutor declares by link at the end of a placement: an offer, or a contract signed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.accounts.operations import use_link
from school.accounts.rules import LinkPurpose
from school.core import audit
from school.core.errors import InvalidInput, mark
from school.hiring import queries
from school.hiring.models import Hire, Offer
from school.hiring.operations import HireFacts, OfferFacts, stated, supersede
from school.hiring.proposal_ends import close_overtaken
from school.hiring.rules import Contract, Decision, Evidence
from school.placements import operations_links
from school.placements.models import Placement
from school.placements.operations import today_of
from school.placements.rules import LinkState


@dataclass(frozen=True)
class Declaration:
    """What a tutor declares: how firm an offer is, its contract and day, the first day of work.

    `signed`: the contract is signed, so that the offer was accepted and the person is hired.
    """

    firm: bool
    contract: Contract | None = None
    offered_on: date | None = None
    signed: bool = False
    starts_on: date | None = None

    def hire_facts(self, placement: Placement) -> HireFacts:
        """Give what it states of the hire: said by the employer, named and dated (E2)."""
        if self.contract is None:
            raise InvalidInput(mark("Quel contrat est signé ?"), "contract")
        if self.starts_on is None:
            raise InvalidInput(mark("Quel est le premier jour de travail ?"), "starts_on")
        return HireFacts(
            placement.enterprise, None, self.contract, self.starts_on, None, None,
            Evidence.CONFIRMED,
        )  # fmt: skip


def offer_reference(placement: Placement) -> str:
    """Give the reference of the one offer that a tutor may declare for a placement by link."""
    return f"O-{placement.reference}"


def hire_reference(placement: Placement) -> str:
    """Give the reference of the one hire that a tutor may declare for a placement by link."""
    return f"H-{placement.reference}"


def declare_by_link(session: Session, token: str, declared: Declaration) -> Offer | None:
    """Record the offer that a tutor declares by link; nothing when the link is not open.

    Sent twice, or by two links of one placement, it stays one offer: the first. A contract signed
    since then accepts that offer, and is recorded once as a hire.
    """
    found = operations_links.opened_for_change(session, token, LinkPurpose.DECLARE_OFFER)
    if found.state is not LinkState.OPEN:
        return None
    placement, day = found.placement, today_of(found.placement)
    actor = operations_links.link_actor(found.link)
    facts = _offer_facts(placement, declared, day)
    facts.check(day)
    hire = declared.hire_facts(placement) if declared.signed else None
    use_link(session, found.link)
    known = queries.offer_declared_for(session, offer_reference(placement))
    if hire is not None:
        _record_hire(session, actor, placement, hire, day)
    if known is None:
        return _record_offer(session, actor, placement, facts, day)
    if hire is not None and known.decision is Decision.PENDING:
        decided_on = max(day, known.offered_on)
        accepted = {"decision": Decision.ACCEPTED, "decided_on": decided_on}
        return supersede(session, actor, known, accepted)
    return None


def _offer_facts(placement: Placement, declared: Declaration, day: date) -> OfferFacts:
    offered_on = declared.offered_on or day
    if not declared.signed:
        return OfferFacts(placement.enterprise, offered_on, declared.firm, declared.contract)
    return OfferFacts(
        placement.enterprise, offered_on, True, declared.contract, Decision.ACCEPTED, day
    )


def _record_offer(
    session: Session, actor: str, placement: Placement, facts: OfferFacts, day: date
) -> Offer:
    offer = Offer(
        reference=offer_reference(placement),
        trainee=placement.trainee,
        recorded_on=day,
        **stated(facts),
    )
    session.add(offer)
    audit.record(session, actor, "offers.declare", offer)
    return offer


def _record_hire(
    session: Session, actor: str, placement: Placement, facts: HireFacts, day: date
) -> None:
    reference = hire_reference(placement)
    if queries.is_recorded(session, Hire, reference):
        return
    hire = Hire(reference=reference, trainee=placement.trainee, recorded_on=day, **stated(facts))
    session.add(hire)
    audit.record(session, actor, "hires.declare", hire)
    close_overtaken(session, actor, day, [placement.trainee_id])
