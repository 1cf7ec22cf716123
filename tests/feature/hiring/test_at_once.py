"""Two answers, two seals and two editions at the same moment: one of each, whichever database."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school import seal_keys as keys
from school.cohorts.rules import Sex
from school.hiring.follow_up.hire_check_operations import ask_employer
from school.hiring.follow_up.operations import Contact
from school.hiring.models import Hire, Situation
from school.hiring.rules import Evidence, SituationKind
from school.hiring.sealing.models import SealedReport
from tests.factories.careers import Careers
from tests.factories.records import make_cohort, make_hire
from tests.feature.hiring.test_situation_links import link as question
from tests.support.follow_up import NOON, somebody
from tests.support.people import People
from tests.support.placements import mails
from tests.support.sessions import read_afresh

DAYS = "as_of=2025-12-31&known_on=2026-01-31"
SAID = {200, 303}
"""Whoever comes second is shown at once what was said."""

Call = Callable[[], int]


@pytest.fixture
def clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def at_once(calls: Sequence[Call]) -> list[int]:
    """Do several things at the same moment and give the statuses of the answers."""
    ready = Barrier(len(calls))

    def wait_and_call(call: Call) -> int:
        ready.wait(timeout=30)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(wait_and_call, calls))


def posting(app: Flask, address: str, data: dict[str, str]) -> Call:
    return lambda: app.test_client().post(address, data=data).status_code


@pytest.mark.usefixtures("clock")
def test_four_answers_to_one_question_are_one_fact(
    app: Flask, people: People, session: Session
) -> None:
    address = question(session, somebody(session, people.school))
    activities = ("seeking", "inactive", "seeking", "studying")
    calls = [posting(app, address, {"activity": one, "full_time": "yes"}) for one in activities]
    assert set(at_once(calls)) <= SAID
    read_afresh(session)
    assert len(session.scalars(select(Situation)).all()) == 1


@pytest.mark.usefixtures("clock")
def test_an_employer_who_says_yes_and_no_at_once_said_one_of_them(
    app: Flask, people: People, session: Session
) -> None:
    people.account("director")
    enrolment = somebody(session, people.school)
    hire = make_hire(
        session, enrolment.trainee, employer_name="Réseaux du Golfe",
        starts_on=date(2025, 9, 1), evidence=Evidence.DECLARED, recorded_on=date(2026, 2, 20),
    )  # fmt: skip
    token = ask_employer(session, "Directrice", hire, Contact("Codjo", "codjo@golfe.test"))
    session.commit()
    yes = {"answer": "confirmed", "answered_by": "Codjo", "starts_on": "2025-09-01"}
    no = {**yes, "answer": "contested", "comment": "Un stage seulement"}
    address = f"/link/employment/{token}"
    assert set(at_once([posting(app, address, data) for data in (yes, no, yes, no)])) <= SAID
    read_afresh(session)
    first, answer = session.scalars(select(Hire).order_by(Hire.recorded_on)).all()
    assert (first.evidence, first.contested) == (Evidence.DECLARED, False)
    assert answer.contested is (answer.evidence is not Evidence.CONFIRMED)
    assert len(mails(session)) == (1 if answer.contested else 0)


@pytest.fixture
def careers(people: People, session: Session) -> Careers:
    cohort = make_cohort(session, people.school, reference="C-2025", starts_on=date(2024, 11, 1))
    careers = Careers(session, cohort)
    careers.hired(15, Sex.FEMALE)
    careers.found(SituationKind.SEEKING, 15, Sex.MALE)
    session.commit()
    return careers


def sealed(session: Session) -> list[SealedReport]:
    read_afresh(session)
    return list(session.scalars(select(SealedReport).order_by(SealedReport.id)))


def test_two_reports_that_reveal_each_other_are_not_both_sealed(
    people: People, session: Session, careers: Careers
) -> None:
    """The three who were hired between two days would be the difference of two publications."""
    [one, two, three] = careers.certified(3, Sex.MALE)
    for each in (one, two, three):
        careers.hire(each, recorded_on=date(2026, 2, 10))
    session.commit()
    client = [people.client("director"), people.client("director")]
    days = (DAYS, DAYS.replace("known_on=2026-01-31", "known_on=2026-02-28"))
    calls = [
        lambda number=number: client[number].post(f"/reports/new?{days[number]}").status_code
        for number in (0, 1)
    ]
    assert sorted(at_once(calls)) == [303, 422]
    assert len(sealed(session)) == 1


def test_two_editions_at_once_are_one(people: People, session: Session, careers: Careers) -> None:
    director = people.client("director")
    assert director.post(f"/reports/new?{DAYS}").status_code == 303
    [first] = sealed(session)
    for each in careers.certified(12, Sex.MALE):
        careers.hire(each, recorded_on=date(2026, 2, 10))
    session.commit()
    form = {"reason": "Reçu ensuite", "known_on": "2026-03-31", "confirmed": "yes"}
    clients = [people.client("director") for _ in range(3)]
    address = f"/reports/{first.code}/edition"
    calls = [lambda one=one: one.post(address, data=form).status_code for one in clients]
    assert sorted(at_once(calls)) == [303, 422, 422]
    assert [report.edition for report in sealed(session)] == [1, 2]


def test_the_key_is_one_though_several_seal_first(tmp_path: Path) -> None:
    made: list[str] = []

    def read() -> int:
        made.append(keys.public_text(keys.seal_key(tmp_path / "instance")))
        return 0

    at_once([read] * 4)
    assert len(set(made)) == 1
    assert [path.name for path in (tmp_path / "instance").iterdir()] == [keys.KEY_FILE]
