"""What every form shares: protection, idempotence, optimistic locking, and kind parsing."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID, uuid4

from flask import request
from flask_babel import get_locale, gettext, lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    FileField,
    HiddenField,
    IntegerField,
    SelectFieldBase,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import DateField as BaseDateField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, EmailInput, ListWidget, TelInput, TextInput

from school.core.errors import DomainError, NeedsConfirmation, StaleRecord
from school.core.text import UNWRITABLE
from school.web.context import SAFE_METHODS
from school.web.i18n import LANGUAGES
from school.web.library_words import LibraryWords

LONGEST_VERSION = 10
MOST_FIGURES = 6
UNREAD = object()
LINE_ENDS = re.compile(r"[\t\r\n\u2028\u2029]+")
WRITTEN_NUMBER = re.compile(r"[+-]?(\d{1,60}(\.\d{0,60})?|\.\d{1,60})")


class Form(FlaskForm):
    """A form that knows when it was sent twice and which version of a record it edits."""

    class Meta(FlaskForm.Meta):
        """How the library's own messages are said, and what it is given to read."""

        def get_translations(self, form: BaseForm) -> Any:
            """Give the library's words in the reader's language."""
            locale = get_locale()
            return LibraryWords(locale.language if locale else LANGUAGES[0])

        def wrap_formdata(self, form: BaseForm, formdata: Any) -> Any:
            """Drop what nothing can hold: invisible characters, files as text, blank choices."""
            sent = super().wrap_formdata(form, formdata)
            if not sent:
                return sent
            read = (
                (name, _as_read(form._fields.get(name), value))
                for name, value in sent.items(multi=True)
            )
            return MultiDict((name, value) for name, value in read if value is not UNREAD)

    submission = HiddenField()
    version = HiddenField()
    confirmed = BooleanField(lazy_gettext("J’ai vérifié, continuer quand même"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not _is_uuid(self.submission.data):
            self.submission.data = str(uuid4())
        self.needs_confirmation = False
        self.general_errors: list[str] = []

    @classmethod
    def on(cls, thing: object, **options: Any) -> Self:
        """Open the form on a record: filled in when the page is read, as typed when it is sent."""
        return cls(obj=thing if request.method in SAFE_METHODS else None, **options)

    def refuse(self, error: DomainError) -> None:
        """Show a refusal on the field it concerns, or above the form."""
        message = gettext(error.message, **error.values)
        self.needs_confirmation = isinstance(error, NeedsConfirmation)
        if isinstance(error, StaleRecord) and error.values.get("version") is not None:
            # Who reads the record again may then save over it, knowingly.
            self.version.data = str(error.values["version"])
        target = self._fields.get(error.field or "")
        if target is None:
            self.general_errors.append(message)
        else:
            target.errors = [*target.errors, message]

    @property
    def submission_key(self) -> str:
        """The number that two copies of one form share."""
        return str(self.submission.data)

    @property
    def known_version(self) -> int | None:
        """The version of the record that the person saw; nothing for a new one."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < LONGEST_VERSION else None

    def values(self) -> dict[str, Any]:
        """Give what was typed, without what only the program uses."""
        hidden = {"submission", "version", "confirmed", "csrf_token"}
        return {name: value for name, value in self.data.items() if name not in hidden}


def _as_read(field: Field | None, value: Any) -> Any:
    """Give what a field reads of what was sent to it; `UNREAD` for what it cannot hold.

    Of a choice, spaces are no choice; of several, a blank one is left out, for the rule that lets
    a field be empty would forgive every other that comes after it.
    """
    if not isinstance(value, str):
        return value if isinstance(field, FileField) else UNREAD
    text = UNWRITABLE.sub("", value)
    if isinstance(field, SelectFieldBase) and not text.strip():
        return UNREAD if isinstance(field, SelectMultipleField) else ""
    return text


def names_sent(options: Mapping[str, Any]) -> set[str]:
    """Name the fields that a form will be sent with: those in its options, else the request's.

    An entry of a telephone gives its fields as an option, and its request has none.
    """
    return set(options.get("formdata", request.form))


def _is_uuid(text: str | None) -> bool:
    try:
        return str(UUID(text or "")) == text
    except ValueError:
        return False


def squeeze(value: str | None) -> str | None:
    """Drop outer spaces; an empty text is nothing."""
    stripped = value.strip() if value else ""
    return stripped or None


def one_line(value: str | None) -> str | None:
    """Put what was sent on several lines on one, as the box of a browser does."""
    return LINE_ENDS.sub(" ", value) if value else value


class TextField(StringField):
    """A line of text without outer spaces; nothing rather than an empty text."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, filters=[one_line, squeeze, *kwargs.pop("filters", [])], **kwargs)


def even_lines(value: str | None) -> str | None:
    """End every line in the same way, whatever the browser or the file it comes from."""
    return "\n".join(value.splitlines()) if value else value


class LinesField(TextAreaField):
    """A text of several lines without outer spaces; nothing rather than an empty text."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, filters=[even_lines, squeeze], **kwargs)


class BoxesField(SelectMultipleField):
    """Several things of a list, a box each."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PhoneField(TextField):
    """A telephone number; the operation that keeps it says whether it is one."""

    widget = TelInput()


class AddressField(TextField):
    """An e-mail address; the operation that keeps it says whether it is one."""

    widget = EmailInput()


class DateField(BaseDateField):
    """A date as browsers send it, or as people type it: 05/03/2026, day first."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["format"] = ["%Y-%m-%d", "%d/%m/%Y"]
        super().__init__(*args, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date, with a message a person understands."""
        if not valuelist:
            return
        self.data = None
        typed = " ".join(valuelist).strip()
        if not typed:
            return
        try:
            super().process_formdata([typed])
        except ValueError as error:
            raise ValueError(gettext("Écrivez la date comme 05/03/2026.")) from error
        if self.data is not None and not date(1900, 1, 1) <= self.data <= date(2200, 12, 31):
            raise ValueError(gettext("Cette date est trop éloignée d’aujourd’hui."))


def typed_number(value: Decimal) -> str:
    """Write a number as its reader would type it: no zeros at the end, no groups of thousands."""
    plain = f"{value.normalize():f}"
    locale = get_locale()
    return plain if locale and locale.language == "en" else plain.replace(".", ",")


class DecimalField(Field):
    """A number with a comma or a point; blank is nothing, never zero."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else typed_number(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; letters, infinities and absurd sizes are refused."""
        text = "".join(valuelist[0].split()) if valuelist else ""
        text = text.replace("−", "-").replace(",", ".")
        self.data: Decimal | None = None
        if not text:
            return
        if not WRITTEN_NUMBER.fullmatch(text):
            raise ValueError(gettext("Écrivez un nombre, comme 0,05."))
        value = Decimal(text)
        if abs(value) >= Decimal(10) ** 9:
            raise ValueError(gettext("Ce nombre est trop grand."))
        if value != round(value, 6):
            raise ValueError(gettext("Six décimales au plus."))
        self.data = value


class WholeNumberField(IntegerField):
    """A whole number typed on the keys for figures; blank is nothing, never zero."""

    data: Any
    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; more figures than any count here has are refused as letters are.

        The library's rule for a range breaks on numbers that no float can hold.
        """
        text = "".join(valuelist[0].split()) if valuelist else ""
        self.data = None
        if not text:
            return
        if not (text.isascii() and text.isdecimal() and len(text) <= MOST_FIGURES):
            raise ValueError(gettext("Écrivez un nombre entier, comme 3."))
        self.data = int(text)


def required_message() -> Any:
    """Give the words for a field that was left empty."""
    return lazy_gettext("Ce champ est nécessaire.")


class Required:
    """The field must be filled; the browser is told too."""

    field_flags = {"required": True}  # noqa: RUF012

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Refuse an empty field, unless a message about what was typed is there already."""
        if field.data in (None, "", []) and not field.errors:
            # What the other rules would say of nothing helps nobody.
            raise StopValidation(str(required_message()))


class LengthAtMost:
    """The text has a limit, told to the browser too."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.field_flags = {"maxlength": limit}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Refuse a text that is too long."""
        if field.data and len(field.data) > self.limit:
            raise ValidationError(gettext("%(limit)s caractères au plus.", limit=self.limit))
