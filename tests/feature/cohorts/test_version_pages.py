"""The version that a cohort follows, on its page; a newer one before it begins."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.core.audit import AuditEntry
from school.core.clock import today
from school.curriculum.lesson_models import CurriculumVersion
from tests.factories.lessons import newest_version_id
from tests.factories.packs import LATER, load_later, with_module
from tests.factories.records import make_cohort
from tests.support.people import People


def cohort_beginning(people: People, session: Session, days: int) -> Cohort:
    cohort = make_cohort(
        session,
        people.school,
        starts_on=today() + timedelta(days=days),
        ends_on=None,
        curriculum_version_id=newest_version_id(session),
    )
    load_later(session, with_module("F0", weeks=9))
    session.commit()
    return cohort


def post(people: People, who: str, cohort: Cohort, **values: str) -> int:
    data = {"version": str(cohort.version), **values}
    return people.client(who).post(f"/cohorts/{cohort.reference}/version", data=data).status_code


def follows(session: Session, cohort: Cohort) -> str:
    session.expire_all()
    version = session.get_one(CurriculumVersion, cohort.curriculum_version_id)
    return version.version


def test_the_page_of_a_cohort_names_its_version(people: People, session: Session) -> None:
    cohort = cohort_beginning(people, session, -30)
    version = follows(session, cohort)
    client = people.client("trainer")
    page = client.get(f"/cohorts/{cohort.reference}").text
    assert f"version {version}" in page
    link = f"/curriculum/versions/fibre/newest?since={version}"
    assert link in page
    assert "<del>8</del>" in client.get(link).text


def test_a_cohort_to_come_moves_to_the_newest(people: People, session: Session) -> None:
    cohort = cohort_beginning(people, session, 1)
    assert post(people, "director", cohort) == 303
    assert follows(session, cohort) == LATER
    noted = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).all()[0]
    assert noted.action == "cohort.change_version"
    assert post(people, "director", cohort) == 422


@pytest.mark.parametrize("days", [0, -1])
def test_a_cohort_that_has_begun_keeps_its_version(
    people: People, session: Session, days: int
) -> None:
    cohort = cohort_beginning(people, session, days)
    before = follows(session, cohort)
    client = people.client("director")
    assert "elle garde cette version" in client.get(f"/cohorts/{cohort.reference}/version").text
    address = f"/cohorts/{cohort.reference}/version"
    refusal = client.post(address, data={"version": str(cohort.version)})
    assert refusal.status_code == 422
    assert "a commencé" in refusal.text
    assert follows(session, cohort) == before


def test_only_directors_move_a_cohort(people: People, session: Session) -> None:
    cohort = cohort_beginning(people, session, 1)
    before = follows(session, cohort)
    assert post(people, "trainer", cohort) == 403
    assert post(people, "director", cohort, version="999") == 422
    assert follows(session, cohort) == before
