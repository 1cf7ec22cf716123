"""Reads of a cohort's competency records, in as many statements for ten people as for hundreds."""

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment
from school.competencies.cohort_rules import Latest
from school.competencies.models import CompetencyEvidence, CompetencyRecord
from school.competencies.rules import Voice

Crossing = tuple[int, str, str]
"""A person's number, and a competency by its module and code."""

CROSSING = (CompetencyRecord.trainee_id, CompetencyRecord.module, CompetencyRecord.competency)
LATEST_FIRST = (
    CompetencyRecord.noted_on.desc(),
    CompetencyRecord.recorded_at.desc(),
    CompetencyRecord.reference.desc(),
)


def latest_of_cohort(session: Session, cohort: Cohort) -> dict[Crossing, dict[Voice, Latest]]:
    """Give what each voice said last of each competency of each person, in one statement."""
    recency = func.row_number().over(
        partition_by=(*CROSSING, CompetencyRecord.voice), order_by=LATEST_FIRST
    )
    ranked = (
        select(
            *CROSSING,
            CompetencyRecord.voice,
            CompetencyRecord.level,
            CompetencyRecord.noted_on,
            recency.label("recency"),
        )
        .where(CompetencyRecord.trainee_id.in_(_people(cohort)))
        .subquery()
    )
    found: dict[Crossing, dict[Voice, Latest]] = {}
    columns = [column for column in ranked.c if column.name != "recency"]
    for trainee, module, code, voice, level, noted_on in session.execute(
        select(*columns).where(ranked.c.recency == 1)
    ):
        found.setdefault((trainee, module, code), {})[voice] = Latest(level, noted_on)
    return found


def evidence_of_cohort(session: Session, cohort: Cohort) -> dict[Crossing, date]:
    """Give the day of the latest evidence cited for each competency of each person."""
    query = (
        select(*CROSSING, func.max(CompetencyEvidence.happened_on))
        .join(CompetencyEvidence, CompetencyEvidence.record_id == CompetencyRecord.id)
        .where(CompetencyRecord.trainee_id.in_(_people(cohort)))
        .group_by(*CROSSING)
    )
    return {(row[0], row[1], row[2]): row[3] for row in session.execute(query)}


def _people(cohort: Cohort) -> Select[int]:
    return select(Enrolment.trainee_id).where(Enrolment.cohort_id == cohort.id)
