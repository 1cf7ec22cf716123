"""What is brought to a trainer's phone for a day: of whom, of which tasks, and when it changes."""

import gzip
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment
from school.core.calendar import monday_of
from school.core.clock import today
from school.offline.day_practicals import FORM_BYTES
from school.placements.rules import PlacementStatus
from school.practicals.day_queries import MOST_TASKS
from tests.factories.lessons import newest_version_id
from tests.factories.practicals import make_allowance, make_equipment
from tests.factories.readings import make_key
from tests.factories.records import (
    make_assessment,
    make_cohort,
    make_enrolment,
    make_placement,
    make_trainee,
    make_visit,
    task_of,
)
from tests.factories.timetable import make_session, make_week, module_of
from tests.support.people import People

FORM_MOST = 15_000
DAY_OF_CLASS = "2026-03-10 09:00"


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    """A cohort of twenty under way, on the newest curriculum."""
    found = make_cohort(session, people.school, curriculum_version_id=newest_version_id(session))
    for place in range(20):
        make_enrolment(session, found, make_trainee(session, family_name=f"Nom {place:02d}"))
    session.commit()
    return found


@pytest.fixture(autouse=True)
def _on_a_day_of_class() -> Any:
    with time_machine.travel(DAY_OF_CLASS, tick=False):
        yield


def day_of(people: People, who: str = "trainer") -> dict[str, str]:
    """Give the pages of somebody's day with their marks."""
    answer = people.client(who).get("/offline/day").json
    assert answer is not None
    return {one["url"]: one["mark"] for one in answer["pages"]}


def tasks_in(day: dict[str, str], cohort: Cohort) -> list[str]:
    """List the tasks of the forms of a cohort, in the order in which they come."""
    asked = [parse_qs(urlsplit(url).query) for url in day if url.startswith("/practicals/new?")]
    return [
        one["task"][0] for one in asked if "task" in one and one["cohort"] == [cohort.reference]
    ]


def form_of(cohort: Cohort, task: str) -> str:
    return f"/practicals/new?cohort={cohort.reference}&task={task}&trainee="


def test_the_tasks_of_the_week_come_before_those_assessed_last(
    people: People, session: Session, cohort: Cohort
) -> None:
    first = tasks_in(day_of(people), cohort)
    assert first[:6] == ["PA-01", "PA-02", "PA-03", "PA-04", "PA-05", "PA-06"]
    assert len(first) == MOST_TASKS
    make_assessment(
        session, some(cohort, session), task=task_of(session, "PA-20"),
        trainer_id=people.principal("trainer").staff_id,
    )  # fmt: skip
    session.commit()
    assert tasks_in(day_of(people), cohort)[0] == "PA-20"
    make_week(session, cohort, monday_of(today()), module=module_of(session, "F0"))
    session.commit()
    taught = tasks_in(day_of(people), cohort)
    assert taught[:3] == ["PA-01", "PA-02", "PA-03"]
    assert taught[-1] == "PA-20"


def test_without_a_timetable_the_path_goes_on_from_what_was_assessed_last(
    people: People, session: Session, cohort: Cohort
) -> None:
    for task in ("PA-20", "PA-05"):
        make_assessment(
            session, some(cohort, session), task=task_of(session, task),
            trainer_id=people.principal("trainer").staff_id,
        )  # fmt: skip
    session.commit()
    brought = tasks_in(day_of(people), cohort)
    assert brought[:5] == ["PA-05", "PA-20", "PA-06", "PA-09", "PA-10"]
    assert len(brought) == len(set(brought)) == MOST_TASKS


def some(cohort: Cohort, session: Session) -> Enrolment:
    query = select(Enrolment).where(Enrolment.cohort_id == cohort.id).order_by(Enrolment.id)
    return session.scalars(query.limit(1)).one()


def test_three_cohorts_come_and_who_has_a_session_today_comes_first(
    people: People, session: Session
) -> None:
    cohorts = [
        make_cohort(session, people.school, starts_on=date(2026, 1, day), ends_on=None)
        for day in (5, 6, 7, 8)
    ]
    ended = make_cohort(session, people.school, ends_on=date(2026, 3, 9))
    coming = make_cohort(session, people.school, starts_on=date(2026, 3, 11), ends_on=None)
    elsewhere = make_cohort(session, people.other_school, ends_on=None)
    make_session(session, cohorts[0], date=today(), trainer_id=people.staff("trainer").id)
    make_session(session, cohorts[1], date=today() + timedelta(days=1))
    make_session(session, cohorts[2], date=today(), cancelled_on=today(), cancel_reason="Grève")
    session.commit()
    day = day_of(people)
    found = [one for one in (*cohorts, ended, coming, elsewhere) if tasks_in(day, one)]
    assert found == [cohorts[0], cohorts[1], cohorts[3]]
    chosen = [url.rpartition("=")[2] for url in day if url.count("=") == 1]
    assert chosen == [cohorts[0].reference, cohorts[1].reference, cohorts[3].reference]


def _leave(people: People, session: Session, cohort: Cohort) -> None:
    some(cohort, session).withdrawn_on = today() - timedelta(days=1)


def _come(people: People, session: Session, cohort: Cohort) -> None:
    make_enrolment(session, cohort)


def _rename(people: People, session: Session, cohort: Cohort) -> None:
    some(cohort, session).trainee.family_name = "Autre"


