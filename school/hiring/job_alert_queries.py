"""Jobs that tutors or the school spoke of, and of which the records hold nothing yet."""

from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, literal, null, select
from sqlalchemy.orm import aliased

from school.hiring.models import Hire, Offer
from school.placements.ends.models import PlacementEnd
from school.placements.ends.queries import is_newest
from school.placements.ends.rules import NextStep
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import EvaluationVoice, JobAnswer
from school.placements.immersion.alert_rules import AlertKind
from school.placements.models import Placement


def jobs_to_record(_today: date) -> Select[*tuple[Any, ...]]:
    """Find the placements whose tutor last said that there is a job, while nothing came of it.

    An offer of the host enterprise, a hire by anybody, or that there will be no job ends it.
    """
    begun = func.coalesce(Placement.starts_on, Evaluation.given_on)
    later = aliased(Evaluation)
    offered = exists().where(
        Offer.trainee_id == Placement.trainee_id,
        Offer.enterprise_id == Placement.enterprise_id,
        Offer.offered_on >= begun,
    )
    hired = exists().where(Hire.trainee_id == Placement.trainee_id, Hire.starts_on >= begun)
    said_anew = exists().where(
        later.placement_id == Evaluation.placement_id,
        later.voice == EvaluationVoice.TUTOR,
        later.id > Evaluation.id,
    )
    return (
        select(
            literal(AlertKind.JOB_TO_RECORD.value),
            Evaluation.placement_id,
            Evaluation.given_on,
            null(),
        )
        .join(Placement, Placement.id == Evaluation.placement_id)
        .where(
            Evaluation.voice == EvaluationVoice.TUTOR,
            Evaluation.job_answer == JobAnswer.YES,
            Evaluation.no_job_on.is_(None),
            ~offered,
            ~hired,
            ~said_anew,
        )
    )


def hires_to_record(_today: date) -> Select[*tuple[Any, ...]]:
    """Find the placements that ended because the person is hired, while no hire is recorded."""
    hired = exists().where(
        Hire.trainee_id == Placement.trainee_id,
        Hire.starts_on >= func.coalesce(Placement.starts_on, PlacementEnd.next_since),
    )
    return (
        select(
            literal(AlertKind.HIRE_TO_RECORD.value),
            PlacementEnd.placement_id,
            PlacementEnd.next_since,
            null(),
        )
        .join(Placement, Placement.id == PlacementEnd.placement_id)
        .where(is_newest(), PlacementEnd.next_step == NextStep.HIRED, ~hired)
    )


ALERTS_OF_JOBS = (jobs_to_record, hires_to_record)
"""What hiring adds to the alerts about placements."""
