"""The version of the curriculum that a cohort follows: the newest of its path when it begins."""

from sqlalchemy import ColumnElement, Select, func, literal, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.core import audit
from school.core.clock import today
from school.core.errors import InvalidInput, mark
from school.core.versions import check_version
from school.curriculum.lesson_models import Competency
from school.curriculum.models import PathModule


def newest_version_of_path() -> ColumnElement[int | None]:
    """Give, within a query of cohorts, the version loaded last that holds the cohort's path."""
    return _newest(Cohort.path_id).correlate(Cohort).scalar_subquery()


def newest_version(session: Session, path_id: int) -> int | None:
    """Find the version loaded last that holds a path; nothing while none is loaded."""
    return session.scalar(_newest(literal(path_id)))


def _newest(path_id: ColumnElement[int] | InstrumentedAttribute[int]) -> Select[int | None]:
    return (
        select(func.max(Competency.version_id))
        .join(PathModule, PathModule.module_id == Competency.module_id)
        .where(PathModule.path_id == path_id)
    )


def move_to_newest(
    session: Session, principal: Principal, cohort: Cohort, known_version: int | None
) -> None:
    """Let a cohort that has not begun follow the newest version of its path.

    Raises `StaleRecord`, or `InvalidInput` for a cohort that has begun, which keeps the version
    it began with, and for one that follows the newest already.
    """
    check_version(cohort, known_version)
    if cohort.starts_on <= today():
        raise InvalidInput(
            mark("Cette promotion a commencé : elle garde la version qu’elle avait alors.")
        )
    newest = newest_version(session, cohort.path_id)
    if newest is None or newest == cohort.curriculum_version_id:
        raise InvalidInput(mark("Cette promotion suit déjà la version la plus récente."))
    cohort.curriculum_version_id = newest
    audit.record(session, principal.name, "cohort.change_version", cohort)


def fix_versions(session: Session) -> None:
    """Give the newest version of its path to each cohort that has none yet; others keep theirs."""
    session.execute(
        update(Cohort)
        .where(Cohort.curriculum_version_id.is_(None))
        .values(curriculum_version_id=newest_version_of_path())
        .execution_options(synchronize_session=False)
    )
