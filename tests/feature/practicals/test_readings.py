"""What an apprentice read on a trace, corrected by the trainer's key as the attempt is signed."""

import re
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.practicals.models import Assessment, Measure
from school.practicals.readings.models import ReadingKey, ReadingKeyVersion, SheetReading
from school.practicals.rules import Verdict
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sor import Kind
from school.practicals.traces.answer_key import Reading
from tests.factories.readings import EVENTS, make_draft, make_key
from tests.factories.records import make_enrolment
from tests.feature.practicals.conftest import TrainingClass
from tests.feature.practicals.test_keys import ROWS, rows, stated
from tests.feature.practicals.test_recording import ALL_SAFE, address_of
from tests.feature.practicals.test_sheet_papers import printed, text_of
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.phones import entry, results

TASK = "PA-11"
KEPT = {"measure-file_saved": "1", "assessed_on": "2026-03-10"}
RIGHT = (
    ("1,5", "saturated", "0,32"),
    ("498.5", "gain", "-0,10"),
    ("900", "non_reflective", "0.08"),
    ("1500", "end", ""),
)


@pytest.fixture
def key(people: People, session: Session) -> ReadingKey:
    made = make_key(session, people.school)
    session.commit()
    return made


def sent(key: str, *events: tuple[str, str, str], **values: str) -> dict[str, str]:
    told = {"reading-key": key} if key else {}
    return {**ALL_SAFE, **KEPT, **told, **rows(*events, prefix="reading"), **values}


def sign(client: CheckingClient, training: TrainingClass, data: dict[str, str]) -> Any:
    return client.post(address_of(training, TASK), data=data)


def measures(session: Session) -> dict[str, Decimal | None]:
    session.rollback()
    session.expire_all()
    return {one.reference: one.value for one in session.scalars(select(Measure))}


