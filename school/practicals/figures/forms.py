"""The form by which a school adopts a time of its own for a task."""

from flask_babel import lazy_gettext
from wtforms import HiddenField
from wtforms.validators import Optional

from school.web.forms import Form, LengthAtMost, TextField


class AllowanceForm(Form):
    """Why the time is adopted, and which one was read."""

    minutes = HiddenField()
    reason = TextField(lazy_gettext("Pourquoi, en quelques mots"), [Optional(), LengthAtMost(200)])

    @property
    def seen(self) -> int | None:
        """The minutes that the person read."""
        text = self.minutes.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
