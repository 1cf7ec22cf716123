"""Fields read what people type, and say what they cannot read."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional, Regexp

from school.core.text import UNWRITABLE
from school.web.forms import (
    LINE_ENDS,
    BoxesField,
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    Required,
    TextField,
    WholeNumberField,
)
from tests.unit.web.conftest import Reader

relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


class Sheet(Form):
    """One field of each kind."""

    text = TextField("Texte", [LengthAtMost(20)])
    needed = TextField("Nécessaire", [Required()])
    day = DateField("Jour", [])
    needed_day = DateField("Jour nécessaire", [Required()])
    code = TextField("Code", [Required(), Regexp("[A-Z]+")])
    value = DecimalField("Valeur")
    count = WholeNumberField("Nombre", [Optional(), NumberRange(0, 99)])
    answer = RadioField(
        "Réponse", choices=[SelectChoice("a", "A"), SelectChoice("b", "B")], default="a"
    )

    several = BoxesField(
        "Plusieurs", [Optional()], choices=[SelectChoice("a", "A"), SelectChoice("b", "B")]
    )
    maybe = RadioField("Peut-être", [Optional()], choices=[SelectChoice("a", "A")])


FILLED = {"needed": "x", "needed_day": "2026-03-02", "answer": "a", "code": "A"}


def read(reader: Reader, **sent: str) -> Sheet:
    with reader("fr", {**FILLED, **sent}):
        sheet = Sheet()
        sheet.validate()
        return sheet


@pytest.mark.parametrize(
    ("typed", "value"),
    [("0,05", "0.05"), ("0.05", "0.05"), ("−3", "-3"), ("+2", "2"), ("1 234,5", "1234.5"),
     ("1\u202f234", "1234"), (",5", "0.5"), ("5,", "5"), ("  7 ", "7"), ("000", "0")],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(reader: Reader, typed: str, value: str) -> None:
    sheet = read(reader, value=typed)
    assert sheet.errors.get("value") is None
    assert sheet.value.data == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    ["x", "1e5", "NaN", "inf", "-Infinity", "1_000", "1.2.3", "--1", "0x10", ".", "1,5,0",
     "1000000000", "0.0000001", "9" * 5000, "½"],
)  # fmt: skip
def test_what_is_no_number_is_told_and_kept(reader: Reader, typed: str) -> None:
    sheet = read(reader, value=typed)
    assert sheet.value.errors
    assert sheet.value.data is None
    assert sheet.value._value() == typed


@pytest.mark.parametrize("typed", ["7", " 0 ", "9 9"])
def test_whole_numbers_are_read(reader: Reader, typed: str) -> None:
    sheet = read(reader, count=typed)
    assert (sheet.count.data, sheet.errors) == (int(typed.replace(" ", "")), {})


@pytest.mark.parametrize("typed", ["x", "-1", "1,5", "٣", "²", "1" + "0" * 400, "9" * 5000])
def test_what_is_no_whole_number_is_told_and_kept(reader: Reader, typed: str) -> None:
    sheet = read(reader, count=typed)
    assert sheet.count.errors[0] == "Écrivez un nombre entier, comme 3."
    assert (sheet.count.data, sheet.count._value()) == (None, typed)


@pytest.mark.parametrize("typed", ["", "   ", "\u00a0"])
def test_nothing_typed_is_no_number_and_never_zero(reader: Reader, typed: str) -> None:
    sheet = read(reader, value=typed)
    assert (sheet.value.data, list(sheet.value.errors)) == (None, [])


@pytest.mark.parametrize(
    "sent", ["Salle\r\nBcc: x@x.test", "Salle\rBcc: x@x.test", " Salle\n\u2028\tBcc: x@x.test\n"]
)
def test_a_line_of_text_is_one_line(reader: Reader, sent: str) -> None:
    assert read(reader, needed=sent).needed.data == "Salle Bcc: x@x.test"


@pytest.mark.parametrize("typed", ["2026-03-05", "05/03/2026", "5/3/2026", " 05/03/2026 "])
def test_dates_are_read_day_first(reader: Reader, typed: str) -> None:
    assert read(reader, day=typed).day.data == date(2026, 3, 5)


@pytest.mark.parametrize(
    "typed",
    ["31/02/2026", "2026-13-01", "hier", "05-03-26", "1899-12-31", "2201-01-01", "9999999-01-01",
     "0000-00-00", "05/03/20266"],
)  # fmt: skip
def test_what_is_no_date_is_told_and_kept(reader: Reader, typed: str) -> None:
    sheet = read(reader, day=typed)
    assert len(sheet.day.errors) == 1
    assert sheet.day._value() == typed


@pytest.mark.parametrize("typed", ["", " ", "\t\n"])
def test_what_is_needed_is_told_once(reader: Reader, typed: str) -> None:
    assert read(reader, needed=typed).errors["needed"] == ["Ce champ est nécessaire."]
    assert read(reader, needed_day=typed).errors["needed_day"] == ["Ce champ est nécessaire."]
    assert read(reader, day=typed).errors.get("day") is None


def test_an_answer_that_was_not_offered_is_told(reader: Reader) -> None:
    assert read(reader, answer="c").answer.errors == ["Choisissez une des réponses proposées."]


@pytest.mark.parametrize("blank", ["", " ", "\x00", "\u2003"])
def test_a_blank_choice_is_none_and_forgives_no_other(reader: Reader, blank: str) -> None:
    with reader("fr", MultiDict([*FILLED.items(), ("several", blank), ("maybe", blank)])):
        sheet = Sheet()
        assert sheet.validate()
        assert (sheet.several.data, sheet.maybe.data) == ([], "")
    with reader("fr", MultiDict([*FILLED.items(), ("several", blank), ("several", "c")])):
        assert not Sheet().validate()


def test_a_text_has_a_limit(reader: Reader) -> None:
    assert read(reader, text="é" * 20).errors == {}
    assert read(reader, text="é" * 21).errors["text"] == ["20 caractères au plus."]


@pytest.mark.parametrize("letter", ["\x00", "\x01", "\x1f", "\x7f", "\x85", "\ufffe", "\uffff"])
def test_a_letter_nothing_can_hold_is_dropped(reader: Reader, letter: str) -> None:
    sheet = read(reader, text=f"a{letter}b", day=f"05/03/2026{letter}", value=f"{letter}7")
    assert sheet.errors == {}
    assert (sheet.text.data, sheet.day.data) == ("ab", date(2026, 3, 5))
    assert sheet.value._value() == "7"


@given(st.text(max_size=60))
@relaxed
def test_any_text_is_kept_or_told(reader: Reader, typed: str) -> None:
    sheet = read(reader, text=typed)
    kept = sheet.text.data
    assert kept is None or kept == kept.strip() != ""
    lines = LINE_ENDS.sub(" ", UNWRITABLE.sub("", typed))
    assert kept == (lines.strip() or None) or sheet.errors


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y"]))
@relaxed
def test_every_date_is_read_in_both_writings(reader: Reader, day: date, writing: str) -> None:
    assert read(reader, day=day.strftime(writing)).day.data == day


@given(st.text(max_size=30))
@relaxed
def test_no_text_breaks_a_field(reader: Reader, typed: str) -> None:
    read(
        reader,
        text=typed,
        needed=typed,
        day=typed,
        value=typed,
        count=typed,
        version=typed,
        submission=typed,
    )


def test_of_an_empty_field_nothing_else_is_said(reader: Reader) -> None:
    assert list(read(reader, code="").code.errors) == ["Ce champ est nécessaire."]
    assert len(read(reader, code="é").code.errors) == 1
    assert not read(reader, code="B").code.errors
