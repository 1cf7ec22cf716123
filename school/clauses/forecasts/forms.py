"""Forms of planned hours and of scenarios."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext, lazy_gettext
from wtforms import Field, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, ValidationError

from school.clauses.forecasts.closing_rules import (
    MOST_PEOPLE,
    MOST_WEEKLY_HOURS,
    MOST_WEEKS,
    Part,
)
from school.clauses.forecasts.operations import PlanInput
from school.clauses.forecasts.scenario_operations import PartInput
from school.clauses.labels import BUCKETS
from school.clauses.models import PlannedHours
from school.clauses.rules import Bucket
from school.web.forms import (
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    Required,
    TextField,
    WholeNumberField,
)

LONGEST_NAME = 120
HUNDRED = Decimal(100)


class Positive:
    """The number is more than zero, and at most a limit where there is one."""

    def __init__(self, most: Decimal | None = None) -> None:
        self.most = most

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse zero, what is below it, and what is beyond the limit."""
        if field.data is None:
            return
        if field.data <= 0:
            raise ValidationError(gettext("Il faut plus de zéro."))
        if self.most is not None and field.data > self.most:
            raise ValidationError(gettext("%(most)s au plus.", most=f"{self.most:f}"))


class Percentage:
    """The number is a percentage; one that was surely meant as a share of 1 is asked about."""

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse what is not between 0 and 100, and fractions of one per cent."""
        value = field.data
        if value is None:
            return
        if not 0 <= value <= HUNDRED:
            raise ValidationError(gettext("Une probabilité va de 0 à 100."))
        if 0 < value < 1:
            raise ValidationError(gettext("Écrivez 80 pour quatre chances sur cinq."))


def _probability() -> DecimalField:
    return DecimalField(
        lazy_gettext("Probabilité, en %"),
        [Required(), Percentage()],
        render_kw={"inputmode": "decimal"},
        description=lazy_gettext("95 ou plus : presque sûr ; 50 : une chance sur deux."),
    )


class UnitForm(Form):
    """What the forms about hours of a unit share: the lot and the bucket."""

    lot = SelectField(lazy_gettext("Lot"))
    bucket = SelectField(
        lazy_gettext("Nature"),
        choices=[SelectChoice(bucket.value, words) for bucket, words in BUCKETS.items()],
    )

    def offer_lots(self, lots: Sequence[str]) -> None:
        """Let a lot of the contract be chosen."""
        whole = gettext("Le contrat entier")
        self.lot.choices = [SelectChoice(lot, lot or whole) for lot in lots]

    @property
    def unit(self) -> tuple[str, Bucket]:
        """Give the lot and the bucket."""
        return self.lot.data or "", Bucket(self.bucket.data)


class PlanForm(UnitForm):
    """Hours planned for a contract."""

    label = TextField(
        lazy_gettext("Ce qui est prévu"),
        [Required(), LengthAtMost(LONGEST_NAME)],
        description=lazy_gettext("Par exemple : équipe de raccordement, deux postes."),
    )
    starts_on = DateField(lazy_gettext("Premier jour"), [Required()])
    ends_on = DateField(lazy_gettext("Dernier jour"), [Required()])
    hours = DecimalField(
        lazy_gettext("Heures en tout"),
        [Required(), Positive()],
        render_kw={"inputmode": "decimal"},
    )
    probability = _probability()

    def show(self, plan: PlannedHours) -> None:
        """Fill in what is planned already."""
        self.lot.data, self.bucket.data, self.label.data = plan.lot, plan.bucket.value, plan.label
        self.starts_on.data, self.ends_on.data = plan.starts_on, plan.ends_on
        self.hours.data, self.probability.data = plan.hours, plan.probability * HUNDRED

    def plan(self) -> PlanInput:
        """Give what was typed, as the operation takes it."""
        lot, bucket = self.unit
        return PlanInput(
            lot,
            bucket,
            self.label.data,
            self.starts_on.data,
            self.ends_on.data,
            self.hours.data or Decimal(0),
            (self.probability.data or Decimal(0)) / HUNDRED,
        )


class ScenarioForm(Form):
    """The name of a scenario."""

    name = TextField(
        lazy_gettext("Nom du scénario"),
        [Required(), LengthAtMost(LONGEST_NAME)],
        description=lazy_gettext("Par exemple : trois placements de huit semaines dès mai."),
    )


class PartForm(UnitForm):
    """A part of a scenario."""

    people = WholeNumberField(
        lazy_gettext("Personnes"),
        [Required(), NumberRange(1, MOST_PEOPLE, lazy_gettext("De 1 à 1 000 personnes."))],
        render_kw={"inputmode": "numeric"},
    )
    weeks = WholeNumberField(
        lazy_gettext("Semaines"),
        [Required(), NumberRange(1, MOST_WEEKS, lazy_gettext("De 1 à 260 semaines."))],
        render_kw={"inputmode": "numeric"},
    )
    weekly_hours = DecimalField(
        lazy_gettext("Heures par semaine, par personne"),
        [Required(), Positive(MOST_WEEKLY_HOURS)],
        render_kw={"inputmode": "decimal"},
    )
    starts_on = DateField(lazy_gettext("Premier jour"), [Required()])
    probability = _probability()

    def show(self, lot: str, bucket: Bucket, part: Part) -> None:
        """Fill in a part."""
        self.lot.data, self.bucket.data = lot, bucket.value
        self.people.data, self.weeks.data = part.people, part.weeks
        self.weekly_hours.data, self.starts_on.data = part.weekly_hours, part.starts_on
        self.probability.data = part.probability * HUNDRED

    def part(self) -> PartInput:
        """Give what was typed, as the operation takes it."""
        lot, bucket = self.unit
        return PartInput(
            lot,
            bucket,
            Part(
                self.people.data or 0,
                self.weeks.data or 0,
                self.weekly_hours.data or Decimal(0),
                (self.probability.data or Decimal(0)) / HUNDRED,
                self.starts_on.data,
            ),
        )
