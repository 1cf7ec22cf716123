"""Lists and pages of offers, hires and situations, and recording and correcting them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.enterprises.queries import partnership_of
from school.hiring.models import Hire, Offer, Situation
from school.hiring.rules import Contract, Decision, Evidence, SituationKind
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_hire,
    make_offer,
    make_situation,
    make_trainee,
)
from tests.support.people import People
from tests.support.statements import count_statements

MAKERS: dict[str, Any] = {
    "offers": make_offer,
    "hires": make_hire,
    "situations": make_situation,
}
HIRE = {
    "enterprise": "",
    "employer_name": "Delta Réseaux",
    "contract": "open_ended",
    "starts_on": "2026-10-05",
    "ends_on": "",
    "in_trade": "yes",
    "evidence": "E2",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-20 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def trainee(people: People, session: Session) -> Trainee:
    found = make_enrolment(session, make_cohort(session, people.school)).trainee
    session.commit()
    return found


def rows(session: Session, model: type[Any]) -> list[Any]:
    session.rollback()
    return list(session.scalars(select(model).order_by(model.recorded_on, model.id)))


def version(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_list_shows_each_fact_once_as_it_is_known_today(
    people: People, session: Session, trainee: Trainee, kind: str
) -> None:
    first = MAKERS[kind](session, trainee)
    MAKERS[kind](session, trainee, reference=first.reference, recorded_on=date(2026, 11, 19))
    MAKERS[kind](session, trainee, reference=first.reference, recorded_on=date(2026, 11, 21))
    stranger = make_enrolment(session, make_cohort(session, people.other_school)).trainee
    foreign = MAKERS[kind](session, stranger)
    session.commit()
    page = people.client("director").get(f"/{kind}").get_data(as_text=True)
    assert page.count(f"/{kind}/{first.reference}") == 1
    assert foreign.reference not in page
    assert people.client("trainer").get(f"/{kind}").status_code == 403


def test_lists_are_narrowed_by_their_address(
    people: People, session: Session, trainee: Trainee
) -> None:
    strong = make_hire(session, trainee, evidence=Evidence.DOCUMENT_SEEN, in_trade=False)
    weak = make_hire(session, trainee, evidence=Evidence.DECLARED, contested=True)
    session.commit()
    client = people.client("director")
    choices = {
        "": {strong, weak},
        "?evidence=E3": {strong},
        "?contested=yes": {weak},
        "?contested=no": {strong},
        "?in_trade=no": {strong},
        "?contract=internship": set(),
        "?evidence=autre": {strong, weak},
        f"?name={trainee.family_name}": {strong, weak},
        "?name=personne": set(),
    }
    for query, expected in choices.items():
        page = client.get(f"/hires{query}").get_data(as_text=True)
        assert {one for one in (strong, weak) if one.reference in page} == expected, query


def test_a_hire_is_recorded_for_a_person_found_by_name(
    people: People, session: Session, trainee: Trainee
) -> None:
    client = people.client("director")
    found = client.get(f"/hires/new?name={trainee.family_name}").get_data(as_text=True)
    address = f"/hires/new?trainee={trainee.reference}"
    assert address in found
    assert "E3, document vu" in client.get(address).get_data(as_text=True)
    page = client.post(address, data=HIRE, follow_redirects=True).get_data(as_text=True)
    assert "Delta Réseaux" in page
    (hire,) = rows(session, Hire)
    assert (hire.trainee_id, hire.recorded_on) == (trainee.id, date(2026, 11, 20))
    assert (hire.contract, hire.evidence) == (Contract.OPEN_ENDED, Evidence.CONFIRMED)
    assert (hire.in_trade, hire.contested, hire.ends_on) == (True, False, None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"starts_on": ""}, "Ce champ est nécessaire"),
        ({"ends_on": "2026-10-04"}, "La fin vient avant le début."),
        ({"employer_name": " "}, "Qui emploie\u00a0?"),
        ({"contract": "volunteer"}, 'id="contract"'),
        ({"evidence": ""}, 'id="evidence"'),
        ({"enterprise": "ENT-AILLEURS"}, 'id="enterprise"'),
        ({"starts_on": "05-10-26"}, "Écrivez la date"),
    ],
)
def test_an_impossible_hire_is_refused_and_kept_on_screen(
    people: People, session: Session, trainee: Trainee, change: dict[str, str], words: str
) -> None:
    address = f"/hires/new?trainee={trainee.reference}"
    data = {**HIRE, "employer_name": "Fibre & fils", **change}
    refused = people.client("director").post(address, data=data)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert words in page
    assert 'role="alert"' in page
    assert "employer_name" in change or "Fibre &amp; fils" in page
    assert rows(session, Hire) == []


def test_the_enterprise_of_a_hire_becomes_a_partner(
    people: People, session: Session, trainee: Trainee
) -> None:
    unclaimed = make_enterprise(session)
    session.commit()
    address = f"/hires/new?trainee={trainee.reference}"
    data = {**HIRE, "enterprise": unclaimed.reference, "employer_name": ""}
    people.client("director").post(address, data=data)
    (hire,) = rows(session, Hire)
    assert hire.enterprise_id == unclaimed.id
    assert partnership_of(session, people.school.id, unclaimed.id) is not None


def test_a_correction_is_a_row_of_its_day_and_leaves_the_first(
    people: People, session: Session, trainee: Trainee, clock: time_machine.Traveller
) -> None:
    first = make_hire(session, trainee)
    session.commit()
    client = people.client("director")
    address = f"/hires/{first.reference}/edit"
    seen = version(client.get(address).get_data(as_text=True))
    client.post(address, data={**HIRE, "evidence": "E3", "version": seen})
    old, new = rows(session, Hire)
    assert (old.evidence, old.recorded_on) == (Evidence.CONFIRMED, date(2026, 10, 6))
    assert (new.evidence, new.recorded_on) == (Evidence.DOCUMENT_SEEN, date(2026, 11, 20))
    assert new.reference == old.reference
    seen = version(client.get(address).get_data(as_text=True))
    client.post(address, data={**HIRE, "evidence": "E3", "contested": "y", "version": seen})
    assert [one.contested for one in rows(session, Hire)] == [False, True]
    page = client.get(f"/hires/{first.reference}").get_data(as_text=True)
    assert "E2, confirmé\u00a0: l’employeur le dit" in page
    assert "ne compte dans aucun chiffre" in page


def test_a_correction_that_changes_nothing_adds_nothing(
    people: People, session: Session, trainee: Trainee
) -> None:
    first = make_hire(session, trainee)
    session.commit()
    client = people.client("director")
    address = f"/hires/{first.reference}/edit"
    seen = version(client.get(address).get_data(as_text=True))
    client.post(address, data={**HIRE, "version": seen})
    assert len(rows(session, Hire)) == 1


def test_two_people_correcting_one_fact_are_told(
    people: People, session: Session, trainee: Trainee
) -> None:
    first = make_hire(session, trainee)
    session.commit()
    client = people.client("director")
    address = f"/hires/{first.reference}/edit"
    seen = version(client.get(address).get_data(as_text=True))
    client.post(address, data={**HIRE, "evidence": "E3", "version": seen})
    stale = client.post(address, data={**HIRE, "evidence": "E1", "version": seen})
    page = stale.get_data(as_text=True)
    assert stale.status_code == 422
    assert "entre-temps" in page
    again = client.post(address, data={**HIRE, "evidence": "E1", "version": version(page)})
    assert again.status_code == 303
    assert [one.evidence.value for one in rows(session, Hire)] == ["E2", "E1"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"decision": "accepted"}, "decided_on"),
        ({"decided_on": "2026-11-02"}, "decision"),
        ({"decision": "declined", "decided_on": "2026-07-01"}, "decided_on"),
        ({"offered_on": "2026-11-21"}, "offered_on"),
        ({"decision": "accepted", "decided_on": "2026-11-21"}, "decided_on"),
    ],
)
def test_an_impossible_offer_is_refused_on_its_field(
    people: People, session: Session, trainee: Trainee, change: dict[str, str], field: str
) -> None:
    data = {"offered_on": "2026-08-03", "firm": "yes", "contract": "unstated", "enterprise": ""}
    data |= {"decision": "pending", **change}
    refused = people.client("director").post(f"/offers/new?trainee={trainee.reference}", data=data)
    assert refused.status_code == 422
    assert f'href="#{field}"' in refused.get_data(as_text=True)
    assert rows(session, Offer) == []


def test_an_accepted_offer_leads_to_the_hire_with_what_is_known(
    people: People, session: Session, trainee: Trainee
) -> None:
    enterprise = make_enterprise(session, people.school)
    offer = make_offer(session, trainee, enterprise=enterprise, contract=Contract.FIXED_TERM)
    session.commit()
    client = people.client("director")
    page = client.get(f"/offers/{offer.reference}").get_data(as_text=True)
    assert "Noter la réponse" in page
    edit = f"/offers/{offer.reference}/edit"
    answer = {
        "enterprise": enterprise.reference,
        "offered_on": "2026-08-03",
        "firm": "yes",
        "contract": "fixed_term",
        "decision": "accepted",
        "decided_on": "2026-08-10",
        "version": version(client.get(edit).get_data(as_text=True)),
    }
    page = client.post(edit, data=answer, follow_redirects=True).get_data(as_text=True)
    address = f"/hires/new?offer={offer.reference}"
    assert address in page
    assert rows(session, Offer)[-1].decision is Decision.ACCEPTED
    form = client.get(address).get_data(as_text=True)
    assert re.search(rf'<option selected value="{enterprise.reference}"', form)
    assert re.search(r'<input checked[^>]*value="fixed_term"', form)
    assert re.search(r'<input checked[^>]*value="E2"', form)


def test_a_situation_is_recorded_and_corrected(
    people: People, session: Session, trainee: Trainee
) -> None:
    client = people.client("director")
    data = {
        "situation": "studying",
        "observed_on": "2026-11-02",
        "starts_on": "2026-10-01",
        "ends_on": "2026-09-30",
        "full_time": "yes",
        "evidence": "E3",
    }
    address = f"/situations/new?trainee={trainee.reference}"
    assert client.post(address, data=data).status_code == 422
    page = client.post(address, data={**data, "ends_on": ""}, follow_redirects=True)
    assert "En études" in page.get_data(as_text=True)
    (situation,) = rows(session, Situation)
    assert (situation.situation, situation.full_time) == (SituationKind.STUDYING, True)
    edit = f"/situations/{situation.reference}/edit"
    seen = version(client.get(edit).get_data(as_text=True))
    client.post(edit, data={**data, "ends_on": "", "full_time": "unstated", "version": seen})
    (situation,) = rows(session, Situation)
    assert situation.full_time is None


def test_a_fact_about_a_stranger_is_not_recorded(people: People, session: Session) -> None:
    stranger = make_trainee(session)
    offer = make_offer(session, stranger)
    session.commit()
    client = people.client("director")
    for kind in MAKERS:
        assert client.get(f"/{kind}/new?trainee={stranger.reference}").status_code == 404
    assert client.get(f"/hires/new?offer={offer.reference}").status_code == 404


@pytest.mark.parametrize("kind", MAKERS)
def test_a_list_asks_the_database_as_much_for_many_as_for_few(
    app: Flask, people: People, session: Session, trainee: Trainee, kind: str
) -> None:
    client = people.client("director")
    counts = []
    for number in (10, 190):
        for _ in range(number):
            MAKERS[kind](session, trainee)
        session.commit()
        client.get(f"/{kind}")
        with count_statements(app) as statements:
            assert client.get(f"/{kind}").status_code == 200
        counts.append(statements.count)
    assert counts[0] == counts[1] <= 8


def test_a_school_without_people_is_not_asked_to_mind_its_spelling(people: People) -> None:
    page = people.client("foreign_director").get("/hires/new").text
    assert "Personne n’est encore inscrit" in page
    assert "orthographe" not in page
