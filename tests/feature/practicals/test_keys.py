"""Keys of traces: proposed by the file, stated by a trainer, changed as new versions."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.audit import AuditEntry
from school.practicals.readings.models import ReadingKey, ReadingKeyVersion
from school.practicals.readings.queries import content_of
from school.practicals.sor import Kind
from tests.factories.practicals import make_sheet
from tests.factories.readings import EVENTS, make_draft, make_key, make_reading
from tests.factories.records import make_assessment, make_cohort, make_enrolment, make_trainee
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.sor_examples import synthetic
from tests.support.sor_files import long_file, written

TITLE = "Liaison A-B, 1550 nm"
PROPOSED = (("0", "reflective", "0,3"), ("500", "gain", "-0,12"), ("900", "non_reflective", "0,08"))
ROWS = (*PROPOSED, ("1500", "end", ""))


def rows(*events: tuple[str, str, str], prefix: str = "event") -> dict[str, str]:
    """Give rows as a form sends them."""
    names = ("distance", "kind", "loss")
    return {
        f"{prefix}-{place}-{name}": value
        for place, event in enumerate(events)
        for name, value in zip(names, event, strict=True)
    }


def stated(*events: tuple[str, str, str], version: int = 1, **values: str) -> dict[str, str]:
    return {**rows(*events), "title": TITLE, "in_use": "y", "version": str(version), **values}


def send_trace(client: CheckingClient, content: bytes, **values: str) -> Any:
    data = {"title": TITLE, **values, "trace": (BytesIO(content), "ligne.sor")}
    return client.post("/practicals/keys/new", data=data)


def versions(session: Session) -> list[ReadingKeyVersion]:
    session.rollback()
    session.expire_all()
    query = select(ReadingKeyVersion).order_by(ReadingKeyVersion.key_id, ReadingKeyVersion.number)
    return list(session.scalars(query))


def test_the_way_from_a_file_to_a_key(people: People, session: Session) -> None:
    client = people.client("trainer")
    assert "Aucune courbe à lire" in client.get("/practicals/keys").text
    content = written(synthetic())
    answer = send_trace(client, content)
    assert answer.status_code == 303
    form = client.get(answer.headers["Location"]).text
    for place, (distance, kind, loss) in enumerate(ROWS):
        assert f'name="event-{place}-distance" type="text" value="{distance}"' in form
        assert f'<option selected value="{kind}">' in form
        if loss:
            assert f'name="event-{place}-loss" type="text" value="{loss}"' in form
    key = session.scalars(select(ReadingKey)).one()
    assert (key.school_id, key.in_use) == (people.school.id, False)
    assert content_of(session, key.id) == content
    assert "à vérifier" in client.get("/practicals/keys").text
    saved = client.post(f"/practicals/keys/{key.reference}/edit", data=stated(*ROWS))
    assert saved.status_code == 303
    page = client.get(saved.headers["Location"]).text
    assert "Version 1" in page
    assert "1 500" in page.replace("\u202f", " ").replace("\u00a0", " ")
    (version,) = versions(session)
    assert version.held.events == EVENTS
    assert version.stated_by == people.principal("trainer").name
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["reading_key.add", "reading_key.state"]


def test_other_events_are_a_new_version_and_the_same_are_none(
    people: People, session: Session
) -> None:
    key = make_key(session, people.school)
    session.commit()
    client, address = people.client("trainer"), f"/practicals/keys/{key.reference}/edit"
    assert client.post(address, data=stated(*ROWS)).status_code == 303
    assert [one.number for one in versions(session)] == [1]
    assert session.scalars(select(ReadingKey.title)).one() == TITLE
    changed = stated(*PROPOSED, ("1499,5", "end", ""), version=2)
    assert client.post(address, data=changed).status_code == 303
    first, second = versions(session)
    assert first.held.events == EVENTS
    assert (second.number, second.held.events[-1].distance_m) == (2, 1_499.5)
    page = client.get(f"/practicals/keys/{key.reference}").text
    assert "Version 2" in page
    assert "Version 1" in page


def test_who_has_an_old_form_is_told_even_when_the_events_alone_changed(
    people: People, session: Session
) -> None:
    key = make_key(session, people.school, title=TITLE)
    session.commit()
    client, address = people.client("trainer"), f"/practicals/keys/{key.reference}/edit"
    assert client.post(address, data=stated(*PROPOSED)).status_code == 303
    stale = client.post(address, data=stated(*ROWS[1:]))
    assert stale.status_code == 422
    assert "entre-temps" in stale.text
    assert len(versions(session)) == 2


def test_rows_are_added_and_taken_away_without_a_script(people: People, session: Session) -> None:
    key = make_key(session, people.school)
    session.commit()
    client, address = people.client("trainer"), f"/practicals/keys/{key.reference}/edit"
    more = client.post(address, data={**stated(*ROWS), "more": "y"})
    assert more.status_code == 200
    assert 'name="event-11-distance"' not in client.get(address).text
    assert 'name="event-8-distance"' in more.text
    assert 'value="1500"' in more.text
    assert len(versions(session)) == 1, "looking for more rows states nothing"
    fewer = {**stated(*ROWS), "event-1-removed": "y"}
    assert client.post(address, data=fewer).status_code == 303
    assert [one.kind for one in versions(session)[-1].held.events] == [
        Kind.REFLECTIVE,
        Kind.NON_REFLECTIVE,
        Kind.END,
    ]


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((), "au moins un événement"),
        ((("", "gain", "-0,1"),), "Écrivez la distance"),
        ((("12", "", ""),), "Choisissez le genre"),
        ((("12", "spoon", ""),), "Choisissez le genre"),
        ((("loin", "gain", ""),), "Écrivez un nombre"),
        ((("9000000", "end", ""),), "si loin"),
        ((("12", "other", "99"),), "ne perd tant"),
        ((("12", "gain", "-0,1"), ("12,0", "end", "")), "déjà à cette place"),
        ((("12", "end", ""), ("13", "other", "")), "après la fin"),
        ((("12", "end", ""), ("13", "end", "")), "après la fin"),
        ((("12", "end", "0"),), "pas de perte à dire"),
        ((("12", "gain", "0,1"),), "est négative"),
    ],
)
def test_a_key_that_contradicts_itself_is_refused_where_it_does(
    people: People, session: Session, events: tuple[tuple[str, str, str], ...], words: str
) -> None:
    key = make_draft(session, people.school)
    session.commit()
    address = f"/practicals/keys/{key.reference}/edit"
    answer = people.client("trainer").post(address, data=stated(*events))
    assert answer.status_code == 422
    assert words in answer.text
    for distance in (event[0] for event in events if event[0]):
        assert f'value="{distance}"' in answer.text
    assert versions(session) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "est vide"),
        (b"\xff\xd8\xff\xe0 and a picture", "au format"),
        (b"PK\x03\x04 and files", "archive"),
        (written(synthetic())[:400], "tronqué"),
    ],
)
def test_a_file_that_is_no_trace_is_refused_with_its_name(
    people: People, session: Session, content: bytes, words: str
) -> None:
    answer = send_trace(people.client("trainer"), content)
    assert answer.status_code == 422
    assert words in answer.text
    assert "ligne.sor" in answer.text
    assert f'value="{TITLE}"' in answer.text
    assert session.scalars(select(ReadingKey)).all() == []


def test_a_trace_and_a_title_are_needed_and_a_title_is_there_once(
    people: People, session: Session
) -> None:
    make_key(session, people.school, title=TITLE)
    make_key(session, people.other_school, title="Une autre")
    session.commit()
    client = people.client("trainer")
    nothing = client.post("/practicals/keys/new", data={"title": ""})
    assert nothing.status_code == 422
    assert "Choisissez le fichier" in nothing.text
    twice = send_trace(client, written(synthetic()))
    assert twice.status_code == 422
    assert "de ce nom" in twice.text
    assert send_trace(client, written(synthetic()), title="Une autre").status_code == 303


def test_the_trace_to_read_tells_nothing_of_the_key(people: People, session: Session) -> None:
    key = make_key(session, people.school, title=TITLE)
    session.commit()
    client = people.client("trainer")
    address = f"/practicals/keys/{key.reference}/trace"
    for page in (client.get(address).text, client.get(f"{address}?part=3").text):
        assert "<svg" in page
        for told in ("4 événements", "1,5000", "gain", "BPE 1", "#courbe-", "connecteur"):
            assert told not in page
    assert "partie 3 sur 6" in client.get(f"{address}?part=3").text
    for odd in ("0", "7", "x", "-1"):
        assert "toute la courbe" in client.get(f"{address}?part={odd}").text
    paper = client.get(f"{address}.pdf")
    assert paper.mimetype == "application/pdf"
    words = "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper.data)).pages)
    assert TITLE in words
    assert "Ce que je lis" in words
    assert "gain" not in words


def test_keys_are_of_one_school_and_not_for_apprentices(people: People, session: Session) -> None:
    foreign = make_key(session, people.other_school)
    own = make_key(session, people.school)
    session.commit()
    client = people.client("trainer")
    assert foreign.title not in client.get("/practicals/keys").text
    for page in ("", "/edit", "/trace", "/trace.pdf"):
        assert client.get(f"/practicals/keys/{foreign.reference}{page}").status_code == 404
        refused = people.client("apprentice").get(f"/practicals/keys/{own.reference}{page}")
        assert refused.status_code == 403
    refused = client.post(f"/practicals/keys/{foreign.reference}/edit", data=stated(*ROWS))
    assert refused.status_code == 404


def test_a_withdrawn_key_stays_readable_with_what_it_corrected(
    people: People, session: Session
) -> None:
    cohort = make_cohort(session, people.school)
    person = make_enrolment(session, cohort, make_trainee(session))
    sheet = make_sheet(session, make_assessment(session, person))
    key = make_key(session, people.school)
    make_reading(session, sheet, key)
    session.commit()
    client, address = people.client("trainer"), f"/practicals/keys/{key.reference}"
    withdrawn = stated(*ROWS)
    del withdrawn["in_use"]
    assert client.post(f"{address}/edit", data=withdrawn).status_code == 303
    page = client.get(address).text
    assert "ne sert plus" in page
    assert "1 lecture a été corrigée" in page


def test_a_key_of_many_events_keeps_fifty_rows_at_most(people: People, session: Session) -> None:
    client = people.client("trainer")
    answer = send_trace(client, written(long_file(20_000, 60)))
    form = client.get(answer.headers["Location"]).text
    assert 'name="event-49-distance"' in form
    assert 'name="event-50-distance"' not in form
