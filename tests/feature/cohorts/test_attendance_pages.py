"""Pages of roll calls, on a phone: one tap for each person who is not there."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Attendance, Cohort, Enrolment
from school.cohorts.rules import AttendanceState, HalfDay
from school.cohorts.timetable.rules import Place
from tests.factories.records import make_attendance, make_cohort, make_enrolment, make_trainee
from tests.factories.timetable import make_session, make_week
from tests.support.people import People
from tests.support.sessions import read_afresh
from tests.support.statements import count_statements


def training(people: People, session: Session, count: int = 2) -> tuple[Cohort, list[Enrolment]]:
    """Make a cohort with people in training, in the order of the roll."""
    cohort = make_cohort(session, people.school)
    enrolments = [
        make_enrolment(session, cohort, make_trainee(session, family_name=f"A{rank:04}"))
        for rank in range(count)
    ]
    session.commit()
    return cohort, enrolments


def states_of(session: Session) -> list[tuple[date, HalfDay, AttendanceState]]:
    """Read what is noted afresh."""
    read_afresh(session)
    rows = session.scalars(select(Attendance).order_by(Attendance.trainee_id))
    return [(row.date, row.half_day, row.state) for row in rows]


def test_everybody_is_there_by_default(people: People, session: Session) -> None:
    cohort, both = training(people, session)
    client = people.client("trainer")
    place = f"/cohorts/{cohort.reference}/attendance"
    page = client.get(place).text
    assert "Appel du lun. 2 mars, matin" in page
    assert page.count('checked id="state_') == 2
    assert page.count('value="present"') == 2
    assert 'value="3,5"' in page
    assert f"{place}?date=2026-03-02&amp;half_day=morning" in page
    data = {
        f"state_{both[0].trainee_id}": "present",
        f"state_{both[1].trainee_id}": "late",
        "hours": "3,5",
    }
    sent = client.post(f"{place}?date=2026-03-02&half_day=morning", data=data)
    assert (sent.status_code, sent.location) == (303, f"{place}/days")
    assert "L’appel est enregistré pour 2 personnes." in client.get(sent.location).text
    morning = (date(2026, 3, 2), HalfDay.MORNING)
    assert states_of(session) == [
        (*morning, AttendanceState.PRESENT),
        (*morning, AttendanceState.LATE),
    ]


def test_a_roll_call_in_a_week_at_the_enterprise_warns_unless_something_is_held(
    people: People, session: Session
) -> None:
    cohort, _ = training(people, session)
    make_week(session, cohort, date(2026, 3, 2), place=Place.ENTERPRISE)
    session.commit()
    client = people.client("trainer")
    place = f"/cohorts/{cohort.reference}/attendance"
    warning = "cette semaine se passe hors du centre"
    assert warning in client.get(place).text
    make_session(session, cohort, date=date(2026, 3, 2))
    session.commit()
    assert warning not in client.get(f"{place}?date=2026-03-02&half_day=morning").text
    assert warning in client.get(f"{place}?date=2026-03-02&half_day=afternoon").text
    make_week(session, cohort, date(2026, 2, 23))
    session.commit()
    assert warning not in client.get(f"{place}?date=2026-02-24&half_day=morning").text


def test_the_same_half_day_again_corrects_it(people: People, session: Session) -> None:
    cohort, (one, _) = training(people, session)
    client = people.client("trainer")
    place = f"/cohorts/{cohort.reference}/attendance?date=2026-03-02&half_day=afternoon"
    for state in ("present", "absent"):
        data = {f"state_{one.trainee_id}": state, "hours": "3"}
        assert client.post(place, data=data).status_code == 303
    assert states_of(session) == [(date(2026, 3, 2), HalfDay.AFTERNOON, AttendanceState.ABSENT)]
    page = client.get(place).text
    trainer = people.principal("trainer").name
    assert f"Fait par {trainer}" in page


def version_of(page: str) -> str:
    found = re.search(r'name="version" type="hidden" value="(\d+)"', page)
    assert found is not None
    return found.group(1)


def test_what_a_colleague_noted_meanwhile_is_told_before_it_is_changed(
    people: People, session: Session
) -> None:
    cohort, (one,) = training(people, session, 1)
    trainer, director = people.client("trainer"), people.client("director")
    place = f"/cohorts/{cohort.reference}/attendance?date=2026-03-02&half_day=morning"
    mine = {f"state_{one.trainee_id}": "absent", "hours": "3,5"}
    mine["version"] = version_of(trainer.get(place).text)
    theirs = {f"state_{one.trainee_id}": "excused", "hours": "3,5"}
    theirs["version"] = version_of(director.get(place).text)
    assert director.post(place, data=theirs).status_code == 303
    refused = trainer.post(place, data=mine)
    assert refused.status_code == 422
    assert "Quelqu’un d’autre a modifié" in refused.text
    session.rollback()
    assert [state for _, _, state in states_of(session)] == [AttendanceState.EXCUSED]
    mine["version"] = version_of(refused.text)
    assert trainer.post(place, data=mine).status_code == 303
    session.rollback()
    assert [state for _, _, state in states_of(session)] == [AttendanceState.ABSENT]


def test_a_cohort_to_come_says_when_its_first_roll_call_is(
    people: People, session: Session
) -> None:
    cohort = make_cohort(session, people.school, starts_on=date(2026, 4, 6))
    session.commit()
    answer = people.client("trainer").get(f"/cohorts/{cohort.reference}/attendance")
    assert answer.status_code == 200
    assert "Le premier appel se fera lundi 6 avril 2026" in answer.text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-03-03", "On ne fait pas l’appel d’un jour à venir."),
        ("2026-01-11", "Ce jour n’est pas dans les dates de la promotion."),
        ("0001-01-01", "Ce jour n’est pas dans les dates de la promotion."),
        ("demain", "Cette date ne se lit pas"),
        ("2026-02-30", "Cette date ne se lit pas"),
    ],
)
def test_a_day_that_cannot_be_called(
    people: People, session: Session, day: str, words: str
) -> None:
    cohort, (one, _) = training(people, session)
    client = people.client("trainer")
    place = f"/cohorts/{cohort.reference}/attendance?date={day}"
    for answer in (
        client.get(place),
        client.post(place, data={f"state_{one.trainee_id}": "present", "hours": "3"}),
    ):
        assert answer.status_code == 422
        assert words in answer.text
    assert states_of(session) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"hours": ""}, "Ce champ est nécessaire."),
        ({"hours": "x"}, "Écrivez un nombre"),
        ({"hours": "0"}, "plus de 0 et au plus 6 heures"),
        ({"hours": "3", "state": "asleep"}, "icon"),
    ],
)
def test_what_cannot_be_is_said_and_kept(
    people: People, session: Session, values: dict[str, str], words: str
) -> None:
    cohort, (first, second) = training(people, session)
    data = {
        f"state_{first.trainee_id}": "absent",
        f"state_{second.trainee_id}": values.get("state", "late"),
        "hours": values["hours"],
    }
    place = f"/cohorts/{cohort.reference}/attendance?date=2026-03-02&half_day=morning"
    page = people.client("trainer").post(place, data=data)
    assert page.status_code == 422
    assert words in page.text
    kept = f'name="state_{first.trainee_id}" type="radio" value="absent"'
    assert f'checked id="state_{first.trainee_id}-2" {kept}' in page.text
    assert states_of(session) == []


def test_who_was_not_on_the_page_is_not_noted(people: People, session: Session) -> None:
    cohort, (one, _) = training(people, session)
    place = f"/cohorts/{cohort.reference}/attendance?date=2026-03-02&half_day=morning"
    data = {f"state_{one.trainee_id}": "present", "hours": "3"}
    people.client("trainer").post(place, data=data)
    assert len(states_of(session)) == 1


def test_a_cohort_without_anybody_says_so(people: People, session: Session) -> None:
    cohort, _ = training(people, session, 0)
    page = people.client("trainer").get(f"/cohorts/{cohort.reference}/attendance")
    assert "Personne à appeler" in page.text


def test_the_half_days_are_listed(people: People, session: Session) -> None:
    cohort, both = training(people, session)
    client = people.client("trainer")
    place = f"/cohorts/{cohort.reference}/attendance"
    assert "Aucun appel encore" in client.get(f"{place}/days").text
    make_attendance(session, both[0], date=date(2026, 2, 27), state=AttendanceState.ABSENT)
    session.commit()
    page = client.get(f"{place}/days").text
    assert "ven. 27 févr., matin" in page
    assert f"{place}?date=2026-02-27&amp;half_day=morning" in page


def test_roll_calls_are_the_schools(people: People, session: Session) -> None:
    cohort, _ = training(people, session)
    for page in ("attendance", "attendance/days"):
        place = f"/cohorts/{cohort.reference}/{page}"
        assert people.client("director").get(place).status_code == 200
        assert people.client("foreign_trainer").get(place).status_code == 404
        assert people.client("apprentice").get(place).status_code == 403
        assert people.client("ministry").get(place).status_code == 403
    place = f"/cohorts/{cohort.reference}/attendance"
    assert people.client("foreign_trainer").post(place, data={"hours": "3"}).status_code == 404


def test_the_pages_ask_as_much_for_ten_as_for_two_hundred(
    people: People, session: Session, app: Flask
) -> None:
    client = people.client("trainer")
    counts = []
    for size in (10, 200):
        cohort, enrolments = training(people, session, size)
        for rank, one in enumerate(enrolments):
            day = date(2026, 2, 1 + rank % 28)
            make_attendance(session, one, date=day, half_day=list(HalfDay)[rank % 2])
        session.commit()
        for page in ("attendance", "attendance/days"):
            place = f"/cohorts/{cohort.reference}/{page}"
            client.get(place)
            with count_statements(app) as statements:
                assert client.get(place).status_code == 200
            counts.append(statements.count)
    assert counts[:2] == counts[2:]
    assert max(counts) <= 8
