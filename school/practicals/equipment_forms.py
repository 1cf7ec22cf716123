"""The form of a piece of equipment."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.accounts.models import School
from school.practicals.equipment_labels import EQUIPMENT_KINDS
from school.practicals.equipment_rules import EquipmentDetails, EquipmentKind
from school.web.forms import DateField, Form, LengthAtMost, Required, TextField


class EquipmentForm(Form):
    """What is stated of a piece of equipment."""

    school = SelectField(lazy_gettext("École"))
    kind = SelectField(lazy_gettext("Genre de matériel"))
    serial = TextField(lazy_gettext("N° de série"), [Required(), LengthAtMost(80)])
    model = TextField(lazy_gettext("Marque et modèle"), [Optional(), LengthAtMost(120)])
    calibrated_on = DateField(lazy_gettext("Étalonné le"), [Optional()])
    calibration_due_on = DateField(lazy_gettext("Étalonnage à refaire le"), [Optional()])
    retired = BooleanField(lazy_gettext("Ne sert plus"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [
            SelectChoice(kind.value, str(words)) for kind, words in EQUIPMENT_KINDS.items()
        ]

    def offer_schools(self, schools: Sequence[School]) -> None:
        """Let the school be chosen; where there is one alone, it is not asked."""
        if len(schools) > 1:
            self.school.choices = [SelectChoice(one.reference, one.name) for one in schools]
        else:
            del self.school

    @property
    def details(self) -> EquipmentDetails:
        """What was typed, as the operations take it."""
        return EquipmentDetails(
            kind=EquipmentKind(self.kind.data),
            serial=self.serial.data,
            model=self.model.data,
            calibrated_on=self.calibrated_on.data,
            calibration_due_on=self.calibration_due_on.data,
            retired=bool(self.retired.data),
        )
