"""The form by which an apprentice says that a sheet was read."""

from typing import Self

from flask_babel import lazy_gettext
from wtforms.validators import Optional

from school.practicals.sheet_models import PracticalSheet
from school.web.forms import Form, LengthAtMost, TextField

LONGEST_REMARK = 500


class AcknowledgementForm(Form):
    """A remark, if there is one to make, about the sheet that was read."""

    remark = TextField(lazy_gettext("Votre remarque"), [Optional(), LengthAtMost(LONGEST_REMARK)])

    @classmethod
    def about(cls, sheet: PracticalSheet | None) -> Self:
        """Open the form on the sheet that is shown, if any was signed."""
        return cls(version=str(sheet.number) if sheet else None)
