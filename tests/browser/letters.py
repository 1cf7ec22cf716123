"""The links that letters of the school carry: made as the school makes them, and where they lead.

The demonstration has sent a few; these are of the other kinds, each to somebody whom it waits for.
"""

from collections.abc import Iterator

from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.practices.surveys import operations as surveys
from school.clauses.practices.surveys.models import TeamSurvey
from school.enterprises.consultations import link_operations as consultation_links
from school.enterprises.consultations.models import Consultation, ConsultationInvitation
from school.enterprises.consultations.queries import Recipient
from school.enterprises.consultations.rules import ConsultationState
from school.placements import operations_links
from school.placements.agreements import link_operations as agreement_links
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import OUTSIDE, AgreementStatus
from school.placements.evaluations import operations as evaluations
from school.placements.models import Placement
from school.placements.proposals import link_operations as proposal_links
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.rules import OPEN_STATES
from school.placements.rules import PlacementStatus
from school.visits.contact.agreed_operations import ACTIONS_LINK
from school.visits.contact.models import AgreedAction
from school.visits.models import Visit

SENT = {
    ConsultationState.OPEN: consultation_links.ANSWER,
    ConsultationState.CLOSED: consultation_links.READ,
}
LEADS = {
    ConsultationState.OPEN: "consultations.link",
    ConsultationState.CLOSED: "oversight.link_consultation",
}


def addresses_of_letters(app: Flask, records: Session) -> list[str]:
    """Make a link of each kind that a placement or a consultation waits for; give the addresses."""
    with app.test_request_context():
        made = [
            *_of_agreements(records),
            *_of_placements(records),
            *_of_proposals(records),
            *_of_consultations(records),
            *_of_teams(records),
        ]
    records.commit()
    return made


def _of_agreements(records: Session) -> Iterator[str]:
    """Write to each party of an agreement that all are asked to sign."""
    waits = AgreementVersion.status == AgreementStatus.READY_TO_SIGN
    version = records.scalars(select(AgreementVersion).where(waits).limit(1)).one()
    for party in OUTSIDE:
        if agreement_links.is_waited_for(version, party):
            token = agreement_links.issue(records, version, party)
            yield url_for("placements.link_agreement", token=token)
            yield url_for("placements.link_agreement_pdf", token=token)


def _of_placements(records: Session) -> Iterator[str]:
    """Ask a tutor how it goes, and remind a tutor of what was agreed."""
    visited = select(Placement).join(Visit, Visit.placement_id == Placement.id).join(AgreedAction)
    placement = records.scalars(visited.order_by(Placement.id.desc()).limit(1)).one()
    running = records.scalars(
        select(Placement).where(Placement.status == PlacementStatus.LIVE).limit(1)
    ).one()
    yield url_for("placements.link_evaluation", token=evaluations.issue(records, running))
    token = operations_links.issue(records, ACTIONS_LINK, placement)
    yield url_for("visits.link_actions", token=token)


def _of_proposals(records: Session) -> Iterator[str]:
    waits = PlacementProposal.state.in_(OPEN_STATES)
    proposal = records.scalars(select(PlacementProposal).where(waits).limit(1)).one()
    token = proposal_links.issue(records, proposal)
    yield url_for("placements.link_proposal", token=token)


def _of_consultations(records: Session) -> Iterator[str]:
    """Ask an enterprise, and tell one what came of its answer."""
    for state, purpose in SENT.items():
        invitation = records.scalars(
            select(ConsultationInvitation)
            .join(Consultation)
            .where(Consultation.state == state)
            .order_by(ConsultationInvitation.id)
            .limit(1)
        ).one()
        recipient = Recipient(invitation.enterprise.name, invitation.enterprise.email, None)
        token = consultation_links.issue(records, purpose, invitation, recipient)
        yield url_for(LEADS[state], token=token)


def _of_teams(records: Session) -> Iterator[str]:
    """Ask a production team how it works."""
    waits = TeamSurvey.answered_on.is_(None)
    survey = records.scalars(select(TeamSurvey).where(waits).limit(1)).one()
    yield url_for("practices.link_survey", token=surveys.issue(records, survey))
