"""What is not finished about somebody's placements, by the rows alone.

It knows nothing of the statements by which pages find what waits, nor of their words.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from school.accounts.models import SignedLink
from school.accounts.rules import LinkPurpose
from school.cohorts.models import Enrolment
from school.core.calendar import monday_of
from school.core.clock import today
from school.hiring.models import Hire
from school.placements.agreements.models import AgreementVersion, PlacementDuty
from school.placements.agreements.rules import AgreementKind, AgreementStatus
from school.placements.ends import queries as end_queries
from school.placements.ends.rules import EndState, NextStep
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import EvaluationState, EvaluationVoice, JobAnswer
from school.placements.immersion.models import Absence, Accident
from school.placements.immersion.rules import AbsenceStatus, AccidentStatus, Care
from school.placements.models import LogbookDay, Placement
from school.placements.proposals.rules import ProposalState
from school.placements.rules import PlacementStatus
from school.visits.contact.agreed_queries import actions_of_placement
from school.visits.models import Visit
from tests.support.life import Life

Open = tuple[str, str, dict[str, str]]
"""Words that a line about it bears, and the page to which the line leads."""

P, A = PlacementStatus, AgreementStatus
VERSION_WORDS = {
    A.DRAFT: "Envoyer ",
    A.READY_TO_SIGN: "Signer ",
    A.PARTIALLY_SIGNED: "Signer ",
    A.TO_CORRECT: "Corriger ",
    A.IN_REVIEW: "Signer pour l’école",
}
OVER = {P.COMPLETED, P.BROKEN_OFF}
TWO_MONTHS = timedelta(days=60)


def open_things(life: Life) -> Iterator[Open]:
    """Say all that is not finished."""
    yield from _proposal(life)
    for placement in life.placements:
        yield from _answer(placement)
    if life.placement.status in {P.CONFIRMED, P.LIVE, *OVER}:
        yield from _agreement(life)
        yield from _work(life)
        yield from _told(life)
        yield from _visits(life)
        yield from _end(life)
        yield from _evaluations(life)


def _at(placement: Placement) -> dict[str, str]:
    return {"reference": placement.reference}


def _proposal(life: Life) -> Iterator[Open]:
    proposal, at = life.proposal, {"reference": life.proposal.reference}
    until = proposal.postponed_until
    if proposal.state is ProposalState.POOL:
        yield "Chercher une autre place", "placements.proposal", at
    elif proposal.state in {ProposalState.NEW, ProposalState.PROCESSING} or (
        proposal.state is ProposalState.POSTPONED and until is not None and until <= today()
    ):
        yield "Répondre à la proposition", "placements.proposal", at


def _answer(placement: Placement) -> Iterator[Open]:
    if placement.status is P.PROPOSED:
        yield "Confirmer le placement", "placements.show", _at(placement)
    if placement.status is P.CONFIRMED:
        yield "Démarrer le placement", "placements.show", _at(placement)


def _agreement(life: Life) -> Iterator[Open]:
    placement, versions = life.placement, life.rows(AgreementVersion)
    page, at = "placements.agreement", _at(placement)
    for version in versions:
        if words := VERSION_WORDS.get(version.status):
            yield words, page, at
    if placement.status in OVER:
        return
    newest = versions[-1].status if versions else None
    agreed = any(one.status is A.VALIDATED for one in versions)
    soon = placement.starts_on is not None and placement.starts_on <= today() + timedelta(days=14)
    if newest in {A.REJECTED, A.CANCELLED}:
        yield "à écrire de nouveau", page, at
    elif not agreed and newest in {None, A.DEPRECATED} and (soon or placement.status is P.LIVE):
        yield "Convention à écrire", page, at


def _is_interrupted(life: Life) -> bool:
    kinds = {one.kind for one in life.rows(AgreementVersion)}
    return AgreementKind.INTERRUPTION in kinds


def _work(life: Life) -> Iterator[Open]:
    placement, days = life.placement, life.rows(LogbookDay)
    last_day = placement.ended_on or placement.ends_on
    late = placement.status in OVER and last_day is not None and last_day + TWO_MONTHS < today()
    this_week, waiting = monday_of(today()), [one for one in days if one.validated_on is None]
    if any(one.date < this_week for one in waiting) and not late:
        yield "Semaine à valider", "placements.logbook", _at(placement)
    if placement.status is not P.LIVE or _is_interrupted(life):
        return
    if _is_silent_week(life, this_week - timedelta(days=7)):
        yield "Carnet vide", "placements.logbook", _at(placement)
    if _has_duty_never_given(life):
        yield "Missions jamais données", "placements.immersion", _at(placement)


def _is_silent_week(life: Life, monday: date) -> bool:
    friday, sunday = monday + timedelta(days=4), monday + timedelta(days=6)
    starts_on, ends_on = life.placement.starts_on, life.placement.ends_on
    if starts_on is None or starts_on > friday or (ends_on is not None and ends_on < monday):
        return False
    told = [one for one in life.rows(Absence) if one.status is not AbsenceStatus.MISTAKE]
    absent = any(one.first_on <= friday and one.last_on >= monday for one in told)
    return not absent and not any(monday <= one.date <= sunday for one in life.rows(LogbookDay))


def _has_duty_never_given(life: Life) -> bool:
    starts_on, ends_on = life.placement.starts_on, life.placement.ends_on
    if starts_on is None or ends_on is None or ends_on < today():
        return False
    own = PlacementDuty.placement_id == life.placement.id
    kept = life.session.scalars(select(PlacementDuty).where(own, PlacementDuty.until_on.is_(None)))
    return (today() - starts_on) * 2 >= ends_on - starts_on and kept.first() is not None


def _told(life: Life) -> Iterator[Open]:
    for absence in life.rows(Absence):
        if absence.status is AbsenceStatus.DECLARED:
            yield "Absence à régler", "placements.absence", {"reference": absence.reference}
    for one in life.rows(Accident):
        if one.status is not AccidentStatus.CLOSED:
            undeclared = one.status is AccidentStatus.REPORTED and one.care is not Care.NONE
            words = "Accident à déclarer" if undeclared else "Accident à clore"
            yield words, "placements.accident", {"reference": one.reference}


def _visits(life: Life) -> Iterator[Open]:
    placement, made = life.placement, life.rows(Visit)
    for visit in made:
        is_awaited = visit.done_on is None and visit.missed_on is None
        ahead = today() + timedelta(days=14)
        if is_awaited and visit.planned_on is not None and visit.planned_on <= ahead:
            yield placement.trainee.full_name, "visits.show", {"reference": visit.reference}
    yield from _overdue_actions(life)
    if placement.status is not P.LIVE or _is_interrupted(life):
        return
    met = [one.done_on for one in made if one.done_on is not None]
    since = max([*met, placement.starts_on or today()])
    over = placement.ends_on is not None and placement.ends_on < today()
    late = any(one.done_on is one.missed_on is None for one in made)
    if not over and not late and today() - since > timedelta(days=21 + 5):
        at = {"placement": placement.reference}
        yield placement.enterprise.name, "visits.contact", at


def _overdue_actions(life: Life) -> Iterator[Open]:
    last_day = life.placement.ended_on or life.placement.ends_on or today()
    if life.placement.status in OVER and last_day + TWO_MONTHS < today():
        return
    for action in actions_of_placement(life.session, life.placement):
        asked, visited = action.due_on, action.visit.done_on
        if asked is None and visited is not None:
            asked = visited + timedelta(days=30)
        if action.done_on is None and asked is not None and asked < today():
            yield "pas encore fait", "visits.show", {"reference": action.visit.reference}


def _end(life: Life) -> Iterator[Open]:
    placement, at = life.placement, _at(life.placement)
    last_day = placement.ends_on
    if placement.status is P.LIVE and last_day is not None and last_day < today():
        yield "Fin de placement à déclarer", "placements.show", at
    end = end_queries.newest(life.session, placement)
    if end is None:
        return
    if end.state is EndState.DECLARED:
        yield "Fin de placement à accepter ou contester", "placements.end", at
    if end.state is EndState.CONTESTED:
        yield "Fin contestée", "placements.end", at
    sequels = {NextStep.UNDECIDED, NextStep.RE_PLACEMENT, NextStep.LEAVES}
    if end.next_step in sequels and not _has_left(life):
        yield "La suite du placement à trouver", "placements.end", at
    if end.next_step is NextStep.HIRED and not _is_hired_since(life, placement.starts_on):
        yield "Embauche à noter", "placements.end", at


def _has_left(life: Life) -> bool:
    own = Enrolment.trainee_id == life.placement.trainee_id
    left = Enrolment.withdrawn_on.is_not(None)
    return life.session.scalars(select(Enrolment).where(own, left)).first() is not None


def _is_hired_since(life: Life, day: date | None) -> bool:
    hires = life.session.scalars(
        select(Hire).where(Hire.trainee_id == life.placement.trainee_id)
    ).all()
    return any(day is None or one.starts_on >= day for one in hires)


def _evaluations(life: Life) -> Iterator[Open]:
    placement, given = life.placement, life.rows(Evaluation)
    page, at = "placements.evaluations", _at(placement)
    for one in given:
        if one.state is EvaluationState.OPEN:
            yield "Note basse", "placements.handle_evaluation", {"reference": one.reference}
    spoken = [one for one in given if one.voice is EvaluationVoice.TUTOR][-1:]
    for one in spoken:
        waits = one.job_answer is JobAnswer.YES and one.no_job_on is None
        if waits and not _is_hired_since(life, placement.starts_on):
            yield "Emploi annoncé", page, at
    asked = select(SignedLink).where(
        SignedLink.object_id == placement.id,
        SignedLink.purpose == LinkPurpose.EVALUATE_PLACEMENT,
    )
    unanswered = any(not (one.used_at or one.revoked_at) for one in life.session.scalars(asked))
    if placement.status in OVER and unanswered:
        yield "Évaluation attendue", page, at
