"""When phones were last heard of: told with each sending, shown to who answers for them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.cohorts.models import Trainee
from school.offline.models import Phone
from school.offline.phone_operations import hear
from school.offline.phone_rules import FORGOTTEN, MOST_PHONES, PhoneNote
from tests.factories.phones import make_phone
from tests.factories.records import make_cohort, make_enrolment
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.phones import OURS, SENT_TO, entry, key_of

NUMBER = "3d1c9f0e-5b7a-4c58-9a53-1f0e6b1f7a01"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36"
)
NOW = datetime(2026, 3, 10, 9)  # noqa: DTZ001


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel("2026-03-10 09:00", tick=False):
        yield


def say(client: CheckingClient, *entries: object, **phone: Any) -> TestResponse:
    """Send entries, and say what the phone says of itself."""
    note = {"number": NUMBER, "held": len(entries), "program": "5e1f0a3c", **phone}
    sending = {"account": key_of(client), "phone": note, "entries": list(entries)}
    return client.post(SENT_TO, json=sending, headers={**OURS, "User-Agent": ANDROID})


def heard(session: Session) -> list[Phone]:
    session.rollback()
    return list(session.scalars(select(Phone).order_by(Phone.id)))


def test_a_greeting_is_written_down_with_the_least(people: People, session: Session) -> None:
    assert say(people.client("trainer")).json == {
        "account": key_of(people.client("trainer")), "results": [],
    }  # fmt: skip
    [phone] = heard(session)
    assert phone.account_id == people.account("trainer").id
    assert (phone.number, phone.held, phone.program) == (NUMBER, 0, "5e1f0a3c")
    assert phone.family == "Chrome, Android"
    assert phone.first_heard_at == phone.last_heard_at == NOW


def test_what_stays_on_the_phone_is_counted(people: People, session: Session) -> None:
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    make_enrolment(session, make_cohort(session, people.school), trainee)
    session.commit()
    client = people.client("apprentice")
    lost = entry("lesson.read", "/curriculum/lessons/NO-SUCH/read")
    read = entry("lesson.read", "/curriculum/lessons/F0-01/read")
    say(client, lost, read, held=5)
    [phone] = heard(session)
    assert phone.held == 4, "the one that was refused stays on the phone"
    say(client, read, read, held=1)
    assert heard(session)[0].held == 0, "a copy leaves it once"


def test_later_sendings_renew_the_same_row(people: People, session: Session) -> None:
    client = people.client("trainer")
    say(client, held=3)
    with time_machine.travel("2026-03-12 10:00", tick=False):
        say(client, held=0, program="00000000")
    [phone] = heard(session)
    assert (phone.held, phone.program) == (0, "00000000")
    assert phone.last_heard_at - phone.first_heard_at == timedelta(days=2, hours=1)


def test_accounts_share_no_row(people: People, session: Session) -> None:
    for who in ("trainer", "director"):
        say(people.client(who))
    assert [phone.account_id for phone in heard(session)] == [
        people.account("trainer").id, people.account("director").id,
    ]  # fmt: skip


def test_who_has_nothing_to_send_is_not_written_down(people: People, session: Session) -> None:
    assert say(people.client("ministry")).status_code == 200
    assert heard(session) == []


def test_a_tutor_who_may_send_an_accident_is_heard_of_and_no_director_sees_it(
    people: People, session: Session
) -> None:
    tutor = people.account("enterprise")
    assert say(people.client("enterprise")).status_code == 200
    [phone] = heard(session)
    assert phone.account_id == tutor.id
    assert tutor.name not in shown(people, "director")


def test_signing_out_ends_the_row_of_this_phone_alone(people: People, session: Session) -> None:
    other = make_phone(session, people.account("trainer"))
    foreign = make_phone(session, people.account("director"), number=NUMBER)
    session.commit()
    client = people.client("trainer")
    say(client)
    say(client, left=True)
    assert {phone.id for phone in heard(session)} == {other.id, foreign.id}


@pytest.mark.parametrize("note", [None, 7, "x", {"number": "x"}, {"number": NUMBER, "held": -1}])
def test_a_strange_note_holds_no_entry_up(people: People, session: Session, note: object) -> None:
    client = people.client("trainer")
    sending = {"account": key_of(client), "phone": note, "entries": [entry("lesson.read", "/x")]}
    answer = client.post(SENT_TO, json=sending, headers=OURS)
    assert answer.json["results"][0]["outcome"] == "refused"  # type: ignore[index]
    assert heard(session) == []


def test_reading_pages_writes_nothing(people: People, session: Session) -> None:
    for address in ("/offline", "/offline/phones", "/"):
        assert people.client("director").get(address).status_code == 200
    assert heard(session) == []


def test_an_account_has_so_many_phones_and_no_old_ones(people: People, session: Session) -> None:
    account, principal = people.account("trainer"), people.principal("trainer")
    long_ago = NOW - FORGOTTEN - timedelta(days=1)
    old = make_phone(session, account, last_heard_at=long_ago)
    stuck = make_phone(session, account, last_heard_at=long_ago, held=2)
    foreign = make_phone(session, people.account("director"), last_heard_at=long_ago)
    note = PhoneNote(NUMBER, 0)
    hear(session, principal, note, accepted=0, signature=ANDROID)
    kept = {phone.id for phone in session.scalars(select(Phone))}
    assert old.id not in kept
    assert {stuck.id, foreign.id} <= kept
    for _ in range(MOST_PHONES):
        hear(session, principal, PhoneNote(str(uuid4()), 0), accepted=0, signature="")
    own = list(session.scalars(select(Phone).where(Phone.account_id == account.id)))
    assert len(own) == MOST_PHONES
    assert stuck.id not in {phone.id for phone in own}
    assert {phone.family for phone in own} == {None}


def test_two_windows_at_once_are_one_phone(people: People, session: Session) -> None:
    together = Barrier(4, timeout=20)
    clients = [people.client("trainer") for _ in range(4)]
    key = key_of(clients[0])
    answers: list[int] = []

    def greet(client: CheckingClient) -> None:
        together.wait()
        sending = {"account": key, "phone": {"number": NUMBER, "held": 0}, "entries": []}
        answers.append(client.post(SENT_TO, json=sending, headers=OURS).status_code)

    takers = [Thread(target=greet, args=(client,)) for client in clients]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert answers == [200] * 4
    assert len(heard(session)) == 1


# Who sees them


def shown(people: People, who: str, address: str = "/offline/phones", status: int = 200) -> str:
    answer = people.client(who).get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_a_director_sees_the_longest_silent_first(people: People, session: Session) -> None:
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    assert trainee is not None
    make_enrolment(session, make_cohort(session, people.school), trainee)
    ago = timedelta(days=9)
    make_phone(session, people.account("trainer"), family="Quick", last_heard_at=NOW)
    make_phone(
        session, people.account("apprentice"), family="Slow", held=2, last_heard_at=NOW - ago
    )
    make_phone(session, people.account("foreign_trainer"), family="Foreign")
    session.commit()
    page = shown(people, "director")
    assert page.index("Slow") < page.index("Quick")
    assert "Foreign" not in page
    assert "il y a 9 jours" in page
    assert "à relancer" in page
    assert trainee.full_name in page
    foreign = shown(people, "foreign_director")
    assert "Foreign" in foreign
    assert "Quick" not in foreign
    assert "Slow" not in foreign


@pytest.mark.parametrize("who", ["trainer", "apprentice", "ministry", "enterprise"])
def test_nobody_else_sees_the_list(people: People, who: str) -> None:
    shown(people, who, status=403)


def test_everybody_sees_their_own(people: People, session: Session) -> None:
    make_phone(session, people.account("trainer"), family="Mine", held=1)
    make_phone(session, people.account("director"), family="Theirs")
    session.commit()
    page = shown(people, "trainer", "/offline")
    assert "Mine" in page
    assert "1 saisie y est restée" in page
    assert "Theirs" not in page
    assert "Vos téléphones" not in shown(people, "foreign_trainer", "/offline")


@pytest.mark.parametrize(("days", "held", "told"), [(4, 1, True), (2, 1, False), (9, 0, False)])
def test_the_first_page_of_a_director_tells_of_what_stays_on_phones(
    people: People, session: Session, days: int, held: int, told: bool
) -> None:
    heard_at = NOW - timedelta(days=days)
    make_phone(session, people.account("trainer"), held=held, last_heard_at=heard_at)
    make_phone(session, people.account("foreign_trainer"), held=1, last_heard_at=heard_at)
    session.commit()
    assert ("1 téléphone garde des saisies" in shown(people, "director", "/")) == told
