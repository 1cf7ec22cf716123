"""Whoever trains on a version is judged by it, whatever a later version asks."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.practicals.models import Assessment
from school.practicals.rules import Verdict
from tests.factories.lessons import newest_version_id
from tests.factories.packs import load_later, with_limit, with_module, with_task
from tests.factories.records import make_assessment, make_measure, task_of
from tests.feature.practicals.conftest import TrainingClass
from tests.feature.practicals.test_recording import address_of, sent
from tests.support.people import People


def follow(session: Session, training: TrainingClass, version: int | None) -> None:
    training.cohort.curriculum_version_id = version
    session.commit()


def verdict_of_quarter(people: People, session: Session, training: TrainingClass) -> Verdict:
    """Record a mechanical splice of 0.25 dB and give its verdict."""
    response = people.client("trainer").post(address_of(training), data=sent())
    assert response.status_code == 303
    session.expire_all()
    return session.scalars(select(Assessment).order_by(Assessment.id.desc())).all()[0].verdict


def test_an_attempt_is_judged_by_the_version_of_its_cohort(
    people: People, session: Session, training: TrainingClass
) -> None:
    older = newest_version_id(session)
    newer = load_later(session, with_limit("PA-06", "loss", "0.10"))
    client = people.client("trainer")
    follow(session, training, older)
    assert "au plus 0,3" in client.get(address_of(training)).text
    assert verdict_of_quarter(people, session, training) is Verdict.ACQUIRED
    follow(session, training, newer)
    assert "au plus 0,1" in client.get(address_of(training)).text
    assert verdict_of_quarter(people, session, training) is not Verdict.ACQUIRED
    follow(session, training, None)
    assert "au plus 0,1" in client.get(address_of(training)).text


def test_records_of_the_past_keep_their_thresholds(
    people: People, session: Session, training: TrainingClass
) -> None:
    follow(session, training, newest_version_id(session))
    assessment = make_assessment(session, training.first, task=task_of(session, "PA-06"))
    make_measure(session, assessment, reference="loss", value="0.25")
    address = f"/practicals/{assessment.reference}"
    session.commit()
    before = people.client("trainer").get(address).text
    assert "tenu" in before
    load_later(session, with_limit("PA-06", "loss", "0.10"))
    session.commit()
    after = people.client("trainer").get(address).text
    assert "au plus 0,3" in after
    assert "hors limite" not in after
    response = people.client("trainer").get(f"{address}/correct")
    assert "au plus 0,3" in response.text


def test_a_cohort_is_assessed_in_the_tasks_of_its_version(
    people: People, session: Session, training: TrainingClass
) -> None:
    older = newest_version_id(session)
    newer = load_later(session, with_module("F0", tasks=("PA-01", "PA-24")))
    address = f"/practicals/new?cohort={training.cohort.reference}"
    client = people.client("trainer")
    follow(session, training, older)
    assert "PA-02" in client.get(address).text
    follow(session, training, newer)
    page = client.get(address).text
    assert "PA-02" not in page
    assert page.index("PA-01") < page.index("PA-24")
    grid = client.get(f"/practicals/grid/{training.cohort.reference}").text
    assert "PA-02" not in grid
    assert "PA-24" in grid


def test_safety_is_asked_as_the_version_of_the_cohort_asks(
    people: People, session: Session, training: TrainingClass
) -> None:
    older = newest_version_id(session)
    newer = load_later(session, with_task("PA-06", gates=()))
    client = people.client("trainer")
    follow(session, training, older)
    page = client.get(address_of(training)).text
    assert 'name="gate-glasses"' in page
    assert "gate-safety" not in page
    follow(session, training, newer)
    page = client.get(address_of(training)).text
    assert 'name="gate-safety"' in page
    assert task_of(session, "PA-06").safety_fr in page
    assert "gate-glasses" not in page
    data = {**sent(), "gate-safety": "1"}
    assert client.post(address_of(training), data=data).status_code == 303
