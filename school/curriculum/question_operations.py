"""Writing the banks of a version of a curriculum."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.curriculum.models import Module
from school.curriculum.pack.reading import Pack
from school.curriculum.question_models import BankQuestion


def write_questions(session: Session, pack: Pack, version_id: int) -> None:
    """Write the questions of a version, for modules that are in the database.

    A version that has some already keeps them: they never change.
    """
    known = select(BankQuestion.id).where(BankQuestion.version_id == version_id).limit(1)
    if session.scalar(known) is not None:
        return
    named = select(Module).where(Module.reference.in_(pack.banks))
    modules = {module.reference: module.id for module in session.scalars(named)}
    session.add_all(_rows(pack, version_id, modules))
    session.flush()


def _rows(pack: Pack, version_id: int, modules: Mapping[str, int]) -> Iterator[BankQuestion]:
    for module, bank in pack.banks.items():
        for position, question in enumerate(bank.questions):
            yield BankQuestion(
                version_id=version_id,
                module_id=modules[module],
                reference=question.code,
                position=position,
                kind=question.kind,
                lesson=question.lesson,
                content=question.model_dump(mode="json"),
            )
