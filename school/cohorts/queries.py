"""Reads of cohorts, trainees and enrolments that other features share."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import STATEMENTS_KEPT, Principal
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.policy import enrolment_visible_to, trainee_visible_to, visible_to
from school.core.errors import NotFound, mark


def cohort_by_reference(
    session: Session,
    principal: Principal,
    reference: str,
    permission: Permission = Permission.SEE_COHORTS,
) -> Cohort:
    """Find a cohort with its school and path; raise `NotFound` when the person may not reach it."""
    found = session.scalar(_cohort(principal, permission), {"reference": reference})
    if found is None:
        raise NotFound(mark("Cette promotion n’existe pas."))
    return found


@lru_cache(maxsize=STATEMENTS_KEPT)
def _cohort(principal: Principal, permission: Permission) -> Select[Cohort]:
    return (
        select(Cohort)
        .options(*(joinedload(one) for one in (Cohort.school, Cohort.path)))
        .options(joinedload(Cohort.curriculum_version))
        .where(visible_to(principal, permission), Cohort.reference == bindparam("reference"))
    )


def trainee_by_reference(
    session: Session,
    principal: Principal,
    reference: str,
    permission: Permission = Permission.SEE_TRAINEES,
) -> Trainee:
    """Find a person; raise `NotFound` when the one who asks may not reach them."""
    found = session.scalar(
        select(Trainee).where(
            trainee_visible_to(principal, permission), Trainee.reference == reference
        )
    )
    if found is None:
        raise NotFound(mark("Cette personne n’existe pas."))
    return found


def visible_cohorts(
    session: Session,
    principal: Principal,
    permission: Permission = Permission.SEE_COHORTS,
) -> list[Cohort]:
    """List the cohorts a person may reach, newest first, for choices in forms and filters."""
    query = select(Cohort).where(visible_to(principal, permission))
    return list(session.scalars(query.order_by(Cohort.starts_on.desc(), Cohort.reference)))


def enrolments_of(session: Session, principal: Principal, trainee: Trainee) -> list[Enrolment]:
    """List a person's enrolments that the one who asks may see, latest cohort first."""
    return enrolments_of_all(session, principal, [trainee.id])


def enrolments_of_all(
    session: Session, principal: Principal, trainee_ids: Collection[int]
) -> list[Enrolment]:
    """List the enrolments of several people, latest cohort first, in one statement."""
    query = (
        select(Enrolment)
        .join(Enrolment.cohort)
        .options(
            joinedload(Enrolment.cohort).joinedload(Cohort.school),
            joinedload(Enrolment.cohort).joinedload(Cohort.path),
        )
        .where(Enrolment.trainee_id.in_(sorted(trainee_ids)), enrolment_visible_to(principal))
        .order_by(Cohort.starts_on.desc(), Cohort.reference)
    )
    return list(session.scalars(query))


def enrolment_of(
    session: Session,
    principal: Principal,
    cohort_reference: str,
    trainee_reference: str,
    permission: Permission = Permission.SEE_TRAINEES,
) -> Enrolment:
    """Find a person's enrolment in a cohort, with both; raise `NotFound` when out of reach."""
    found = session.scalar(
        select(Enrolment)
        .join(Enrolment.cohort)
        .join(Enrolment.trainee)
        .options(
            joinedload(Enrolment.trainee),
            joinedload(Enrolment.cohort).joinedload(Cohort.school),
            joinedload(Enrolment.cohort).joinedload(Cohort.path),
        )
        .where(
            enrolment_visible_to(principal, permission),
            Cohort.reference == cohort_reference,
            Trainee.reference == trainee_reference,
        )
    )
    if found is None:
        raise NotFound(mark("Cette inscription n’existe pas."))
    return found


def roster(session: Session, cohort: Cohort) -> Sequence[Enrolment]:
    """List everybody of a cohort, applicants too, with the persons, by name."""
    query = (
        select(Enrolment)
        .join(Enrolment.trainee)
        .options(joinedload(Enrolment.trainee))
        .where(Enrolment.cohort_id == cohort.id)
        .order_by(Trainee.sort_name, Trainee.reference)
    )
    return session.scalars(query).all()


def enrolment_of_pair(session: Session, cohort_id: int, trainee_id: int) -> Enrolment | None:
    """Find the enrolment of a person in a cohort by their numbers, for whoever may already."""
    return session.scalar(
        select(Enrolment)
        .options(joinedload(Enrolment.cohort), joinedload(Enrolment.trainee))
        .where(Enrolment.cohort_id == cohort_id, Enrolment.trainee_id == trainee_id)
    )
