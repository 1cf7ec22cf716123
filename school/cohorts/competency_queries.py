"""The competencies that a cohort learns, in its version of the curriculum."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.cohorts.version_operations import newest_version_of_path
from school.curriculum.competency_rules import Key, NamedCompetency
from school.curriculum.lesson_models import Competency, CurriculumVersion
from school.curriculum.models import Module, PathModule


@dataclass(frozen=True)
class Learnt(NamedCompetency):
    """A competency of a module, in the version of a cohort."""

    version: str


def competencies_of(session: Session, cohort_ids: Collection[int]) -> list[Learnt]:
    """List the competencies of cohorts, each once, in the order in which they are taught.

    Each cohort follows its own version; of two cohorts the later one is read first.
    """
    version = func.coalesce(Cohort.curriculum_version_id, newest_version_of_path())
    query = (
        select(
            Module.reference,
            Module.title_fr,
            Module.title_en,
            Competency.reference,
            Competency.title_fr,
            Competency.title_en,
            CurriculumVersion.version,
        )
        .join(Module, Module.id == Competency.module_id)
        .join(PathModule, PathModule.module_id == Module.id)
        .join(Cohort, Cohort.path_id == PathModule.path_id)
        .join(CurriculumVersion, CurriculumVersion.id == Competency.version_id)
        .where(Cohort.id.in_(sorted(cohort_ids)), Competency.version_id == version)
        .order_by(
            Cohort.starts_on.desc(),
            Cohort.reference.desc(),
            PathModule.position,
            Competency.position,
        )
    )
    found: dict[Key, Learnt] = {}
    for row in session.execute(query):
        one = Learnt(*row)
        found.setdefault(one.key, one)
    return list(found.values())
