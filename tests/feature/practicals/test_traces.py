"""Traces handed in with an attempt: read, kept byte for byte, flagged, never refused for a flag."""

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.practicals.models import Assessment
from school.practicals.parts import PART_SIZE
from school.practicals.sor import MOST_BYTES
from school.practicals.trace_models import SheetTrace, TracePart
from school.practicals.trace_queries import last_traces
from school.practicals.traces.dates import DateDoubt
from school.practicals.traces.reuse import Suspicion
from tests.feature.practicals.conftest import TrainingClass
from tests.feature.practicals.test_recording import address_of, sent
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.sor_examples import synthetic
from tests.support.sor_files import Group, SorFile, long_file, written
from tests.support.traces import noisy


def taken(day: int, hour: int = 9, month: int = 3, year: int = 2026) -> int:
    return int(datetime(year, month, day, hour, tzinfo=UTC).timestamp())


def other_noise(file: SorFile, **changes: Any) -> SorFile:
    """Give a measurement of the same fibre whose points are not those of the first one."""
    (group,) = file.groups
    counts = [min(65_534, count + place * 7919 % 97) for place, count in enumerate(group.counts)]
    return file.but(groups=(group.__class__(counts),), **changes)


def hand_in(
    client: CheckingClient, training: TrainingClass, *files: tuple[bytes, str], place: int = 0
) -> Any:
    data = {**sent(), "traces": [(BytesIO(content), name) for content, name in files]}
    return client.post(address_of(training, place=place), data=data)


def traces(session: Session) -> list[SheetTrace]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(SheetTrace).order_by(SheetTrace.id)))


def test_a_trace_is_kept_as_it_was_sent(
    people: People, training: TrainingClass, session: Session
) -> None:
    content = written(long_file(40_000).but(date=taken(10), wavelength=13_105))
    response = hand_in(people.client("trainer"), training, (content, "C:/OTDR/Fibre é.SOR"))
    assert response.status_code == 303
    (trace,) = traces(session)
    assert last_traces(session, [trace.sheet]) == [(trace, content)]
    assert (trace.name, trace.size) == ("Fibre é.SOR", len(content))
    assert trace.digest == sha256(content).hexdigest()
    assert (trace.serial, trace.points) == ("S-1 M-1", 40_000)
    assert (str(trace.wavelength_nm), trace.taken_at.isoformat()) == (
        "1310.500000",
        "2026-03-10T09:00:00",
    )
    assert (trace.doubt, trace.likenesses) == (None, ())
    parts = session.scalars(select(TracePart.content).order_by(TracePart.reference)).all()
    assert {len(part) for part in parts[:-1]} == {PART_SIZE}


def test_the_form_opens_by_itself_for_tasks_that_are_traced(
    people: People, training: TrainingClass
) -> None:
    client = people.client("trainer")
    opened = '<details class="panel folded" open>'
    page = client.get(address_of(training, "PA-24")).text
    assert page.count(opened) == 1
    assert "Matériel, photos et courbes" in page
    plain = client.get(address_of(training)).text
    assert opened not in plain
    assert 'name="traces"' in plain


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(40), "photo.sor", "au format JPEG"),
        (b"PK\x03\x04" + bytes(40), "tout.sor", "archive ZIP"),
        (b"", "vide.sor", "Le fichier est vide."),
        (written(synthetic())[:700], "coupe.sor", "Fichier tronqué"),
        (bytes(MOST_BYTES + 1), "lourd.sor", "dépasse 16 Mo"),
        (b"\0\xff" * 50, "<b>.sor", "ce n’est pas un fichier .sor"),
    ],
)
def test_what_is_no_trace_is_refused_by_name_and_the_rest_kept(
    people: People, training: TrainingClass, session: Session, content: bytes, name: str, words: str
) -> None:
    good = (written(synthetic()), "bonne.sor")
    data = {
        **sent(note="Vu de loin"),
        "traces": [(BytesIO(one), called) for one, called in (good, (content, name))],
    }
    response = people.client("trainer").post(address_of(training), data=data)
    # The client keeps what is long in a file of its own, and leaves it open.
    response.request.environ["wsgi.input"].close()
    assert response.status_code == 422
    page = response.text.replace("\u00a0", " ")
    shown = name.replace("<", "&lt;").replace(">", "&gt;")
    assert f"{shown} : " in page
    assert words.lower() in page.lower()
    assert "bonne.sor" not in page
    assert "Vu de loin" in page
    assert 'value="0,25"' in page
    assert session.scalars(select(Assessment)).all() == []


