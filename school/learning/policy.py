"""Which version of a curriculum a person reads, module by module."""

from sqlalchemy import ColumnElement, Integer, Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from school.access.permissions import Permission
from school.access.principal import Principal
from school.access.roles import Role
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.version_operations import newest_version_of_path
from school.curriculum.lesson_models import Competency, CurriculumVersion
from school.curriculum.models import PathModule

TEACHERS = (Role.DIRECTOR, Role.TRAINER)


def version_read_by(
    principal: Principal, module_id: InstrumentedAttribute[int]
) -> ColumnElement[int | None]:
    """Give the version in which a person reads a module, nothing when they may not.

    Trainers and directors read every module in its newest version. An apprentice reads those of
    the own path, in the version of the cohort entered last that holds the module.
    """
    if not principal.may(Permission.READ_LESSONS):
        return literal(None, Integer)
    if any(principal.has_role(role) for role in TEACHERS):
        return newest_with(module_id)
    return (
        select(func.coalesce(Cohort.curriculum_version_id, newest_with(module_id)))
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .join(PathModule, PathModule.path_id == Cohort.path_id)
        .where(
            Enrolment.trainee_id == principal.trainee_id,
            Enrolment.enrolled_on.is_not(None),
            PathModule.module_id == module_id,
        )
        .order_by(Enrolment.enrolled_on.desc(), Enrolment.id.desc())
        .limit(1)
        .correlate(module_id.class_)
        .scalar_subquery()
    )


def newest_with(module_id: InstrumentedAttribute[int]) -> ColumnElement[int | None]:
    """Give the version loaded last that holds a module: every module of one has competencies."""
    held = aliased(Competency)
    return (
        select(func.max(held.version_id))
        .where(held.module_id == module_id)
        .correlate(module_id.class_)
        .scalar_subquery()
    )


def glossaries_read_by(principal: Principal) -> Select[int | None]:
    """Give the versions whose glossaries a person reads: the newest of each, or the cohort's."""
    newest = select(func.max(CurriculumVersion.id)).group_by(CurriculumVersion.code)
    if any(principal.has_role(role) for role in TEACHERS):
        return newest
    return (
        select(func.coalesce(Cohort.curriculum_version_id, newest_version_of_path()))
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.trainee_id == principal.trainee_id, Enrolment.enrolled_on.is_not(None))
        .order_by(Enrolment.enrolled_on.desc(), Enrolment.id.desc())
        .limit(1)
    )
