"""The outbox of phones: each entry settled for itself, once, whatever is repeated."""

from dataclasses import replace
from datetime import date
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session

from school.cohorts.models import Attendance, Cohort, Enrolment, Trainee
from school.core.clock import today
from school.core.errors import InvalidInput
from school.learning.models import LessonProgress
from school.offline.kinds import KINDS
from school.offline.models import OutboxReceipt
from school.offline.rules import FORMAT, MOST_BYTES, MOST_ENTRIES
from tests.factories.lessons import make_lesson
from tests.factories.records import make_cohort, make_enrolment, make_trainee
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.phones import OURS, SENT_TO, entry, key_of, results, send

Entry = dict[str, Any]


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    """The apprentice, in training in a cohort of the school."""
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    found = make_enrolment(session, make_cohort(session, people.school), trainee)
    session.commit()
    return found


@pytest.fixture
def phone(people: People, enrolment: Enrolment) -> CheckingClient:
    return people.client("apprentice")


def read_lesson(session: Session, **values: Any) -> Entry:
    reference = make_lesson(session).reference
    session.commit()
    return entry("lesson.read", f"/curriculum/lessons/{reference}/read", **values)


def progress(session: Session) -> list[LessonProgress]:
    session.rollback()
    return list(session.scalars(select(LessonProgress)))


def receipts(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(OutboxReceipt)) or 0


def test_an_entry_does_what_its_page_does(phone: CheckingClient, session: Session) -> None:
    sent = read_lesson(session)
    [result] = results(phone, sent)
    assert result == {
        "uuid": sent["uuid"],
        "outcome": "accepted",
        "location": sent["target"].removesuffix("/read"),
    }
    [noted] = progress(session)
    assert noted.client_uuid == sent["uuid"]
    assert noted.read_on == date(2026, 3, 2)


def test_a_copy_gives_the_first_outcome(phone: CheckingClient, session: Session) -> None:
    sent = read_lesson(session)
    first = results(phone, sent)
    assert results(phone, sent) == first
    assert results(phone, sent, sent) == first * 2
    assert len(progress(session)) == receipts(session) == 1


def test_another_content_under_the_same_number_is_refused(
    phone: CheckingClient, session: Session
) -> None:
    sent, other = read_lesson(session), read_lesson(session)
    [first] = results(phone, sent)
    [changed] = results(phone, {**other, "uuid": sent["uuid"]})
    assert changed["outcome"] == "refused"
    assert "sous ce numéro" in changed["reasons"][0]["words"]
    assert results(phone, sent) == [first]
    assert len(progress(session)) == 1


def test_a_number_of_another_account_is_refused_without_a_word_of_it(
    phone: CheckingClient, people: People, session: Session
) -> None:
    sent = read_lesson(session)
    results(phone, sent)
    [refused] = results(people.client("trainer"), sent)
    assert refused["outcome"] == "refused"
    assert "location" not in refused


def test_a_refusal_leaves_the_others_and_stays_a_refusal(
    phone: CheckingClient, session: Session
) -> None:
    lost = entry("lesson.read", "/curriculum/lessons/NO-SUCH/read")
    before, after = read_lesson(session), read_lesson(session)
    outcomes = [one["outcome"] for one in results(phone, before, lost, after)]
    assert outcomes == ["accepted", "refused", "accepted"]
    lesson = make_lesson(session, reference="NO-SUCH")
    session.commit()
    [again] = results(phone, lost)
    assert again["outcome"] == "refused"
    assert lesson.reference not in {one.lesson_reference for one in progress(session)}
    [anew] = results(phone, {**lost, "uuid": str(uuid4())})
    assert anew["outcome"] == "accepted"


