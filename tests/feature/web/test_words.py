"""French words as French printers set them, and English ones from their catalogue."""

import pytest
from flask import Flask
from flask_babel import force_locale, gettext, lazy_gettext, ngettext
from hypothesis import given
from hypothesis import strategies as st

from school.web.i18n import with_french_spaces


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Qui : lui ?", "Qui\u00a0: lui\u00a0?"),
        ("« Oui » ; non !", "«\u00a0Oui\u00a0»\u00a0; non\u00a0!"),
        ("chez %(name)s : %(count)s %", "chez %(name)s\u00a0: %(count)s\u00a0%"),
        ("à %(hour)s:00, 10:30, ?x", "à %(hour)s:00, 10:30,\u00a0?x"),
        (" : d’abord", " : d’abord"),
        ("%(hours)s h sur %(all)s hier", "%(hours)s\u00a0h sur %(all)s hier"),
        ("déjà\u00a0: là", "déjà\u00a0: là"),
        ("", ""),
    ],
)
def test_double_signs_stay_with_their_word(written: str, shown: str) -> None:
    assert with_french_spaces(written) == shown


@given(st.text("ab %()s:;?!«»\u00a0", max_size=30))
def test_spaces_alone_change_and_once_is_enough(text: str) -> None:
    shown = with_french_spaces(text)
    assert shown.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert with_french_spaces(shown) == shown
    assert shown.count("%(") == text.count("%(")


def test_french_is_shown_with_its_spaces_wherever_it_is_said(app: Flask) -> None:
    with app.test_request_context(), force_locale("fr"):
        assert gettext("Qui : %(name)s ?", name="Awa : B") == "Qui\u00a0: Awa : B\u00a0?"
        assert str(lazy_gettext("Qui ?")) == "Qui\u00a0?"
        template = app.jinja_env.from_string(
            "{{ _('Qui ?') }}{% trans n=2 %}Où : {{ n }}{% endtrans %}"
        )
        assert template.render() == "Qui\u00a0?Où\u00a0: 2"


@pytest.mark.parametrize(("count", "shown"), [(0, "0 mois"), (1, "1 mois"), (2, "2 lunes")])
def test_none_is_singular_in_french(app: Flask, count: int, shown: str) -> None:
    with app.test_request_context(), force_locale("fr"):
        assert ngettext("%(num)s mois", "%(num)s lunes", count) == shown
