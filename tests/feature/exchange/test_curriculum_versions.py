"""The version of the curriculum that a cohort follows, in a bundle."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.core.database import Database
from tests.factories.lessons import newest_version_id
from tests.factories.packs import load_later
from tests.support.bundles import SMALL_SCHOOL, bring_in, bring_in_well, write_bundle, wrongs
from tests.support.shipped import shipped_pack

SHIPPED = shipped_pack()
HEAD = "cohort,school,path,name,starts_on,curriculum_version\n"


def cohorts(version: str) -> dict[str, str]:
    row = f"C1,EMN,deployment,Promotion,2026-01-12,{version}\n"
    return {**SMALL_SCHOOL, "cohorts": HEAD + row}


def test_a_cohort_keeps_the_version_that_a_bundle_names(
    database: Database, session: Session, tmp_path: Path
) -> None:
    older = newest_version_id(session)
    load_later(session, SHIPPED)
    session.commit()
    named = cohorts(f"{SHIPPED.code} {SHIPPED.version}")
    bring_in_well(database, write_bundle(tmp_path / "in", named))
    assert session.scalars(select(Cohort.curriculum_version_id)).one() == older
    again = bring_in_well(database, write_bundle(tmp_path / "in", named))
    assert not again.changes_something


def test_a_version_that_is_not_loaded_is_named(
    database: Database, session: Session, tmp_path: Path
) -> None:
    for place, version in enumerate(["fibre 1999.1", SHIPPED.version, "other"]):
        folder = write_bundle(tmp_path / str(place), cohorts(version))
        found = wrongs(bring_in(database, folder))
        assert found == [("cohorts", 2, "curriculum_version", version)]
    assert session.scalars(select(Cohort)).all() == []