def test_four_traces_are_enough_and_one_chosen_twice_is_one(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    one = (written(synthetic().but(date=taken(10))), "a.sor")
    assert hand_in(client, training, one, one, one, one, one).status_code == 422
    refused = hand_in(client, training, *[one] * 5).text.replace("\u00a0", " ")
    assert "4 courbes au plus" in refused
    assert hand_in(client, training, *[one] * 4).status_code == 303
    assert len(traces(session)) == 1


def test_traces_that_are_lost_with_a_refusal_are_asked_for_again(
    people: People, training: TrainingClass
) -> None:
    data = {**sent(assessed_on=""), "traces": [(BytesIO(written(synthetic())), "a.sor")]}
    response = people.client("trainer").post(address_of(training), data=data)
    assert response.status_code == 422
    assert "choisissez-les de nouveau" in response.text


def test_the_trace_of_somebody_else_is_flagged_and_kept(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    original = synthetic().but(date=taken(10))
    redated = original.but(date=taken(10, 11), supplier=("Maker", "Model", "S-2", "", "", "", ""))
    hand_in(client, training, (written(original), "a.sor"))
    assert hand_in(client, training, (written(redated), "b.sor"), place=1).status_code == 303
    first, second = traces(session)
    assert first.likenesses == ()
    (likeness,) = second.likenesses
    assert likeness.trace == first.reference
    assert set(likeness.suspicions) == {
        Suspicion.SAME_TRACE,
        Suspicion.NEW_DATE,
        Suspicion.OTHER_INSTRUMENT,
    }


def test_the_trace_of_somebody_else_is_flagged_though_it_was_cut(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    whole = noisy(7, date=taken(10))
    cut = whole.but(groups=(Group(whole.groups[0].counts[:1_950]),), date=taken(10, 11))
    for place, (file, name) in enumerate([(whole, "a.sor"), (cut, "b.sor"), (whole, "c.sor")]):
        hand_in(client, training, (written(file), name), place=place)
    first, second, third = traces(session)
    assert [one.trace for one in second.likenesses] == [first.reference]
    assert {one.trace for one in third.likenesses} == {first.reference, second.reference}


def test_another_measurement_of_the_same_fibre_is_not_flagged(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    hand_in(client, training, (written(synthetic().but(date=taken(10))), "a.sor"))
    fresh = other_noise(synthetic(), date=taken(10, 10))
    hand_in(client, training, (written(fresh), "b.sor"), place=1)
    assert [one.likenesses for one in traces(session)] == [(), ()]


def test_one_instrument_measures_one_trace_at_a_time(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    hand_in(client, training, (written(synthetic().but(date=taken(10))), "a.sor"))
    altered = other_noise(synthetic(), date=taken(10))
    hand_in(client, training, (written(altered), "b.sor"), place=1)
    (likeness,) = traces(session)[1].likenesses
    assert likeness.suspicions == (Suspicion.SAME_MOMENT,)


def test_a_correction_brings_its_trace_again_without_suspicion(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    content = written(synthetic().but(date=taken(10)))
    address = hand_in(client, training, (content, "a.sor")).headers["Location"]
    data = {
        **sent(trainee=training.first.trainee.reference, correction_reason="Mal lu", version="1"),
        "traces": [(BytesIO(content), "a.sor"), (BytesIO(content + b"\0"), "copie.sor")],
    }
    assert client.post(f"{address}/correct", data=data).status_code == 303
    first, again, copy = traces(session)
    assert (again.digest, again.likenesses) == (first.digest, ())
    assert [one.trace for one in copy.likenesses] == [again.reference]


@pytest.mark.parametrize(
    ("date", "doubt"),
    [
        (taken(9, 22), None),
        (taken(1, year=1980), DateDoubt.CLOCK_NOT_SET),
        (taken(10, year=2025), DateDoubt.YEAR_WRONG),
        (taken(12, month=4), DateDoubt.IN_FUTURE),
        (taken(4), DateDoubt.ANOTHER_DAY),
        (taken(4, month=12, year=2025), DateDoubt.BEFORE_TRAINING),
    ],
)
def test_a_date_that_cannot_be_is_flagged_and_kept(
    people: People, training: TrainingClass, session: Session, date: int, doubt: DateDoubt | None
) -> None:
    content = written(synthetic().but(date=date))
    assert hand_in(people.client("trainer"), training, (content, "a.sor")).status_code == 303
    (trace,) = traces(session)
    assert trace.doubt is doubt


@pytest.mark.parametrize("change", ["name", None])
def test_a_trace_that_is_signed_never_changes(
    people: People, training: TrainingClass, session: Session, change: str | None
) -> None:
    hand_in(people.client("trainer"), training, (written(synthetic()), "a.sor"))
    (trace,) = traces(session)
    if change:
        trace.name = "autre.sor"
    else:
        session.delete(trace)
    with pytest.raises(RuntimeError, match="never changed"):
        session.flush()
