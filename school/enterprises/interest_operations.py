"""Asking an enterprise whether it hosts apprentices in a year, and writing down what it says."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.accounts.closing import check_open, unless_closed
from school.accounts.models import School, SignedLink
from school.accounts.operations import issue_link, use_link
from school.accounts.queries import link_for_token
from school.accounts.rules import LinkPurpose
from school.core import audit
from school.core.clock import now, today
from school.core.errors import InvalidInput, mark
from school.core.links import LinkState, link_state
from school.core.references import new_reference
from school.enterprises import interest_queries, queries
from school.enterprises.models import Enterprise
from school.enterprises.partner_models import EnterpriseInterest, InterestQuestion
from school.enterprises.partner_rules import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_PROPOSALS,
    REASONED,
    InterestAnswer,
    InterestReason,
)
from school.messages.letters import reader_of, replace_link
from school.messages.rules import Contact

PURPOSE = LinkPurpose.STATE_INTEREST


Recipient = Contact
"""Who is asked for an enterprise: a representative, else the enterprise itself."""


@dataclass(frozen=True)
class OpenedQuestion:
    """A link as it was opened: what it still is, and the question it is about."""

    link: SignedLink
    question: InterestQuestion
    state: LinkState


def recipient_of(session: Session, enterprise: Enterprise, day: date) -> Recipient:
    """Tell whom to ask for an enterprise: first those who may sign and have an address."""
    return _people_to_ask(session, enterprise, day)[0]


def _people_to_ask(session: Session, enterprise: Enterprise, day: date) -> list[Recipient]:
    people = interest_queries.representatives_on(session, enterprise, day)
    people.sort(key=lambda one: (one.email is None, not one.may_sign, one.id))
    return [Recipient(one.name, one.email, one.phone) for one in people] or [
        Recipient(enterprise.name, enterprise.email, enterprise.phone)
    ]


def recipient_of_link(session: Session, found: OpenedQuestion) -> Recipient:
    """Tell who received a link: the address written to then, the telephone they have now."""
    question, link = found.question, found.link
    day = today(question.school.timezone)
    people = _people_to_ask(session, question.enterprise, day)
    same = next((one for one in people if one.name == link.recipient_name), people[0])
    return reader_of(link, same)


def record_answer(
    session: Session,
    actor: str,
    enterprise: Enterprise,
    year: int,
    given: InterestAnswer,
    *,
    answered_by: str,
    day: date,
) -> EnterpriseInterest:
    """Write down what an enterprise says of a year, over whatever it said before.

    It answers the questions about that year that wait. Raises `InvalidInput` on a field.
    """
    _check(year, given, day)
    reason = given.reason if given.status in REASONED else None
    answer = EnterpriseInterest(
        reference=new_reference("IN"),
        enterprise_id=enterprise.id,
        year=year,
        status=given.status,
        reason=reason,
        detail=given.detail,
        max_proposals_per_month=given.max_proposals_per_month,
        next_available_on=given.next_available_on,
        answered_on=day,
        answered_by=answered_by,
    )
    session.add(answer)
    audit.record(session, actor, "interest.answer", answer)
    for question in interest_queries.waiting_questions(session, enterprise, year):
        question.interest_id = answer.id
    session.flush()
    return answer


def ask(
    session: Session, actor: str, enterprise: Enterprise, school: School, year: int
) -> tuple[Recipient, InterestQuestion, str]:
    """Ask an enterprise about a year; give who is asked, the question and the link's secret.

    A question that waits is asked again rather than twice: its former link stops working. Raises
    `NotAllowed` at a school that has closed.
    """
    check_open(school)
    # Two who ask at once ask one question: the second waits, and finds that of the first.
    queries.hold(session, [enterprise.id])
    day = today(school.timezone)
    waiting = interest_queries.waiting_questions(session, enterprise, year)
    question = next((one for one in waiting if one.school_id == school.id), None)
    if question is None:
        question = InterestQuestion(
            reference=new_reference("QI"),
            school_id=school.id,
            enterprise_id=enterprise.id,
            year=year,
            asked_on=day,
            asked_by=actor,
        )
        session.add(question)
    audit.record(session, actor, "interest.ask", question)
    recipient = recipient_of(session, enterprise, day)
    return recipient, question, _issue(session, question, recipient.name, recipient.email)


def opened(session: Session, token: str) -> OpenedQuestion:
    """Find what a secret opens; raise `NotFound` unless it serves this very purpose.

    The link of a representative who speaks for the enterprise no more serves no more.
    """
    link = link_for_token(session, token, PURPOSE)
    question = interest_queries.question_by_id(session, link.object_id)
    state = link_state(link.used_at, link.revoked_at, link.expires_at, now())
    if state is not LinkState.USED and _has_left(session, question, link):
        state = LinkState.REPLACED
    return OpenedQuestion(link, question, unless_closed(state, question.school))


def _has_left(session: Session, question: InterestQuestion, link: SignedLink) -> bool:
    day = today(question.school.timezone)
    return interest_queries.has_left(session, question.enterprise_id, link.recipient_name, day)


def answer_by_link(
    session: Session, token: str, given: InterestAnswer, answered_by: str
) -> OpenedQuestion | None:
    """Take an enterprise's answer by link, once; nothing when the link is not open any more.

    Raises `NotAllowed` for the second of two at once, `InvalidInput` on a field.
    """
    asked = opened(session, token)
    # Whoever merges the enterprise at this moment is waited for: the answer is then the other's.
    queries.hold(session, [asked.question.enterprise_id])
    session.expire(asked.question)
    found = opened(session, token)
    if found.state is not LinkState.OPEN:
        return None
    use_link(session, found.link)
    question = found.question
    answer = record_answer(
        session,
        f"{found.link.recipient_name} (link)",
        question.enterprise,
        question.year,
        given,
        answered_by=answered_by,
        day=today(question.school.timezone),
    )
    question.interest_id = answer.id
    session.flush()
    return found


def renew(session: Session, token: str) -> tuple[OpenedQuestion, str | None] | None:
    """Replace an expired link for the same person; who is not reached gets no new secret.

    Gives nothing unless the link has expired and nobody answered meanwhile.
    """
    link = link_for_token(session, token, PURPOSE)
    # Of two taps at once, the second waits here and then finds the link replaced.
    session.refresh(link, with_for_update=True)
    found = opened(session, token)
    if found.state is not LinkState.EXPIRED or found.question.interest_id is not None:
        return None
    secret = replace_link(session, link, recipient_of_link(session, found))
    if secret is not None:
        actor = f"{link.recipient_name} (link)"
        audit.record(session, actor, "interest.renew_link", found.question)
    return found, secret


def _issue(session: Session, question: InterestQuestion, name: str, email: str | None) -> str:
    return issue_link(session, PURPOSE, question.id, recipient_name=name, recipient_email=email)


def _check(year: int, given: InterestAnswer, day: date) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidInput(mark("Cette année n’est pas possible."), "year")
    most = given.max_proposals_per_month
    if most is not None and not 0 <= most <= MOST_PROPOSALS:
        raise InvalidInput(
            mark("Un nombre entre 0 et %(most)s."), "max_proposals_per_month",
            {"most": MOST_PROPOSALS},
        )  # fmt: skip
    if given.next_available_on is not None and given.next_available_on < day:
        raise InvalidInput(mark("Ce jour est passé : donnez un jour à venir."), "next_available_on")
    if given.status in REASONED and given.reason is InterestReason.OTHER and not given.detail:
        raise InvalidInput(mark("Dites en quelques mots laquelle."), "detail")
