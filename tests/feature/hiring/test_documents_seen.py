"""An own business or studies on somebody's word alone: the document is asked for, seen, counted."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.core.statistics import Rate
from school.hiring.follow_up.due_list import campaign, due_page
from school.hiring.follow_up.rules import Turn
from school.hiring.indicators.options import Options
from school.hiring.indicators.report import Scope, hiring_report
from school.hiring.models import Situation, SituationCheck
from school.hiring.rules import Evidence, Proof, SituationKind
from tests.factories.records import make_situation, make_situation_check
from tests.support.follow_up import NOON, PRESENT, somebody
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.placements import mails

TOLD_ON = date(2026, 2, 20)
PAGE = "/situations/X-1/document"
SEEN = {"proof": "invoice", "dated_on": "2026-02-25"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    return somebody(session, people.school)


def told(session: Session, enrolment: Enrolment, **values: object) -> Situation:
    """Let somebody have said, and shown nothing, that they are on their own since the autumn."""
    defaults = {
        "reference": "X-1",
        "situation": SituationKind.SELF_EMPLOYED,
        "observed_on": TOLD_ON,
        "starts_on": date(2025, 10, 1),
        "evidence": Evidence.DECLARED,
        "recorded_on": TOLD_ON,
    }
    situation = make_situation(session, enrolment.trainee, **{**defaults, **values})
    session.commit()
    return situation


def turn_of(session: Session, people: People) -> Turn | None:
    session.rollback()
    principal = people.principal("director")
    total = campaign(session, principal, 6, PRESENT).listed
    page = due_page(session, principal, 6, PRESENT, total=total, number=1)
    return page.items[0].turn if page.items else None


def rate(session: Session, people: People, name: str, known_on: date = PRESENT) -> Rate:
    session.rollback()
    scope = Scope(frozenset({people.school.id}))
    report = hiring_report(session, scope, Options(as_of=PRESENT, known_on=known_on))
    found: Rate = getattr(report.total.figures, name)
    return found


def known(session: Session) -> Evidence | None:
    """Give the evidence of the newest row."""
    session.rollback()
    newest = select(Situation.evidence).order_by(Situation.recorded_on.desc()).limit(1)
    return session.scalar(newest)


def version(client: CheckingClient) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', client.get(PAGE).get_data(as_text=True))
    assert found
    return found[1]


def save(client: CheckingClient, status: int = 303, **typed: str) -> str:
    answer = client.post(PAGE, data={"version": version(client), **SEEN, **typed})
    assert answer.status_code == status
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("who", ["director", "trainer"])
def test_a_document_seen_makes_it_count_from_that_day(
    people: People, session: Session, enrolment: Enrolment, who: str
) -> None:
    told(session, enrolment)
    client = people.client(who)
    listed = client.get("/follow-up").get_data(as_text=True)
    assert "/situations/X-1/document" in listed
    assert "Document à voir" in listed
    assert rate(session, people, "integration_rate") == Rate(0, 1)
    save(client)
    assert rate(session, people, "integration_rate") == Rate(1, 1)
    assert rate(session, people, "integration_rate", TOLD_ON) == Rate(0, 1), "as it was known"
    rows = session.scalars(select(Situation).order_by(Situation.recorded_on)).all()
    assert [(row.recorded_on, row.evidence) for row in rows] == [
        (TOLD_ON, Evidence.DECLARED),
        (PRESENT, Evidence.DOCUMENT_SEEN),
    ]
    check = session.scalars(select(SituationCheck)).one()
    assert (check.proof, check.dated_on) == (Proof.INVOICE, date(2026, 2, 25))
    assert (check.seen_on, check.seen_by) == (PRESENT, people.account(who).name)
    assert turn_of(session, people) is None
    page = people.client("director").get("/situations/X-1").get_data(as_text=True)
    assert "Facture, contrat ou relevé" in page
    assert people.account(who).name in page


def test_somebody_named_makes_it_e2_and_never_lowers_a_document(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    told(session, enrolment)
    client = people.client("trainer")
    assert "Qui l’a dit" in save(client, 422, proof="named_person")
    save(client, proof="named_person", named="Afi Dossou, cliente, 0197000002")
    assert rate(session, people, "integration_rate") == Rate(1, 1)
    assert known(session) is Evidence.CONFIRMED
    save(client)
    save(client, proof="named_person", named="Afi")
    assert known(session) is Evidence.DOCUMENT_SEEN


def test_studies_need_the_document_to_say_full_time(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    told(session, enrolment, situation=SituationKind.STUDYING, full_time=None, starts_on=None)
    assert turn_of(session, people) is Turn.DOCUMENT
    client = people.client("director")
    save(client, proof="enrolment_certificate", starts_on="2025-10-01", full_time="yes")
    assert rate(session, people, "positive_destination_rate") == Rate(1, 1)
    assert rate(session, people, "integration_rate") == Rate(0, 0), "they study on"


@pytest.mark.parametrize(
    "values",
    [
        {"starts_on": date(2026, 1, 15)},
        {"ends_on": date(2025, 10, 29)},
        {"situation": SituationKind.STUDYING, "full_time": False},
        {"situation": SituationKind.STUDYING, "ends_on": date(2025, 12, 29)},
    ],
    ids=["after the delay", "29 days", "part time", "ended before the delay"],
)
def test_what_no_document_would_make_count_is_no_turn(
    people: People, session: Session, enrolment: Enrolment, values: dict[str, object]
) -> None:
    told(session, enrolment, **values)
    assert turn_of(session, people) is Turn.DUE


@pytest.mark.parametrize(
    ("asked_on", "turn"),
    [
        (date(2026, 2, 24), Turn.WAITING),
        (date(2026, 2, 23), Turn.DOCUMENT),
    ],
)
def test_who_was_asked_for_it_has_a_week(
    people: People, session: Session, enrolment: Enrolment, asked_on: date, turn: Turn
) -> None:
    make_situation_check(session, told(session, enrolment), asked_on=asked_on)
    session.commit()
    assert turn_of(session, people) is turn


@pytest.mark.parametrize("kind", [SituationKind.SELF_EMPLOYED, SituationKind.STUDYING])
def test_it_is_asked_for_by_mail_or_by_a_text_to_copy(
    people: People, session: Session, enrolment: Enrolment, kind: SituationKind
) -> None:
    told(session, enrolment, situation=kind)
    client = people.client("trainer")
    client.post(f"{PAGE}/ask", data={"channel": "message"})
    text = client.get(PAGE).get_data(as_text=True)
    expected = "être à votre compte" if kind is SituationKind.SELF_EMPLOYED else "attestation"
    assert expected in text
    assert "Document demandé" in text
    assert "le lien n’est gardé nulle part" not in text, "it has no link"
    assert expected not in client.get(PAGE).get_data(as_text=True).partition("<form")[0]
    client.post(f"{PAGE}/ask", data={"channel": "mail"})
    [mail] = mails(session)
    assert mail.recipient == "aicha@example.test"
    assert "une photo en réponse suffit" in mail.body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"dated_on": "2026-03-03"}, "Ce jour est à venir"),
        ({"dated_on": ""}, "dated_on"),
        ({"proof": "hearsay"}, "proof"),
        ({"starts_on": "2026-03-03"}, "Ce jour est à venir"),
        ({"starts_on": "2026-01-20"}, "La fin vient avant le début"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(
    people: People, session: Session, enrolment: Enrolment, typed: dict[str, str], said: str
) -> None:
    told(session, enrolment, ends_on=date(2026, 1, 15))
    text = save(people.client("trainer"), 422, named="Afi Dossou", **typed)
    assert said in text
    assert 'value="Afi Dossou"' in text
    session.rollback()
    assert session.scalars(select(SituationCheck)).all() == []


def test_a_situation_corrected_meanwhile_is_not_overwritten(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    situation = told(session, enrolment)
    client = people.client("trainer")
    seen = version(client)
    situation.full_time = True
    session.commit()
    answer = client.post(PAGE, data={"version": seen, **SEEN})
    assert answer.status_code == 422
    assert "entre-temps" in answer.get_data(as_text=True)


def test_who_seeks_work_has_nothing_to_show(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    told(session, enrolment, situation=SituationKind.SEEKING)
    client = people.client("director")
    assert client.get(PAGE).status_code == 404
    assert "document" not in client.get("/situations/X-1").get_data(as_text=True)
