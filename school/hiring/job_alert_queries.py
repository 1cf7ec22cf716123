"""Jobs that tutors spoke of, and of which nothing came yet: no offer, no hire, no « no »."""

from typing import Any

from sqlalchemy import Select, exists, func, literal, null, select
from sqlalchemy.orm import aliased

from school.hiring.models import Hire, Offer
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import EvaluationVoice, JobAnswer
from school.placements.immersion.alert_rules import AlertKind
from school.placements.models import Placement


def jobs_to_record() -> Select[*tuple[Any, ...]]:
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