def _equip(people: People, session: Session, cohort: Cohort) -> None:
    make_equipment(session, people.school)


def _follow_no_version(people: People, session: Session, cohort: Cohort) -> None:
    cohort.curriculum_version_id = None


def _allow_another_time(people: People, session: Session, cohort: Cohort) -> None:
    make_allowance(session, cohort.school, task_of(session, "PA-05"))


def _keep_places(people: People, session: Session, cohort: Cohort) -> None:
    cohort.school.keeps_photo_places = True


def _make_a_key(people: People, session: Session, cohort: Cohort) -> None:
    make_key(session, cohort.school)


@pytest.mark.parametrize(
    "change",
    [
        _leave,
        _come,
        _rename,
        _equip,
        _follow_no_version,
        _allow_another_time,
        _keep_places,
        _make_a_key,
    ],
)
def test_every_form_comes_again_when_the_class_changes(
    people: People,
    session: Session,
    cohort: Cohort,
    change: Callable[[People, Session, Cohort], None],
) -> None:
    before = day_of(people)
    assert day_of(people) == before
    change(people, session, cohort)
    session.commit()
    after = day_of(people)
    assert tasks_in(after, cohort)
    for task in tasks_in(after, cohort):
        assert after[form_of(cohort, task)] != before[form_of(cohort, task)]


def test_an_attempt_brings_again_the_form_of_its_task_alone(
    people: People, session: Session, cohort: Cohort
) -> None:
    make_week(session, cohort, monday_of(today()), module=module_of(session, "F0"))
    session.commit()
    before = day_of(people)
    make_assessment(session, some(cohort, session), task=task_of(session, "PA-02"))
    session.commit()
    after = day_of(people)
    changed = [task for task in tasks_in(after, cohort)
               if after[form_of(cohort, task)] != before[form_of(cohort, task)]]  # fmt: skip
    assert changed == ["PA-02"]


def test_every_page_comes_again_on_another_day(people: People, cohort: Cohort) -> None:
    before = day_of(people)
    with time_machine.travel("2026-03-11 09:00", tick=False):
        after = day_of(people)
    assert not [url for url in after if after[url] == before.get(url)]


def test_the_visits_to_make_come_too(people: People, session: Session, cohort: Cohort) -> None:
    placement = make_placement(session, some(cohort, session), status=PlacementStatus.LIVE)
    visit = make_visit(
        session, placement, planned_on=today(), trainer_id=people.staff("trainer").id
    )
    session.commit()
    day = day_of(people)
    assert "/visits/mine" in day
    for form in ("log", "missed"):
        address = f"/visits/{visit.reference}/{form}"
        assert address in day
        assert people.client("trainer").get(address).headers["X-Keep"] == address


def test_no_cohort_is_no_reason_to_fail(people: People) -> None:
    assert [url for url in day_of(people) if "practicals" in url] == []


def test_the_tasks_of_a_cohort_are_listed_to_be_taken_by_hand(
    people: People, cohort: Cohort
) -> None:
    client = people.client("trainer")
    address = f"/offline/cohorts/{cohort.reference}/tasks"
    every = client.get(address).json["pages"]  # type: ignore[index]
    assert len(every) > len(tasks_in(day_of(people), cohort))
    [one] = client.get(f"{address}?task=PA-05").json["pages"]  # type: ignore[index]
    assert one["url"] == form_of(cohort, "PA-05")
    assert one in every
    assert client.get(f"{address}?task=PA-99").json["pages"] == []  # type: ignore[index]


def test_no_form_is_heavy_and_they_weigh_what_is_told(people: People, cohort: Cohort) -> None:
    client = people.client("trainer")
    weights = []
    for number in range(1, 27):
        url = form_of(cohort, f"PA-{number:02d}")
        # The client of the tests reads its pages, which it cannot do where they are compressed.
        answer = FlaskClient.open(client, url, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(answer.data)
        assert len(answer.data) <= FORM_MOST, url
        weights.append(len(answer.data))
    assert sum(weights) / len(weights) == pytest.approx(FORM_BYTES, rel=0.1), weights


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("?cohort={}&task=PA-06&trainee=", "?cohort={}&task=PA-06&trainee="),
        ("?task=PA-06&cohort={}&trainee=X", None),
        ("?cohort={}", "?cohort={}"),
        ("", ""),
        ("?cohort={}&task=PA-06&trainee=&like=A-1", None),
    ],
)
def test_a_form_is_kept_under_the_address_of_everybody(
    people: People, session: Session, cohort: Cohort, asked: str, kept: str | None
) -> None:
    trainee = some(cohort, session).trainee.reference
    client = people.client("trainer")
    address = f"/practicals/new{asked.format(cohort.reference)}".replace("=X", f"={trainee}")
    answer = client.get(address)
    assert answer.status_code == 200
    wanted = None if kept is None else f"/practicals/new{kept.format(cohort.reference)}"
    if "=X" in asked:
        wanted = f"/practicals/new?cohort={cohort.reference}&task=PA-06&trainee="
    assert answer.headers.get("X-Keep") == wanted


@pytest.mark.parametrize(("who", "kept"), [("trainer", "/"), ("director", None)])
def test_the_first_page_of_a_trainer_alone_is_kept(
    people: People, who: str, kept: str | None
) -> None:
    assert people.client(who).get("/").headers.get("X-Keep") == kept
