"""Words and addresses of templates: said in the page's language, escaped, and not mixed up."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, render_template_string, url_for
from flask_babel import force_locale
from markupsafe import Markup

from school.web import i18n, template_addresses, template_words
from school.web.template_addresses import address

WORDS, FRENCH = "Un essai ?", "Un essai\u00a0?"
"""Words in no catalogue: French is known by the space that does not break."""


@pytest.fixture
def app() -> Iterator[Flask]:
    """An application with the words of the program and two pages."""
    application = Flask("trial")
    application.secret_key = "for the test alone"
    i18n.install(application)
    template_addresses.install(application)
    application.add_url_rule("/things/<path:name>", "thing", lambda name: name)
    application.add_url_rule("/", "home", lambda: "")
    yield application
    template_words._READING.set(None)


def said(template: str, **values: object) -> str:
    return render_template_string(template, **values)


def test_a_page_is_said_in_one_language_and_the_next_in_its_own(app: Flask) -> None:
    for language, expected in (("fr", FRENCH), ("en", WORDS), ("fr", FRENCH)):
        with app.test_request_context(headers={"Accept-Language": language}):
            assert said("{{ _(words) }}", words=WORDS) == expected


def test_a_page_begun_in_another_language_is_said_in_it(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        assert said("{{ _(words) }}", words=WORDS) == FRENCH
        with force_locale("en"):
            assert said("{{ _(words) }}", words=WORDS) == WORDS
        assert said("{{ _(words) }}", words=WORDS) == FRENCH


def test_a_page_knows_its_language(app: Flask) -> None:
    app.jinja_env.globals["language"] = template_words.language
    for language in ("en", "fr"):
        with app.test_request_context(headers={"Accept-Language": language}):
            assert said("{{ language() }}") == language
            assert template_words.language() == language


def test_words_outside_of_a_page_follow_the_reader(app: Flask) -> None:
    for language, expected in (("fr", FRENCH), ("en", WORDS)):
        with app.test_request_context(headers={"Accept-Language": language}):
            assert template_words.gettext(WORDS) == expected


def test_values_are_escaped_and_words_are_not(app: Flask) -> None:
    with app.test_request_context():
        assert said("{{ _('L’un %(x)s', x=x) }}", x="<b>") == "L’un &lt;b&gt;"
        assert said("{{ _('L’un %(x)s', x=x) }}", x=Markup("<b>")) == "L’un <b>"


def test_a_doubled_percent_is_one_with_values_and_without(app: Flask) -> None:
    with app.test_request_context():
        assert said("{{ _('100%% de %(x)s', x=1) }}") == "100% de 1"
        assert said("{{ _('100%%') }}") == "100%"


@pytest.mark.parametrize(("number", "expected"), [(0, "0 jour"), (1, "1 jour"), (2, "2 jours")])
def test_a_number_chooses_the_plural_of_french(app: Flask, number: int, expected: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        assert said("{{ ngettext('%(num)s jour', '%(num)s jours', n) }}", n=number) == expected


@pytest.mark.parametrize(
    "values", [{}, {"page": 1}, {"page": True}, {"page": "1"}, {"page": [1, 2]}, {"page": None}]
)
def test_an_address_is_flask_s_own_each_time(app: Flask, values: dict[str, Any]) -> None:
    for root in ("/", "/school"):
        with app.test_request_context(base_url=f"http://localhost{root}"):
            for name in ("a", "é/b"):
                expected = url_for("thing", name=name, **values)
                assert address("thing", name=name, **values) == expected
                assert address("thing", name=name, **values) == expected


def test_a_whole_address_is_not_remembered(app: Flask) -> None:
    for host in ("one.example", "two.example"):
        with app.test_request_context(base_url=f"http://{host}"):
            assert address("home", _external=True) == f"http://{host}/"
