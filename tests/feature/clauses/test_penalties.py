"""The file of good faith and the hearing: dated, never erased, nobody decides too early."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.clauses.models import Notice
from school.clauses.penalties import operations, queries
from school.clauses.penalties.hearing_rules import Decision, HearingState, HearingStep
from school.clauses.penalties.models import FaithEntry, Hearing
from school.clauses.penalties.operations import EntryInput, Ruling
from school.clauses.penalties.rules import EntryKind
from school.clauses.rules import NoticeKind
from school.core.clock import today
from school.core.errors import InvalidInput, NotAllowed, StaleRecord
from tests.factories.clauses import (
    make_commitment,
    make_contract,
    make_hours,
    make_member,
    make_notice,
    make_participant,
)
from tests.factories.forecasts import make_hearing, make_scenario
from tests.factories.practices import make_survey
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import AUTHORITY, People

DAY = date(2026, 3, 2)
EXEMPTED = Ruling(Decision.EXEMPTED, None, "Les écoles n’avaient personne.")


def test_both_sides_add_and_nothing_is_erased(session: Session, people: People) -> None:
    contract = make_contract(session, operator_id=people.operator.id, authority=AUTHORITY)
    session.commit()
    address = f"/clauses/contracts/{contract.reference}/good-faith"
    typed = {
        "kind": "request",
        "on_date": "01/03/2026",
        "wording": "Trois candidats",
        "answers": "",
    }
    officer, reader = people.client("integration_officer"), people.client("authority_reader")
    refused = officer.post(f"{address}/new", data=typed)
    assert refused.status_code == 422
    assert "Écrivez à qui, ou de qui." in refused.text
    asked = officer.post(f"{address}/new", data={**typed, "other_party": "École de Cotonou"})
    assert asked.status_code == 303
    answer = {"kind": "answer", "on_date": "02/03/2026", "wording": "Bien reçu", "answers": "1"}
    assert reader.post(f"{address}/new", data=answer).status_code == 303
    page = officer.get(address).text
    assert "en réponse au n° 1" in page
    assert "École de Cotonou" in page
    sides = session.execute(select(FaithEntry.number, FaithEntry.side)).all()
    assert [tuple(one) for one in sides] == [(1, "operator"), (2, "authority")]


def test_a_school_does_not_read_what_is_between_the_parties(
    session: Session, people: People
) -> None:
    contract = make_contract(session)
    trainee = make_enrolment(session, make_cohort(session, people.school)).trainee
    make_hours(session, contract, make_participant(session, trainee))
    make_notice(session, contract, on_date=DAY)
    scenario, survey = make_scenario(session, contract), make_survey(session, contract)
    session.commit()
    closed = ("terms", "penalties", "good-faith", "plans", "scenarios", "surveys")
    address = f"/clauses/contracts/{contract.reference}"
    addresses = [f"{address}/{one}" for one in closed]
    addresses += [
        f"/clauses/scenarios/{scenario.reference}",
        f"/clauses/surveys/{survey.reference}",
    ]
    for who, expected in (("director", 404), ("ministry", 200)):
        client = people.client(who)
        for one in addresses:
            assert client.get(one).status_code == expected, (who, one)
        for page in (client.get(address).text, client.get(f"{address}/forecast").text):
            linked = [one for one in addresses[:6] if f'"{one}"' in page]
            assert bool(linked) == (who == "ministry"), (who, linked)
        assert ("Mise en demeure" in client.get(address).text) == (who == "ministry")
        assert client.get(f"{address}/hours").status_code == 200


def test_what_is_put_on_file_is_of_the_past(session: Session, people: People) -> None:
    contract, ministry = make_contract(session), people.principal("ministry")
    seat = queries.seat_of(session, ministry, contract.reference)
    changes: tuple[tuple[dict[str, Any], str], ...] = (
        ({"on_date": DAY + timedelta(days=1)}, "on_date"),
        ({"answers": 1}, "answers"),
    )
    for change, field in changes:
        given: dict[str, Any] = {
            "kind": EntryKind.NOTE,
            "on_date": DAY,
            "other_party": None,
            "wording": "…",
        }
        with pytest.raises(InvalidInput) as refused:
            operations.put_on_file(session, ministry, seat, EntryInput(**{**given, **change}), DAY)
        assert refused.value.field == field


def _decide(session: Session, people: People, hearing: Hearing, ruling: Ruling, day: date) -> None:
    operations.decide(session, people.principal("ministry"), hearing, ruling, hearing.version, day)


def test_nobody_decides_before_both_were_heard(session: Session, people: People) -> None:
    by, answer_by = people.principal("ministry"), DAY + timedelta(days=10)
    hearing = make_hearing(session, make_contract(session), opened_on=DAY, answer_by=answer_by)
    with pytest.raises(NotAllowed):
        _decide(session, people, hearing, EXEMPTED, DAY)
    operations.hear(session, by, hearing, HearingStep.HEAR_OPERATOR, "Oui", hearing.version, DAY)
    with pytest.raises(NotAllowed):
        _decide(session, people, hearing, EXEMPTED, answer_by)
    with pytest.raises(NotAllowed):
        operations.hear(
            session, by, hearing, HearingStep.HEAR_OPERATOR, "Non", hearing.version, DAY
        )
    with pytest.raises(StaleRecord):
        operations.hear(session, by, hearing, HearingStep.HEAR_AUTHORITY, "Non", 99, DAY)
    operations.hear(session, by, hearing, HearingStep.HEAR_AUTHORITY, "Non", hearing.version, DAY)
    assert hearing.state is HearingState.BOTH_HEARD
    _decide(session, people, hearing, EXEMPTED, DAY)
    notice = session.scalars(select(Notice)).one()
    assert (notice.kind, notice.on_date) == (NoticeKind.EXEMPTION_ACCEPTED, DAY)
    with pytest.raises(NotAllowed):
        _decide(session, people, hearing, EXEMPTED, DAY)


def test_nobody_is_judge_and_party(session: Session, people: People) -> None:
    """Each side says its own, the authority decides, the ministry reads; so for who is both."""
    contract = make_contract(session, operator_id=people.operator.id, authority=AUTHORITY)
    ended = today() - timedelta(days=1)
    hearing = make_hearing(session, contract, opened_on=ended - timedelta(days=9), answer_by=ended)
    foreign = make_hearing(session, make_contract(session)).reference
    sides = ("operator", "authority", "decide")
    steps = [f"/clauses/hearings/{hearing.reference}/{one}" for one in sides]
    session.commit()
    address = f"/clauses/contracts/{contract.reference}"
    expected = {
        "integration_officer": [200, 403, 403, 403],
        "authority_reader": [403, 200, 200, 200],
        "ministry": [404, 404, 404, 404],
    }
    for who, answers in expected.items():
        client = people.client(who)
        found = [client.get(one).status_code for one in (*steps, f"{address}/hearings/new")]
        assert found == answers, who
        others = [client.get(f"/clauses/hearings/{foreign}/{one}").status_code for one in sides]
        assert others == [403 if one == 403 else 404 for one in answers[:3]], who
        page = client.get(f"{address}/good-faith").text
        assert ("Voir qui parle pour elles" in page) == (who == "ministry")
        linked = [step in page for step in steps]
        assert linked == [found[0] == 200, found[1] == 200, found[2] == 200], who
    make_member(session, people.account("integration_officer"), authority=AUTHORITY)
    session.commit()
    both = people.client("integration_officer")
    assert [both.get(one).status_code for one in steps] == [200, 404, 404]


def test_silence_ends_on_the_day_given(session: Session, people: People) -> None:
    answer_by = DAY + timedelta(days=10)
    contract = make_contract(session, penalty_cap=Decimal(20000))
    hearing = make_hearing(session, contract, opened_on=DAY, answer_by=answer_by)
    late = answer_by + timedelta(days=1)
    for amount in (None, Decimal(0), Decimal(20001)):
        with pytest.raises(InvalidInput):
            _decide(session, people, hearing, Ruling(Decision.REDUCED, amount, "…"), late)
    _decide(session, people, hearing, Ruling(Decision.REDUCED, Decimal(9000), "Moitié"), late)
    assert hearing.state is HearingState.DECIDED
    assert session.scalars(select(Notice)).all() == []


def test_one_hearing_at_a_time(session: Session, people: People) -> None:
    contract = make_contract(session)
    make_hearing(session, contract)
    words, by = ("Il manque des heures.", today() + timedelta(days=9)), people.principal("ministry")
    with pytest.raises(IntegrityError):
        operations.open_hearing(session, by, contract, words, today())


def test_amounts_are_shown_with_their_terms(session: Session, people: People) -> None:
    contract = make_contract(
        session, penalty_per_hour=Decimal(60), penalty_cap=Decimal(20000), currency="EUR"
    )
    make_commitment(session, contract, hours=Decimal(421))
    session.commit()
    page = people.client("ministry").get(f"/clauses/contracts/{contract.reference}/penalties").text
    assert "25\u00a0260 EUR" in page
    assert "20\u00a0000 EUR" in page
