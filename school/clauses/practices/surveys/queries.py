"""Reads of the questionnaire of teams: what is asked, and what each team answered."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from school.access.principal import Principal
from school.clauses.models import Contract
from school.clauses.policy import contract_manageable_by, contract_open_to
from school.clauses.practices.surveys.models import SurveyQuestions, TeamSurvey
from school.clauses.practices.surveys.rules import DEFAULT_QUESTIONS
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.core.questions import Question, question_from_plain


def newest_questions(session: Session) -> SurveyQuestions | None:
    """Find the questions that were chosen last; nothing where none were."""
    query = select(SurveyQuestions).order_by(SurveyQuestions.number.desc()).limit(1)
    return session.scalars(query).first()


def questions_asked(session: Session) -> Sequence[Question]:
    """List what every team is asked, in order: what was chosen, else the usual questions."""
    chosen = newest_questions(session)
    if chosen is None:
        return DEFAULT_QUESTIONS
    return [question_from_plain(one) for one in chosen.questions]


def surveys_of(session: Session, contract: Contract, number: int) -> Slice[TeamSurvey]:
    """Read one page of what the teams of a contract were asked, by team, the newest first."""
    query = (
        select(TeamSurvey)
        .where(TeamSurvey.contract_id == contract.id)
        .order_by(TeamSurvey.team, TeamSurvey.asked_on.desc(), TeamSurvey.reference)
    )
    return paginate(session, query, number)


def survey_by_reference(session: Session, principal: Principal, reference: str) -> TeamSurvey:
    """Find a questionnaire of a contract that a person reads whole; else `NotFound` for another."""
    return _found(session, _surveys().where(contract_open_to(principal)), reference)


def survey_to_manage(session: Session, principal: Principal, reference: str) -> TeamSurvey:
    """Find a questionnaire of a contract that a person keeps; raise `NotFound` for another."""
    return _found(session, _surveys().where(contract_manageable_by(principal)), reference)


def survey_numbered(session: Session, number: int) -> TeamSurvey:
    """Find the questionnaire that a link is about."""
    found = session.scalar(_surveys().where(TeamSurvey.id == number))
    if found is None:
        raise NotFound(mark("Ce lien n’existe pas."))
    return found


def hold(session: Session, survey: TeamSurvey) -> None:
    """Read a questionnaire again and keep it from others until the end of the transaction."""
    query = select(TeamSurvey).where(TeamSurvey.id == survey.id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).one()


def _surveys() -> Select[TeamSurvey]:
    return (
        select(TeamSurvey)
        .join(TeamSurvey.contract)
        .options(contains_eager(TeamSurvey.contract).joinedload(Contract.operator))
    )


def _found(session: Session, query: Select[TeamSurvey], reference: str) -> TeamSurvey:
    found = session.scalar(query.where(TeamSurvey.reference == reference))
    if found is None:
        raise NotFound(mark("Ce questionnaire n’existe pas."))
    return found
