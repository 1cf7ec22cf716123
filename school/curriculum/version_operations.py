"""Writing a version of a curriculum, once; a version that is loaded never changes."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from school.core.clock import today
from school.core.database import Base
from school.core.errors import InvalidInput, mark
from school.curriculum.lesson_models import CurriculumVersion, LessonFile
from school.curriculum.models import Module, PracticalTask, TaskGate, TaskMeasure
from school.curriculum.pack.reading import Pack
from school.curriculum.question_operations import write_questions
from school.curriculum.rule_models import ModuleRule
from school.curriculum.version_rows import (
    Numbers,
    file_rows,
    gate_rows,
    measure_rows,
    rule_rows,
    teaching_rows,
)

LaterModel = type[ModuleRule] | type[TaskMeasure] | type[TaskGate] | type[LessonFile]
LaterRows = Callable[[Pack, Numbers], Iterable[Base]]

OTHER_CONTENT = mark(
    "Le référentiel %(code)s %(version)s est déjà chargé avec un autre contenu : "
    "donnez-lui une nouvelle version dans curriculum.yaml."
)
LATER_PARTS: Sequence[tuple[LaterModel, LaterRows]] = (
    (ModuleRule, rule_rows),
    (TaskMeasure, measure_rows),
    (TaskGate, gate_rows),
    (LessonFile, file_rows),
)
"""What versions keep since later programs, each with its rows."""


def content_of(pack: Pack) -> str:
    """Give all that a pack says, as JSON with its names in order.

    What it leaves to defaults does not count: so a later program, which knows of more that a pack
    may say, writes the same.
    """
    said = pack.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(pack: Pack) -> str:
    """Give the SHA-256 of all that a pack says."""
    return hashlib.sha256(content_of(pack).encode()).hexdigest()


def loaded_version(session: Session, pack: Pack) -> CurriculumVersion | None:
    """Find this very version if it is loaded; raise `InvalidInput` when it said otherwise."""
    query = (
        select(CurriculumVersion)
        .options(undefer(CurriculumVersion.content))
        .where(CurriculumVersion.code == pack.code, CurriculumVersion.version == pack.version)
    )
    known = session.scalar(query)
    if known is not None and known.digest != digest_of(pack):
        raise InvalidInput(OTHER_CONTENT, values={"code": pack.code, "version": pack.version})
    return known


def complete_version(session: Session, version: CurriculumVersion, pack: Pack) -> None:
    """Write what an earlier program, which kept less, left out of a version that it loaded."""
    write_questions(session, pack, version.id)
    if version.content is not None:
        return
    version.content = content_of(pack)
    numbers = _numbers(session, version)
    for model, rows in LATER_PARTS:
        there = select(model.id).where(model.version_id == version.id).limit(1)
        if session.scalar(there) is None:
            session.add_all(rows(pack, numbers))
    session.flush()


def write_version(session: Session, pack: Pack, number: int | None = None) -> CurriculumVersion:
    """Write a version whose modules and tasks are in the database.

    It is the newest, unless it is given a `number` below those of versions that are there.
    """
    version = CurriculumVersion(
        id=number,
        code=pack.code,
        version=pack.version,
        digest=digest_of(pack),
        loaded_on=today(),
        content=content_of(pack),
    )
    session.add(version)
    session.flush()
    numbers = _numbers(session, version)
    session.add_all(teaching_rows(pack, numbers))
    for _, rows in LATER_PARTS:
        session.add_all(rows(pack, numbers))
    session.flush()
    write_questions(session, pack, version.id)
    return version


def _numbers(session: Session, version: CurriculumVersion) -> Numbers:
    modules = session.execute(select(Module.reference, Module.id))
    tasks = session.execute(select(PracticalTask.reference, PracticalTask.id))
    return Numbers(
        version.id, {row[0]: row[1] for row in modules}, {row[0]: row[1] for row in tasks}
    )
