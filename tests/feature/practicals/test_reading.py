"""The list, the page of an attempt and the grid: who sees what, filters, sums, statements."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Account
from school.core.clock import today
from school.core.facts import is_known_row, known
from school.practicals import cohort_queries, queries
from school.practicals.models import Assessment
from school.practicals.rules import Verdict
from tests.factories.records import (
    make_assessment,
    make_cohort,
    make_enrolment,
    make_measure,
    make_trainee,
    task_of,
)
from tests.feature.practicals.conftest import TrainingClass
from tests.support.people import People
from tests.support.statements import count_statements

STATEMENTS = 8


def text_of(people: People, who: str, address: str, status: int = 200) -> str:
    response = people.client(who).get(address)
    assert response.status_code == status
    return response.get_data(as_text=True)


def test_an_empty_list_says_what_will_be_there(people: People) -> None:
    assert "Aucun essai pour l’instant" in text_of(people, "trainer", "/practicals")
    assert "ne répond à ces choix" in text_of(people, "trainer", "/practicals?verdict=acquired")


def test_the_list_shows_what_is_known_today(
    people: People, training: TrainingClass, session: Session
) -> None:
    first = make_assessment(session, training.first, verdict=Verdict.NOT_ACQUIRED)
    make_assessment(
        session,
        training.first,
        reference=first.reference,
        verdict=Verdict.ACQUIRED,
        recorded_on=date(2026, 3, 1),
    )
    make_assessment(
        session,
        training.first,
        reference=first.reference,
        verdict=Verdict.IN_PROGRESS,
        recorded_on=date(2026, 3, 11),
    )
    session.commit()
    page = text_of(people, "trainer", "/practicals")
    assert page.count(f"/practicals/{first.reference}") == 1
    body = page.split("<tbody>")[1]
    assert "acquis" in body
    assert "non acquis" not in body
    assert "en cours" not in body


def test_filters_narrow_the_list(people: People, training: TrainingClass, session: Session) -> None:
    other = make_enrolment(session, make_cohort(session, people.school))
    made = {
        "plain": make_assessment(session, training.first),
        "task": make_assessment(session, training.first, task=task_of(session, "PA-04")),
        "verdict": make_assessment(session, training.first, verdict=Verdict.IN_PROGRESS),
        "cohort": make_assessment(session, other),
        "day": make_assessment(session, training.first, assessed_on=date(2026, 1, 20)),
        "trainer": make_assessment(session, training.first, trainer_id=people.staff("trainer").id),
    }
    session.commit()

    def found(query: str) -> set[str]:
        page = text_of(people, "director", f"/practicals?{query}")
        return {name for name, one in made.items() if f"/practicals/{one.reference}" in page}

    assert found(f"cohort={other.cohort.reference}") == {"cohort"}
    assert found("task=PA-04") == {"task"}
    assert found("verdict=in_progress") == {"verdict"}
    assert found(f"trainer={people.staff('trainer').id}") == {"trainer"}
    assert found("until=2026-01-31") == {"day"}
    assert found("since=2026-01-31") == set(made) - {"day"}
    assert found("verdict=x&trainer=99999999999999999999&since=hier") == set(made)


def test_the_page_says_each_measure_and_why(
    people: People, training: TrainingClass, session: Session
) -> None:
    made = make_assessment(session, training.first, verdict=Verdict.NOT_ACQUIRED)
    for number in range(1, 13):
        value = Decimal("0.15") if number == 7 else Decimal("0.03")
        make_measure(session, made, reference=f"estimate-{number:02d}", value=value)
    make_measure(session, made, reference="inconnue", value=Decimal(3), unit="lx")
    session.commit()
    page = text_of(people, "trainer", f"/practicals/{made.reference}").replace("\u00a0", " ")
    assert "0,15 dB au n° 7 ; il faut 0,1 dB au plus" in page
    assert "0,04" in page, "the mean of the twelve"
    assert "mesure que la tâche ne connaît pas" in page
    assert "non mesuré" in page, "the optional measures"


def test_an_apprentice_reads_their_own_attempts_alone(
    people: People, training: TrainingClass, session: Session
) -> None:
    account: Account = people.account("apprentice")
    trainee = make_trainee(session)
    own = make_enrolment(session, training.cohort, trainee)
    account.trainee_id = trainee.id
    mine = make_assessment(session, own)
    other = make_assessment(session, training.first)
    session.commit()
    assert trainee.full_name in text_of(people, "apprentice", f"/practicals/{mine.reference}")
    text_of(people, "apprentice", f"/practicals/{other.reference}", status=404)
    text_of(people, "apprentice", f"/practicals/grid/{training.cohort.reference}", status=404)
    page = text_of(people, "apprentice", "/practicals")
    assert mine.reference in page
    assert other.reference not in page
    assert training.first.trainee.full_name not in page
    text_of(people, "apprentice", f"/practicals/{mine.reference}/correct", status=403)


@pytest.mark.parametrize("who", ["foreign_director", "foreign_trainer", "enterprise", "ministry"])
def test_others_see_nothing(
    people: People, training: TrainingClass, session: Session, who: str
) -> None:
    made = make_assessment(session, training.first)
    session.commit()
    allowed = who.startswith("foreign")
    page = text_of(people, who, "/practicals", status=200 if allowed else 403)
    assert made.reference not in page
    for address in (made.reference, f"grid/{training.cohort.reference}"):
        text_of(people, who, f"/practicals/{address}", status=404 if allowed else 403)
    principal = people.principal(who)
    assert queries.latest_for_trainee(session, principal, made.trainee_id) == []


def test_the_grid_shows_the_latest_verdict_and_the_sums(
    people: People, training: TrainingClass, session: Session
) -> None:
    one, two, _ = training.enrolments
    make_assessment(session, one, verdict=Verdict.ACQUIRED, assessed_on=date(2026, 2, 2))
    latest = make_assessment(session, one, verdict=Verdict.NOT_ACQUIRED)
    late = make_assessment(session, two, verdict=Verdict.ACQUIRED)
    session.commit()
    found = cohort_queries.latest_verdicts(session, training.cohort, today())
    assert found == {
        (one.trainee_id, latest.task_id): (Verdict.NOT_ACQUIRED, latest.reference),
        (two.trainee_id, late.task_id): (Verdict.ACQUIRED, late.reference),
    }
    page = text_of(people, "trainer", f"/practicals/grid/{training.cohort.reference}")
    assert page.count(f"/practicals/{latest.reference}") == 1
    sums = page.split("<tfoot>")[1]
    assert sums.count('<td class="num">1</td>') == 2


def test_the_grid_leaves_out_those_who_left_or_only_applied(
    people: People, training: TrainingClass, session: Session
) -> None:
    training.enrolments[0].withdrawn_on = date(2026, 2, 1)
    training.enrolments[1].enrolled_on = None
    training.enrolments[2].certified_on = date(2026, 3, 1)
    session.commit()
    found = cohort_queries.people_of(session, training.cohort)
    assert [one.id for one in found] == [training.enrolments[2].trainee_id]


def test_the_latest_of_each_task_for_a_person(
    people: People, training: TrainingClass, session: Session
) -> None:
    make_assessment(session, training.first, assessed_on=date(2026, 1, 30))
    fusion = make_assessment(session, training.first)
    cleave = make_assessment(session, training.first, task=task_of(session, "PA-04"))
    make_assessment(session, training.enrolments[1])
    session.commit()
    found = queries.latest_for_trainee(
        session, people.principal("trainer"), training.first.trainee_id
    )
    assert [one.reference for one in found] == [cleave.reference, fusion.reference]


def test_a_row_is_known_by_a_clause_as_by_ranking(
    training: TrainingClass, session: Session
) -> None:
    first = make_assessment(session, training.first, recorded_on=date(2026, 2, 20))
    for day in (date(2026, 2, 25), date(2026, 3, 5)):
        make_assessment(session, training.first, reference=first.reference, recorded_on=day)
    make_assessment(session, training.first, recorded_on=date(2026, 3, 5))
    for day in (date(2026, 2, 19), date(2026, 2, 20), date(2026, 3, 1), date(2026, 3, 5)):
        ranked = known(Assessment, day)
        expected = set(session.scalars(select(ranked.id)))
        clause = set(session.scalars(select(Assessment.id).where(is_known_row(Assessment, day))))
        assert clause == expected


def test_longer_lists_ask_no_more_of_the_database(
    app: Flask, people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    task = task_of(session, "PA-04")
    addresses = (
        "/practicals",
        f"/practicals/grid/{training.cohort.reference}",
        f"/practicals/new?cohort={training.cohort.reference}&task=PA-04",
    )

    def statements(rows: int) -> list[int]:
        for _ in range(rows):
            enrolment = make_enrolment(session, training.cohort)
            for each in (task, task_of(session)):
                make_assessment(
                    session, enrolment, task=each, trainer_id=people.staff("trainer").id
                )
        session.commit()
        counts = []
        for address in addresses:
            with count_statements(app) as seen:
                assert client.get(address).status_code == 200
            counts.append(seen.count)
        return counts

    client.get("/practicals")
    few = statements(10)
    assert statements(190) == few
    assert max(few) <= STATEMENTS
