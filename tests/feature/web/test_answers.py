"""What every answer bears: headers, a number, compression; and files kept by browsers."""

import gzip
import json
import re

import pytest
from flask import Flask, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from school.access.guard import public
from school.accounts.models import School
from school.web.context import session as request_session
from school.web.logs import personal_data_seen
from tests.factories.records import make_school
from tests.feature.web.conftest import MakeApp
from tests.support.databases import Databases
from tests.support.people import People


@pytest.mark.parametrize("address", ["/sign-in", "/nowhere", "/health", "/account"])
def test_every_answer_bears_the_headers(app: Flask, address: str) -> None:
    headers = app.test_client().get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_tls_is_kept_once_it_was_there(make_app: MakeApp, database_url: str) -> None:
    app = make_app(database_url, {"trusted_proxies": 1, "public_url": "https://ecole.test"})
    client = app.test_client()
    behind = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert "max-age=" in behind.headers["Strict-Transport-Security"]
    assert "Secure" in behind.headers["Set-Cookie"]


def test_a_proxy_nobody_named_is_not_believed(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in answer.headers


def test_each_answer_has_its_own_nonce(app: Flask) -> None:
    client = app.test_client()
    policies = {client.get("/sign-in").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize("given", ["short", "", "x" * 65, "with space1", "<script>alert(1)"])
def test_a_poor_request_number_is_replaced(app: Flask, given: str) -> None:
    answer = app.test_client().get("/nowhere", headers={"X-Request-ID": given})
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-ID"])


def test_the_proxy_s_request_number_is_kept(app: Flask) -> None:
    number = "abcdef12-3456-7890"
    answer = app.test_client().get("/nowhere", headers={"X-Request-ID": number})
    assert answer.headers["X-Request-ID"] == number
    assert number in answer.text


def test_a_request_is_one_line_without_secrets(
    capsys: pytest.CaptureFixture[str], app: Flask
) -> None:
    app.test_client().get("/password/secret-of-a-link?x=private")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["request"]
    assert lines[0]["route"] == "/password/<token>"
    assert lines[0]["status"] == 404
    assert "secret-of-a-link" not in str(lines)
    assert "private" not in str(lines)


def test_a_crash_is_logged_with_its_number(
    make_app: MakeApp, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app(database_url)
    app.add_url_rule("/trial", "trial", public(lambda: str(1 / 0)))
    answer = app.test_client().get("/trial")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["unexpected_error", "request"]
    assert {line["request_id"] for line in lines} == {answer.headers["X-Request-ID"]}
    assert "ZeroDivisionError" in lines[0]["exception"]


def test_who_opened_a_person_s_page_is_logged(
    capsys: pytest.CaptureFixture[str], app: Flask
) -> None:
    with app.test_request_context():
        personal_data_seen("trainee", "T-1", 7)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["reference"], line["account_id"]) == (
        "personal_data_seen",
        "T-1",
        7,
    )


def test_text_is_compressed_for_those_who_accept_it(app: Flask) -> None:
    client = app.test_client()
    plain = client.get("/sign-in")
    assert "Content-Encoding" not in plain.headers
    for refused in ("identity", "gzip;q=0", "br"):
        answer = client.get("/sign-in", headers={"Accept-Encoding": refused})
        assert "Content-Encoding" not in answer.headers
    packed = super(type(client), client).open("/sign-in", headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2
    assert b"</html>" in gzip.decompress(packed.data)


def test_a_short_answer_is_left_alone(app: Flask) -> None:
    answer = app.test_client().get("/health", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def addresses_in(app: Flask) -> list[str]:
    page = app.test_client().get("/sign-in").text
    found = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert len(found) >= 3
    return found


def test_files_are_kept_for_a_year_under_an_address_of_their_content(app: Flask) -> None:
    for address in addresses_in(app):
        answer = app.test_client().get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers


def test_an_address_of_other_content_is_not_kept(app: Flask) -> None:
    address = re.sub(r"/static/[0-9a-f]+/", "/static/0000000000/", addresses_in(app)[0])
    answer = app.test_client().get(address)
    assert answer.status_code == 200
    assert "immutable" not in answer.headers["Cache-Control"]


def test_files_are_compressed_the_same_each_time(app: Flask) -> None:
    style = next(one for one in addresses_in(app) if one.endswith(".css"))
    client = app.test_client()
    first, second = (client.get(style, headers={"Accept-Encoding": "gzip"}) for _ in range(2))
    assert first.headers["Content-Encoding"] == "gzip"
    assert first.data == second.data
    assert gzip.decompress(first.data) == client.get(style).data


def test_health_says_whether_the_database_answers(
    app: Flask, make_app: MakeApp, databases: Databases, engine_name: str
) -> None:
    assert app.test_client().get("/health").get_json() == {"status": "ok"}
    with databases.fresh(engine_name, empty=True) as url:
        other = make_app(url)
        assert other.test_client().get("/health").status_code == 503
        other.extensions["school_database"].dispose()
    away = make_app("postgresql://nobody@127.0.0.1:1/none").test_client().get("/health")
    assert (away.status_code, away.get_json()) == (503, {"status": "no database"})


def test_the_gallery_is_for_developers(app: Flask, make_app: MakeApp, database_url: str) -> None:
    assert app.test_client().get("/gallery").status_code == 200
    assert make_app(database_url).test_client().get("/gallery").status_code == 404


def test_a_page_that_is_read_writes_nothing(app: Flask, session: Session, people: People) -> None:
    def slip() -> ResponseReturnValue:
        make_school(request_session, "GLISSEE")
        return redirect("/")

    def leave_dirty() -> str:
        request_session.query(School).first().name = "Changée"  # type: ignore[union-attr]
        return "changed"

    app.add_url_rule("/slip", "slip", public(slip), methods=["GET", "POST"])
    app.add_url_rule("/dirty", "dirty", public(leave_dirty))
    client = app.test_client()
    client.get("/slip")
    assert session.query(School).filter_by(reference="GLISSEE").count() == 0
    with pytest.raises(RuntimeError, match="only read"):
        client.get("/dirty")
    session.rollback()
    client.post("/slip")
    assert session.query(School).filter_by(reference="GLISSEE").count() == 1


def test_a_refused_page_keeps_nothing(app: Flask, session: Session) -> None:
    def refuse() -> ResponseReturnValue:
        make_school(request_session, "REFUSEE")
        return {"refused": True}, 422

    app.add_url_rule("/refuse", "refuse", public(refuse), methods=["POST"])
    assert app.test_client().post("/refuse").status_code == 422
    assert session.query(School).count() == 0
