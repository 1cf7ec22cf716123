"""What is done with the questionnaire of teams: ask, answer by link, choose the questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.identifiers import normal_email
from school.accounts.models import SignedLink
from school.accounts.operations import issue_link, use_link
from school.accounts.queries import link_for_token
from school.accounts.rules import LinkPurpose
from school.clauses.models import Contract
from school.clauses.practices.surveys import queries
from school.clauses.practices.surveys.models import SurveyQuestions, TeamSurvey
from school.core import audit
from school.core.clock import now
from school.core.errors import InvalidInput, NotAllowed, NotFound, mark
from school.core.links import LinkState, link_state
from school.core.questions import (
    MOST_QUESTIONS,
    Answer,
    Question,
    check_answers,
    check_choices,
)
from school.core.references import new_reference
from school.messages.letters import replace_link
from school.messages.rules import Contact

PURPOSE = LinkPurpose.ASSESS_TEAM
PREFIX = "TS"
QUESTIONS_PREFIX = "SQ"


@dataclass(frozen=True)
class Team:
    """A team, and who answers for it."""

    name: str
    recipient_name: str
    recipient_email: str | None


@dataclass(frozen=True)
class OpenedSurvey:
    """A link as it was opened, and the questionnaire it is about."""

    link: SignedLink
    survey: TeamSurvey

    @property
    def state(self) -> LinkState:
        """What the link still is."""
        return link_state(self.link.used_at, self.link.revoked_at, self.link.expires_at, now())


def ask(
    session: Session, principal: Principal, contract: Contract, team: Team, today: date
) -> TeamSurvey:
    """Ask a team of a contract; raises `InvalidInput` for an address that is none."""
    email = normal_email(team.recipient_email) if team.recipient_email else None
    if team.recipient_email and email is None:
        raise InvalidInput(mark("Écrivez l’adresse comme nom@exemple.org."), "recipient_email")
    survey = TeamSurvey(
        reference=new_reference(PREFIX),
        contract_id=contract.id,
        team=team.name,
        recipient_name=team.recipient_name,
        recipient_email=email,
        asked_by=principal.name,
        asked_on=today,
    )
    session.add(survey)
    audit.record(session, principal.name, "survey.ask", survey)
    return survey


def recipient_of(survey: TeamSurvey) -> Contact:
    """Tell who answers for the team."""
    return Contact(survey.recipient_name, survey.recipient_email)


def issue(session: Session, survey: TeamSurvey) -> str:
    """Make the link by which a team answers; the one before stops working.

    Raises `NotAllowed` once it has answered.
    """
    if survey.answered_on is not None:
        raise NotAllowed(mark("Cette équipe a déjà répondu."))
    return issue_link(
        session,
        PURPOSE,
        survey.id,
        recipient_name=survey.recipient_name,
        recipient_email=survey.recipient_email,
    )


def opened(session: Session, token: str) -> OpenedSurvey:
    """Find what a secret opens; raise `NotFound` unless it serves this very purpose."""
    link = link_for_token(session, token, PURPOSE)
    return OpenedSurvey(link, queries.survey_numbered(session, link.object_id))


def answer_by_link(session: Session, token: str, answers: Sequence[Answer], today: date) -> bool:
    """Write what a team answers, once; false when the link serves no more.

    Raises `InvalidInput` as `check_answers` does.
    """
    found = opened(session, token)
    queries.hold(session, found.survey)
    session.refresh(found.link, with_for_update=True)
    if found.state is not LinkState.OPEN or found.survey.answered_on is not None:
        return False
    check_answers(answers)
    found.survey.answered_on = max(today, found.survey.asked_on)
    found.survey.answers = [one.as_plain() for one in answers if one.is_given]
    audit.record(session, f"{found.link.recipient_name} (link)", "survey.answer", found.survey)
    use_link(session, found.link)
    return True


def renew(session: Session, token: str) -> tuple[TeamSurvey, str] | None:
    """Replace an expired link by a new one for the same team; nothing when that serves nobody."""
    found = opened(session, token)
    session.refresh(found.link, with_for_update=True)
    if found.state is not LinkState.EXPIRED or found.survey.answered_on is not None:
        return None
    secret = replace_link(session, found.link, recipient_of(found.survey))
    return (found.survey, secret) if secret is not None else None


def add_question(
    session: Session, principal: Principal, question: Question, today: date
) -> SurveyQuestions:
    """Ask one question more of every team; raises `InvalidInput` for a bad one."""
    _expect_chooser(principal)
    check_choices(question)
    known = queries.questions_asked(session)
    if len(known) >= MOST_QUESTIONS:
        raise InvalidInput(
            mark("%(most)s questions au plus : retirez-en une d’abord."),
            "fr",
            {"most": MOST_QUESTIONS},
        )
    return _choose(session, principal, [*known, question], today)


def retire_question(session: Session, principal: Principal, key: str, today: date) -> None:
    """Stop asking a question; answers given to it stay. Raises `NotAllowed` for the last one."""
    _expect_chooser(principal)
    known = queries.questions_asked(session)
    kept = [one for one in known if one.key != key]
    if not kept:
        raise NotAllowed(mark("Gardez au moins une question."))
    if len(kept) < len(known):
        _choose(session, principal, kept, today)


def chooses_questions(principal: Principal) -> bool:
    """Tell whether a person chooses what all teams are asked: the ministry alone."""
    return principal.sees_all_schools(Permission.MANAGE_CLAUSES)


def _expect_chooser(principal: Principal) -> None:
    if not chooses_questions(principal):
        raise NotFound(mark("Cette page n’existe pas."))


def _choose(
    session: Session, principal: Principal, questions: Sequence[Question], today: date
) -> SurveyQuestions:
    before = queries.newest_questions(session)
    chosen = SurveyQuestions(
        reference=new_reference(QUESTIONS_PREFIX),
        number=before.number + 1 if before else 1,
        questions=[one.as_plain() for one in questions],
        stated_by=principal.name,
        stated_on=today,
    )
    session.add(chosen)
    audit.record(session, principal.name, "survey.questions", chosen)
    return chosen
