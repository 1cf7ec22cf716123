"""What is done to learn what became of people: attempts, links, and their answers."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.accounts.contacts import checked_email, checked_phone
from school.accounts.models import SignedLink
from school.accounts.operations import issue_link, use_link
from school.accounts.queries import link_for_token
from school.accounts.rules import LinkPurpose
from school.cohorts.models import Enrolment
from school.core import audit
from school.core.clock import now, today
from school.core.errors import InvalidInput, mark
from school.core.references import new_reference
from school.hiring.follow_up import queries
from school.hiring.follow_up.rules import Activity, Attempt, delay_to_ask
from school.hiring.models import FollowUp, Hire, HireCheck, Situation
from school.hiring.proposal_ends import close_overtaken
from school.hiring.rules import AttemptOutcome, Channel, Contract, Evidence
from school.messages.posting import can_be_written_to
from school.messages.rules import Contact as Reader
from school.placements.operations_links import link_actor
from school.placements.rules import LinkState, link_state

NEEDED_OF_A_HIRE = {
    "employer_name": mark("Qui vous emploie ?"),
    "contract": mark("Quel contrat avez-vous ?"),
    "starts_on": mark("Depuis quel jour y travaillez-vous ?"),
}
"""What somebody under contract must say of it, and how it is asked."""


@dataclass(frozen=True)
class Contact:
    """Whom to ask about a hire, at the employer's."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None

    @property
    def is_reachable(self) -> bool:
        """Tell whether there is a way to write or to call."""
        return self.email is not None or self.phone is not None

    def checked(self) -> "Contact":
        """Give the contact in its normal form; raises `InvalidInput` on what is none."""
        email = checked_email(self.email, field="contact_email")
        return Contact(self.name, email, checked_phone(self.phone, field="contact_phone"))


@dataclass(frozen=True)
class Answer:
    """What somebody says they do now."""

    activity: Activity
    employer_name: str | None = None
    contract: Contract | None = None
    starts_on: date | None = None
    in_trade: bool | None = None
    full_time: bool | None = None
    contact: Contact = Contact()

    def check(self, day: date) -> None:
        """Refuse a contract of work without employer, kind or start, and days to come."""
        if self.activity is not Activity.HIRED:
            if self.starts_on is not None and self.starts_on > day:
                raise InvalidInput(mark("Ce jour est à venir."), "starts_on")
            return
        for name, question in NEEDED_OF_A_HIRE.items():
            if getattr(self, name) is None:
                raise InvalidInput(question, name)


@dataclass(frozen=True)
class OpenedQuestion:
    """A link by which somebody tells what they do, as it was opened."""

    link: SignedLink
    enrolment: Enrolment
    state: LinkState


def log_attempt(session: Session, actor: str, enrolment: Enrolment, attempt: Attempt) -> FollowUp:
    """Note an attempt to reach somebody; raises `InvalidInput` when it cannot be."""
    attempt.check(_day_at_school(enrolment))
    row = FollowUp(
        reference=new_reference("F"),
        trainee=enrolment.trainee,
        cohort=enrolment.cohort,
        months=attempt.months,
        channel=attempt.channel,
        outcome=attempt.outcome,
        attempted_on=attempt.attempted_on,
        call_back_on=attempt.call_back_on,
        made_by=actor,
        note=attempt.note,
    )
    session.add(row)
    audit.record(session, actor, "follow_ups.log", row)
    return row


def send_question(
    session: Session, actor: str, enrolment: Enrolment, months: int, channel: Channel
) -> str:
    """Make the link by which somebody tells what they do, note that it is sent, give its secret.

    The links sent before it stop working.
    """
    trainee = enrolment.trainee
    attempt = Attempt(months, channel, AttemptOutcome.LINK_SENT, _day_at_school(enrolment))
    log_attempt(session, actor, enrolment, attempt)
    return issue_link(
        session,
        LinkPurpose.SITUATION,
        enrolment.id,
        recipient_name=trainee.full_name,
        recipient_email=trainee.email if channel is Channel.MAIL else None,
    )


def opened_question(session: Session, token: str) -> OpenedQuestion:
    """Find what a secret opens; raise `NotFound` unless it asks what somebody does."""
    link = link_for_token(session, token, LinkPurpose.SITUATION)
    state = link_state(link.used_at, link.revoked_at, link.expires_at, now())
    return OpenedQuestion(link, queries.enrolment_of_link(session, link), state)


