"""What tutors and apprentices of the demo said of their placements; three marks are low."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session, joinedload

from school.cohorts.models import Cohort
from school.core.questions import YES, Answer, Question, QuestionKind
from school.demo import story
from school.hiring.models import Offer
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import (
    DEFAULT_QUESTIONS,
    EvaluationState,
    EvaluationVoice,
    JobAnswer,
    asked_of,
    state_after,
)
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

MOST = 60
"""Placements that are evaluated: those that ended last."""

GIVEN_AFTER = timedelta(days=3)
MARKS = ("5", "4", "4", "5", "3", "4")
MISSING = (
    "Plus d’heures au réflectomètre avant de venir.",
    "Rien : le travail ressemble à la formation.",
    "La lecture des plans de boîtier.",
    None,
)


@dataclass(frozen=True)
class _LowMark:
    """A mark that somebody must take up, or took up: who gave it, how long ago, and why."""

    voice: EvaluationVoice
    question: str
    days_ago: int
    why: str
    done: str | None = None


LOW_MARKS = (
    _LowMark(EvaluationVoice.TUTOR, "safety", 2, "Sans lunettes, deux fois, pendant le clivage."),
    _LowMark(
        EvaluationVoice.APPRENTICE, "welcome", 12, "Personne n’était prévenu le premier jour."
    ),
    _LowMark(
        EvaluationVoice.TUTOR,
        "work",
        20,
        "Des soudures à refaire, le tri des couleurs n’est pas sûr.",
        "Deux demi-journées de reprise au centre, revues avec le tuteur.",
    ),
)
"""The first waits for the trainers, the second for the director, the third was taken up."""


def write_evaluations(session: Session, today: date) -> None:
    """Write what both voices said of the placements that ended last."""
    rows: list[dict[str, Any]] = []
    for number, (placement, has_offer) in enumerate(_ended(session)):
        low = LOW_MARKS[number] if number < len(LOW_MARKS) else None
        rows += _both(placement, number, low, today, has_offer=has_offer)
    session.execute(insert(Evaluation), rows)


def _ended(session: Session) -> Sequence[tuple[Placement, bool]]:
    """List the placements that ended last, and whether the enterprise offered a job."""
    offered = exists().where(
        Offer.trainee_id == Placement.trainee_id, Offer.enterprise_id == Placement.enterprise_id
    )
    query = (
        select(Placement, offered)
        .join(Placement.cohort)
        .where(
            Placement.status == PlacementStatus.COMPLETED,
            Placement.tutor_id.is_not(None),
            Cohort.reference.like(f"{story.COTONOU.reference}%"),
        )
        .options(joinedload(Placement.tutor), joinedload(Placement.trainee))
        .order_by(Placement.ended_on.desc(), Placement.reference)
        .limit(MOST)
    )
    return [(placement, has_offer) for placement, has_offer in session.execute(query)]


def _both(
    placement: Placement, number: int, low: _LowMark | None, today: date, *, has_offer: bool
) -> Iterator[dict[str, Any]]:
    ended_on = placement.ended_on or today
    tutor = placement.tutor.name if placement.tutor else placement.enterprise.name
    authors = {
        EvaluationVoice.TUTOR: tutor,
        EvaluationVoice.APPRENTICE: placement.trainee.full_name,
    }
    job = JobAnswer.YES if has_offer else (JobAnswer.LATER, JobAnswer.NO)[number % 2]
    for voice, author in authors.items():
        own = low if low and low.voice is voice else None
        answers = [_answer(one, number, own) for one in asked_of(DEFAULT_QUESTIONS, voice)]
        given_on = min(ended_on + GIVEN_AFTER, today)
        if own is not None:
            given_on = max(ended_on, today - timedelta(days=own.days_ago))
        yield {
            "reference": f"EV-{placement.reference}-{voice.value}",
            "placement_id": placement.id,
            "voice": voice,
            "author": author,
            "given_on": given_on,
            "answers": [one.as_plain() for one in answers if one.is_given],
            "job_answer": job if voice is EvaluationVoice.TUTOR else None,
            "state": state_after(answers),
            **_taken_up(own, given_on),
        }


def _answer(question: Question, number: int, low: _LowMark | None) -> Answer:
    if question.kind is QuestionKind.TEXT:
        return Answer(question, words=MISSING[number % len(MISSING)])
    if question.kind is QuestionKind.YES_NO:
        return Answer(question, (YES,))
    if low is not None and low.question == question.key:
        return Answer(question, ("2",), why=low.why)
    return Answer(question, (MARKS[(number + len(question.key)) % len(MARKS)],))


def _taken_up(low: _LowMark | None, given_on: date) -> dict[str, Any]:
    if low is None or low.done is None:
        return {"handled_on": None, "handled_by": None, "handled_note": None}
    return {
        "state": EvaluationState.HANDLED,
        "handled_on": given_on + timedelta(days=4),
        "handled_by": " ".join(story.COTONOU.director),
        "handled_note": low.done,
    }
