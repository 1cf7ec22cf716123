"""Forms: sent twice, stale, refused by a rule or by the database; what was typed is kept."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import IntegerField

from school.access.guard import public
from school.accounts.models import School
from school.core.errors import InvalidInput, NeedsConfirmation, StaleRecord
from school.core.submissions import Submission
from school.web import submit as kit
from school.web.context import session as request_session
from school.web.forms import Form, TextField
from school.web.i18n import with_french_spaces
from school.web.submit import explain_constraints, submit
from tests.factories.records import make_school

KEY = "5a3f6a8c-0f0e-4ac8-9f5e-6c1f3d4b2a10"
PAGE = """{% extends 'layout/bare.html' %}{% from 'components/form.html' import form_start %}
{% from 'components/form.html' import submit %}{% from 'components/field.html' import field %}
{% block title %}Essai{% endblock %}
{% block content %}{{ form_start(form) }}{{ field(form.reference) }}{{ field(form.size) }}
{{ submit('Envoyer') }}</form>{% endblock %}"""


class TrialForm(Form):
    """A form with a text that must be unique, and a number."""

    __test__ = False

    reference = TextField("Code")
    size = IntegerField("Nombre")


Action = Callable[[TrialForm], None]


def open_school(form: TrialForm) -> None:
    make_school(request_session, form.reference.data or "S")


@pytest.fixture
def trial(app: Flask) -> Iterator[dict[str, Action]]:
    """A page with a form, whose action a test chooses."""
    actions: dict[str, Action] = {"do": open_school}
    template = app.jinja_env.from_string(PAGE)

    @public
    def view() -> ResponseReturnValue:
        form = TrialForm()

        def action() -> str:
            actions["do"](form)
            return "/done"

        return submit(form, template, action)  # type: ignore[arg-type]

    app.add_url_rule("/trial", "trial", view, methods=["POST"])
    before = dict(kit.CONSTRAINT_MESSAGES)
    yield actions
    kit.CONSTRAINT_MESSAGES.clear()
    kit.CONSTRAINT_MESSAGES.update(before)


def send(app: Flask, **data: str) -> tuple[int, str]:
    given = {"reference": "NEUVE", "submission": KEY, **data}
    response = app.test_client().post("/trial", data=given)
    return response.status_code, response.text


def schools(session: Session) -> int:
    session.rollback()
    return session.query(School).count()


def test_what_is_accepted_is_done_and_led_on(
    app: Flask, session: Session, trial: dict[str, Action]
) -> None:
    response = app.test_client().post("/trial", data={"reference": "NEUVE"})
    assert (response.status_code, response.headers["Location"]) == (303, "/done")
    assert schools(session) == 1


def test_a_form_sent_twice_is_done_once(
    app: Flask, session: Session, trial: dict[str, Action]
) -> None:
    for _ in range(3):
        assert send(app)[0] == 303
    assert schools(session) == 1
    assert session.query(Submission).one().location == "/done"


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_two_copies_at_once_are_done_once(
    app: Flask, session: Session, trial: dict[str, Action]
) -> None:
    statuses: list[int] = []
    senders = [Thread(target=lambda: statuses.append(send(app)[0])) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert statuses == [303] * 4
    assert schools(session) == 1


@pytest.mark.parametrize("key", ["", "x", "\x00", KEY.upper(), KEY + "0", "é" * 999])
def test_a_made_up_number_of_a_form_joins_nothing(
    app: Flask, session: Session, trial: dict[str, Action], key: str
) -> None:
    assert send(app, submission=key, reference="A")[0] == 303
    assert send(app, submission=key, reference="B")[0] == 303
    assert schools(session) == 2


def test_a_refusal_keeps_what_was_typed_and_changes_nothing(
    app: Flask, session: Session, trial: dict[str, Action]
) -> None:
    def refuse(form: TrialForm) -> None:
        open_school(form)
        raise InvalidInput("Ce code %(code)s est réservé.", "reference", {"code": "NEUVE"})

    trial["do"] = refuse
    status, page = send(app)
    assert status == 422
    assert "Ce code NEUVE est réservé." in page
    assert 'value="NEUVE"' in page
    assert KEY in page, "the form mended is sent under its own number"
    assert schools(session) == 0
    trial["do"] = open_school
    assert send(app)[0] == 303


@pytest.mark.parametrize(
    "error",
    [StaleRecord("Déjà changé."), NeedsConfirmation("Est-ce la même personne ?"),
     InvalidInput("Tout est faux.", "no_such_field"), InvalidInput("100 % faux.")],
)  # fmt: skip
def test_every_refusal_is_shown(
    app: Flask, session: Session, trial: dict[str, Action], error: Exception
) -> None:
    def refuse(form: TrialForm) -> None:
        raise error

    trial["do"] = refuse
    status, page = send(app)
    assert status == 422
    assert with_french_spaces(str(error)) in page


def test_a_broken_constraint_is_told_on_its_field(
    app: Flask, session: Session, trial: dict[str, Action]
) -> None:
    make_school(session, "NEUVE")
    session.commit()
    explain_constraints({"uq_schools_reference": ("Ce code est pris.", "reference")})
    explain_constraints({"uq_schools": ("Une autre contrainte.", None)})
    status, page = send(app)
    assert status == 422
    assert "Ce code est pris." in page
    assert "Une autre contrainte." not in page


def test_a_constraint_nobody_explained_is_still_no_crash(
    app: Flask, session: Session, trial: dict[str, Action]
) -> None:
    make_school(session, "NEUVE")
    session.commit()
    kit.CONSTRAINT_MESSAGES.clear()
    status, page = send(app)
    assert status == 422
    assert "ne peuvent pas être enregistrées ensemble" in page


def test_a_stale_version_is_told_and_does_not_overwrite(
    app: Flask, session: Session, trial: dict[str, Action]
) -> None:
    make_school(session, "ANCIENNE", name="Avant")
    session.commit()

    def rename_late(form: TrialForm) -> None:
        mine = request_session.query(School).one()
        request_session.connection().exec_driver_sql(
            "UPDATE schools SET name = 'Pendant', version = version + 1"
        )
        mine.name = "Après"

    trial["do"] = rename_late
    status, page = send(app)
    assert status == 422
    assert "Quelqu’un d’autre a modifié cette fiche" in page


def test_a_number_no_database_keeps_is_refused(
    app: Flask, session: Session, trial: dict[str, Action]
) -> None:
    def keep(form: TrialForm) -> None:
        school = make_school(request_session, "NEUVE")
        school.version = form.size.data or 0
        request_session.flush()

    trial["do"] = keep
    status, page = send(app, size="9" * 30)
    assert status == 422
    assert "trop grande" in page
    assert schools(session) == 0


@pytest.mark.parametrize("size", ["9" * 5000, "x", "1e3", "٣٣x"])
def test_a_number_that_is_none_is_refused_on_its_field(
    app: Flask, trial: dict[str, Action], size: str
) -> None:
    assert send(app, size=size)[0] == 422


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000, "²"])
def test_a_made_up_version_is_none(app: Flask, version: str) -> None:
    with app.test_request_context(method="POST", data={"version": version}):
        assert TrialForm().known_version is None


def test_the_version_seen_comes_back(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"version": "12"}):
        assert TrialForm().known_version == 12
