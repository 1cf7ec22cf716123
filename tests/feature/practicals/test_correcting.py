"""Correcting an attempt: a later row, the measures before in the trail, and nobody overwritten."""

import re
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.audit import AuditEntry
from school.practicals import queries
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict
from tests.factories.records import make_assessment, make_measure, task_of
from tests.feature.practicals.conftest import TrainingClass
from tests.feature.practicals.test_recording import ALL_SAFE
from tests.support.people import People

LOSS = "measure-loss"


@pytest.fixture
def assessment(training: TrainingClass, session: Session) -> Assessment:
    """A failed attempt of 20 February, 0.42 dB, written down the same day."""
    made = make_assessment(
        session,
        training.first,
        task=task_of(session, "PA-06"),
        verdict=Verdict.NOT_ACQUIRED,
        note="Main hésitante",
    )
    make_measure(session, made, reference="loss", value=Decimal("0.42"))
    session.commit()
    return made


def sent(training: TrainingClass, **values: str) -> dict[str, str]:
    return {
        **ALL_SAFE,
        "correction_reason": "Valeur mal lue",
        "assessed_on": "2026-02-20",
        "trainee": training.first.trainee.reference,
        "version": "0",
        LOSS: "0,24",
        **values,
    }


def address_of(assessment: Assessment) -> str:
    return f"/practicals/{assessment.reference}/correct"


def rows_of(session: Session, assessment: Assessment) -> list[Assessment]:
    session.rollback()
    return queries.trail_of(session, assessment.reference)[0]


def version_of(session: Session, assessment: Assessment) -> str:
    session.rollback()
    return str(queries.version_of(session, assessment.reference))


def test_the_form_shows_what_is_known(
    people: People, training: TrainingClass, assessment: Assessment
) -> None:
    page = people.client("trainer").get(address_of(assessment)).get_data(as_text=True)
    assert 'value="0,42"' in page, "as one would type it"
    assert "Main hésitante" in page
    assert 'value="2026-02-20"' in page


def test_a_correction_is_a_later_row(
    people: People, training: TrainingClass, assessment: Assessment, session: Session
) -> None:
    client = people.client("director")
    assert client.post(address_of(assessment), data=sent(training)).status_code == 303
    first, second = rows_of(session, assessment)
    assert (first.verdict, first.note) == (Verdict.NOT_ACQUIRED, "Main hésitante")
    assert first.recorded_on == date(2026, 2, 20)
    assert (second.verdict, second.recorded_on) == (Verdict.ACQUIRED, date(2026, 3, 10))
    measure = session.scalars(select(Measure)).one()
    assert measure.value == Decimal("0.24")
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.changes["measures"] == {"loss": ["0.42", "0.24"]}
    assert entry.changes["verdict"] == ["not_acquired", "acquired"]
    page = client.get(f"/practicals/{assessment.reference}").get_data(as_text=True)
    assert "Reçu par un import" in page
    assert "0,42 → 0,24" in page
    assert page.index("acquis") < page.index("non acquis → acquis")


def test_a_second_correction_of_the_day_changes_its_row(
    people: People, training: TrainingClass, assessment: Assessment, session: Session
) -> None:
    client = people.client("trainer")
    client.post(address_of(assessment), data=sent(training))
    version = version_of(session, assessment)
    again = client.post(
        address_of(assessment), data=sent(training, version=version, **{LOSS: "0,5"})
    )
    assert again.status_code == 303
    verdicts = [row.verdict for row in rows_of(session, assessment)]
    assert verdicts == [Verdict.NOT_ACQUIRED, Verdict.NOT_ACQUIRED]
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.changes["verdict"] for entry in entries] == [
        ["not_acquired", "acquired"],
        ["acquired", "not_acquired"],
    ]
    with time_machine.travel("2026-03-11 09:00", tick=False):
        version = version_of(session, assessment)
        client.post(address_of(assessment), data=sent(training, version=version))
    assert len(rows_of(session, assessment)) == 3