def test_a_failure_of_ours_keeps_the_entry_for_later(
    phone: CheckingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = read_lesson(session), read_lesson(session)
    reference = broken["target"].split("/")[-2]
    kind = KINDS["lesson.read"]

    def fail(session: Session, principal: Any, sent: Any) -> str:
        if sent.values["reference"] == reference:
            raise KeyError("broken")
        return kind.act(session, principal, sent)

    with monkeypatch.context() as patched:
        patched.setitem(KINDS, "lesson.read", replace(kind, act=fail))
        outcomes = [one["outcome"] for one in results(phone, broken, sound)]
    assert outcomes == ["later", "accepted"]
    assert receipts(session) == 1
    assert results(phone, broken)[0]["outcome"] == "accepted"


def test_what_is_refused_half_way_leaves_nothing_behind(
    phone: CheckingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = KINDS["lesson.read"]

    def refuse_after(session: Session, principal: Any, sent: Any) -> str:
        kind.act(session, principal, sent)
        raise InvalidInput("Non.")

    monkeypatch.setitem(KINDS, "lesson.read", replace(kind, act=refuse_after))
    assert results(phone, read_lesson(session))[0]["outcome"] == "refused"
    assert progress(session) == []
    assert receipts(session) == 1


def test_the_wrong_role_learns_nothing(people: People, session: Session) -> None:
    [refused] = results(people.client("trainer"), read_lesson(session))
    assert refused["reasons"][0]["words"].startswith("Cette fiche n’existe pas")
    assert progress(session) == []


@pytest.mark.parametrize(
    "target",
    [
        "/curriculum/lessons", "https://autre.example/curriculum/lessons/F0-L1/read", "//x/y", "x",
        "/curriculum/glossary", "http://[", "/sign-out", "/curriculum/lessons/%ff/read",
    ],
)  # fmt: skip
def test_an_address_that_is_no_page_of_the_kind_is_refused(
    phone: CheckingClient, target: str
) -> None:
    [refused] = results(phone, entry("lesson.read", target))
    assert refused["outcome"] == "refused"


def test_only_the_account_that_entered_it_sends_it(
    phone: CheckingClient, people: People, session: Session
) -> None:
    sent = read_lesson(session)
    answer = send(phone, sent, account=key_of(people.client("trainer")))
    assert answer.status_code == 409
    assert receipts(session) == 0


def test_who_is_signed_out_is_led_to_sign_in(app: Flask, session: Session) -> None:
    answer = app.test_client().post(SENT_TO, json={"account": "", "entries": []}, headers=OURS)
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Origin": "https://autre.example"}, {"Origin": "http://["}, {"Origin": "null"}],
)  # fmt: skip
def test_another_site_sends_nothing(
    phone: CheckingClient, session: Session, headers: dict[str, str]
) -> None:
    sending = {"account": key_of(phone), "entries": [read_lesson(session)]}
    assert phone.post(SENT_TO, json=sending, headers=headers).status_code == 400
    assert progress(session) == []


def test_a_browser_that_only_says_the_origin_is_believed(
    phone: CheckingClient, session: Session
) -> None:
    sending = {"account": key_of(phone), "entries": [read_lesson(session)]}
    answer = phone.post(SENT_TO, json=sending, headers={"Origin": "http://localhost"})
    assert answer.status_code == 200
    as_form = phone.post(SENT_TO, data="{}", content_type="text/plain", headers=OURS)
    assert as_form.status_code == 400


def test_the_token_of_a_page_is_not_needed(app: Flask, people: People, session: Session) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = people.client("trainer")
    assert results(client, entry("lesson.read", "/x"))[0]["outcome"] == "refused"
    assert client.post("/language", data={"language": "en"}).status_code == 400


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff\xfe", b'{"account": 1}', b"[" * 200_000,
     b'{"account": "x", "entries": {}}', b'{"account": "x"}', b"NaN",
     b'{"account": "x", "entries": [' + b"1," * MOST_ENTRIES + b"1]}"],
)  # fmt: skip
def test_a_body_that_is_no_sending_is_refused(phone: CheckingClient, body: bytes) -> None:
    answer = phone.post(SENT_TO, data=body, content_type="application/json", headers=OURS)
    assert answer.status_code == 400
    assert answer.json["error"]  # type: ignore[index]


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 10 * 1024 * 1024])
def test_a_heavy_body_is_refused(phone: CheckingClient, size: int) -> None:
    answer = phone.post(SENT_TO, data=b" " * size, content_type="application/json", headers=OURS)
    assert answer.status_code == 413


WRONG: list[object] = [
    None, True, 0, -1, 1.5, 10**400, "", "x", "\ud800", "\x00", [], {}, [[]], [["a"]], [["a", 1]],
    [[1, "a"]], [["", "a"]], {"a": "b"}, [["a", "x" * 20_001]], "é" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("name", ["format", "uuid", "kind", "target", "fields", "saved_at"])
def test_a_wrong_type_anywhere_is_told_and_breaks_nothing(
    phone: CheckingClient, session: Session, name: str
) -> None:
    sound = read_lesson(session)
    spoilt = [{**entry("lesson.read", sound["target"]), name: value} for value in WRONG]
    found = results(phone, *spoilt, *({} for _ in range(3)), None, 7, sound)
    assert {one["outcome"] for one in found} <= {"accepted", "refused", "later"}
    assert found[-1]["outcome"] == "accepted"
    assert all(one["reasons"][0]["words"] for one in found if one["outcome"] == "refused")


def test_an_unknown_kind_is_refused_and_may_come_again(
    phone: CheckingClient, session: Session
) -> None:
    [refused] = results(phone, entry("coffee.made", "/"))
    assert refused["reasons"][0]["words"].startswith("Ce programme ne connaît pas")
    assert receipts(session) == 0


def test_a_newer_format_waits_for_a_newer_program(phone: CheckingClient, session: Session) -> None:
    sent = read_lesson(session, format=FORMAT + 1)
    assert results(phone, sent) == [{"uuid": sent["uuid"], "outcome": "later"}]
    assert receipts(session) == 0


def test_a_phone_with_a_wrong_clock_says_nothing_of_the_day(
    phone: CheckingClient, session: Session
) -> None:
    sent = [read_lesson(session, saved_at=value) for value in (0, 4102444800000, 1e300, None)]
    assert {one["outcome"] for one in results(phone, *sent)} == {"accepted"}
    assert {one.read_on for one in progress(session)} == {today()}


# Roll calls


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    """A cohort with two people in training."""
    found = make_cohort(session, people.school, starts_on=date(2026, 1, 12))
    for name in ("Adjovi", "Bio"):
        make_enrolment(session, found, make_trainee(session, family_name=name))
    session.commit()
    return found


def roll_call(cohort: Cohort, **states: str) -> Entry:
    session = object_session(cohort)
    assert session is not None
    enrolled = session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort.id))
    people = {one.trainee.family_name: one.trainee_id for one in enrolled}
    session.commit()
    fields = [(f"state_{people[name]}", state) for name, state in states.items()]
    target = f"/cohorts/{cohort.reference}/attendance?date=2026-03-02&half_day=morning"
    return entry("attendance.roll_call", target, ("hours", "3,5"), *fields)


