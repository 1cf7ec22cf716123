"""The first page of each role, and a person's page, on both databases."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.cohorts.models import Enrolment, Trainee
from school.cohorts.rules import AttendanceState, Sex
from school.core.clock import today
from school.hiring.rules import Settlement
from school.placements.rules import PlacementStatus
from school.practicals.rules import Verdict
from tests.factories.records import (
    make_assessment,
    make_attendance,
    make_cohort,
    make_enrolment,
    make_hire,
    make_hire_check,
    make_logbook_day,
    make_offer,
    make_placement,
    make_situation,
    make_trainee,
    make_visit,
)
from tests.support.people import People
from tests.support.statements import count_statements

AUGUST = datetime(2026, 8, 10, 9, tzinfo=UTC)


def certified(session: Session, school: School, hired: int, seeking: int) -> None:
    """Make a cohort out for a year, with people hired and people known to seek work."""
    end = today() - timedelta(days=365)
    cohort = make_cohort(session, school, starts_on=end - timedelta(days=240), ends_on=end)
    for number in range(hired + seeking):
        trainee = make_trainee(session, sex=Sex.FEMALE if number % 3 == 0 else Sex.MALE)
        make_enrolment(session, cohort, trainee, completed_on=end, certified_on=end)
        later = end + timedelta(days=200)
        if number < hired:
            make_hire(session, trainee, starts_on=end + timedelta(days=30), recorded_on=later)
        else:
            make_situation(session, trainee, observed_on=later, recorded_on=later)


def in_training(session: Session, school: School, trainee: Trainee | None = None) -> Enrolment:
    """Enrol a person in a cohort that began a month ago."""
    start = today() - timedelta(days=30)
    cohort = make_cohort(session, school, starts_on=start, ends_on=start + timedelta(days=240))
    return make_enrolment(session, cohort, trainee)


def test_director_reads_rate_and_turns(app: Flask, session: Session, people: People) -> None:
    """Nine of twelve hired is 75 %; a proposal waits for the enterprise; a visit is late."""
    certified(session, people.school, hired=9, seeking=3)
    enrolment = in_training(session, people.school)
    placement = make_placement(session, enrolment, proposed_on=today() - timedelta(days=12))
    live = make_placement(session, enrolment, status=PlacementStatus.LIVE)
    make_visit(session, live, planned_on=today() - timedelta(days=2))
    session.commit()
    client = people.client("director")
    with count_statements(app) as statements:
        text = client.get("/").text
    assert statements.count <= 8
    assert "75,0" in text
    assert "9 personnes embauchées sur 12 certifiées" in re.sub("<[^>]+>", "", text)
    assert "depuis 12 jours" in text
    assert "2 jours de retard" in text
    assert f"/placements/{placement.reference}" in text


def test_director_reads_how_many_contested_hires_are_to_be_settled(
    session: Session, people: People
) -> None:
    """One that was withdrawn stays contested, and is settled."""
    trainee = in_training(session, people.school).trainee
    for settlement in (None, None, Settlement.CORRECTED, Settlement.WITHDRAWN):
        hire = make_hire(session, trainee, contested=True)
        settled_on = today() if settlement else None
        make_hire_check(session, hire, settlement=settlement, settled_on=settled_on)
    session.commit()
    assert "3 embauches contestées à régler" in people.client("director").get("/").text


def test_director_reads_what_is_expected_of_the_coming_cohort(
    app: Flask, session: Session, people: People
) -> None:
    """Two settled cohorts of twelve make a forecast; the running one has its people counted."""
    for _ in range(2):
        certified(session, people.school, hired=9, seeking=3)
    enrolment = in_training(session, people.school)
    session.commit()
    client = people.client("director")
    with count_statements(app) as statements:
        text = client.get("/").text.replace("\u00a0", " ")
    assert statements.count <= 8
    reference = enrolment.cohort.reference
    expected = r"à 6 mois, un taux entre \d+ et \d+ % est attendu"
    assert re.search(f"Promotion {reference} : {expected}", text)
    assert "D’après 2 promotions passées" in text
    assert "Pas encore assez de promotions passées pour essayer" in text
    assert 'href="/report/persons?measure=counted&amp;sex=F"' in text


def test_director_of_another_school_reads_own_figures(session: Session, people: People) -> None:
    """Figures and turns of one school do not show in another."""
    certified(session, people.school, hired=9, seeking=3)
    make_placement(session, in_training(session, people.school))
    session.commit()
    text = people.client("foreign_director").get("/").text
    assert "75,0" not in text
    assert "Rien n’attend" in text


def test_trainer_finds_groups_and_visits(app: Flask, session: Session, people: People) -> None:
    """Today's groups lead to the roll call and to a practical; own visits come first."""
    enrolment = in_training(session, people.school)
    placement = make_placement(session, enrolment, status=PlacementStatus.LIVE)
    make_visit(
        session, placement, planned_on=today() - timedelta(days=1), trainer=people.staff("trainer")
    )
    make_assessment(session, enrolment, trainer=people.staff("trainer"))
    session.commit()
    client = people.client("trainer")
    # Whether this is the demo school is asked once in the life of the program.
    client.get("/")
    with count_statements(app) as statements:
        text = client.get("/").text
    assert statements.count <= 8
    assert enrolment.cohort.name in text
    assert "1 jour de retard" in text
    assert "Vous" in text
    assert "acquis" in text


def test_apprentice_finds_own_trace(session: Session, people: People) -> None:
    """The apprentice's first page is the own record, with the logbook one tap away."""
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    assert trainee is not None
    enrolment = in_training(session, people.school, trainee)
    make_placement(session, enrolment, status=PlacementStatus.LIVE)
    session.commit()
    text = people.client("apprentice").get("/").text
    assert "Remplir mon carnet" in text
    assert "trace" in text


