"""Reads of evaluations and of the questions that are asked."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School
from school.core.errors import NotFound, mark
from school.core.questions import Question
from school.placements.evaluations.models import Evaluation, EvaluationQuestions
from school.placements.evaluations.rules import (
    DEFAULT_QUESTIONS,
    EvaluationVoice,
    question_from_plain,
)
from school.placements.models import Placement
from school.placements.policy import placements_open_to


def newest_questions(session: Session, school_id: int) -> EvaluationQuestions | None:
    """Find the questions that a school chose last; nothing where it chose none."""
    query = (
        select(EvaluationQuestions)
        .where(EvaluationQuestions.school_id == school_id)
        .order_by(EvaluationQuestions.number.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def questions_of(session: Session, school_id: int) -> Sequence[Question]:
    """List what a school asks, in its order: its own questions, else the usual ones."""
    chosen = newest_questions(session, school_id)
    if chosen is None:
        return DEFAULT_QUESTIONS
    return [question_from_plain(one) for one in chosen.questions]


def evaluations_of(session: Session, placement: Placement) -> Sequence[Evaluation]:
    """List what was said of a placement, the newest first."""
    query = (
        select(Evaluation)
        .where(Evaluation.placement_id == placement.id)
        .order_by(Evaluation.id.desc())
    )
    return session.scalars(query).all()


def newest_of(evaluations: Sequence[Evaluation], voice: EvaluationVoice) -> Evaluation | None:
    """Find what a voice said last."""
    return next((one for one in evaluations if one.voice is voice), None)


def evaluation_by_reference(session: Session, principal: Principal, reference: str) -> Evaluation:
    """Find an evaluation that the person takes up as staff; raise `NotFound` for others."""
    found = session.scalar(
        select(Evaluation)
        .join(Evaluation.placement)
        .where(
            placements_open_to(principal, Permission.MANAGE_VISITS),
            Evaluation.reference == reference,
        )
        .options(joinedload(Evaluation.placement).joinedload(Placement.cohort))
    )
    if found is None:
        raise NotFound(mark("Cette évaluation n’existe pas."))
    return found


def school_by_reference(session: Session, principal: Principal, reference: str) -> School:
    """Find a school whose questions a person chooses; raise `NotFound` for another."""
    schools = sorted(principal.school_ids(Permission.MANAGE_PLACEMENTS))
    found = session.scalar(
        select(School).where(School.reference == reference, School.id.in_(schools))
    )
    if found is None:
        raise NotFound(mark("Cette école n’existe pas."))
    return found
