"""A person's page shows how their splices go, by the thresholds that judged each attempt."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Account
from school.cohorts.models import Enrolment
from school.curriculum.lesson_models import CurriculumVersion
from school.practicals.models import Assessment
from school.practicals.progress import MOST_POINTS, progress_of
from school.practicals.progress_queries import splice_attempts
from school.practicals.rules import Verdict
from tests.factories.lessons import newest_version_id
from tests.factories.packs import load_later, with_limit
from tests.factories.practicals import make_sheet
from tests.factories.records import (
    make_assessment,
    make_cohort,
    make_enrolment,
    make_measure,
    make_trainee,
    task_of,
)
from tests.support.people import People


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    cohort = make_cohort(session, people.school)
    cohort.curriculum_version_id = newest_version_id(session)
    return make_enrolment(session, cohort, make_trainee(session, family_name="Adjovi"))


def spliced(
    session: Session, enrolment: Enrolment, *estimates: str, **values: object
) -> Assessment:
    assessment = make_assessment(session, enrolment, **values)
    for place, value in enumerate(estimates, 1):
        name = f"estimate-{place:02d}"
        make_measure(session, assessment, reference=name, value=Decimal(value))
    return assessment


def attempts_of(session: Session, enrolment: Enrolment) -> list[tuple[str, list[str], str]]:
    """Give day, losses and limit of each attempt, as text."""
    found = splice_attempts(
        session, enrolment.trainee_id, [enrolment.cohort_id], date(2026, 12, 31)
    )
    return [
        (
            one.day.isoformat()[5:],
            [f"{value:.2f}" for value in one.losses.values],
            f"{one.losses.limit:.2f}",
        )
        for one in found
    ]


def test_attempts_come_in_order_and_each_as_last_corrected(
    session: Session, enrolment: Enrolment
) -> None:
    spliced(session, enrolment, "0.05", assessed_on=date(2026, 3, 5))
    wrong = spliced(session, enrolment, "0.02", "0.04", reference="A-x")
    make_assessment(
        session, enrolment, reference=wrong.reference, recorded_on=date(2026, 2, 27),
        assessed_on=date(2026, 2, 25),
    )  # fmt: skip
    spliced(session, enrolment, "0.09", task=task_of(session, "PA-04"))
    spliced(session, make_enrolment(session, enrolment.cohort), "0.09")
    session.commit()
    assert attempts_of(session, enrolment) == [
        ("02-25", ["0.02", "0.04"], "0.10"),
        ("03-05", ["0.05"], "0.10"),
    ]


def test_both_ways_win_over_the_estimate(session: Session, enrolment: Enrolment) -> None:
    assessment = spliced(session, enrolment, "0.05")
    for name, value in (("loss_ab-01", "-0.02"), ("loss_ba-01", "0.18")):
        make_measure(session, assessment, reference=name, value=Decimal(value))
    session.commit()
    assert attempts_of(session, enrolment) == [("02-20", ["0.08"], "0.10")]


def test_each_attempt_keeps_the_limit_of_its_version(
    session: Session, enrolment: Enrolment
) -> None:
    older = session.scalars(select(CurriculumVersion).order_by(CurriculumVersion.id.desc())).first()
    assert older is not None
    named = spliced(session, enrolment, "0.05", assessed_on=date(2026, 3, 1))
    spliced(session, enrolment, "0.06", assessed_on=date(2026, 3, 2))
    make_sheet(session, named, curriculum_version=older.version)
    newer = load_later(session, with_limit("PA-05", "estimate", "0.07"))
    enrolment.cohort.curriculum_version_id = newer
    session.commit()
    assert [limit for _, _, limit in attempts_of(session, enrolment)] == ["0.10", "0.07"]
    enrolment.cohort.curriculum_version_id = None
    session.commit()
    assert [limit for _, _, limit in attempts_of(session, enrolment)] == ["0.10", "0.07"]
    enrolment.cohort.curriculum_version_id = older.id
    session.commit()
    assert [limit for _, _, limit in attempts_of(session, enrolment)] == ["0.10", "0.10"]


def test_the_trainer_and_the_person_see_the_finding_and_its_numbers(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    account: Account = people.account("apprentice")
    account.trainee_id = enrolment.trainee_id
    failed = spliced(
        session, enrolment, "0.05", "0.12", "0.04", verdict=Verdict.NOT_ACQUIRED,
        assessed_on=date(2026, 2, 20),
    )  # fmt: skip
    spliced(session, enrolment, "0.03", assessed_on=date(2026, 2, 23))
    make_assessment(session, enrolment, task=task_of(session, "PA-06"))
    session.commit()
    trainee = enrolment.trainee.reference
    for who in ("trainer", "apprentice"):
        page = people.client(who).get(f"/trainees/{trainee}/progress").text.replace("\u00a0", " ")
        for words in (
            "3 soudures sur 4 tiennent leur limite",
            "estimée par la soudeuse : 0,07 dB la première fois, 0,03 dB la dernière",
            "n = 4 soudures en 2 essais",
            f'href="/practicals/{failed.reference}"',
            "0,12 dB",
            "1 tâche sur 2 acquise au premier essai",
            "50,0 %, et de 9,5 % à 90,5 %",
            "n = 2 tâches essayées",
        ):
            assert words in page, (who, words)


def test_days_bear_their_year_where_it_changes(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    spliced(session, enrolment, "0.05", assessed_on=date(2026, 2, 20))
    session.commit()
    client, address = people.client("trainer"), f"/trainees/{enrolment.trainee.reference}/progress"
    assert ">20/02</text>" in client.get(address).text
    spliced(session, enrolment, "0.05", assessed_on=date(2025, 2, 20))
    session.commit()
    page = client.get(address).text
    assert ">20/02/2025</text>" in page
    assert ">20/02/2026</text>" in page


def test_nothing_is_said_of_somebody_who_tried_nothing(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    session.commit()
    client, address = people.client("trainer"), f"/trainees/{enrolment.trainee.reference}"
    assert "premier essai" not in client.get(address).text
    assert "commence avec le premier essai évalué" in client.get(f"{address}/progress").text
    make_assessment(session, enrolment, task=task_of(session, "PA-06"))
    session.commit()
    page = client.get(address).text
    assert "1 tâche sur 1 acquise au premier essai" in page
    assert f'href="{address}/progress"' in page
    page = client.get(f"{address}/progress").text
    assert "1 tâche sur 1 acquise au premier essai" in page
    assert "leur limite" not in page


def test_somebody_elses_progress_is_not_there(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    account: Account = people.account("apprentice")
    spliced(session, enrolment, "0.05")
    session.commit()
    address = f"/trainees/{enrolment.trainee.reference}/progress"
    for who in ("foreign_trainer", "apprentice"):
        assert people.client(who).get(address).status_code == 404
    account.trainee_id = enrolment.trainee_id
    session.commit()
    client = people.client("apprentice")
    assert "Ma progression" in client.get(address).text
    assert f'href="{address}"' in client.get("/").text


def test_a_long_curve_shows_its_last_attempts_and_says_so(
    app: Flask, session: Session, enrolment: Enrolment
) -> None:
    made = [spliced(session, enrolment, "0.05") for _ in range(MOST_POINTS + 3)]
    session.commit()
    progress = progress_of(session, made, [enrolment.cohort_id], date(2026, 12, 31))
    assert progress is not None
    assert len(progress.shown) == MOST_POINTS
    with app.test_request_context():
        words = progress.size.replace("\u00a0", " ")
        assert len(progress.rows) == MOST_POINTS
    assert words == "n = 20 soudures en 20 essais ; sans 3 essais plus anciens"
