"""Links of agreements: one for each party, sent again on demand, and reminders that carry them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from school.accounts.closing import is_closed, unless_closed
from school.accounts.identifiers import normal_email, normal_phone
from school.accounts.models import SignedLink
from school.accounts.operations import issue_link, use_link
from school.accounts.queries import link_for_token
from school.core import audit
from school.core.clock import now
from school.core.errors import NotAllowed
from school.placements.agreements import queries, signing
from school.placements.agreements.models import AgreementParty, AgreementVersion
from school.placements.agreements.operations import close, progress_of
from school.placements.agreements.progress_rules import reminder_due, whose_turn
from school.placements.agreements.queries import PARTY_OF, PURPOSES
from school.placements.agreements.rules import (
    AGREED_STATES,
    STATE_SENTENCES,
    Action,
    Channel,
    Party,
    Section,
)
from school.placements.agreements.signing import Signature
from school.placements.operations_links import link_actor, state_of
from school.placements.rules import LinkState

AT_MOST_EVERY = timedelta(minutes=10)
"""A link is not sent again sooner: whoever taps twice has it already. [own]"""

MOST_REMINDED = 500
"""Versions that one run of the reminders looks at."""


@dataclass(frozen=True)
class OpenedLink:
    """A link as it was opened: what it still is, the version and the party it is about."""

    link: SignedLink
    version: AgreementVersion
    party: Party
    state: LinkState

    @property
    def is_asked(self) -> bool:
        """Whether the party has still something to do by this very link."""
        return self.state is LinkState.OPEN and is_waited_for(self.version, self.party)


@dataclass(frozen=True)
class Sent:
    """A link made for somebody, with its secret, to be brought to them."""

    version: AgreementVersion
    row: AgreementParty
    secret: str


def is_waited_for(version: AgreementVersion, party: Party) -> bool:
    """Tell whether a version waits for a party, its placement goes on and its school is open."""
    return (
        not is_closed(version.placement.cohort.school)
        and version.placement.status in AGREED_STATES
        and party in PURPOSES
        and party in whose_turn(version.status, progress_of(version))
    )


def issue(session: Session, version: AgreementVersion, party: Party) -> str:
    """Make the link of a party and give its secret, which is not kept; former ones stop.

    Raises `NotAllowed` when nothing is asked of that party.
    """
    if not is_waited_for(version, party):
        raise NotAllowed(STATE_SENTENCES[version.status])
    row = signing.party_row(version, party)
    secret = issue_link(
        session, PURPOSES[party], version.id, recipient_name=row.name, recipient_email=row.email
    )
    row.sent_at = row.sent_at or now()
    session.flush()
    return secret


def opened(session: Session, token: str) -> OpenedLink:
    """Find what a secret opens; raise `NotFound` unless it is a link of an agreement."""
    link = link_for_token(session, token, *PARTY_OF)
    version = queries.version_of_link(session, link)
    return OpenedLink(link, version, PARTY_OF[link.purpose], _state(link, version))


def opened_for_change(session: Session, token: str) -> OpenedLink:
    """Find what a secret opens and hold it until the end of the transaction."""
    link = link_for_token(session, token, *PARTY_OF)
    version = queries.version_of_link(session, link)
    queries.hold(session, version)
    session.refresh(link, with_for_update=True)
    return OpenedLink(link, version, PARTY_OF[link.purpose], _state(link, version))


def _state(link: SignedLink, version: AgreementVersion) -> LinkState:
    return unless_closed(state_of(link), version.placement.cohort.school)


def sign(
    session: Session, token: str, sections: frozenset[Section], name: str | None
) -> OpenedLink | None:
    """Confirm or sign by link; nothing when the link serves no more or nothing is asked."""
    found = opened_for_change(session, token)
    if not found.is_asked:
        return None
    signature = Signature(found.party, Channel.LINK, sections, name)
    signing.act(session, link_actor(found.link), found.version, signature)
    use_link(session, found.link)
    return found


def ask_correction(session: Session, token: str, remark: str | None) -> OpenedLink | None:
    """Send a version back by link; nothing when the link serves no more."""
    found = opened_for_change(session, token)
    if not found.is_asked:
        return None
    signing.ask_correction(session, link_actor(found.link), found.version, found.party, remark)
    use_link(session, found.link)
    return found


def refuse(session: Session, token: str, reason: str | None) -> OpenedLink | None:
    """Refuse an agreement by link; nothing when the link serves no more."""
    found = opened_for_change(session, token)
    if not found.is_asked:
        return None
    actor = link_actor(found.link)
    close(session, actor, found.version, Action.REJECT, found.party, reason)
    use_link(session, found.link)
    return found


def send_again(session: Session, token: str) -> Sent | None:
    """Make a new link for whoever a link was for, of the version that now waits for them.

    It goes to the address that the agreement names today, whoever holds the old link. Nothing
    when nothing is asked of them any more, or one left a moment ago.
    """
    found = opened(session, token)
    version = queries.later_version(session, found.version) or found.version
    return _sent(session, version, found.party)


def send_to(session: Session, address: str) -> list[Sent]:
    """Make new links of every agreement that waits for somebody with an address or a number."""
    known = normal_email(address) or normal_phone(address)
    if known is None:
        return []
    waiting = queries.versions_waiting_at(session, known)
    made = [
        _sent(session, version, row.party)
        for version in waiting
        for row in version.parties
        if known in (row.email, row.phone)
    ]
    return [one for one in made if one is not None]


def _sent(session: Session, version: AgreementVersion, party: Party) -> Sent | None:
    queries.hold(session, version)
    if not is_waited_for(version, party):
        return None
    row = signing.party_row(version, party)
    last = queries.latest_link(session, version, party)
    if last is not None and last.revoked_at is None and now() < last.issued_at + AT_MOST_EVERY:
        return None
    secret = issue(session, version, party)
    audit.record(session, f"{row.name} (link)", "agreement.send_again", version)
    return Sent(version, row, secret)


def remind(session: Session, at: datetime) -> Sequence[Sent]:
    """Make the links of the reminders that are due, and note that they left."""
    made: list[Sent] = []
    for version in queries.open_versions(session, MOST_REMINDED):
        for row in version.parties:
            if not is_waited_for(version, row.party):
                continue
            if reminder_due(row.sent_at or version.sent_at, row.reminded_at, row.reminders, at):
                made.append(_reminder(session, version, row, at))
    return made


def _reminder(
    session: Session, version: AgreementVersion, row: AgreementParty, at: datetime
) -> Sent:
    secret = issue(session, version, row.party)
    row.reminded_at, row.reminders = at, row.reminders + 1
    session.flush()
    return Sent(version, row, secret)
