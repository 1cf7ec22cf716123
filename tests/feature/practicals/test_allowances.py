"""The time that a school allows for a task: proposed by its own median, adopted, never changed."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.audit import AuditEntry
from school.practicals.figures import queries
from school.practicals.figures.models import TaskAllowance
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sheet_rules import Content, Measured
from tests.factories.practicals import make_allowance, make_sheet
from tests.factories.records import make_assessment, make_cohort, make_measure, task_of
from tests.feature.practicals.conftest import TrainingClass
from tests.feature.practicals.test_figures import figures_of
from tests.feature.practicals.test_recording import address_of
from tests.feature.practicals.test_sheet_papers import text_of
from tests.support.people import People
from tests.support.statements import count_statements


def allowance_of(training: TrainingClass, task: str = "PA-06") -> str:
    return f"{figures_of(training)}/allowances/{task}"


@pytest.fixture
def timed(session: Session, training: TrainingClass) -> TrainingClass:
    """Ten times for mechanical splicing, with a median of 11 minutes where 15 are allowed."""
    for place in range(10):
        assessment = make_assessment(
            session, training.enrolments[place % 3], task=task_of(session, "PA-06")
        )
        minutes = Decimal(place + 6) if place < 9 else Decimal(60)
        make_measure(session, assessment, reference="minutes", value=minutes, unit="min")
    session.commit()
    return training


def test_a_school_adopts_its_own_median(
    people: People, session: Session, timed: TrainingClass
) -> None:
    client = people.client("director")
    page = client.get(figures_of(timed)).text.replace("\u00a0", " ")
    assert "Prévoir 11 min" in page
    page = client.get(allowance_of(timed)).text.replace("\u00a0", " ")
    assert "Prévoir 11 minutes au lieu de 15" in page
    assert session.scalars(select(TaskAllowance)).all() == []
    answer = client.post(allowance_of(timed), data={"minutes": "11", "reason": "Deux ans"})
    assert answer.status_code == 303
    session.rollback()
    allowance = session.scalars(select(TaskAllowance)).one()
    assert (allowance.minutes, allowance.median, allowance.times) == (11, Decimal("10.5"), 10)
    assert (allowance.school_id, allowance.reason) == (timed.cohort.school_id, "Deux ans")
    assert allowance.decided_by == people.principal("director").name
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert entry.action == "allowance.adopt"
    page = client.get(figures_of(timed)).text.replace("\u00a0", " ")
    assert "fixé par l’école" in page
    assert "Prévoir 11 min" not in page
    page = client.get(allowance_of(timed)).text
    assert "Rien à changer" in page
    assert "Deux ans" in page


def test_another_schools_times_are_its_own(
    people: People, session: Session, timed: TrainingClass
) -> None:
    people.client("director").post(allowance_of(timed), data={"minutes": "11"})
    session.rollback()
    tasks = queries.allowed_tasks(session, timed.cohort.school_id)
    others = queries.allowed_tasks(session, make_cohort(session).school_id)
    number = task_of(session, "PA-06").id
    assert (tasks[number].minutes, others[number].minutes) == (11, 15)
    assert len(tasks) == len(others)


@pytest.mark.parametrize("minutes", ["12", "", "onze", "-11", "１１", "9" * 400])
def test_a_proposal_that_is_another_by_now_is_refused(
    people: People, session: Session, timed: TrainingClass, minutes: str
) -> None:
    answer = people.client("director").post(
        allowance_of(timed), data={"minutes": minutes, "reason": "Parce que"}
    )
    assert answer.status_code == 422
    assert "Les temps ont changé" in answer.text
    assert "Parce que" in answer.text
    assert session.scalars(select(TaskAllowance)).all() == []


def test_what_is_decided_is_for_those_who_decide(
    people: People, session: Session, timed: TrainingClass
) -> None:
    for who in ("trainer", "apprentice"):
        answer = people.client(who).post(allowance_of(timed), data={"minutes": "11"})
        assert answer.status_code == 403
    for who in ("foreign_director", "foreign_trainer"):
        assert people.client(who).get(figures_of(timed)).status_code == 404
    assert people.client("foreign_director").get(allowance_of(timed)).status_code == 404
    assert people.client("director").get(allowance_of(timed, "PA-99")).status_code == 404
    assert people.client("apprentice").get(figures_of(timed)).status_code == 403
    assert "11 min proposées" in people.client("trainer").get(figures_of(timed)).text.replace(
        "\u00a0", " "
    )
    allowance = people.client("director").get(allowance_of(timed, "PA-05"))
    assert "Rien à changer" in allowance.text


def test_what_was_adopted_never_changes(
    people: People, session: Session, timed: TrainingClass
) -> None:
    people.client("director").post(allowance_of(timed), data={"minutes": "11"})
    session.rollback()
    allowance = session.scalars(select(TaskAllowance)).one()
    allowance.minutes = 12
    with pytest.raises(RuntimeError):
        session.flush()
    session.rollback()


def test_the_page_asks_little(app: Flask, people: People, timed: TrainingClass) -> None:
    client = people.client("director")
    client.get(figures_of(timed))
    with count_statements(app) as statements:
        client.get(figures_of(timed))
    assert statements.count <= 8


def test_the_one_decided_last_holds_whatever_the_order_of_an_import(
    session: Session, training: TrainingClass
) -> None:
    school, task = training.cohort.school, task_of(session, "PA-06")
    decided = [datetime(2026, month, 1, 8, 0, tzinfo=UTC) for month in (3, 1)]
    newer = make_allowance(session, school, task, minutes=12, decided_at=decided[0])
    older = make_allowance(session, school, task, minutes=18, decided_at=decided[1])
    session.commit()
    assert older.id > newer.id
    assert queries.allowed_tasks(session, school.id)[task.id].minutes == 12
    assert [one.minutes for one in queries.allowances_of(session, school.id, task.id)] == [12, 18]


@pytest.fixture
def signed(session: Session, timed: TrainingClass) -> PracticalSheet:
    """A sheet on which eleven minutes are noted, signed on the morning of 10 March."""
    made = make_assessment(session, timed.first, task=task_of(session, "PA-06"))
    said = Content(measures=(Measured("minutes", Decimal(11), "min"),)).as_plain()
    make_measure(session, made, reference="minutes", value=Decimal(11), unit="min")
    sheet = make_sheet(session, made, content=said)
    session.commit()
    return sheet


def time_of(page: str) -> str:
    """Give what stands beside the time on a page, in plain spaces."""
    words = page.replace("\u00a0", " ").replace("\u202f", " ")
    return words.split("emps prévu", maxsplit=1)[-1][:30] if "emps prévu" in words else ""


def test_the_time_of_the_curriculum_stands_beside_the_time_that_is_typed(
    people: People, training: TrainingClass
) -> None:
    page = people.client("trainer").get(address_of(training)).text
    assert time_of(page).startswith(" : 15 min")


def test_the_time_of_the_school_stands_beside_it_once_adopted(
    people: People, timed: TrainingClass, signed: PracticalSheet
) -> None:
    people.client("director").post(allowance_of(timed), data={"minutes": "11"})
    page = people.client("trainer").get(address_of(timed)).text
    assert time_of(page).startswith(" par l’école : 11 min")
    page = people.client("trainer").get(f"/practicals/{signed.assessment_reference}/correct").text
    assert time_of(page).startswith(" par l’école : 11 min")


def test_a_signed_sheet_keeps_the_time_of_its_day(
    people: People, session: Session, timed: TrainingClass, signed: PracticalSheet
) -> None:
    school, task = timed.cohort.school, task_of(session, "PA-06")
    make_allowance(session, school, task, minutes=13)
    later = datetime(2026, 3, 10, 9, 0, 1, tzinfo=UTC)
    make_allowance(session, school, task, minutes=11, decided_at=later)
    other, newer = make_cohort(session).school, datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    make_allowance(session, other, task, minutes=7, decided_at=newer)
    session.commit()
    client = people.client("trainer")
    for address in (signed.assessment_reference, f"sheets/{signed.reference}"):
        page = client.get(f"/practicals/{address}").text
        assert time_of(page).startswith(" par l’école : 13 min"), address
    paper = text_of(client.get(f"/practicals/sheets/{signed.reference}.pdf").data)
    assert time_of(paper).startswith(" par l’école : 13 min")


def test_an_attempt_without_a_sheet_shows_the_time_of_today(
    people: People, session: Session, timed: TrainingClass
) -> None:
    made = make_assessment(session, timed.first, task=task_of(session, "PA-06"))
    make_measure(session, made, reference="minutes", value=Decimal(9), unit="min")
    make_allowance(session, timed.cohort.school, made.task, minutes=13)
    other, newer = make_cohort(session).school, datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    make_allowance(session, other, made.task, minutes=7, decided_at=newer)
    session.commit()
    page = people.client("trainer").get(f"/practicals/{made.reference}").text
    assert time_of(page).startswith(" par l’école : 13 min")
