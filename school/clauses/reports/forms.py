"""Forms of reports: the paper of a period, or the day on which it came another way."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired

from school.web.forms import DateField, Form, Required


class ReportForm(Form):
    """The report of a period, as a PDF."""

    file = FileField(
        lazy_gettext("Le bilan, en PDF"),
        [FileRequired(lazy_gettext("Choisissez un fichier."))],
        description=lazy_gettext("10 Mo au plus."),
        render_kw={"accept": "application/pdf"},
    )


class ReceiptForm(Form):
    """The day on which a report came another way."""

    filed_on = DateField(lazy_gettext("Reçu le"), [Required()])
