"""Forms of signing in, resetting a password and changing it."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import Optional

from school.web.forms import DateField, Form, LengthAtMost, Required, TextField
from school.web.views import local_path


class SignInForm(Form):
    """An address or a number, and a password."""

    next = HiddenField(filters=[local_path])
    identifier = TextField(
        lazy_gettext("Courriel ou téléphone"),
        [Required(), LengthAtMost(200)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        lazy_gettext("Mot de passe"),
        [Required(), LengthAtMost(200)],
        render_kw={"autocomplete": "current-password"},
    )


class PhotoPlacesForm(Form):
    """Whether a school keeps where photos were taken."""

    keeps = BooleanField(lazy_gettext("Garder le lieu des photos de pratiques"))


class ClosingForm(Form):
    """From which day a school is closed."""

    closed_on = DateField(lazy_gettext("Fermée à partir du"), [Optional()])


class ForgottenForm(Form):
    """Where to send the link that lets one choose a new password."""

    identifier = TextField(
        lazy_gettext("Courriel ou téléphone"),
        [Required(), LengthAtMost(200)],
        render_kw={"autocomplete": "username"},
    )


class PasswordForm(Form):
    """A new password."""

    password = PasswordField(
        lazy_gettext("Nouveau mot de passe"),
        [Required(), LengthAtMost(200)],
        description=lazy_gettext("Au moins dix caractères : une phrase se retient bien."),
        render_kw={"autocomplete": "new-password"},
    )