def states(session: Session) -> dict[str, str]:
    session.rollback()
    rows = session.execute(select(Attendance.trainee_id, Attendance.state))
    return {str(trainee): state.value for trainee, state in rows}


def test_a_roll_call_is_taken_as_on_its_page(
    people: People, session: Session, cohort: Cohort
) -> None:
    sent = roll_call(cohort, Adjovi="present", Bio="absent")
    [result] = results(people.client("trainer"), sent)
    assert result["location"] == f"/cohorts/{cohort.reference}/attendance/days"
    assert sorted(states(session).values()) == ["absent", "present"]


def test_a_roll_call_that_its_form_refuses_says_where(
    people: People, session: Session, cohort: Cohort
) -> None:
    sent = roll_call(cohort, Adjovi="asleep")
    sent["fields"][0][1] = "beaucoup"
    [refused] = results(people.client("trainer"), sent)
    assert {one["field"] for one in refused["reasons"]} >= {"hours"}
    assert any(one["label"] == "Durée de la demi-journée" for one in refused["reasons"])
    assert states(session) == {}


@pytest.mark.parametrize("query", ["", "?date=x&half_day=morning", "?date=2026-03-02&half_day=x"])
def test_a_roll_call_of_no_half_day_is_refused(people: People, cohort: Cohort, query: str) -> None:
    sent = roll_call(cohort, Adjovi="present")
    sent["target"] = f"/cohorts/{cohort.reference}/attendance{query}"
    [refused] = results(people.client("trainer"), sent)
    assert "demi-journée" in refused["reasons"][0]["words"]


def test_a_foreign_cohort_looks_like_none(people: People, session: Session, cohort: Cohort) -> None:
    foreign = results(people.client("foreign_trainer"), roll_call(cohort, Adjovi="present"))
    nowhere = entry(
        "attendance.roll_call", "/cohorts/NONE/attendance?date=2026-03-02&half_day=morning"
    )
    missing = results(people.client("foreign_trainer"), nowhere)
    assert foreign[0]["reasons"] == missing[0]["reasons"]
    assert states(session) == {}


@pytest.mark.usefixtures("enrolment")
def test_two_copies_at_once_act_once(people: People, session: Session) -> None:
    """Each holds a connection; the second finds the number taken and answers as the first."""
    sent = read_lesson(session)
    together = Barrier(4, timeout=20)
    answers: list[dict[str, Any]] = []
    clients = [people.client("apprentice") for _ in range(4)]
    key = key_of(clients[0])

    def tap(client: CheckingClient) -> None:
        together.wait()
        answers.append(send(client, sent, account=key).json)  # type: ignore[arg-type]

    takers = [Thread(target=tap, args=(client,)) for client in clients]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert [one["results"][0]["outcome"] for one in answers] == ["accepted"] * 4
    assert len({str(one) for one in answers}) == 1
    assert len(progress(session)) == receipts(session) == 1


def test_a_roll_call_of_somebody_who_has_left_is_refused_whole(
    people: People, session: Session, cohort: Cohort
) -> None:
    sent = roll_call(cohort, Adjovi="absent", Bio="present")
    gone = session.scalars(select(Enrolment).join(Trainee).where(Trainee.family_name == "Bio"))
    gone.one().withdrawn_on = date(2026, 1, 30)
    session.commit()
    [refused] = results(people.client("trainer"), sent)
    assert "n’est plus en formation" in refused["reasons"][0]["words"]
    assert states(session) == {}


@pytest.mark.parametrize(
    "target",
    ["/curriculum/lessons/%00/read", "/curriculum/lessons/%ED%A0%80/read", "//[", "/%", "/" * 1999,
     "/curriculum/lessons/F0-01/read?%00=%00", "http://elsewhere/curriculum/lessons/F0-01/read"],
)  # fmt: skip
def test_odd_addresses_are_refused_for_good(people: People, target: str) -> None:
    [told] = results(people.client("apprentice"), entry("lesson.read", target))
    assert told["outcome"] == "refused"
    assert told["reasons"][0]["words"]
