"""The version of the curriculum that a cohort follows: the newest of its path when it begins."""

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.curriculum.lesson_models import Competency
from school.curriculum.models import PathModule


def newest_version_of_path() -> ColumnElement[int | None]:
    """Give, within a query of cohorts, the version loaded last that holds the cohort's path."""
    return (
        select(func.max(Competency.version_id))
        .join(PathModule, PathModule.module_id == Competency.module_id)
        .where(PathModule.path_id == Cohort.path_id)
        .correlate(Cohort)
        .scalar_subquery()
    )


def newest_version(session: Session, path_id: int) -> int | None:
    """Find the version loaded last that holds a path; nothing while none is loaded."""
    return session.scalar(
        select(func.max(Competency.version_id))
        .join(PathModule, PathModule.module_id == Competency.module_id)
        .where(PathModule.path_id == path_id)
    )


def fix_versions(session: Session) -> None:
    """Give the newest version of its path to each cohort that has none yet; others keep theirs."""
    session.execute(
        update(Cohort)
        .where(Cohort.curriculum_version_id.is_(None))
        .values(curriculum_version_id=newest_version_of_path())
        .execution_options(synchronize_session=False)
    )
