"""Cohorts and the version of the curriculum that they follow."""

from pathlib import Path as Folder

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.cohorts.version_operations import fix_versions, newest_version
from school.core.database import Database
from school.curriculum.operations import load_pack
from school.curriculum.pack.reading import read_pack
from tests.factories.lessons import newest_version_id
from tests.factories.records import make_cohort, path_of
from tests.support.bundles import SMALL_SCHOOL, bring_in_well, write_bundle
from tests.unit.curriculum.pack_folder import write


def test_cohorts_without_a_version_are_given_one_and_keep_it(
    session: Session, tmp_path: Folder
) -> None:
    first = newest_version_id(session)
    load_pack(session, read_pack(write(tmp_path / "one")))
    small = newest_version_id(session)
    joining = make_cohort(session, path=path_of(session, "joining"))
    deployment = make_cohort(session)
    fix_versions(session)
    session.expire_all()
    assert joining.curriculum_version_id == small
    assert deployment.curriculum_version_id == first
    load_pack(session, read_pack(write(tmp_path / "two", curriculum=("2026.1", "2026.2"))))
    fix_versions(session)
    session.expire_all()
    assert joining.curriculum_version_id == small
    assert newest_version(session, joining.path_id) == newest_version_id(session) != small


def test_an_imported_cohort_follows_the_newest_version(
    database: Database, session: Session, tmp_path: Folder
) -> None:
    newest = newest_version_id(session)
    session.rollback()
    bring_in_well(database, write_bundle(tmp_path / "bundle", SMALL_SCHOOL))
    assert session.scalars(select(Cohort.curriculum_version_id)).all() == [newest]
