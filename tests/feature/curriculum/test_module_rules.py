"""What each version requires of its modules, as quizzes and certificates read it."""

from decimal import Decimal
from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from school.core.database import Database
from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.models import Module
from school.curriculum.operations import load_pack
from school.curriculum.pack.reading import Pack, read_pack
from school.curriculum.rule_models import ModuleRule
from school.curriculum.rule_queries import rules_of, rules_of_modules
from school.curriculum.version_operations import content_of
from tests.factories.lessons import newest_version_id
from tests.support.shipped import shipped_pack
from tests.support.statements import count_statements
from tests.unit.curriculum.pack_folder import write

STRICT = """quiz: {questions: 12, attempts: 2, minutes: 30}
completion: {centre_share: "0.9", quiz_mark: 75, safety: [T-1], source: "Jury de mars"}
"""


def load(session: Session, folder: Path, version: str, added: str = "") -> int:
    """Load the small pack under a version, its module A2 with some more lines."""
    write(folder, curriculum=("2026.1", version))
    with (folder / "modules" / "A2.yaml").open("a", encoding="utf-8") as file:
        file.write(added)
    load_pack(session, read_pack(folder))
    return newest_version_id(session)


def module(session: Session, code: str) -> int:
    return session.scalars(select(Module.id).where(Module.reference == code)).one()


def written(rule: ModuleRule | None) -> tuple[object, ...]:
    assert rule is not None
    return (
        rule.module.reference,
        rule.weeks,
        rule.centre_hours,
        rule.enterprise_hours,
        rule.prerequisites,
        rule.tasks,
        rule.quiz_questions,
        rule.quiz_attempts,
        rule.quiz_minutes,
        rule.centre_share,
        rule.enterprise_share,
        rule.quiz_mark,
        rule.safety,
        rule.completion_source,
    )


def said(pack: Pack, code: str) -> tuple[object, ...]:
    one = next(module for module in pack.modules if module.code == code)
    return (
        one.code,
        one.weeks,
        one.centre_hours,
        one.enterprise_hours,
        list(one.prerequisites),
        list(one.tasks),
        one.quiz.questions,
        one.quiz.attempts,
        one.quiz.minutes,
        one.completion.centre_share,
        one.completion.enterprise_share,
        one.completion.quiz_mark,
        list(one.completion.safety),
        one.completion.source,
    )


def test_what_is_shipped_says_its_rules(session: Session) -> None:
    pack = shipped_pack()
    version = newest_version_id(session)
    for one in pack.modules:
        assert written(rules_of(session, version, module(session, one.code))) == said(
            pack, one.code
        )


def test_each_version_keeps_its_own(session: Session, tmp_path: Path) -> None:
    older = load(session, tmp_path / "older", "2026.1")
    newer = load(session, tmp_path / "newer", "2026.2", STRICT)
    a2 = module(session, "A2")
    before, after = rules_of(session, older, a2), rules_of(session, newer, a2)
    assert before is not None
    assert after is not None
    assert (before.quiz_questions, before.quiz_minutes, before.safety) == (20, None, [])
    assert (after.quiz_questions, after.quiz_attempts, after.quiz_minutes) == (12, 2, 30)
    assert (after.centre_share, after.enterprise_share) == (Decimal("0.9"), Decimal("0.8"))
    assert (after.quiz_mark, after.safety) == (75, ["T-1"])
    assert after.completion_source == "Jury de mars"


def test_without_a_version_the_newest_counts(session: Session, tmp_path: Path) -> None:
    load(session, tmp_path / "older", "2026.1")
    newer = load(session, tmp_path / "newer", "2026.2", STRICT)
    found = rules_of(session, None, module(session, "A2"))
    assert found is not None
    assert found.version_id == newer
    first = session.scalars(select(CurriculumVersion.id).order_by(CurriculumVersion.id)).first()
    assert first is not None
    # A version that does not hold the module sets nothing for it.
    elsewhere = rules_of(session, first, module(session, "A2"))
    assert elsewhere is not None
    assert elsewhere.version_id == newer
    assert rules_of(session, newer, -1) is None


def test_all_rules_come_in_one_statement(
    session: Session, database: Database, tmp_path: Path
) -> None:
    older = load(session, tmp_path / "older", "2026.1")
    load(session, tmp_path / "newer", "2026.2", STRICT)
    with count_statements(database) as statements:
        found = rules_of_modules(session, older)
        names = {rule.module.reference for rule in found.values()}
    assert statements.count == 1
    assert {"A1", "A2", "F0"} <= names
    for number, rule in found.items():
        assert rules_of(session, older, number) is rule
    assert found[module(session, "A2")].version_id == older


def test_a_version_of_an_earlier_program_is_completed(session: Session) -> None:
    before = [written(rule) for rule in session.scalars(select(ModuleRule).order_by(ModuleRule.id))]
    session.execute(delete(ModuleRule))
    session.execute(update(CurriculumVersion).values(content=None))
    load_pack(session, shipped_pack())
    again = session.scalars(select(ModuleRule).order_by(ModuleRule.id))
    assert [written(rule) for rule in again] == before
    version = session.scalars(select(CurriculumVersion)).one()
    assert version.content == content_of(shipped_pack())
