"""Loading a curriculum into the database, on both databases."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.core.database import Base, Database
from school.core.errors import InvalidInput
from school.curriculum import lesson_models, models
from school.curriculum.operations import load_pack
from school.curriculum.pack.reading import read_pack
from school.curriculum.rule_queries import measures_of_task
from tests.factories.lessons import newest_version_id
from tests.support.shipped import shipped_pack
from tests.unit.curriculum.pack_folder import write

NEXT = ("2026.1", "2026.2")
LOOSER = ('"0.10"', '"0.20"')

TABLES = (
    models.Path,
    models.Module,
    models.PathModule,
    models.PracticalTask,
    models.ModuleTask,
    models.TaskMeasure,
    models.TaskGate,
    lesson_models.CurriculumVersion,
    lesson_models.Competency,
)


def contents(session: Session) -> list[tuple[object, ...]]:
    """Give every row of the curriculum, identities included."""
    return [
        (table.__tablename__, *row)
        for table in TABLES
        for row in session.execute(select(*table.__table__.columns).order_by(table.id))
    ]


def measured(session: Session, reference: str) -> list[models.TaskMeasure]:
    """List what the version loaded last has measured in a task."""
    task = find(session, reference)
    return list(measures_of_task(session, newest_version_id(session), task))


def find(session: Session, reference: str) -> models.PracticalTask:
    query = select(models.PracticalTask).where(models.PracticalTask.reference == reference)
    return session.scalars(query).one()


def test_what_is_shipped_is_loaded(session: Session) -> None:
    counts = [session.scalar(select(func.count()).select_from(table)) for table in TABLES]
    assert counts[:4] == [3, 10, 12, 26]


def test_the_same_pack_twice_changes_nothing(database: Database, session: Session) -> None:
    before = contents(session)
    session.rollback()
    with database.transaction() as writing:
        load_pack(writing, shipped_pack())
        changed = [*writing.new, *writing.dirty, *writing.deleted]
    assert changed == []
    assert contents(session) == before


def test_a_version_that_is_loaded_never_changes(session: Session, tmp_path: Path) -> None:
    load_pack(session, read_pack(write(tmp_path)))
    before = contents(session)
    with pytest.raises(InvalidInput) as refusal:
        load_pack(session, read_pack(write(tmp_path, all=('"0.10"', '"0.20"'))))
    assert refusal.value.values == {"code": "small", "version": "2026.1"}
    assert "nouvelle version" in refusal.value.message
    assert contents(session) == before


def test_an_older_pack_loaded_again_brings_nothing_back(session: Session, tmp_path: Path) -> None:
    older = read_pack(write(tmp_path / "older"))
    load_pack(session, older)
    load_pack(session, read_pack(write(tmp_path / "newer", curriculum=NEXT, all=LOOSER)))
    before = contents(session)
    load_pack(session, older)
    assert contents(session) == before


def test_a_changed_pack_updates_in_place(session: Session, tmp_path: Path) -> None:
    load_pack(session, read_pack(write(tmp_path)))
    identity = find(session, "T-1").id
    changed = write(tmp_path, curriculum=NEXT, all=LOOSER, A2=("T-1, ", ""))
    load_pack(session, read_pack(changed))
    session.expire_all()
    assert find(session, "T-1").id == identity
    module = session.scalars(select(models.Module).where(models.Module.reference == "A2")).one()
    assert [entry.task.reference for entry in module.tasks] == ["T-2"]


def test_each_version_keeps_its_thresholds(session: Session, tmp_path: Path) -> None:
    load_pack(session, read_pack(write(tmp_path)))
    older = newest_version_id(session)
    load_pack(session, read_pack(write(tmp_path, curriculum=NEXT, all=LOOSER)))
    (now,) = measured(session, "T-1")
    (before,) = measures_of_task(session, older, find(session, "T-1"))
    assert (before.maximum, now.maximum) == (Decimal("0.10"), Decimal("0.20"))
    assert list(measures_of_task(session, None, find(session, "T-1"))) == [now]


def test_a_task_of_another_version_is_measured_as_that_says(
    session: Session, tmp_path: Path
) -> None:
    shipped = newest_version_id(session)
    load_pack(session, read_pack(write(tmp_path)))
    assert list(measures_of_task(session, shipped, find(session, "T-1"))) == measured(
        session, "T-1"
    )


def test_a_task_without_measures_takes_none_of_a_later_version(
    session: Session, tmp_path: Path
) -> None:
    load_pack(session, read_pack(write(tmp_path / "older")))
    older = newest_version_id(session)
    write(tmp_path / "newer", curriculum=NEXT)
    tasks = tmp_path / "newer" / "tasks" / "all.yaml"
    measure = "    measures: [{code: turns, label: {fr: Tours, en: Turns}, unit: '', source: S}]\n"
    tasks.write_text(tasks.read_text(encoding="utf-8") + measure, encoding="utf-8")
    load_pack(session, read_pack(tmp_path / "newer"))
    assert [one.reference for one in measured(session, "T-2")] == ["turns"]
    assert list(measures_of_task(session, older, find(session, "T-2"))) == []


def test_a_measure_that_is_gone_stays_in_the_version_that_had_it(
    session: Session, tmp_path: Path
) -> None:
    load_pack(session, read_pack(write(tmp_path)))
    older = newest_version_id(session)
    text = (tmp_path / "tasks" / "all.yaml").read_text(encoding="utf-8")
    (tmp_path / "tasks" / "all.yaml").write_text(
        text.replace("code: loss", "code: angle"), encoding="utf-8"
    )
    (tmp_path / "curriculum.yaml").write_text('code: small\nversion: "2026.2"\n')
    load_pack(session, read_pack(tmp_path))
    session.expire_all()
    assert [measure.reference for measure in measured(session, "T-1")] == ["angle"]
    before = measures_of_task(session, older, find(session, "T-1"))
    assert [measure.reference for measure in before] == ["loss"]


def test_another_pack_leaves_the_first_alone(session: Session, tmp_path: Path) -> None:
    load_pack(session, read_pack(write(tmp_path)))
    assert find(session, "PA-05").title_fr == "Soudure par fusion"
    paths = session.scalars(select(models.Path.reference).order_by(models.Path.reference))
    assert list(paths) == ["deployment", "joining", "maintenance", "planning"]


def test_a_stored_measure_gives_its_threshold(session: Session) -> None:
    threshold = measured(session, "PA-05")[2].threshold
    assert threshold.names[0] == "estimate-01"
    assert (threshold.maximum, threshold.mean_maximum) == (Decimal("0.10"), Decimal("0.05"))
    assert threshold.plausible_maximum == Decimal(30)
    assert (threshold.unit, threshold.repeats, threshold.required) == ("dB", 12, True)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_the_curriculum_has_rows(session: Session, table: type[Base]) -> None:
    assert session.scalar(select(func.count()).select_from(table))
