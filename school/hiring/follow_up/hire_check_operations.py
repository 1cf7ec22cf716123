"""Asking employers about hires, taking their answers, and settling what is contested.

What an employer confirms, named and dated, is known better (E2); what an employer contests counts
at no level until somebody who directs the school settles it (INDICATORS §1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.models import School, SignedLink
from school.accounts.operations import issue_link, use_link
from school.accounts.queries import link_for_token
from school.accounts.rules import LinkPurpose
from school.core import audit
from school.core.clock import DEFAULT_TIME_ZONE, now, today
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.periods import check_order
from school.core.versions import stale_record
from school.hiring.follow_up import queries
from school.hiring.follow_up.operations import Contact, check_for, name_contact
from school.hiring.models import Hire, HireCheck
from school.hiring.operations import HireFacts, stated, supersede, version_of
from school.hiring.rules import CheckAnswer, Evidence, Settlement
from school.messages.posting import can_be_written_to
from school.messages.rules import Contact as Reader
from school.placements.operations_links import link_actor
from school.placements.rules import LinkState, link_state


@dataclass(frozen=True)
class OpenedCheck:
    """A link by which an employer speaks of a hire, as it was opened."""

    link: SignedLink
    check: HireCheck
    rows: Sequence[Hire]
    state: LinkState
    school: School | None

    @property
    def hire(self) -> Hire:
        """The hire as it is known last."""
        return self.rows[-1]

    @property
    def day(self) -> date:
        """Today at the school that asks."""
        return today(self.school.timezone if self.school else DEFAULT_TIME_ZONE)


def is_to_confirm(hire: Hire) -> bool:
    """Tell whether a hire would be known better if its employer confirmed it."""
    return hire.evidence is Evidence.DECLARED and not hire.contested


def ask_employer(session: Session, actor: str, hire: Hire, contact: Contact) -> str:
    """Make the link by which an employer confirms or contests a hire, and give its secret.

    Raises `InvalidInput` for a contact that is none, `NotAllowed` when the hire is known well
    enough already or is contested. The links sent before it stop working.
    """
    if not is_to_confirm(hire):
        raise NotAllowed(mark("Seule une embauche déclarée et non contestée est à confirmer."))
    contact = contact.checked()
    if contact.name is None:
        raise InvalidInput(mark("Qui répond chez l’employeur ?"), "contact_name")
    check = name_contact(session, hire, contact)
    check.asked_on = today()
    audit.record(session, actor, "hire_checks.ask", check)
    return issue_link(
        session,
        LinkPurpose.EMPLOYMENT,
        check.id,
        recipient_name=contact.name,
        recipient_email=contact.email,
    )


def opened_check(session: Session, token: str) -> OpenedCheck:
    """Find what a secret opens; raise `NotFound` unless it asks about a hire."""
    link = link_for_token(session, token, LinkPurpose.EMPLOYMENT)
    check, rows = queries.check_of_link(session, link)
    state = link_state(link.used_at, link.revoked_at, link.expires_at, now())
    cohort = queries.cohort_left(session, rows[-1].trainee_id)
    return OpenedCheck(link, check, rows, state, cohort.school if cohort else None)


def confirm_by_link(
    session: Session, token: str, *, answered_by: str, starts_on: date | None = None
) -> OpenedCheck | None:
    """Let the employer confirm a hire, with the right first day; it is then known at E2.

    Nothing when the link is not open. A hire that is known better keeps its evidence.
    """
    found = opened_check(session, token)
    if found.state is not LinkState.OPEN:
        return None
    hire = found.hire
    starts = starts_on or hire.starts_on
    check_order(starts, hire.ends_on, "starts_on")
    _answer(session, found, CheckAnswer.CONFIRMED, answered_by, None)
    evidence = max(hire.evidence, Evidence.CONFIRMED)
    values = {"evidence": evidence, "starts_on": starts}
    supersede(session, link_actor(found.link), hire, values)
    return found


def contest_by_link(
    session: Session, token: str, *, answered_by: str, comment: str | None
) -> OpenedCheck | None:
    """Let the employer contest a hire; it counts nowhere until it is settled.

    Nothing when the link is not open. Raises `InvalidInput` when no reason is given.
    """
    found = opened_check(session, token)
    if found.state is not LinkState.OPEN:
        return None
    if comment is None:
        raise InvalidInput(mark("Dites en un mot ce qui n’est pas exact."), "comment")
    _answer(session, found, CheckAnswer.CONTESTED, answered_by, comment)
    supersede(session, link_actor(found.link), found.hire, {"contested": True})
    return found


def _answer(
    session: Session, found: OpenedCheck, answer: CheckAnswer, by: str, comment: str | None
) -> None:
    use_link(session, found.link)
    check = found.check
    check.answer, check.answered_on = answer, found.day
    check.answered_by, check.comment = by, comment
    check.settlement = check.settled_on = check.settled_by = check.reason = None
    audit.record(session, link_actor(found.link), f"hire_checks.{answer.value}", check)


def settle(
    session: Session,
    principal: Principal,
    rows: Sequence[Hire],
    settlement: Settlement,
    reason: str,
    facts: HireFacts,
    known_version: int | None,
) -> None:
    """Settle a contested hire with a reason: it is right, it is right once corrected, or it is not.

    Confirmed, it counts again with the evidence of `facts`; corrected, with all that they state;
    withdrawn, it stays contested and counts nowhere, and is no longer to be settled. Raises
    `StaleRecord` when somebody else changed it since it was opened.
    """
    latest = rows[-1]
    if known_version != version_of(latest):
        raise stale_record(version_of(latest))
    if not latest.contested:
        raise NotAllowed(mark("Cette embauche n’est plus contestée."))
    if settlement is Settlement.CONFIRMED:
        changes = {"contested": False, "evidence": facts.evidence}
        supersede(session, principal.name, latest, changes)
    elif settlement is Settlement.CORRECTED:
        facts.check(today())
        supersede(session, principal.name, latest, {**stated(facts), "contested": False})
    check = check_for(session, latest)
    check.settlement, check.settled_on = settlement, today()
    check.settled_by, check.reason = principal.name, reason
    audit.record(session, principal.name, "hire_checks.settle", check)


def reader_of(found: OpenedCheck) -> Reader:
    """Tell who received a link: the address written to then, the telephone known now."""
    link = found.link
    return Reader(link.recipient_name, link.recipient_email, found.check.contact_phone)


def renew_check(session: Session, token: str) -> tuple[OpenedCheck, str | None] | None:
    """Replace an expired link by a new one for the same employer, once; nothing for other links.

    Without an address to write to, nor a telephone that texts reach, there is no new secret: the
    link is closed, and the employer is listed as one to ask again.
    """
    found = opened_check(session, token)
    if found.state is not LinkState.EXPIRED or not is_to_confirm(found.hire):
        return None
    contact = Contact(
        found.link.recipient_name, found.link.recipient_email, found.check.contact_phone
    )
    if can_be_written_to(reader_of(found)):
        return found, ask_employer(session, link_actor(found.link), found.hire, contact)
    found.link.revoked_at = now()
    found.check.asked_on = None
    audit.record(session, link_actor(found.link), "hire_checks.want_link", found.check)
    return found, None
