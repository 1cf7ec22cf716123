"""The form by which the board is sealed."""

from flask_babel import lazy_gettext

from school.web.forms import DateField, Form, Required


class SealForm(Form):
    """The day of the figures, and what is known until when."""

    as_of = DateField(
        lazy_gettext("Arrêté au"),
        validators=[Required()],
        description=lazy_gettext("Le jour des chiffres : par exemple la fin du trimestre."),
    )
    known_on = DateField(
        lazy_gettext("Faits connus au"),
        validators=[Required()],
        description=lazy_gettext("Hier au plus tard : le jour doit être fini."),
    )
