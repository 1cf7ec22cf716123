"""Who trains each cohort most: what agreements propose and what permanent contact falls back on."""

from sqlalchemy import Select, Subquery, func, select

from school.cohorts.timetable.models import ClassSession


def usual_trainers(cohort_ids: Select[int]) -> Subquery:
    """Rank those who train some cohorts by the half-days that they hold there, the most first.

    The columns are `cohort_id`, `trainer_id` and `rank`. What is cancelled, and what nobody holds
    yet, counts for nobody.
    """
    rank = func.row_number().over(
        partition_by=ClassSession.cohort_id,
        order_by=(func.count().desc(), ClassSession.trainer_id),
    )
    return (
        select(ClassSession.cohort_id, ClassSession.trainer_id, rank.label("rank"))
        .where(
            ClassSession.cancelled_on.is_(None),
            ClassSession.trainer_id.is_not(None),
            ClassSession.cohort_id.in_(cohort_ids),
        )
        .group_by(ClassSession.cohort_id, ClassSession.trainer_id)
        .subquery("usual_trainers")
    )