def test_a_reading_gives_the_measures_and_the_verdict(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    client = people.client("trainer")
    form = client.get(address_of(training, TASK)).text
    assert "Lecture d’une courbe" in form
    assert key.title in form
    answer = sign(client, training, sent(key.reference, *RIGHT))
    assert answer.status_code == 303
    assert measures(session) == {
        "missed_events": 0,
        "false_events": 0,
        "position_error": Decimal("1.5"),
        "loss_error": Decimal("0.02"),
        "read_pulse": 30,
        "read_spacing": Decimal("3.999999"),
        "types_right": 1,
        "end_right": 1,
        "file_saved": 1,
    }
    assert session.scalars(select(Assessment)).one().verdict is Verdict.ACQUIRED
    kept = session.scalars(select(SheetReading)).one()
    assert (kept.version.key_id, kept.version.number) == (key.id, 1)
    assert [one.key for one in kept.correction.found] == list(EVENTS)
    page = client.get(answer.headers["Location"]).text
    assert "Événements lus juste" in page
    assert "corrigé version 1" in page
    assert 'href="#lecture-4"' in page
    assert 'id="lecture-4"' in page


def test_the_person_sees_the_correction_and_not_the_key(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    reference = key.reference
    trainer, account = people.client("trainer"), people.account("apprentice")
    reader = session.get_one(Trainee, account.trainee_id)
    training.enrolments[0] = make_enrolment(session, training.cohort, reader)
    session.commit()
    events = (*RIGHT[:2], ("700", "non_reflective", "0,1"))
    answer = sign(trainer, training, sent(reference, *events))
    assert f"/practicals/keys/{reference}" in trainer.get(answer.headers["Location"]).text
    person = people.client("apprentice")
    page = person.get(answer.headers["Location"]).text
    for words in ("manqué", "en trop", "juste"):
        assert words in page
    assert "/practicals/keys" not in page
    assert person.get(f"/practicals/keys/{reference}").status_code == 403
    found = measures(session)
    assert [found["missed_events"], found["false_events"]] == [2, 1]
    assert found["end_right"] == 0


def test_the_printed_sheet_shows_what_was_read_beside_the_key(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    events = (*RIGHT[:2], ("700", "non_reflective", "0,1"))
    sign(people.client("trainer"), training, sent(key.reference, *events))
    signed = session.scalars(select(PracticalSheet)).one()
    words = text_of(printed(people, signed))
    assert f"{key.title}, corrigé version 1" in words
    assert "Événements lus juste : 2 sur 4" in words
    assert words.count("— manqué") == 2
    assert "0,7000 km" in words
    assert "en trop" in words


def test_a_blank_loss_is_not_nought(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    events = (*RIGHT[:2], ("900", "non_reflective", ""), RIGHT[3])
    assert sign(people.client("trainer"), training, sent(key.reference, *events)).status_code == 303
    assert "loss_error" not in measures(session)
    assert session.scalars(select(Assessment)).one().verdict is Verdict.IN_PROGRESS


def test_without_a_key_the_measures_are_typed_as_before(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    del key
    typed = {"measure-missed_events": "1", "measure-false_events": "0"}
    assert sign(people.client("trainer"), training, sent("", **typed)).status_code == 303
    assert measures(session)["missed_events"] == 1
    assert session.scalars(select(SheetReading)).all() == []


def test_what_was_typed_as_well_must_be_what_the_key_gives(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    client = people.client("trainer")
    other = sent(key.reference, *RIGHT, **{"measure-missed_events": "2"})
    answer = sign(client, training, other)
    assert answer.status_code == 422
    assert "Le corrigé donne 0" in answer.text
    assert 'name="measure-missed_events" type="text" value="2"' in answer.text
    assert 'value="498.5"' in answer.text
    assert measures(session) == {}
    blank = (*RIGHT[:2], ("900", "non_reflective", ""), RIGHT[3])
    unknown = sign(client, training, sent(key.reference, *blank, **{"measure-loss_error": "0"}))
    assert unknown.status_code == 422
    assert "n’en donne pas" in unknown.text
    same = sent(key.reference, *RIGHT, **{"measure-missed_events": "0", "measure-end_right": "1"})
    assert sign(client, training, same).status_code == 303


@pytest.mark.parametrize(
    ("events", "with_key", "words"),
    [
        ((), True, "Écrivez ce qui a été lu"),
        (RIGHT, False, "Choisissez le corrigé"),
        ((("", "end", ""),), True, "Écrivez la distance"),
        ((("12", "", ""),), True, "Choisissez le genre"),
        ((("12", "", ""),), False, "Choisissez le corrigé"),
        ((("12,,5", "end", ""),), True, "Écrivez un nombre"),
        ((("500", "gain", "-40"), RIGHT[3]), True, "Valeur impossible"),
    ],
)
def test_half_a_reading_is_refused_and_kept(
    people: People,
    training: TrainingClass,
    session: Session,
    key: ReadingKey,
    events: tuple[tuple[str, str, str], ...],
    with_key: bool,
    words: str,
) -> None:
    data = sent(key.reference if with_key else "", *events)
    answer = sign(people.client("trainer"), training, data)
    assert answer.status_code == 422
    assert words in answer.text
    for distance in (event[0] for event in events if event[0]):
        assert f'value="{distance}"' in answer.text
    assert measures(session) == {}


def test_another_school_s_key_and_a_draft_correct_nothing(
    people: People, training: TrainingClass, session: Session
) -> None:
    foreign = make_key(session, people.other_school)
    draft = make_draft(session, people.school)
    session.commit()
    client = people.client("trainer")
    for one in (foreign, draft):
        answer = sign(client, training, sent(one.reference, *RIGHT))
        assert answer.status_code == 422
        assert "Ce corrigé n’existe pas" in answer.text
        assert one.title not in answer.text


def test_a_key_withdrawn_meanwhile_still_corrects_what_was_read(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    key.in_use = False
    session.commit()
    client = people.client("trainer")
    assert key.title not in client.get(address_of(training, TASK)).text
    assert sign(client, training, sent(key.reference, *RIGHT)).status_code == 303
    assert measures(session)["missed_events"] == 0


def test_every_row_that_a_phone_kept_is_corrected(
    people: People, training: TrainingClass, session: Session
) -> None:
    """The page had rows for the longest key then in use; meanwhile it was withdrawn."""
    events = tuple(Reading(100.0 * place, Kind.NON_REFLECTIVE) for place in range(9))
    long = make_key(session, people.school, events, in_use=False)
    session.commit()
    typed = [(str(one.distance_m), "non_reflective", "") for one in events]
    fields = sent(long.reference, *typed)
    kept = entry("practical.attempt", address_of(training, TASK), *fields.items())
    [told] = results(people.client("trainer"), kept)
    assert told["outcome"] == "accepted"
    assert measures(session)["missed_events"] == 0


def test_a_correction_opens_with_every_row_that_was_read(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    excess = [(str(200 * place), "reflective", "0,1") for place in range(8, 16)]
    client = people.client("trainer")
    answer = sign(client, training, sent(key.reference, *RIGHT, *excess))
    page = client.get(f"{answer.headers['Location']}/correct").text
    for place in range(12):
        assert re.search(rf'name="reading-{place}-distance"[^>]*value="\d', page), place


def test_a_red_gate_stops_before_anything_is_read(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    stopped = {"gate-laser": "0", "stop_reason": "Laser allumé."}
    data = sent(key.reference, ("12", "", ""), **stopped)
    assert sign(people.client("trainer"), training, data).status_code == 303
    assert session.scalars(select(SheetReading)).all() == []


def test_the_verdict_and_the_correction_are_seen_before_signing(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    client = people.client("trainer")
    seen = sign(client, training, sent(key.reference, *RIGHT[:3], preview="y"))
    assert seen.status_code == 200
    assert "manqué" in seen.text
    assert 'data-verdict="not_acquired"' in seen.text
    more = sign(client, training, sent(key.reference, *RIGHT, **{"reading-more": "y"}))
    assert more.status_code == 200
    assert 'name="reading-10-distance"' in more.text
    assert "À remplir" in more.text
    assert measures(session) == {}


def test_a_new_version_leaves_what_was_signed_and_corrects_what_comes(
    people: People, training: TrainingClass, session: Session, key: ReadingKey
) -> None:
    client, reference = people.client("trainer"), key.reference
    signed = sign(client, training, sent(reference, *RIGHT)).headers["Location"]
    mended = stated(*ROWS[:3], ("1510", "end", ""))
    assert client.post(f"/practicals/keys/{reference}/edit", data=mended).status_code == 303
    assert session.scalars(select(ReadingKeyVersion)).all()[-1].number == 2
    page = client.get(signed).text
    assert "corrigé version 1" in page
    assert "4 sur 4" in page
    form = client.get(f"{signed}/correct").text
    assert 'name="reading-0-distance" type="text" value="1,5"' in form
    assert f'<option data-events="4" selected value="{reference}">' in form
    assert 'name="measure-position_error" type="text" value=""' in form
    enrolled = {"trainee": training.first.trainee.reference, "version": "1"}
    again = sent(reference, *RIGHT, correction_reason="Corrigé revu", **enrolled)
    assert client.post(f"{signed}/correct", data=again).status_code == 303
    found = measures(session)
    assert [found["missed_events"], found["position_error"]] == [0, 10]
    kept = session.scalars(select(SheetReading).order_by(SheetReading.id)).all()
    assert [one.version.number for one in kept] == [1, 2]


def test_the_next_person_reads_the_same_trace(
    people: People, training: TrainingClass, key: ReadingKey
) -> None:
    client = people.client("trainer")
    answer = sign(client, training, sent(key.reference, *RIGHT, then="next"))
    form = client.get(answer.headers["Location"]).text
    assert f'<option data-events="4" selected value="{key.reference}">' in form
    assert 'name="reading-0-distance" type="text" value=""' in form


def test_tasks_that_read_no_trace_ask_for_none(
    people: People, training: TrainingClass, key: ReadingKey
) -> None:
    del key
    for task in ("PA-06", "PA-19", "PA-05"):
        page = people.client("trainer").get(address_of(training, task)).text
        assert "Lecture d’une courbe" not in page
