"""Forms of sealed reports: why there is a new edition, and the copy that is checked."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired

from school.hiring.sealing.operations import LONGEST_REASON
from school.web.forms import DateField, Form, LengthAtMost, LinesField, Required


class EditionForm(Form):
    """What is known until when, and why the report is sealed again."""

    known_on = DateField(
        lazy_gettext("Faits connus au"),
        validators=[Required()],
        description=lazy_gettext("Hier au plus tard : le jour doit être fini."),
    )
    reason = LinesField(
        lazy_gettext("Pourquoi une nouvelle édition"),
        validators=[Required(), LengthAtMost(LONGEST_REASON)],
        description=lazy_gettext("Ces mots seront scellés et publics : ne nommez personne."),
        render_kw={"rows": 3},
    )


class CopyForm(Form):
    """A file that somebody holds."""

    copy = FileField(
        lazy_gettext("Votre copie : PDF, JSON, CSV ou archive"),
        validators=[FileRequired(lazy_gettext("Choisissez un fichier."))],
    )
