"""The logbook: written by the apprentice, validated by the tutor, read by the school."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core.errors import DomainError, InvalidInput, NotAllowed, StaleRecord
from school.placements import operations_logbook, queries_logbook
from school.placements.models import LogbookDay, Placement
from school.placements.operations_logbook import DayEntry
from school.placements.rules import PlacementStatus
from tests.factories.records import make_logbook_day
from tests.support.people import People
from tests.support.placements import TODAY, link, mails, own_placement, placed

MONDAY = date(2026, 3, 9)
WEEK = LinkPurpose.VALIDATE_WEEK


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TODAY + "+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    return own_placement(people, session)


def days(session: Session) -> dict[date, LogbookDay]:
    session.rollback()
    return {day.date: day for day in session.scalars(select(LogbookDay))}


def note(session: Session, placement: Placement, day: date, hours: str | None, words: str) -> int:
    entry = DayEntry(day, Decimal(hours) if hours else None, words or None)
    return operations_logbook.save_days(session, "Aïcha", placement, [entry])


def test_a_day_is_noted_changed_and_taken_out(session: Session, placement: Placement) -> None:
    assert note(session, placement, MONDAY, "7.5", "Tirage") == 1
    assert note(session, placement, MONDAY, "7.5", "Tirage") == 0
    assert note(session, placement, MONDAY, "8", "Tirage") == 1
    assert queries_logbook.logbook_totals(session, placement).noted == 8
    assert note(session, placement, MONDAY, None, "") == 1
    assert queries_logbook.week_of_logbook(session, placement, MONDAY) == []


@pytest.mark.parametrize(
    ("day", "hours", "words"),
    [
        (MONDAY, "24.000001", "trop"),
        (MONDAY, "-1", "moins"),
        (MONDAY, None, "des mots sans heures"),
        (date(2026, 3, 12), "7", "demain"),
        (date(2026, 3, 1), "7", "avant le placement"),
    ],
)
def test_an_impossible_day_is_refused_on_its_field(
    session: Session, placement: Placement, day: date, hours: str | None, words: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        note(session, placement, day, hours, words)
    assert refusal.value.field == f"hours_{day.weekday()}"


@pytest.mark.parametrize("status", sorted(set(PlacementStatus) - {PlacementStatus.LIVE}))
def test_the_logbook_is_written_while_the_placement_runs(
    session: Session, placement: Placement, status: PlacementStatus
) -> None:
    placement.status = status
    with pytest.raises(NotAllowed):
        note(session, placement, MONDAY, "7", "")


def test_a_validated_day_does_not_change(session: Session, placement: Placement) -> None:
    make_logbook_day(session, placement, date=MONDAY, validated_on=date(2026, 3, 10))
    for hours in ("8", None):
        with pytest.raises(InvalidInput):
            note(session, placement, MONDAY, hours, "")
    assert note(session, placement, MONDAY, "7", "Tirage de câble") == 0


def test_the_apprentice_writes_a_week_on_one_page(
    people: People, session: Session, placement: Placement
) -> None:
    client = people.client("apprentice")
    address = f"/placements/{placement.reference}/logbook?week={MONDAY}"
    page = client.get(address).get_data(as_text=True)
    assert page.count('name="hours_') == 7
    assert page.index("Les jours suivants") < page.index('name="hours_3"'), "folded until they come"
    sent = {"hours_0": "7,5", "activities_0": "Soudure de 12 fibres", "hours_2": "", "hours_6": "9"}
    refused = client.post(address, data=sent)
    assert refused.status_code == 422
    assert "Soudure de 12 fibres" in refused.get_data(as_text=True)
    assert days(session) == {}
    del sent["hours_6"]
    done = client.post(address, data=sent, follow_redirects=True).get_data(as_text=True)
    assert "7,5 heures notées" in done
    assert days(session)[MONDAY].hours == Decimal("7.5")


def test_what_the_tutor_validated_meanwhile_is_said_and_kept(
    people: People, session: Session, placement: Placement
) -> None:
    make_logbook_day(session, placement, date=MONDAY, validated_on=date(2026, 3, 11))
    session.commit()
    address = f"/placements/{placement.reference}/logbook?week={MONDAY}"
    refused = people.client("apprentice").post(address, data={"hours_0": "9"})
    assert refused.status_code == 422
    assert "09/03/2026 est validé" in refused.get_data(as_text=True)
    assert days(session)[MONDAY].hours == 7


def test_others_read_the_logbook_and_do_not_write_it(
    people: People, session: Session, placement: Placement
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    session.commit()
    address = f"/placements/{placement.reference}/logbook?week={MONDAY}"
    for who in ("director", "trainer", "enterprise"):
        client = people.client(who)
        page = client.get(address).get_data(as_text=True)
        assert "Tirage de câble" in page
        assert 'name="hours_0"' not in page
        client.post(address, data={"hours_0": "9"})
    assert days(session)[MONDAY].hours == 7


def test_the_apprentice_sends_a_week_once_a_day(
    people: People, session: Session, placement: Placement, clock: time_machine.Traveller
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    session.commit()
    client = people.client("apprentice")
    address = f"/placements/{placement.reference}/logbook/send"
    for _ in range(2):
        client.post(address, data={"week": str(MONDAY)})
    (mail,) = mails(session)
    assert placement.tutor is not None
    assert mail.recipient == placement.tutor.email
    clock.shift(timedelta(days=1))
    page = client.post(address, data={"week": str(MONDAY)}, follow_redirects=True)
    assert "Un lien part par courriel" in page.get_data(as_text=True)
    assert len(mails(session)) == 2


def test_the_apprentice_never_sees_the_secret_of_the_week(
    people: People, session: Session, placement: Placement
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    assert placement.tutor is not None
    placement.tutor.email = None
    session.commit()
    data = {"week": str(MONDAY), "channel": "message"}
    address = f"/placements/{placement.reference}/logbook/send"
    for email in (None, "tutrice@example.test"):
        placement.tutor.email = email
        session.commit()
        page = people.client("apprentice").post(address, data=data, follow_redirects=True)
        assert "/link/week/" not in page.get_data(as_text=True)
    assert len(mails(session)) == 1


def test_staff_prepare_a_message_that_is_shown_once(
    people: People, session: Session, placement: Placement
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    session.commit()
    client = people.client("trainer")
    address = f"/placements/{placement.reference}/logbook"
    data = {"week": str(MONDAY), "channel": "message"}
    page = client.post(f"{address}/send", data=data, follow_redirects=True).get_data(as_text=True)
    assert "http://localhost/link/week/" in page
    assert "/link/week/" not in client.get(address).get_data(as_text=True)
    assert mails(session) == []


def test_a_week_without_a_waiting_day_is_not_sent(session: Session, placement: Placement) -> None:
    make_logbook_day(session, placement, date=MONDAY, validated_on=MONDAY)
    for monday in (MONDAY, MONDAY - timedelta(days=7)):
        with pytest.raises(DomainError):
            operations_logbook.send_week(session, placement, monday, again=True)


def test_the_tutor_validates_a_week_by_link(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    make_logbook_day(session, placement, date=date(2026, 3, 10), hours=Decimal("8.5"))
    make_logbook_day(session, placement, date=date(2026, 3, 6))
    address = f"/link/week/{link(session, placement, WEEK, week=MONDAY)}"
    client = app.test_client()
    response = client.get(address)
    page = response.get_data(as_text=True)
    assert "15,5 h" in page
    assert len(response.data) <= 30_000
    seen = operations_logbook.seen_mark(queries_logbook.week_of_logbook(session, placement, MONDAY))
    assert f'value="{seen}"' in page
    done = client.post(address, data={"seen": seen}, follow_redirects=True)
    assert "Vous souhaitez l’embaucher" in done.get_data(as_text=True)
    kept = days(session)
    assert [kept[day].validated_on for day in sorted(kept)] == [None, *[date(2026, 3, 11)] * 2]
    again = client.post(address, data={"seen": seen}, follow_redirects=True)
    assert again.status_code == 200


def test_hours_changed_meanwhile_are_shown_before_they_are_validated(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    day = make_logbook_day(session, placement, date=MONDAY)
    address = f"/link/week/{link(session, placement, WEEK, week=MONDAY)}"
    day.hours = Decimal(12)
    session.commit()
    response = app.test_client().post(address, data={"seen": f"{day.id}.1"})
    assert response.status_code == 422
    assert "12 h" in response.get_data(as_text=True)
    assert days(session)[MONDAY].validated_on is None


def test_an_old_week_link_is_renewed_and_a_strange_one_opens_nothing(
    app: Flask, session: Session, placement: Placement, clock: time_machine.Traveller
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    token = link(session, placement, WEEK, week=MONDAY)
    client = app.test_client()
    for path in ("", "/renew", "/offer"):
        assert client.post(f"/link/week/inconnu{path}").status_code == 404
    assert client.get(f"/link/placement/{token}").status_code == 404
    clock.shift(LINK_LIFETIMES[WEEK])
    assert client.get(f"/link/week/{token}").status_code == 410
    for _ in range(2):
        client.post(f"/link/week/{token}/renew")
    (mail,) = mails(session)
    assert "/link/week/" in mail.body
    client.post(f"/link/week/{token}", data={"seen": ""})
    assert days(session)[MONDAY].validated_on is None


def test_the_signed_in_tutor_validates_what_was_seen(
    people: People, session: Session, placement: Placement
) -> None:
    day = make_logbook_day(session, placement, date=MONDAY)
    session.commit()
    address = f"/placements/{placement.reference}/logbook/validate"
    data = {"week": str(MONDAY), "seen": f"{day.id}.1"}
    for who in ("director", "trainer", "apprentice"):
        people.client(who).post(address, data=data)
        assert days(session)[MONDAY].validated_on is None
    client = people.client("enterprise")
    client.post(address, data={**data, "seen": "0.0"})
    assert days(session)[MONDAY].validated_on is None
    client.post(address, data=data)
    assert days(session)[MONDAY].validated_on == date(2026, 3, 11)


def test_validation_compares_with_what_was_seen(session: Session, placement: Placement) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    with pytest.raises(StaleRecord):
        operations_logbook.validate_week(session, "", placement, MONDAY, "")


def test_a_foreign_tutor_neither_sees_nor_validates(people: People, session: Session) -> None:
    elsewhere = placed(people, session, status=PlacementStatus.LIVE)
    client = people.client("enterprise")
    assert client.get(f"/placements/{elsewhere.reference}/logbook").status_code == 404
    assert client.post(f"/placements/{elsewhere.reference}/logbook/validate").status_code == 404
