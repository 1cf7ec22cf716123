"""What was agreed at a visit: seen by its owner, done once, the tutor's by a link."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import Language
from school.core.delivery import MessageChannel
from school.core.outbox import MailMessage
from school.enterprises.models import Tutor
from school.messages import operations
from school.messages.rules import News
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.visits.contact.models import AgreedAction
from school.visits.models import Visit
from school.visits.rules import ActionOwner
from tests.factories.contact import make_agreed_action
from tests.factories.records import make_cohort, make_enrolment, make_placement, make_visit
from tests.support.people import People
from tests.support.phones import entry, results


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-03-10 09:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    tutor = session.get(Tutor, people.account("enterprise").tutor_id)
    assert tutor is not None
    tutor.email = "tutor@example.test"
    found = make_placement(
        session,
        make_enrolment(session, make_cohort(session, people.school)),
        tutor=tutor,
        enterprise=tutor.enterprise,
        status=PlacementStatus.LIVE,
        starts_on=date(2026, 2, 2),
        ends_on=None,
    )
    session.commit()
    return found


@pytest.fixture
def visit(session: Session, placement: Placement) -> Visit:
    found = make_visit(session, placement, planned_on=date(2026, 3, 9))
    session.commit()
    return found


FIELDS = {
    "kind": "visit",
    "done_on": "2026-03-09",
    "summary": "Soudures propres.",
    "tutor_said": "Il progresse vite.",
    "action_1": "Confier une boîte entière",
    "owner_1": "tutor",
    "due_1": "2026-03-20",
    "action_2": "Porter le harnais",
    "owner_2": "apprentice",
    "due_2": "2026-03-20",
    "version": "1",
}


def log_on_a_phone(people: People, visit: Visit) -> None:
    target = f"/visits/{visit.reference}/log"
    sent = entry("visit.account", target, *FIELDS.items(), saved_at=None)
    [told] = results(people.client("trainer"), sent)
    assert told["outcome"] == "accepted", told


def link_sent(session: Session) -> str:
    bodies = session.scalars(
        select(MailMessage.body).where(MailMessage.recipient == "tutor@example.test")
    )
    found = [re.search(r"/link/actions/\S+", body) for body in bodies]
    return next(one.group() for one in reversed(found) if one)


def test_the_tutor_reads_by_link_what_was_logged_offline_and_says_it_is_done(
    people: People, session: Session, visit: Visit
) -> None:
    log_on_a_phone(people, visit)
    session.rollback()
    tutor = people.client("enterprise")
    address = link_sent(session)
    page = tutor.get(address)
    assert "Confier une boîte entière" in page.text
    assert "harnais" not in page.text, "the apprentice's part is not the tutor's"
    assert len(page.data) < 30_000
    action = session.scalars(
        select(AgreedAction).where(AgreedAction.owner == ActionOwner.TUTOR)
    ).one()
    assert (action.done_on, action.told_on) == (None, date(2026, 3, 10)), "a GET confirms nothing"
    assert tutor.post(address, data={"action": action.reference}).status_code == 303
    assert tutor.post(address, data={"action": "AA-NONE"}).status_code == 303
    session.rollback()
    session.refresh(action)
    assert action.done_on == date(2026, 3, 10)
    assert "Tout ce qui était convenu est fait" in tutor.get(address).text


def test_a_new_link_replaces_the_old_and_another_tutor_closes_it(
    people: People, session: Session, visit: Visit
) -> None:
    make_agreed_action(session, visit, owner=ActionOwner.TUTOR)
    session.commit()
    client, address = people.client("trainer"), f"/visits/{visit.reference}/share"
    assert client.post(address).status_code == 303
    first = link_sent(session)
    assert client.post(address).status_code == 303
    session.rollback()
    second = link_sent(session)
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200
    visit.placement.tutor = None
    session.commit()
    assert client.get(second).status_code == 410
    reference = session.scalars(select(AgreedAction.reference)).one()
    client.post(second, data={"action": reference})
    session.rollback()
    assert session.scalars(select(AgreedAction.done_on)).one() is None
    with time_machine.travel("2026-06-10 09:00", tick=False):
        renewed = client.post(second + "/renew")
        assert renewed.status_code == 303


def test_an_apprentice_without_mail_is_told_by_text_in_their_language_where_texts_leave(
    people: People, session: Session, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainee = visit.placement.trainee
    trainee.email, trainee.phone = None, "97 00 00 01"
    operations.choose(session, "+2290197000001", language=Language.ENGLISH, news=News.DAILY)
    other = make_visit(session, visit.placement, planned_on=date(2026, 3, 9))
    session.commit()
    log_on_a_phone(people, visit)
    of_apprentice = select(AgreedAction).where(AgreedAction.owner == ActionOwner.APPRENTICE)
    assert session.scalars(of_apprentice).one().told_on is None, "no text leaves yet"
    settings = people.app.config["SETTINGS"]
    monkeypatch.setattr(settings, "sms_url", "https://gateway.example/send")
    log_on_a_phone(people, other)
    session.rollback()
    query = select(MailMessage).where(MailMessage.channel == MessageChannel.SMS)
    text = session.scalars(query).one()
    assert (text.recipient, text.school_id) == ("+2290197000001", people.school.id)
    assert "Porter le harnais" in text.body
    assert "pour le" not in text.body
    told = {one.visit_id: one.told_on for one in session.scalars(of_apprentice)}
    assert told == {visit.id: None, other.id: date(2026, 3, 10)}


def test_each_sees_their_own_part_and_says_what_is_done(
    people: People, session: Session, visit: Visit
) -> None:
    visit.placement.trainee_id = people.account("apprentice").trainee_id or 0
    own = make_agreed_action(session, visit, wording="Porter le harnais")
    tutors = make_agreed_action(
        session, visit, wording="Confier une boîte", owner=ActionOwner.TUTOR, position=2
    )
    session.commit()
    apprentice = people.client("apprentice")
    page = apprentice.get("/visits/actions").text
    assert "Porter le harnais" in page
    assert "Confier une boîte" not in page
    assert apprentice.post(f"/visits/actions/{tutors.reference}/done").status_code == 404
    assert apprentice.post(f"/visits/actions/{own.reference}/done").status_code == 303
    session.rollback()
    session.refresh(own)
    assert (own.done_on, own.done_by) == (
        date(2026, 3, 10),
        people.principal("apprentice").name,
    )
    assert "Porter le harnais" not in people.client("enterprise").get("/visits/actions").text
    # What is done stays as it was agreed.
    refused = people.client("trainer").post(
        f"/visits/{visit.reference}/log", data={**FIELDS, "version": str(visit.version)}
    )
    assert refused.status_code == 422
    assert "Cette action est faite" in refused.text


def test_actions_written_by_two_at_once_are_not_lost(
    people: People, session: Session, visit: Visit
) -> None:
    log_on_a_phone(people, visit)
    session.rollback()
    session.refresh(visit)
    address, opened = f"/visits/{visit.reference}/log", str(visit.version)
    client = people.client("trainer")
    first = {**FIELDS, "version": opened, "action_1": "Confier deux boîtes"}
    second = {**FIELDS, "version": opened, "action_1": "Confier trois boîtes"}
    assert client.post(address, data=first).status_code == 303
    refused = client.post(address, data=second)
    assert refused.status_code == 422
    assert "Confier trois boîtes" in refused.text
    session.rollback()
    written = session.scalars(select(AgreedAction.wording).order_by(AgreedAction.position))
    assert written.first() == "Confier deux boîtes"


def test_the_report_is_a_paper(people: People, session: Session, visit: Visit) -> None:
    log_on_a_phone(people, visit)
    paper = people.client("director").get(f"/visits/{visit.reference}/report.pdf")
    assert paper.mimetype == "application/pdf"
    assert paper.data.startswith(b"%PDF")
    missed = make_visit(
        session, visit.placement, missed_on=date(2026, 3, 9), missed_reason="tutor_away"
    )
    session.commit()
    paper = people.client("director").get(f"/visits/{missed.reference}/report.pdf")
    assert paper.data.startswith(b"%PDF")
