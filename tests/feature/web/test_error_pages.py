"""Every error has its page: what happened, what is kept, and never a line of code."""

from io import BytesIO

import pytest
from flask import Flask, abort, request
from sqlalchemy import TextClause, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from school.access.guard import public
from school.accounts.models import Installation, School
from school.core.errors import NotFound
from school.web.context import session as request_session
from school.web.errors import WORDS
from school.web.i18n import with_french_spaces
from tests.feature.web.conftest import MakeApp
from tests.support.databases import Databases
from tests.support.people import People

CODE = ("Traceback", "File &#34;", "sqlalchemy", "psycopg", "sqlite3", "SELECT ", "INSERT ")


def check(page: str) -> None:
    assert not [word for word in CODE if word in page]


@pytest.fixture
def failing(make_app: MakeApp, database_url: str) -> Flask:
    """An application as in production, with pages that fail."""
    app = make_app(database_url, WTF_CSRF_ENABLED=False)

    def add(name: str, view: object) -> None:
        app.add_url_rule(f"/trial/{name}", name, public(view), methods=["GET", "POST"])  # type: ignore[type-var,arg-type]

    add("broken", lambda: 1 / 0)
    add("absent", lambda: (_ for _ in ()).throw(NotFound("Rien.")))
    add("twice", _break_a_constraint)
    add("late", _break_at_the_commit)
    add("odd", lambda: str(request_session.scalar(text("SELECT * FROM no_such_table"))))
    for status in (400, 403, 404, 405, 409, 410, 413, 415, 418, 422, 429, 500, 501, 502, 503):
        add(str(status), lambda status=status: abort(status))
    return app


def _break_a_constraint() -> str:
    for _ in range(2):
        request_session.add(School(reference="A", name="A", country="BJ"))
        request_session.flush()
    return "never"


def _break_at_the_commit() -> str:
    for _ in range(2):
        request_session.add(School(reference="A", name="A", country="BJ"))
    return "said too early"


@pytest.mark.parametrize(
    ("name", "status"),
    [(str(one), one) for one in (400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503)]
    + [("broken", 500), ("absent", 404), ("twice", 409), ("late", 409), ("nowhere", 404),
       ("odd", 503)],
)  # fmt: skip
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_failure_has_a_page(failing: Flask, name: str, status: int, language: str) -> None:
    response = failing.test_client().post(f"/trial/{name}", headers={"Accept-Language": language})
    assert response.status_code == status
    assert f'<html lang="{language}"' in response.text
    assert response.headers["X-Request-ID"] in response.text
    check(response.text)


@pytest.mark.parametrize(("status", "words"), WORDS.items())
def test_a_page_says_what_happened_and_what_to_do(
    failing: Flask, status: int, words: tuple[str, str]
) -> None:
    page = failing.test_client().get(f"/trial/{status}").text
    assert with_french_spaces(words[0]) in page
    assert with_french_spaces(words[1]) in page