def answer_by_link(session: Session, token: str, answer: Answer) -> Hire | Situation | None:
    """Record as a fact what somebody says they do, once; nothing when the link is not open.

    A contract of work with an employer of whom the person is known to be employed already is
    that same hire. The fact is declared (E1): the employer named may raise it.
    """
    found = opened_question(session, token)
    if found.state is not LinkState.OPEN:
        return None
    day = _day_at_school(found.enrolment)
    answer.check(day)
    contact = answer.contact.checked()
    use_link(session, found.link)
    _note_answer(session, found, day)
    actor = link_actor(found.link)
    if answer.activity is Activity.HIRED:
        return _declared_hire(session, actor, found.enrolment, answer, contact, day)
    return _declared_situation(session, actor, found.enrolment, answer, day)


def _day_at_school(enrolment: Enrolment) -> date:
    return today(enrolment.cohort.school.timezone)


def _delay_asked(session: Session, enrolment: Enrolment, day: date) -> int:
    """Tell which delay an answer is about: that of the last attempt, else the longest ended."""
    earlier = queries.attempts_of(session, enrolment)
    return earlier[0].months if earlier else delay_to_ask(enrolment.dates.exit_on, day)


def _note_answer(session: Session, found: OpenedQuestion, day: date) -> None:
    months = _delay_asked(session, found.enrolment, day)
    channel = Channel.MAIL if found.link.recipient_email else Channel.MESSAGE
    attempt = Attempt(months, channel, AttemptOutcome.REACHED, day)
    log_attempt(session, link_actor(found.link), found.enrolment, attempt)


def _declared_hire(
    session: Session, actor: str, enrolment: Enrolment, answer: Answer, contact: Contact, day: date
) -> Hire:
    name = answer.employer_name or ""
    enterprise = queries.partner_named(session, enrolment.cohort.school_id, name)
    hire = queries.running_hire(session, enrolment.trainee, enterprise, name, day)
    if hire is None:
        hire = Hire(
            reference=new_reference("H"),
            trainee=enrolment.trainee,
            enterprise=enterprise,
            employer_name=None if enterprise else name,
            contract=answer.contract,
            starts_on=answer.starts_on,
            in_trade=answer.in_trade,
            evidence=Evidence.DECLARED,
            contested=False,
            recorded_on=day,
        )
        session.add(hire)
        audit.record(session, actor, "hires.declare", hire)
        close_overtaken(session, actor, day, [enrolment.trainee_id])
    if contact.is_reachable and hire.evidence is Evidence.DECLARED:
        check = name_contact(session, hire, contact)
        audit.record(session, actor, "hire_checks.name_contact", check)
    return hire


def check_for(session: Session, hire: Hire) -> HireCheck:
    """Give the check of a hire, opened now where there was none."""
    check = queries.check_of(session, hire.reference)
    if check is None:
        check = HireCheck(hire_reference=hire.reference)
        session.add(check)
    return check


def name_contact(session: Session, hire: Hire, contact: Contact) -> HireCheck:
    """Note on the check of a hire who answers for the employer."""
    check = check_for(session, hire)
    check.contact_name = contact.name
    check.contact_email, check.contact_phone = contact.email, contact.phone
    return check


def _declared_situation(
    session: Session, actor: str, enrolment: Enrolment, answer: Answer, day: date
) -> Situation:
    kind = answer.activity.situation
    assert kind is not None  # noqa: S101 - every activity but work under contract has one
    studying = answer.activity is Activity.STUDYING
    situation = Situation(
        reference=new_reference("X"),
        trainee=enrolment.trainee,
        situation=kind,
        observed_on=day,
        starts_on=answer.starts_on,
        full_time=answer.full_time if studying else None,
        evidence=Evidence.DECLARED,
        recorded_on=day,
    )
    session.add(situation)
    audit.record(session, actor, "situations.declare", situation)
    return situation


def reader_of(found: OpenedQuestion) -> Reader:
    """Tell who received a link: the address written to then, the telephone they have now."""
    phone = found.enrolment.trainee.phone
    return Reader(found.link.recipient_name, found.link.recipient_email, phone)


def renew_question(session: Session, token: str) -> tuple[OpenedQuestion, str | None] | None:
    """Replace an expired link by a new one for the same person, once; nothing for other links.

    Without an address to write to, nor a telephone that texts reach, there is no new secret: the
    link is closed, and the person is listed as one to call back today.
    """
    found = opened_question(session, token)
    if found.state is not LinkState.EXPIRED:
        return None
    actor, link, enrolment = link_actor(found.link), found.link, found.enrolment
    day = _day_at_school(enrolment)
    months = _delay_asked(session, enrolment, day)
    if can_be_written_to(reader_of(found)):
        channel = Channel.MESSAGE if link.recipient_email is None else Channel.MAIL
        return found, send_question(session, actor, enrolment, months, channel)
    link.revoked_at = now()
    wanted = Attempt(months, Channel.MESSAGE, AttemptOutcome.CALL_BACK, day, day)
    log_attempt(session, actor, enrolment, wanted)
    return found, None
