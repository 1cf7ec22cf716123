"""Rating a module on one screen: with one's own voice, nothing overwritten, evidence linked."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment, Trainee
from school.competencies.models import CompetencyRecord
from school.competencies.queries import attempts_of
from school.competencies.rules import EvidenceKind, Level, Voice
from school.core.audit import AuditEntry
from school.learning.quizzes.rules import Purpose
from school.placements.rules import PlacementStatus
from school.practicals.circumstance_rules import Circumstances, Occasion, Setting
from school.practicals.rules import Verdict
from school.practicals.sheet_rules import Content
from tests.factories.competencies import make_competency_record
from tests.factories.practicals import make_sheet
from tests.factories.quizzes import make_attempt
from tests.factories.records import (
    make_assessment,
    make_cohort,
    make_enrolment,
    make_logbook_day,
    make_placement,
    make_visit,
    task_of,
)
from tests.support.people import People


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-04-20 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    cohort = make_cohort(session, people.school)
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    enrolment = make_enrolment(session, cohort, trainee)
    session.commit()
    return enrolment


@pytest.fixture
def address(enrolment: Enrolment) -> str:
    return f"/trainees/{enrolment.trainee.reference}/competencies/F0"


def sent(**values: object) -> dict[str, object]:
    return {"noted_on": "2026-04-20", "submission": str(uuid4()), **values}


def records(session: Session) -> list[CompetencyRecord]:
    session.rollback()
    return list(session.scalars(select(CompetencyRecord).order_by(CompetencyRecord.id)))


def test_each_speaks_with_their_own_voice(people: People, session: Session, address: str) -> None:
    for who, level in (("apprentice", "3"), ("trainer", "1"), ("director", "2")):
        client = people.client(who)
        assert client.get(address).status_code == 200
        response = client.post(address, data=sent(**{"level-F0-F0.4": level}))
        assert response.status_code == 303, response.get_data(as_text=True)
    said = [(one.voice, one.level, one.author) for one in records(session)]
    assert said == [
        (Voice.SELF, Level.EXPERT, people.account("apprentice").name),
        (Voice.TRAINER, Level.IN_PROGRESS, people.account("trainer").name),
        (Voice.TRAINER, Level.ACQUIRED, people.account("director").name),
    ]
    page = people.client("apprentice").get(address.removesuffix("/F0")).get_data(as_text=True)
    assert "Désaccord d’un niveau" in page
    assert "Historique" in page
    trail = session.scalars(select(AuditEntry.action)).all()
    assert "competencies.rate.self" in trail


def test_a_whole_module_at_once_and_a_correction_adds(
    people: People, session: Session, address: str
) -> None:
    client = people.client("apprentice")
    levels = {f"level-F0-F0.{number}": "1" for number in range(1, 8)}
    client.post(address, data=sent(**levels))
    client.post(address, data=sent(**{"level-F0-F0.4": "2"}))
    found = records(session)
    assert len(found) == 8
    assert [one.level for one in found if one.competency == "F0.4"] == ["1", "2"]
    assert {one.curriculum_version for one in found} != {None}


def test_the_same_form_twice_adds_nothing(people: People, session: Session, address: str) -> None:
    client = people.client("trainer")
    once = sent(**{"level-F0-F0.4": "2"})
    for _ in range(2):
        assert client.post(address, data=once).status_code == 303
    assert len(records(session)) == 1


def test_evidence_is_chosen_among_what_the_person_has_done(
    people: People, session: Session, enrolment: Enrolment, address: str
) -> None:
    passed = make_assessment(
        session, enrolment, task=task_of(session), verdict=Verdict.ACQUIRED,
        assessed_on=date(2026, 3, 5),
    )  # fmt: skip
    failed = make_assessment(session, enrolment, verdict=Verdict.NOT_ACQUIRED)
    foreign = make_assessment(session, make_enrolment(session, enrolment.cohort))
    session.commit()
    client = people.client("trainer")
    page = client.get(address).get_data(as_text=True)
    assert f"practical:{passed.reference}" in page
    assert f"practical:{failed.reference}" not in page
    wrong = sent(evidence=f"practical:{foreign.reference}", **{"level-F0-F0.4": "2"})
    assert client.post(address, data=wrong).status_code == 422
    right = sent(
        evidence=f"practical:{passed.reference}",
        **{"level-F0-F0.4": "2", "level-F0-F0.5": "not_seen"},
    )
    assert client.post(address, data=right).status_code == 303
    splice, inspect = records(session)
    (cited,) = splice.evidence
    assert (cited.kind, cited.happened_on) == (EvidenceKind.PRACTICAL, date(2026, 3, 5))
    assert inspect.evidence == []
    page = client.get(address.removesuffix("/F0")).get_data(as_text=True)
    assert f"/practicals/{passed.reference}" in page
    assert "2 pratiques réussies de plus" in page


def test_visits_weeks_and_quizzes_may_be_cited_too(
    people: People, session: Session, enrolment: Enrolment, address: str
) -> None:
    placement = make_placement(session, enrolment, status=PlacementStatus.LIVE)
    visit = make_visit(session, placement, done_on=date(2026, 3, 12))
    make_logbook_day(session, placement, date=date(2026, 3, 10))
    quiz = make_attempt(session, enrolment)
    practice = make_attempt(session, enrolment, purpose=Purpose.PRACTICE, quiz="F0-01")
    session.commit()
    client = people.client("trainer")
    page = client.get(address).get_data(as_text=True)
    week = f"week:{placement.reference}/2026-03-09"
    pieces = [f"visit:{visit.reference}", week, f"quiz:{quiz.reference}"]
    for piece in pieces:
        assert f'value="{piece}"' in page
    assert practice.reference not in page
    assert visit.reference not in people.client("apprentice").get(address).get_data(as_text=True)
    client.post(address, data=sent(evidence=pieces, **{"level-F0-F0.4": "2"}))
    (record,) = records(session)
    assert sorted(one.kind for one in record.evidence) == ["quiz", "visit", "week"]
    page = client.get(address.removesuffix("/F0")).get_data(as_text=True)
    links = [f"/visits/{visit.reference}", f"{placement.reference}/logbook", quiz.reference]
    for link in links:
        assert link in page


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"level-F0-F0.4": "4"},
        {"level-F0-F0.4": "1", "noted_on": "2026-04-21"},
        {"level-F0-F0.4": "1", "noted_on": "hier"},
        {"level-F0-F0.4": "1", "noted_on": ""},
        {"level-F0-F0.4": "1", "comment": "x" * 1001},
        {"level-F0-F0.4": "1", "evidence": "visit:V-1"},
        {"level-D9-D9.9": "1"},
    ],
)
def test_what_cannot_be_is_refused_and_kept_on_the_page(
    people: People, session: Session, address: str, typed: dict[str, str]
) -> None:
    response = people.client("trainer").post(address, data=sent(**typed))
    assert response.status_code == 422
    assert records(session) == []
    if typed.get("level-F0-F0.4") == "1":
        assert "checked" in response.get_data(as_text=True)


def test_nobody_else_reads_or_rates(
    people: People, session: Session, enrolment: Enrolment, address: str
) -> None:
    other = make_enrolment(session, enrolment.cohort)
    make_competency_record(session, other.trainee)
    session.commit()
    foreign = f"/trainees/{other.trainee.reference}/competencies"
    for who, status in (("apprentice", 404), ("foreign_trainer", 404), ("enterprise", 403)):
        client = people.client(who)
        assert client.get(foreign).status_code == status
        assert client.get(f"{foreign}/F0").status_code == status
        data = sent(**{"level-F0-F0.4": "2"})
        assert client.post(f"{foreign}/F0", data=data).status_code == status
    assert len(records(session)) == 1
    assert people.client("trainer").get(f"{foreign}/XX").status_code == 404


def test_an_applicant_has_no_record_yet(people: People, session: Session) -> None:
    applied = make_enrolment(
        session, make_cohort(session, people.school), enrolled_on=None, completed_on=None
    )
    session.commit()
    client = people.client("director")
    address = f"/trainees/{applied.trainee.reference}/competencies"
    assert client.get(address).status_code == 404
    person = client.get(f"/trainees/{applied.trainee.reference}").get_data(as_text=True)
    assert address not in person


def test_what_the_last_sheet_says_of_a_practical_is_known_to_the_rule(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    plain, learnt, corrected = (make_assessment(session, enrolment) for _ in range(3))
    formative = Circumstances(occasion=Occasion.FORMATIVE, setting=Setting.SITE)
    proof = Circumstances(occasion=Occasion.SUMMATIVE, setting=Setting.WORKSHOP)
    make_sheet(session, learnt, content=Content(circumstances=formative).as_plain())
    make_sheet(session, corrected, content=Content(circumstances=formative).as_plain())
    make_sheet(session, corrected, number=2, content=Content(circumstances=proof).as_plain())
    session.commit()
    found = {
        one.attempt.reference: (one.attempt.formative, one.attempt.on_site)
        for one in attempts_of(session, people.principal("trainer"), enrolment.trainee_id)
    }
    assert found == {
        plain.reference: (False, False),
        learnt.reference: (True, True),
        corrected.reference: (False, False),
    }
