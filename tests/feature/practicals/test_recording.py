"""Recording an attempt in a browser: choose, measure, save, and on to the next person."""

import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.audit import AuditEntry
from school.curriculum.models import PracticalTask
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict
from tests.factories.records import make_assessment, make_cohort, make_enrolment
from tests.feature.practicals.conftest import TrainingClass
from tests.support.people import People

LOSS = "measure-loss"
ALL_SAFE = {f"gate-{code}": "1" for code in ("glasses", "scraps", "surface", "laser")}
"""Each question of safety of the workshop, answered with yes."""


def address_of(training: TrainingClass, task: str = "PA-06", place: int = 0) -> str:
    trainee = training.enrolments[place].trainee.reference
    return f"/practicals/new?cohort={training.cohort.reference}&task={task}&trainee={trainee}"


def sent(**values: str) -> dict[str, str]:
    return {**ALL_SAFE, "assessed_on": "2026-03-10", LOSS: "0,25", **values}


def saved(session: Session) -> Assessment:
    return session.scalars(select(Assessment)).one()


def test_the_way_from_nothing_to_a_saved_attempt(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    tasks = client.get("/practicals/new").get_data(as_text=True)
    assert "Soudure par fusion" in tasks, "the only cohort under way needs no choice"
    chosen = f"/practicals/new?cohort={training.cohort.reference}&task=PA-06"
    assert training.first.trainee.full_name in client.get(chosen).get_data(as_text=True)
    form = client.get(address_of(training)).get_data(as_text=True)
    assert "essai 1 sur 3" in form
    assert "au plus 0,3" in form
    response = client.post(address_of(training), data=sent())
    assert response.status_code == 303
    page = client.get(response.headers["Location"]).get_data(as_text=True)
    assert "acquis" in page
    assert "Pareil pour" in page
    assert training.enrolments[1].trainee.reference in page
    found = saved(session)
    assert (found.verdict, found.assessed_on) == (Verdict.ACQUIRED, date(2026, 3, 10))
    assert found.recorded_on == date(2026, 3, 10)
    assert found.trainer_id == people.principal("trainer").staff_id


def test_the_form_requires_the_person_and_each_answer_of_safety(
    people: People, training: TrainingClass
) -> None:
    address = f"/practicals/new?cohort={training.cohort.reference}&task=PA-05&trainee="
    form = people.client("trainer").get(address).get_data(as_text=True)
    required = {
        re.search(r'name="([^"]+)"', tag)[1]  # type: ignore[index]
        for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", form)
        if re.search(r"\brequired\b", tag)
    }
    assert required == {"trainee", "assessed_on", *ALL_SAFE}
    answers = re.findall(r'<input[^>]*name="gate-[^>]*>', form)
    assert len(answers) == 2 * len(ALL_SAFE)
    assert all(" required" in one for one in answers)


@pytest.mark.parametrize("typed", ["0,25", "0.25", " 0,250 "])
def test_a_comma_and_a_point_are_the_same(
    people: People, training: TrainingClass, session: Session, typed: str
) -> None:
    people.client("trainer").post(address_of(training), data=sent(**{LOSS: typed}))
    measure = session.scalars(select(Measure)).one()
    assert (measure.reference, measure.value, measure.unit) == ("loss", Decimal("0.25"), "dB")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Écrivez au moins une mesure"),
        ("douze", "Écrivez un nombre"),
        ("7", "Valeur impossible"),
        ("-1", "Valeur impossible"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_kept(
    people: People, training: TrainingClass, session: Session, typed: str, words: str
) -> None:
    response = people.client("trainer").post(
        address_of(training), data=sent(**{LOSS: typed, "note": "Troisième essai"})
    )
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert words in page
    assert f'value="{typed}"' in page
    assert "Troisième essai" in page
    assert session.scalars(select(Assessment)).all() == []


def test_every_impossible_value_is_named_at_once(people: People, training: TrainingClass) -> None:
    values = {f"measure-estimate-{number:02d}": "90" for number in (2, 5)}
    page = (
        people.client("trainer")
        .post(address_of(training, "PA-05"), data=sent(**values))
        .get_data(as_text=True)
    )
    assert "n° 2 : Valeur impossible" in page.replace("\u00a0", " ")
    assert "n° 5 : Valeur impossible" in page.replace("\u00a0", " ")


def test_a_blank_is_not_zero(
    people: People, training: TrainingClass, session: Session, fusion: PracticalTask
) -> None:
    values = {f"measure-estimate-{number:02d}": "0,04" for number in range(1, 12)}
    people.client("trainer").post(address_of(training, "PA-05"), data=sent(**values))
    assert saved(session).verdict is Verdict.IN_PROGRESS
    assert len(session.scalars(select(Measure)).all()) == 11


def test_a_failed_threshold_is_told_with_its_reason(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    response = client.post(address_of(training), data=sent(**{LOSS: "0,42"}))
    page = client.get(response.headers["Location"]).get_data(as_text=True)
    assert "il faut 0,3" in page.replace("\u00a0", " ")
    assert saved(session).verdict is Verdict.NOT_ACQUIRED


def test_safety_comes_first(people: People, training: TrainingClass, session: Session) -> None:
    client = people.client("trainer")
    unanswered = client.post(address_of(training), data={**sent(), "gate-laser": ""})
    assert unanswered.status_code == 422
    assert "par oui ou par non" in unanswered.get_data(as_text=True)
    both = client.post(address_of(training), data=sent(stop_reason="Lunettes"))
    assert both.status_code == 422
    without = client.post(address_of(training), data=sent(**{"gate-glasses": "0"}))
    assert without.status_code == 422
    assert "ce qui manque" in without.get_data(as_text=True)
    stopped = client.post(
        address_of(training),
        data={"assessed_on": "2026-03-10", "gate-glasses": "0", "stop_reason": "Pas de lunettes"},
    )
    page = client.get(stopped.headers["Location"]).get_data(as_text=True)
    assert "Pas de lunettes" in page
    assert saved(session).verdict is Verdict.NOT_ACQUIRED


def test_another_verdict_needs_a_reason_that_is_kept(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    data = sent(**{LOSS: "0,42", "decided": "acquired"})
    assert client.post(address_of(training), data=data).status_code == 422
    response = client.post(
        address_of(training), data={**data, "reason": "Boîtier défectueux", "note": "Bon geste"}
    )
    found = saved(session)
    assert found.verdict is Verdict.ACQUIRED
    assert found.note is not None
    assert "Bon geste" in found.note
    assert "Boîtier défectueux" in found.note
    assert "non acquis" in found.note
    page = client.get(response.headers["Location"]).get_data(as_text=True)
    assert "Verdict changé par" in page


def test_the_same_verdict_as_the_measures_is_no_override(
    people: People, training: TrainingClass, session: Session
) -> None:
    people.client("trainer").post(address_of(training), data=sent(decided="acquired"))
    assert saved(session).note is None


def test_the_trail_keeps_who_and_what(
    people: People, training: TrainingClass, session: Session
) -> None:
    people.client("director").post(address_of(training), data=sent())
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "practical.assess")).one()
    assert entry.actor == people.staff("director").name
    assert entry.changes["measures"] == {"loss": [None, "0.25"]}
    assert entry.changes["verdict"] == [None, "acquired"]


def test_a_form_sent_twice_is_kept_once(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    data = sent(submission="6b0c7c1e-7a53-4f44-9c6e-0d8a3a1f2b11")
    places = {client.post(address_of(training), data=data).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    saved(session)


def test_past_the_attempts_of_the_task_one_is_asked(
    people: People, training: TrainingClass, session: Session, splice: PracticalTask
) -> None:
    for _ in range(3):
        make_assessment(session, training.first, task=splice, verdict=Verdict.NOT_ACQUIRED)
    session.commit()
    client = people.client("trainer")
    asked = client.post(address_of(training), data=sent())
    assert asked.status_code == 422
    assert "continuer quand même" in asked.get_data(as_text=True)
    assert client.post(address_of(training), data=sent(confirmed="y")).status_code == 303


@pytest.mark.parametrize(
    ("dates", "day", "words"),
    [
        ({}, "2026-03-11", "pas encore venu"),
        ({}, "2026-01-02", "n’était pas inscrite"),
        ({}, "", "Ce champ est nécessaire"),
        ({"withdrawn_on": date(2026, 2, 1)}, "2026-03-10", "n’était pas inscrite"),
        ({"completed_on": date(2026, 3, 1)}, "2026-03-10", "avait fini son parcours"),
    ],
)
def test_the_day_must_be_one_of_the_training(
    people: People,
    training: TrainingClass,
    session: Session,
    dates: dict[str, date],
    day: str,
    words: str,
) -> None:
    for name, value in dates.items():
        setattr(training.first, name, value)
    session.commit()
    response = people.client("trainer").post(address_of(training), data=sent(assessed_on=day))
    assert response.status_code == 422
    assert words in response.get_data(as_text=True)


def test_the_next_person_is_the_next_who_needs_it(
    people: People, training: TrainingClass, session: Session, splice: PracticalTask
) -> None:
    make_assessment(session, training.enrolments[1], task=splice)
    session.commit()
    client = people.client("trainer")
    first = client.post(address_of(training), data=sent())
    page = client.get(first.headers["Location"]).get_data(as_text=True)
    assert f"trainee={training.enrolments[2].trainee.reference}" in page
    last = client.post(address_of(training, place=2), data=sent())
    assert "Pareil pour" not in client.get(last.headers["Location"]).get_data(as_text=True)


def test_an_unknown_task_or_person_is_not_there(people: People, training: TrainingClass) -> None:
    client = people.client("trainer")
    base = f"/practicals/new?cohort={training.cohort.reference}"
    assert client.get(f"{base}&task=PA-99").status_code == 404
    assert client.get(f"{base}&task=PA-06&trainee=X-0").status_code == 404


def test_several_cohorts_are_a_choice(
    people: People, training: TrainingClass, session: Session
) -> None:
    other = make_cohort(session, people.school, name="Promotion du soir")
    past = make_cohort(session, people.school, name="Ancienne", ends_on=date(2026, 2, 1))
    coming = make_cohort(session, people.school, name="Future", starts_on=date(2026, 9, 1),
                         ends_on=None)  # fmt: skip
    session.commit()
    page = people.client("trainer").get("/practicals/new").get_data(as_text=True)
    assert all(one.name in page for one in (training.cohort, other, past))
    assert coming.name not in page


def test_the_tasks_used_last_come_first(
    people: People, training: TrainingClass, session: Session, splice: PracticalTask
) -> None:
    client = people.client("trainer")
    assert "Vos dernières" not in client.get("/practicals/new").get_data(as_text=True)
    client.post(address_of(training), data=sent())
    page = client.get("/practicals/new").get_data(as_text=True)
    assert page.index("Vos dernières") < page.index("PA-06") < page.index("PA-01")


def form_of_nobody(training: TrainingClass) -> str:
    return address_of(training).rpartition("=")[0] + "="


def test_one_form_serves_everybody_of_the_cohort(
    people: People, training: TrainingClass, session: Session, splice: PracticalTask
) -> None:
    second = training.enrolments[1]
    make_assessment(session, second, task=splice, verdict=Verdict.NOT_ACQUIRED)
    session.commit()
    client = people.client("trainer")
    page = client.get(form_of_nobody(training)).text
    assert f"{second.trainee.full_name} · essai 2 sur 3 · non acquis" in page
    assert f"{training.first.trainee.full_name} · essai 1 sur 3" in page
    response = client.post(form_of_nobody(training), data=sent(trainee=second.trainee.reference))
    assert response.status_code == 303
    found = session.scalars(select(Assessment).where(Assessment.verdict == Verdict.ACQUIRED)).one()
    assert found.trainee_id == second.trainee_id


def test_the_person_of_the_form_goes_before_that_of_the_address(
    people: People, training: TrainingClass, session: Session
) -> None:
    second = training.enrolments[1].trainee
    people.client("trainer").post(address_of(training), data=sent(trainee=second.reference))
    assert saved(session).trainee_id == second.id


@pytest.mark.parametrize("named", ["", "X-0", "elsewhere"])
def test_who_is_not_of_the_cohort_is_refused_on_its_field(
    people: People, training: TrainingClass, session: Session, named: str
) -> None:
    elsewhere = make_enrolment(session, make_cohort(session, people.school))
    session.commit()
    reference = elsewhere.trainee.reference if named == "elsewhere" else named
    response = people.client("trainer").post(
        form_of_nobody(training), data=sent(trainee=reference, note="Gardée")
    )
    assert response.status_code == 422
    assert 'href="#trainee"' in response.text
    assert "Gardée" in response.text
    assert session.scalars(select(Assessment)).all() == []


def test_what_somebody_did_before_they_left_is_still_recorded(
    people: People, training: TrainingClass, session: Session
) -> None:
    training.first.withdrawn_on = date(2026, 3, 9)
    session.commit()
    client = people.client("trainer")
    name, reference = training.first.trainee.full_name, training.first.trainee.reference
    assert name not in client.get(form_of_nobody(training)).text
    refused = client.post(form_of_nobody(training), data=sent(trainee=reference))
    assert refused.status_code == 422
    assert f"{name} · essai 1 sur 3" in refused.text
    data = sent(trainee=reference, assessed_on="2026-03-06")
    assert client.post(form_of_nobody(training), data=data).status_code == 303


def test_another_school_cannot_record_here(people: People, training: TrainingClass) -> None:
    for who in ("foreign_director", "foreign_trainer"):
        client = people.client(who)
        assert client.get(address_of(training)).status_code == 404
        assert client.post(address_of(training), data=sent()).status_code == 404
    assert people.client("apprentice").get(address_of(training)).status_code == 403


def test_somebody_of_another_cohort_is_not_there(
    people: People, training: TrainingClass, session: Session
) -> None:
    elsewhere = make_enrolment(session, make_cohort(session, people.other_school))
    session.commit()
    address = address_of(training).rpartition("=")[0] + f"={elsewhere.trainee.reference}"
    assert people.client("trainer").get(address).status_code == 404