def test_every_role_has_a_first_page_on_an_empty_school(people: People) -> None:
    """An empty school gives sentences, not blanks or errors."""
    for who in ("director", "trainer", "ministry", "apprentice", "enterprise"):
        assert people.client(who).get("/").status_code == 200, who


def test_ministry_sees_figures_and_no_person(app: Flask, session: Session, people: People) -> None:
    """Schools stand side by side; no name is there, and small numbers are hidden."""
    certified(session, people.school, hired=45, seeking=24)
    session.commit()
    client = people.client("ministry")
    with count_statements(app) as statements:
        text = client.get("/").text.replace("\u00a0", " ")
    assert statements.count <= 8
    assert people.school.name in text
    assert "65,2 %" in text
    assert "Houngb" not in text
    assert "/report/persons" not in text
    assert "Il faut trois écoles" in text


def test_ministry_reads_no_small_number(session: Session, people: People) -> None:
    """Nine of eleven: the two who seek work are hidden, and the nine who tell of them."""
    certified(session, people.school, hired=9, seeking=2)
    session.commit()
    text = people.client("ministry").get("/").text.replace("\u00a0", " ")
    assert "masqué" in text
    assert "81,8" not in text
    assert "(9/11)" not in text


def test_ministry_reads_what_is_missing(session: Session, people: People) -> None:
    """The school of old facts and the one without anybody are named, with what they lack."""
    words = "dans le trimestre"
    with time_machine.travel(AUGUST, tick=False):
        certified(session, people.school, hired=45, seeking=24)
        session.commit()
        text = people.client("ministry").get("/").text
        assert f"Aucune embauche ni situation enregistrée {words}" in text
        assert "Aucune sortie enregistrée" in text
        [trainee] = session.scalars(select(Trainee).limit(1))
        make_hire(session, trainee, recorded_on=date(2026, 7, 1))
        session.commit()
        unchanged = people.client("ministry").get("/").text
        assert unchanged.count(words) == text.count(words), "of July nothing is told before October"
        make_hire(session, trainee, recorded_on=date(2026, 6, 30))
        session.commit()
        again = people.client("ministry").get("/").text
    assert again.count(words) == text.count(words) - 1


def test_ministry_reads_the_end_of_the_last_quarter(session: Session, people: People) -> None:
    """A hire of July leaves the page of August as it is, and is on that of October."""
    with time_machine.travel(AUGUST, tick=False):
        certified(session, people.school, hired=45, seeking=24)
        session.commit()
        before = people.client("ministry").get("/").text.replace("\u00a0", " ")
        assert "30 juin 2026 (fin de trimestre)" in before
        assert "65,2 %" in before
        seeking = session.scalars(select(Trainee).order_by(Trainee.id.desc()).limit(10)).all()
        for one in seeking:
            make_hire(session, one, starts_on=date(2025, 9, 10), recorded_on=date(2026, 7, 10))
        session.commit()
        assert "65,2 %" in people.client("ministry").get("/").text.replace("\u00a0", " ")
    with time_machine.travel(datetime(2026, 10, 1, 9, tzinfo=UTC), tick=False):
        after = people.client("ministry").get("/").text.replace("\u00a0", " ")
    assert "79,7 %" in after


def full_record(session: Session, school: School) -> Enrolment:
    """Make a person with something of everything."""
    enrolment = in_training(session, school)
    start = enrolment.cohort.starts_on
    make_attendance(session, enrolment, date=start)
    make_attendance(
        session, enrolment, date=start + timedelta(days=1), state=AttendanceState.ABSENT
    )
    make_assessment(session, enrolment, assessed_on=start, verdict=Verdict.NOT_ACQUIRED)
    placement = make_placement(
        session,
        enrolment,
        status=PlacementStatus.LIVE,
        starts_on=start,
        ends_on=start + timedelta(days=50),
    )
    make_logbook_day(session, placement, date=start + timedelta(days=3), hours=Decimal("7.5"))
    make_visit(session, placement, planned_on=start, done_on=start, summary="Tout va bien.")
    make_offer(session, enrolment.trainee, offered_on=start, recorded_on=start)
    make_situation(session, enrolment.trainee, observed_on=start, recorded_on=start)
    session.commit()
    return enrolment


def test_person_page_tells_everything(app: Flask, session: Session, people: People) -> None:
    """Trace, practicals, placements, visits and what came after, in eight statements."""
    enrolment = full_record(session, people.school)
    client = people.client("director")
    with count_statements(app) as statements:
        text = client.get(f"/trainees/{enrolment.trainee.reference}").text
    assert statements.count <= 8
    for words in ("non acquis", "Tout va bien.", "Offre", "Absence", "weeks-out", "11 h"):
        assert words in text, words


@pytest.mark.parametrize("who", ["foreign_director", "foreign_trainer"])
def test_foreign_person_does_not_exist(session: Session, people: People, who: str) -> None:
    """A person of another school is a 404."""
    enrolment = full_record(session, people.school)
    answer = people.client(who).get(f"/trainees/{enrolment.trainee.reference}")
    assert answer.status_code == 404


def test_application_without_dates_still_has_a_page(session: Session, people: People) -> None:
    """An imported person with empty dates gives a page, not an error."""
    cohort = make_cohort(session, people.school, ends_on=None, starts_on=date(2027, 1, 4))
    enrolment = make_enrolment(session, cohort, applied_on=None, enrolled_on=None)
    session.commit()
    answer = people.client("director").get(f"/trainees/{enrolment.trainee.reference}")
    assert answer.status_code == 200
