"""Forms of action plans: what is to be done, the next step, the hours it brought."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from school.clauses.practices.actions.labels import MEASURES
from school.clauses.practices.actions.operations import ActionPlan
from school.clauses.practices.actions.rules import ActionMeasure
from school.clauses.rules import Bucket
from school.web.forms import (
    AddressField,
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    LinesField,
    Required,
    TextField,
)

LONGEST_WORDING = 300
LONGEST_REASON = 1000
SEPARATOR = ":"

Choices = Sequence[tuple[str, str]]


def unit_value(lot: str, bucket: Bucket) -> str:
    """Write a lot and bucket as a form's choice."""
    return f"{bucket.value}{SEPARATOR}{lot}"


class ActionForm(Form):
    """What is to be done, by whom, until when, and how its hours are known."""

    wording = LinesField(
        lazy_gettext("Ce qui sera fait"),
        [Required(), LengthAtMost(LONGEST_WORDING)],
        description=lazy_gettext("Par exemple : accueillir trois apprentis huit semaines en mai."),
        render_kw={"rows": 2},
    )
    unit = SelectField(lazy_gettext("Pour quelles heures"))
    owner_name = TextField(lazy_gettext("Qui s’en charge"), [Required(), LengthAtMost(120)])
    owner_email = AddressField(
        lazy_gettext("Son courriel"),
        [Optional(), LengthAtMost(200)],
        description=lazy_gettext("Les rappels y partent, et l’action paraît sur son accueil."),
    )
    starts_on = DateField(lazy_gettext("Début"), [Required()])
    due_on = DateField(lazy_gettext("Échéance"), [Required()])
    expected_hours = DecimalField(
        lazy_gettext("Heures attendues"),
        [Optional()],
        description=lazy_gettext("Vide si l’action n’apporte pas d’heures elle-même."),
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    measure = RadioField(
        lazy_gettext("Comment connaît-on les heures réelles ?"),
        [Required()],
        choices=[SelectChoice(one.value, words) for one, words in MEASURES.items()],
    )
    enterprise = SelectField(
        lazy_gettext("Heures comptées chez"),
        default="",
        description=lazy_gettext(
            "Les heures validées de ce lot, faites dans cette entreprise depuis le début."
        ),
    )

    def offer(self, units: Choices, enterprises: Choices) -> None:
        """Offer the lots to choose from, and where hours may be counted."""
        self.unit.choices = [SelectChoice(*one) for one in units]
        none = SelectChoice("", gettext("Aucune : quelqu’un les déclare"))
        self.enterprise.choices = [none, *(SelectChoice(*one) for one in enterprises)]

    def plan(self, enterprises: Mapping[str, int]) -> ActionPlan:
        """Give what was typed, as the operations take it."""
        bucket, _, lot = self.unit.data.partition(SEPARATOR)
        return ActionPlan(
            wording=self.wording.data,
            lot=lot,
            bucket=Bucket(bucket),
            owner_name=self.owner_name.data,
            owner_email=self.owner_email.data,
            starts_on=self.starts_on.data,
            due_on=self.due_on.data,
            expected_hours=self.expected_hours.data,
            measure=ActionMeasure(self.measure.data),
            enterprise_id=enterprises.get(self.enterprise.data),
            confirmed=self.confirmed.data,
        )


class StepForm(Form):
    """A step of an action, and why."""

    reason = LinesField(
        lazy_gettext("En quelques mots"),
        [Optional(), LengthAtMost(LONGEST_REASON)],
        render_kw={"rows": 3},
    )


class HoursForm(Form):
    """The hours that an action has brought in all."""

    hours = DecimalField(
        lazy_gettext("Heures réelles, en tout jusqu’à aujourd’hui"),
        [
            Required(),
            NumberRange(Decimal(0), None, lazy_gettext("Un nombre d’heures, zéro ou plus.")),
        ],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    note = TextField(
        lazy_gettext("D’où viennent-elles ?"),
        [Optional(), LengthAtMost(LONGEST_REASON)],
        description=lazy_gettext("Par exemple : feuilles de mai, signées par le chef de chantier."),
    )

    @property
    def stated(self) -> tuple[Decimal, str | None]:
        """The hours and where they come from; the form is known to be filled in."""
        return self.hours.data or Decimal(0), self.note.data
