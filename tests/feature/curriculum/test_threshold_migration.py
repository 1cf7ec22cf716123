"""The thresholds of a database made before versions kept their own."""

from pathlib import Path

from sqlalchemy import select, text

from school.core import migrate
from school.core.database import Database
from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.models import PracticalTask, TaskMeasure
from school.curriculum.operations import load_pack
from school.curriculum.pack.reading import read_pack
from school.paths import MIGRATIONS
from tests.support.shipped import shipped_pack
from tests.unit.curriculum.pack_folder import write

BEFORE = "0006"


def thresholds(database: Database) -> dict[tuple[str, str, str], object]:
    """Give the upper limit of each measure of the small pack, by version and name."""
    query = (
        select(
            CurriculumVersion.version,
            PracticalTask.reference,
            TaskMeasure.reference,
            TaskMeasure.maximum,
        )
        .join(CurriculumVersion, CurriculumVersion.id == TaskMeasure.version_id)
        .join(PracticalTask, PracticalTask.id == TaskMeasure.task_id)
        .where(CurriculumVersion.code == "small")
    )
    with database.reading() as session:
        return {(row[0], row[1], row[2]): row[3] for row in session.execute(query)}


def test_each_version_gets_the_thresholds_that_were_judged_by(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        load_pack(session, read_pack(write(tmp_path / "one")))
        load_pack(session, read_pack(write(tmp_path / "two", curriculum=("2026.1", "2026.2"))))
    before = thresholds(database)
    assert {name[0] for name in before} == {"2026.1", "2026.2"}
    migrate.downgrade(database, MIGRATIONS, BEFORE)
    with database.reading() as session:
        count = "SELECT count(*) FROM task_measures JOIN practical_tasks ON task_id = "
        count += "practical_tasks.id WHERE practical_tasks.reference = 'T-1'"
        assert session.scalar(text(count)) == 1
    migrate.upgrade(database, MIGRATIONS)
    assert thresholds(database) == before


def test_thresholds_without_any_version_are_loaded_anew(database: Database) -> None:
    migrate.downgrade(database, MIGRATIONS, "0004")
    migrate.upgrade(database, MIGRATIONS)
    with database.transaction() as session:
        assert session.scalars(select(TaskMeasure.id)).all() == []
        load_pack(session, shipped_pack())
        assert session.scalars(select(TaskMeasure.id)).all()
