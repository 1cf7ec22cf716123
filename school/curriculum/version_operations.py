"""Writing a version of a curriculum, once; a version that is loaded never changes."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.clock import today
from school.core.database import Base
from school.core.errors import InvalidInput, mark
from school.curriculum.lesson_models import Competency, CurriculumVersion, Figure, Lesson, Term
from school.curriculum.models import Module
from school.curriculum.pack import lessons
from school.curriculum.pack.reading import Pack
from school.curriculum.pack.structure import ModulePack
from school.curriculum.rule_models import ModuleRule

OTHER_CONTENT = mark(
    "Le référentiel %(code)s %(version)s est déjà chargé avec un autre contenu : "
    "donnez-lui une nouvelle version dans curriculum.yaml."
)


def digest_of(pack: Pack) -> str:
    """Give the SHA-256 of all that a pack says; what it leaves to defaults does not count.

    So a later program, which knows of more that a pack may say, finds the same figure.
    """
    said = pack.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def loaded_version(session: Session, pack: Pack) -> CurriculumVersion | None:
    """Find this very version if it is loaded; raise `InvalidInput` when it said otherwise."""
    query = select(CurriculumVersion).where(
        CurriculumVersion.code == pack.code, CurriculumVersion.version == pack.version
    )
    known = session.scalar(query)
    if known is not None and known.digest != digest_of(pack):
        raise InvalidInput(OTHER_CONTENT, values={"code": pack.code, "version": pack.version})
    return known


def complete_version(session: Session, version: CurriculumVersion, pack: Pack) -> None:
    """Write what an earlier program, which knew of less, left out of a version it loaded."""
    ruled = select(ModuleRule.id).where(ModuleRule.version_id == version.id).limit(1)
    if session.scalar(ruled) is not None:
        return
    modules = {one.reference: one.id for one in session.scalars(select(Module))}
    session.add_all(_rule(module, version.id, modules[module.code]) for module in pack.modules)
    session.flush()


def write_version(session: Session, pack: Pack, modules: Mapping[str, Module]) -> None:
    """Write a new version with what it teaches, for modules that are in the database."""
    version = CurriculumVersion(
        code=pack.code, version=pack.version, digest=digest_of(pack), loaded_on=today()
    )
    session.add(version)
    session.flush()
    session.add_all(_rows(pack, version.id, {code: one.id for code, one in modules.items()}))
    session.flush()


def _rows(pack: Pack, version_id: int, modules: Mapping[str, int]) -> Iterator[Base]:
    for module in pack.modules:
        yield _rule(module, version_id, modules[module.code])
        for position, one in enumerate(module.competencies):
            yield Competency(
                version_id=version_id,
                module_id=modules[module.code],
                reference=one.code,
                position=position,
                title_fr=one.title.fr,
                title_en=one.title.en,
            )
    for position, lesson in enumerate(pack.lessons):
        yield _lesson(lesson, version_id, modules[lesson.module], position)
    yield from (_term(term, version_id) for term in pack.terms)
    yield from (_figure(figure, version_id) for figure in pack.figures)


def _rule(module: ModulePack, version_id: int, module_id: int) -> ModuleRule:
    quiz, completion = module.quiz, module.completion
    return ModuleRule(
        version_id=version_id,
        module_id=module_id,
        weeks=module.weeks,
        centre_hours=module.centre_hours,
        enterprise_hours=module.enterprise_hours,
        prerequisites=list(module.prerequisites),
        tasks=list(module.tasks),
        quiz_questions=quiz.questions,
        quiz_attempts=quiz.attempts,
        quiz_minutes=quiz.minutes,
        centre_share=completion.centre_share,
        enterprise_share=completion.enterprise_share,
        quiz_mark=completion.quiz_mark,
        safety=list(completion.safety),
        completion_source=completion.source,
    )


def _lesson(lesson: lessons.Lesson, version_id: int, module_id: int, position: int) -> Lesson:
    head = lesson.head
    return Lesson(
        version_id=version_id,
        module_id=module_id,
        reference=head.code,
        position=position,
        title_fr=head.title.fr,
        title_en=head.title.en,
        minutes=head.minutes,
        objectives_fr=list(head.objectives.fr),
        objectives_en=list(head.objectives.en),
        competencies=list(head.competencies),
        videos=[one.model_dump(mode="json") for one in head.videos],
        downloads=[one.model_dump(mode="json") for one in head.downloads],
        body_fr=lesson.body_fr,
        body_en=lesson.body_en,
    )


def _term(term: lessons.Term, version_id: int) -> Term:
    return Term(
        version_id=version_id,
        reference=term.code,
        title_fr=term.fr,
        title_en=term.en,
        definition_fr=term.definition.fr,
        definition_en=term.definition.en,
    )


def _figure(figure: lessons.Figure, version_id: int) -> Figure:
    head = figure.head
    return Figure(
        version_id=version_id,
        reference=figure.code,
        title_fr=head.title.fr,
        title_en=head.title.en,
        description_fr=head.description.fr,
        description_en=head.description.en,
        labels_fr={name: words.fr for name, words in head.labels.items()},
        labels_en={name: words.en for name, words in head.labels.items()},
        drawing=figure.drawing,
    )
