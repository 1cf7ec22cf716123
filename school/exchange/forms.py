"""The form by which a bundle is uploaded."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired

from school.web.forms import Form


class UploadForm(Form):
    """One file: a workbook, an archive or a table."""

    file = FileField(
        lazy_gettext("Fichier à importer"),
        validators=[FileRequired(lazy_gettext("Choisissez un fichier."))],
    )