def test_two_people_correcting_at_once(
    people: People, training: TrainingClass, assessment: Assessment, session: Session
) -> None:
    data = sent(training)
    assert people.client("trainer").post(address_of(assessment), data=data).status_code == 303
    second = people.client("director").post(
        address_of(assessment), data={**data, LOSS: "0,9", "note": "La mienne"}
    )
    page = second.get_data(as_text=True)
    assert second.status_code == 422
    assert "Quelqu’un d’autre" in page
    assert "La mienne" in page
    assert 'value="0,9"' in page
    assert session.scalars(select(Measure)).one().value == Decimal("0.24")


def test_the_wrong_person_is_put_right(
    people: People, training: TrainingClass, assessment: Assessment, session: Session
) -> None:
    other = training.enrolments[1].trainee
    data = sent(training, trainee=other.reference)
    assert people.client("trainer").post(address_of(assessment), data=data).status_code == 303
    principal = people.principal("trainer")
    assert queries.latest_for_trainee(session, principal, training.first.trainee_id) == []
    (found,) = queries.latest_for_trainee(session, principal, other.id)
    assert found.reference == assessment.reference


def test_a_stranger_is_not_put_in_the_place_of_the_person(
    people: People, training: TrainingClass, assessment: Assessment
) -> None:
    response = people.client("trainer").post(
        address_of(assessment), data=sent(training, trainee="X-0")
    )
    assert response.status_code == 422


def test_a_measure_left_blank_is_taken_away(
    people: People, training: TrainingClass, assessment: Assessment, session: Session
) -> None:
    data = sent(training, decided="in_progress", reason="Appareil déréglé", **{LOSS: ""})
    assert people.client("trainer").post(address_of(assessment), data=data).status_code == 303
    assert session.scalars(select(Measure)).all() == []
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.changes["measures"] == {"loss": ["0.42", None]}


def test_a_reason_given_earlier_comes_back(
    people: People, training: TrainingClass, assessment: Assessment, session: Session
) -> None:
    client = people.client("trainer")
    data = sent(
        training, decided="acquired", reason="Bon geste : à suivre", note="Vu", **{LOSS: "0,4"}
    )
    client.post(address_of(assessment), data=data)
    page = client.get(address_of(assessment)).get_data(as_text=True)
    assert 'value="Bon geste : à suivre"' in page
    assert page.count("Verdict des mesures") == 0, "the added lines are not typed again"
    version = version_of(session, assessment)
    client.post(address_of(assessment), data={**data, "version": version})
    latest = rows_of(session, assessment)[-1]
    assert latest.note is not None
    assert latest.note.count("Verdict des mesures") == 1


def test_a_stop_comes_back_as_one(
    people: People, training: TrainingClass, assessment: Assessment
) -> None:
    client = people.client("trainer")
    data = sent(training, stop_reason="Sans gants", **{"gate-glasses": "0"})
    client.post(address_of(assessment), data=data)
    page = client.get(address_of(assessment)).get_data(as_text=True)
    assert 'value="Sans gants"' in page
    assert re.search(r'checked[^>]*name="gate-glasses"[^>]*value="0"', page)


def test_an_import_without_measures_can_be_corrected_as_it_stands(
    people: People, training: TrainingClass, session: Session
) -> None:
    bare = make_assessment(session, training.first, verdict=Verdict.ACQUIRED)
    session.commit()
    page = people.client("trainer").get(address_of(bare)).get_data(as_text=True)
    (chosen,) = re.findall(r"<input[^>]*checked[^>]*name=\"decided\"[^>]*>", page)
    assert 'value="acquired"' in chosen


@pytest.mark.parametrize("who", ["foreign_director", "foreign_trainer"])
def test_another_school_corrects_nothing(
    people: People, training: TrainingClass, assessment: Assessment, who: str
) -> None:
    client = people.client(who)
    assert client.get(address_of(assessment)).status_code == 404
    assert client.post(address_of(assessment), data=sent(training)).status_code == 404
