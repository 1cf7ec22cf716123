"""Files of entries, in pieces: whole or asked for again, whatever is repeated, cut off or mixed."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.core.clock import now
from school.core.database import Database
from school.core.errors import InvalidInput, NotFound
from school.offline import file_operations
from school.offline.file_models import FilePiece, ReceivedFile
from school.offline.file_operations import (
    FORGOTTEN_AFTER,
    FilesMissing,
    add_piece,
    drop_own,
    whole_files,
)
from school.offline.file_receiving import LARGEST_PIECE
from school.offline.rules import LARGEST_FILE, SentFile
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.phones import SentFile as Sending
from tests.support.phones import key_of, send_piece

CONTENT = bytes(range(256)) * 4


def told(content: bytes = CONTENT, **values: object) -> SentFile:
    file = Sending(content)
    written = {"size": len(content), "sha256": file.digest, "uuid": file.uuid, **values}
    return SentFile(field="photos", name="photo.jpg", media_type="image/jpeg", **written)  # type: ignore[arg-type]


def content_of(session: Session, account_id: int, file: SentFile) -> bytes:
    with whole_files(session, account_id, [file]) as [stream]:
        return stream.read()


def missing(session: Session, account_id: int, file: SentFile) -> tuple[int, bool]:
    with pytest.raises(FilesMissing) as raised, whole_files(session, account_id, [file]):
        pass
    [one] = raised.value.missing
    return one.received, one.damaged


def pieces(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(FilePiece)) or 0


@pytest.fixture
def account(people: People) -> int:
    return people.account("trainer").id


@pytest.fixture
def phone(people: People) -> CheckingClient:
    return people.client("trainer")


# Each piece is of a place and a length; what is sent is any of them, in any order, any time.
SENDINGS = st.lists(st.tuples(st.integers(0, len(CONTENT)), st.integers(0, 300)), max_size=40)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(sendings=SENDINGS)
def test_pieces_in_any_order_give_the_content_or_are_asked_for(
    database: Database, people: People, account: int, sendings: list[tuple[int, int]]
) -> None:
    with database.session(write=True) as session:
        file, here = told(), 0
        for start, length in sendings:
            received = add_piece(session, account, file, start, CONTENT[start : start + length])
            here = max(here, start + length) if start == here else here
            assert received == min(here, len(CONTENT))
        if here < len(CONTENT):
            assert missing(session, account, file) == (here, False)
            add_piece(session, account, file, here, CONTENT[here:])
        assert content_of(session, account, file) == CONTENT


def test_a_piece_that_came_twice_is_kept_once(phone: CheckingClient, session: Session) -> None:
    file = Sending(CONTENT)
    for _ in range(3):
        assert send_piece(phone, file, 0, 100).json["received"] == 100  # type: ignore[index]
    assert send_piece(phone, file, 50, 200).json["received"] == 100  # type: ignore[index]
    assert send_piece(phone, file, 200, 300).json["received"] == 100  # type: ignore[index]
    assert pieces(session) == 1


def test_two_copies_of_a_piece_at_once_are_one(
    people: People, session: Session, account: int
) -> None:
    file, together = Sending(CONTENT), Barrier(4, timeout=20)
    clients = [people.client("trainer") for _ in range(4)]
    key = key_of(clients[0])
    answers: list[Any] = []

    def carry(client: CheckingClient) -> None:
        together.wait()
        sent = (send_piece(client, file, start, start + 512, account=key) for start in (0, 512))
        answers.extend(one.json for one in sent)

    carriers = [Thread(target=carry, args=(client,)) for client in clients]
    for carrier in carriers:
        carrier.start()
    for carrier in carriers:
        carrier.join()
    assert {one["received"] for one in answers} <= {512, 1024}
    assert pieces(session) == 2
    wanted = told(uuid=file.uuid)
    assert content_of(session, account, wanted) == CONTENT


def test_the_number_of_somebody_else_is_of_no_file(
    phone: CheckingClient, people: People, session: Session
) -> None:
    file = Sending(CONTENT)
    send_piece(phone, file, 0, 512)
    director = people.client("director")
    assert send_piece(director, file, 512).status_code == 404
    assert missing(session, people.account("director").id, told(uuid=file.uuid)) == (0, False)
    drop_own(session, people.account("director").id, [file.uuid])
    session.commit()
    assert send_piece(phone, file, 512).json["received"] == 1024  # type: ignore[index]


def test_another_account_sends_none_of_these(phone: CheckingClient, session: Session) -> None:
    assert send_piece(phone, Sending(CONTENT), 0, account="x" * 20).status_code == 409
    assert pieces(session) == 0


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
)
def test_another_site_sends_nothing(
    phone: CheckingClient, session: Session, headers: dict[str, str]
) -> None:
    assert send_piece(phone, Sending(CONTENT), 0, headers=headers).status_code == 400
    answer = phone.post(
        f"/offline/files/{uuid4()}?start=0&size=1",
        data=b"x",
        content_type="text/plain",
        headers={"Sec-Fetch-Site": "same-origin", "X-Account": key_of(phone)},
    )
    assert answer.status_code == 400
    assert pieces(session) == 0


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"start": -1}, 400), ({"start": "x"}, 400), ({"start": ""}, 400), ({"start": 10**30}, 400),
        ({"start": 1024}, 400), ({"size": 3}, 400), ({"size": "²"}, 400), ({"size": 10**11}, 400),
        ({"size": LARGEST_FILE + 1}, 413), ({"sha256": "x"}, 400), ({"sha256": "A" * 64}, 400),
    ],
)  # fmt: skip
def test_a_piece_that_cannot_be_is_refused(
    phone: CheckingClient, session: Session, asked: dict[str, object], status: int
) -> None:
    answer = send_piece(phone, Sending(CONTENT), 0, asked=asked)
    assert answer.status_code == status
    assert pieces(session) == 0


@pytest.mark.parametrize("uuid", ["x", "%00", "9C87F31B-D96C-4510-A03F-BA8632EF02B8", "é"])
def test_a_number_that_is_none_is_of_no_file(phone: CheckingClient, uuid: str) -> None:
    assert send_piece(phone, Sending(CONTENT, uuid=uuid), 0).status_code == 404


def test_a_heavy_piece_is_refused(phone: CheckingClient, session: Session) -> None:
    file = Sending(bytes(LARGEST_PIECE + 1))
    assert send_piece(phone, file, 0).status_code == 413
    assert send_piece(phone, file, 0, LARGEST_PIECE).status_code == 200
    assert pieces(session) == 1


def test_what_is_damaged_is_dropped_and_comes_again(session: Session, account: int) -> None:
    file = told()
    add_piece(session, account, file, 0, bytes(len(CONTENT)))
    assert missing(session, account, file) == (0, True)
    drop_own(session, account, [file.uuid])
    add_piece(session, account, file, 0, CONTENT)
    assert content_of(session, account, file) == CONTENT


def test_another_size_under_the_same_number_begins_anew(session: Session, account: int) -> None:
    file = told()
    add_piece(session, account, file, 0, CONTENT[:100])
    other = told(uuid=file.uuid, size=len(CONTENT) - 1, sha256=None)
    assert missing(session, account, other) == (0, True)
    assert add_piece(session, account, other, 0, CONTENT[:50]) == 50
    assert add_piece(session, account, other, 50, CONTENT[50:-1]) == len(CONTENT) - 1
    assert content_of(session, account, other) == CONTENT[:-1]


def test_past_its_end_a_file_takes_nothing(session: Session, account: int) -> None:
    with pytest.raises(InvalidInput):
        add_piece(session, account, told(), 1000, CONTENT[:100])
    file = told()
    add_piece(session, account, file, 0, CONTENT)
    with pytest.raises(NotFound):
        add_piece(session, account + 1, file, 0, CONTENT)


def test_an_empty_file_is_there_already(session: Session, account: int) -> None:
    assert content_of(session, account, told(b"")) == b""


def test_what_was_forgotten_is_swept_when_anybody_sends(
    people: People, session: Session, account: int
) -> None:
    old, recent = told(), told()
    with time_machine.travel(now() - FORGOTTEN_AFTER - timedelta(hours=1), tick=False):
        add_piece(session, account, old, 0, CONTENT)
        add_piece(session, account, recent, 0, CONTENT[:10])
    add_piece(session, account, recent, 10, CONTENT[10:])
    add_piece(session, people.account("director").id, told(), 0, CONTENT)
    assert missing(session, account, old) == (0, False)
    assert content_of(session, account, recent) == CONTENT
    assert len(list(session.scalars(select(ReceivedFile)))) == 2


def test_who_has_too_much_under_way_sends_the_oldest_again(
    session: Session, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_operations, "MOST_BYTES_UNDER_WAY", 3 * len(CONTENT))
    files = [told() for _ in range(4)]
    for file in files:
        add_piece(session, account, file, 0, CONTENT)
    assert missing(session, account, files[0]) == (0, False)
    assert all(content_of(session, account, one) == CONTENT for one in files[1:])
    monkeypatch.setattr(file_operations, "MOST_UNDER_WAY", 2)
    add_piece(session, account, told(), 0, CONTENT)
    assert len(list(session.scalars(select(ReceivedFile)))) == 2