def test_a_failure_is_logged_without_what_people_typed(
    failing: Flask, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> str:
        statement = text("SELECT :name + no_such_column")
        raise RuntimeError from _error_of(statement, {"name": request.args["typed"]})

    failing.add_url_rule("/trial/typed", "typed", public(fail))
    assert failing.test_client().get("/trial/typed?typed=Awa").status_code == 500
    logged = capsys.readouterr().err
    assert "no_such_column" in logged
    assert "Awa" not in logged


def _error_of(statement: TextClause, values: dict[str, str]) -> Exception:
    with pytest.raises(SQLAlchemyError) as caught:
        request_session.execute(statement, values)
    return caught.value


def test_what_failed_at_the_commit_is_not_half_written(failing: Flask, session: Session) -> None:
    failing.test_client().post("/trial/late")
    assert session.query(School).count() == 0


def test_a_page_opened_the_wrong_way(people: People) -> None:
    assert people.client("director").post("/account").status_code == 405
    assert people.client("director").get("/sign-out").status_code == 405


@pytest.mark.parametrize(
    "address",
    ["/%00", "/sign-in%00", "/a%00b?x=1", "/static/x/%00", "/static/x/" + "a" * 4000,
     "/static/x/..%2f..%2fpyproject.toml", "/%ff%fe", "/" + "é" * 3000],
)  # fmt: skip
def test_an_address_that_cannot_be_is_not_there(app: Flask, address: str) -> None:
    assert app.test_client().get(address).status_code == 404


@pytest.mark.parametrize("query", ["next=%00", "%00=1&x=%00", "a=1&a=%00"])
def test_a_query_no_database_stores_is_refused(app: Flask, query: str) -> None:
    assert app.test_client().get(f"/sign-in?{query}").status_code == 400


@pytest.mark.parametrize("query", ["%ff=%fe", "next=" + "é" * 2000, "a" * 5000, "&&&==", "%"])
def test_an_odd_query_changes_nothing(app: Flask, query: str) -> None:
    assert app.test_client().get(f"/sign-in?{query}").status_code == 200


def test_too_much_is_refused_before_it_is_read(make_app: MakeApp, database_url: str) -> None:
    app = make_app(database_url, {"maximum_upload_bytes": 2000})
    response = app.test_client().post("/sign-in", data={"identifier": "a" * 3000})
    assert response.status_code == 413
    assert "trop lourd" in response.text


@pytest.mark.parametrize("most", [2_000, 2_000_000])
def test_who_sends_too_much_may_send_it_to_its_end(
    make_app: MakeApp, database_url: str, most: int
) -> None:
    app = make_app(database_url, {"maximum_upload_bytes": most})
    field = b'--x\r\nContent-Disposition: form-data; name="identifier"\r\n\r\n'
    body = field + b"a" * 1_000_000 + b"\r\n--x--\r\n"
    sent = BytesIO(body)
    response = app.test_client().post(
        "/sign-in", input_stream=sent, content_length=len(body),
        content_type="multipart/form-data; boundary=x",
    )  # fmt: skip
    assert response.status_code == 413
    assert sent.tell() == len(body), "a server that hangs up on a browser shows it no page"


@pytest.mark.parametrize("address", ["/sign-in", "/account", "/password/x", "/"])
def test_an_empty_database_is_told_as_one_that_does_not_answer(
    make_app: MakeApp, databases: Databases, engine_name: str, address: str
) -> None:
    with databases.fresh(engine_name, empty=True) as url:
        app = make_app(url)
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["session_token"] = "x"
        response = client.get(address)
        app.extensions["school_database"].dispose()
    assert response.status_code == 503
    assert "La base de données ne répond pas" in response.text
    check(response.text)


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////proc/none/school.db"]
)
def test_a_database_that_is_away_is_told(make_app: MakeApp, url: str) -> None:
    client = make_app(url).test_client()
    with client.session_transaction() as cookie:
        cookie["session_token"] = "x"
    response = client.get("/account")
    assert response.status_code == 503
    check(response.text)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_file_that_is_only_read_is_told_when_written(
    make_app: MakeApp, database_url: str
) -> None:
    path = database_url.removeprefix("sqlite:///")
    app = make_app(f"sqlite:///file:{path}?mode=ro&uri=true", WTF_CSRF_ENABLED=False)
    _refuse_to_write(app)


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_server_that_is_only_read_is_told_when_written(
    make_app: MakeApp, database_url: str
) -> None:
    app = make_app(
        f"{database_url}?options=-c%20default_transaction_read_only%3Don", WTF_CSRF_ENABLED=False
    )
    _refuse_to_write(app)


def _refuse_to_write(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/sign-in").status_code == 200
    response = client.post("/sign-in", data={"identifier": "a@example.test", "password": "b" * 10})
    assert response.status_code == 503
    assert "Rien n’a été enregistré" in response.text
    check(response.text)


def test_every_page_of_the_demo_school_says_so(app: Flask, session: Session) -> None:
    session.get_one(Installation, 1).demo = True
    session.commit()
    assert "Démonstration" in app.test_client().get("/sign-in").text
    assert "Démonstration" in app.test_client().get("/nowhere").text
