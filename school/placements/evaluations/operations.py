"""What can be done with evaluations: ask by link, answer, take up a low mark, choose questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.accounts.operations import revoke_links, use_link
from school.accounts.rules import LinkPurpose
from school.core import audit
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.questions import MOST_QUESTIONS, Answer, Question, check_answers
from school.core.references import new_reference
from school.core.versions import check_version
from school.placements import operations_links
from school.placements import queries as placement_queries
from school.placements.ends.rules import EndOutcome
from school.placements.evaluations import queries
from school.placements.evaluations.models import Evaluation, EvaluationQuestions
from school.placements.evaluations.rules import (
    ASKED_AT_END,
    EVALUATED_STATES,
    EvaluationState,
    EvaluationVoice,
    JobAnswer,
    check_question,
    may_handle,
    state_after,
)
from school.placements.models import Placement
from school.placements.operations import today_of
from school.placements.rules import LinkState

PURPOSE = LinkPurpose.EVALUATE_PLACEMENT
PREFIX = "EV"
QUESTIONS_PREFIX = "EQ"
TOO_SOON = mark("Le travail n’a pas commencé : il n’y a encore rien à évaluer.")


@dataclass(frozen=True)
class Given:
    """What somebody says of a placement; a tutor also whether there is a job."""

    answers: Sequence[Answer]
    job_answer: JobAnswer | None = None


def issue(session: Session, placement: Placement) -> str:
    """Make the link by which a placement's tutor evaluates; those before it stop working.

    Raises `NotAllowed` while nobody has worked there.
    """
    placement_queries.hold(session, placement)
    _expect_worked(placement)
    return operations_links.issue(session, PURPOSE, placement)


def issue_at_end(session: Session, placement: Placement, outcome: EndOutcome) -> str | None:
    """Make the link by which a tutor says, at the end, how it went and whether there is a job.

    Nothing where the outcome asks for no evaluation (`ASKED_AT_END`), or where the tutor has
    answered the question of a job already.
    """
    if outcome not in ASKED_AT_END:
        return None
    given = queries.evaluations_of(session, placement)
    if any(one.job_answer is not None for one in given):
        return None
    return issue(session, placement)


def revoke(session: Session, placement: Placement, actor: str) -> None:
    """Let the open link of a placement's tutor serve no more; what was answered stays."""
    placement_queries.hold(session, placement)
    revoke_links(session, PURPOSE, placement.id)
    audit.record(session, actor, "evaluation.revoke_link", placement)


def give_by_link(
    session: Session,
    token: str,
    given: Callable[[Placement], Given],
    answerer: str | None = None,
) -> bool:
    """Record what a tutor says by link, once; false when the link is not open.

    Raises as `check_answers` and `operations_links.name_answerer`.
    """
    found = operations_links.opened_for_change(session, token, PURPOSE)
    if found.state is not LinkState.OPEN or found.placement.status not in EVALUATED_STATES:
        return False
    operations_links.name_answerer(session, found.link, answerer)
    author = operations_links.answerer_of(found.link)
    _give(session, found.placement, EvaluationVoice.TUTOR, author, given(found.placement))
    use_link(session, found.link)
    return True


def give_own(session: Session, placement: Placement, author: str, given: Given) -> Evaluation:
    """Record what the apprentice says of the own placement; raises as `check_answers` does."""
    placement_queries.hold(session, placement)
    _expect_worked(placement)
    return _give(session, placement, EvaluationVoice.APPRENTICE, author, given)


def _expect_worked(placement: Placement) -> None:
    if placement.status not in EVALUATED_STATES:
        raise NotAllowed(TOO_SOON)


def _give(
    session: Session, placement: Placement, voice: EvaluationVoice, author: str, given: Given
) -> Evaluation:
    check_answers(given.answers)
    evaluation = Evaluation(
        reference=new_reference(PREFIX),
        placement_id=placement.id,
        voice=voice,
        author=author,
        given_on=today_of(placement),
        answers=[one.as_plain() for one in given.answers if one.is_given],
        job_answer=given.job_answer,
        state=state_after(given.answers),
    )
    session.add(evaluation)
    audit.record(session, author, f"evaluation.give.{voice.value}", evaluation)
    return evaluation


def handle(
    session: Session,
    evaluation: Evaluation,
    note: str | None,
    actor: str,
    known_version: int | None,
) -> None:
    """Write down what was done about the low marks of an evaluation, once.

    Raises `InvalidInput` without words, `NotAllowed` when nothing waits, `StaleRecord` when
    somebody else took it up since the page was opened.
    """
    check_version(evaluation, known_version)
    if not may_handle(evaluation.state):
        raise NotAllowed(mark("Cette évaluation n’attend plus rien."))
    if not note:
        raise InvalidInput(mark("Dites en quelques mots ce qui a été fait."), "note")
    # The day is asked for first: reading the school would write a half-changed row.
    day = today_of(evaluation.placement)
    evaluation.state, evaluation.handled_on = EvaluationState.HANDLED, day
    evaluation.handled_by, evaluation.handled_note = actor, note
    audit.record(session, actor, "evaluation.handle", evaluation)


def close_job(session: Session, evaluation: Evaluation, actor: str) -> None:
    """Write down that the job a tutor spoke of will not come; once it is, nothing changes.

    Raises `NotAllowed` where no job was spoken of.
    """
    if evaluation.job_answer is not JobAnswer.YES:
        raise NotAllowed(mark("Aucun emploi n’a été annoncé ici."))
    day = today_of(evaluation.placement)
    if evaluation.no_job_on is None:
        evaluation.no_job_on, evaluation.no_job_by = max(day, evaluation.given_on), actor
        audit.record(session, actor, "evaluation.no_job", evaluation)


def add_question(
    session: Session, school: School, question: Question, actor: str, day: date
) -> EvaluationQuestions:
    """Ask one question more; those asked so far stay. Raises `InvalidInput` for a bad one."""
    check_question(question)
    known = queries.questions_of(session, school.id)
    if len(known) >= MOST_QUESTIONS:
        raise InvalidInput(
            mark("%(most)s questions au plus : retirez-en une d’abord."),
            "fr",
            {"most": MOST_QUESTIONS},
        )
    return _choose(session, school, [*known, question], actor, day)


def retire_question(
    session: Session, school: School, key: str, actor: str, day: date
) -> EvaluationQuestions | None:
    """Stop asking a question; answers given to it stay. Nothing when it is not asked.

    Raises `NotAllowed` for the last question of a voice.
    """
    known = queries.questions_of(session, school.id)
    kept = [one for one in known if one.key != key]
    if len(kept) == len(known):
        return None
    if any(not any(voice in one.voices for one in kept) for voice in EvaluationVoice):
        raise NotAllowed(mark("Gardez au moins une question pour chacun."))
    return _choose(session, school, kept, actor, day)


def _choose(
    session: Session, school: School, questions: Sequence[Question], actor: str, day: date
) -> EvaluationQuestions:
    before = queries.newest_questions(session, school.id)
    chosen = EvaluationQuestions(
        reference=new_reference(QUESTIONS_PREFIX),
        school_id=school.id,
        number=before.number + 1 if before else 1,
        questions=[one.as_plain() for one in questions],
        stated_by=actor,
        stated_on=day,
    )
    session.add(chosen)
    audit.record(session, actor, "evaluation.questions", chosen)
    return chosen
