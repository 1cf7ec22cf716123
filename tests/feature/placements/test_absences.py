"""Absences: told by those concerned, on the phone too, settled by the school."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, StaleRecord
from school.placements.immersion import operations
from school.placements.immersion.models import Absence
from school.placements.immersion.operations import AbsenceNote
from school.placements.immersion.rules import AbsenceReason, AbsenceStatus, Stretch
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.immersion import make_absence
from tests.factories.records import make_logbook_day
from tests.support.people import People
from tests.support.phones import entry, results
from tests.support.placements import TODAY, mails, own_placement, placed

MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    return own_placement(people, session)


def note(first: date = MONDAY, last: date = MONDAY, **values: object) -> AbsenceNote:
    return AbsenceNote(Stretch(first, last), AbsenceReason.SICKNESS, **values)  # type: ignore[arg-type]


def kept(session: Session) -> list[Absence]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Absence).order_by(Absence.id)))


def test_the_apprentice_tells_and_the_tutor_is_told(
    people: People, session: Session, placement: Placement
) -> None:
    address = f"/placements/{placement.reference}/absences/new"
    sent = {"first_on": "2026-03-09", "last_on": "2026-03-10", "reason": "sickness"}
    client = people.client("apprentice")
    assert "Noter une absence" in client.get(address).get_data(as_text=True)
    refused = client.post(address, data={**sent, "last_on": "2026-03-01"})
    assert refused.status_code == 422
    page = client.post(address, data=sent, follow_redirects=True).get_data(as_text=True)
    assert "À l’école, depuis le" in page
    (absence,) = kept(session)
    assert (absence.hours, absence.status) == (Decimal(14), AbsenceStatus.DECLARED)
    (mail,) = mails(session)
    assert placement.tutor is not None
    assert mail.recipient == placement.tutor.email


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (note(date(2026, 3, 10), MONDAY), "last_on"),
        (note(date(2026, 2, 27), MONDAY), "first_on"),
        (note(date(2026, 4, 24), date(2026, 4, 27)), "first_on"),
        (note(hours=Decimal("24.5")), "hours"),
        (AbsenceNote(Stretch(MONDAY, MONDAY), AbsenceReason.OTHER), "detail"),
    ],
)
def test_an_impossible_absence_is_refused_on_its_field(
    session: Session, placement: Placement, given: AbsenceNote, field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        operations.declare_absence(session, "", placement, given)
    assert refusal.value.field == field


def test_days_told_already_or_worked_are_not_told_unseen(
    session: Session, placement: Placement
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    with pytest.raises(NeedsConfirmation):
        operations.declare_absence(session, "", placement, note())
    operations.declare_absence(session, "", placement, note(confirmed=True))
    with pytest.raises(InvalidInput):
        operations.declare_absence(session, "", placement, note(last=date(2026, 3, 12)))


def test_nothing_is_told_of_a_placement_that_never_began(people: People, session: Session) -> None:
    proposed = placed(people, session, status=PlacementStatus.CONFIRMED)
    with pytest.raises(NotAllowed):
        operations.declare_absence(session, "", proposed, note())


def test_the_school_settles_and_a_late_document_excuses(
    people: People, session: Session, placement: Placement
) -> None:
    absence = make_absence(session, placement, first_on=MONDAY, last_on=MONDAY)
    session.commit()
    address = f"/absences/{absence.reference}/settle"
    data = {"target": "unexcused", "answer": "", "version": "1"}
    assert people.client("trainer").post(address, data=data).status_code == 403
    client = people.client("director")
    assert client.post(address, data=data).status_code == 422
    page = client.post(address, data={**data, "answer": "Sans nouvelles"}, follow_redirects=True)
    assert "Non justifiée" in page.get_data(as_text=True)
    (absence,) = kept(session)
    with pytest.raises(StaleRecord):
        operations.settle_absence(session, "", absence, AbsenceStatus.EXCUSED, None, 1)
    again = {"target": "excused", "answer": "Certificat vu", "version": "2"}
    client.post(address, data=again)
    (found,) = kept(session)
    assert (found.status, found.answer) == (AbsenceStatus.EXCUSED, "Certificat vu")
    with pytest.raises(NotAllowed):
        operations.settle_absence(session, "", found, AbsenceStatus.MISTAKE, None, 3)


def test_an_absence_waits_on_the_phone_and_bears_the_day_of_its_writing(
    people: People, session: Session, placement: Placement
) -> None:
    written = int(datetime(2026, 3, 10, 8, tzinfo=UTC).timestamp() * 1000)
    fields = (("first_on", "2026-03-10"), ("reason", "transport"))
    target = f"/placements/{placement.reference}/absences/new"
    sent = entry("absence.declare", target, *fields, saved_at=written)
    phone = people.client("apprentice")
    for _ in range(2):
        (told,) = results(phone, sent)
        assert told["outcome"] == "accepted", told
    (absence,) = kept(session)
    assert absence.declared_on == date(2026, 3, 10)
