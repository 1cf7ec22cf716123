"""Reads of the versions of curricula that are loaded, and of what they say."""

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from school.core.errors import InvalidInput, NotFound, mark
from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.pack.reading import Pack

NEWEST = "newest"
"""Stands for the version loaded last, where a version is asked for."""


def all_versions(session: Session) -> list[CurriculumVersion]:
    """List the versions that are loaded, the one loaded last first."""
    return list(session.scalars(select(CurriculumVersion).order_by(CurriculumVersion.id.desc())))


def version_named(session: Session, code: str, version: str) -> CurriculumVersion:
    """Find a version with its content, or the one loaded last (`newest`).

    Raises `NotFound` when it is not loaded.
    """
    query = (
        select(CurriculumVersion)
        .options(undefer(CurriculumVersion.content))
        .where(CurriculumVersion.code == code)
        .order_by(CurriculumVersion.id.desc())
        .limit(1)
    )
    if version != NEWEST:
        query = query.where(CurriculumVersion.version == version)
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Cette version du référentiel n’est pas chargée."))
    return found


def version_numbered(session: Session, number: str) -> CurriculumVersion:
    """Find a version by its number alone (`2026.2`), or with its code (`fibre 2026.2`).

    Raises `NotFound` when none is loaded, `InvalidInput` when several curricula have that number.
    """
    code, _, version = number.strip().rpartition(" ")
    query = select(CurriculumVersion.code).where(CurriculumVersion.version == version)
    codes = list(session.scalars(query.order_by(CurriculumVersion.code)))
    if not code and len(codes) > 1:
        raise InvalidInput(
            mark(
                "Plusieurs référentiels ont une version %(version)s : nommez-le aussi (%(names)s)."
            ),
            values={"version": version, "names": ", ".join(f"{one} {version}" for one in codes)},
        )
    return version_named(session, code or (codes[0] if codes else ""), version)


def content_said(version: CurriculumVersion) -> Pack | None:
    """Give all that a version says; None when the program that loaded it did not keep it."""
    return Pack.model_validate_json(version.content) if version.content is not None else None
