"""Forms of hours: a person's month, a decision, a placement that counts."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from flask import request
from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField
from wtforms.validators import NumberRange, Optional

from school.clauses.hours.labels import REASONS, STEPS
from school.clauses.hours.rules import (
    DECISION_REASONS,
    MOST_HOURS_OF_A_DAY,
    DayHours,
    HourStep,
    field_of,
)
from school.clauses.labels import FORMS
from school.clauses.rules import HourForm, HourReason
from school.web.choices import one_of
from school.web.filters import capital
from school.web.filters import day as written_as_day
from school.web.forms import (
    BoxesField,
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    Required,
    TextField,
    WholeNumberField,
)

LONGEST_DETAIL = 500
LAST_DAY = 31
FREE_DAYS = (5, 6)
"""Saturdays and Sundays, which filling in leaves alone."""


class SheetForm(Form):
    """A person's hours of a month; `sheet_form` adds a field a day."""

    form = SelectField(lazy_gettext("Comment la personne travaille"), [Optional()])
    enterprise = SelectField(lazy_gettext("Qui l’emploie"), [Optional()])
    other_enterprise = TextField(
        lazy_gettext("Une autre entreprise"),
        [Optional(), LengthAtMost(LONGEST_DETAIL)],
        description=lazy_gettext("Son nom ou sa référence, si elle n’est pas dans la liste."),
    )

    def offer_ways(
        self,
        enterprises: Sequence[tuple[str, str]],
        form: HourForm | None,
        enterprise: str | None,
        *,
        mixed: bool,
    ) -> None:
        """Offer how and for whom the person may work, and show what the days say already.

        `mixed` where days differ: they keep what they say unless something is chosen.
        """
        nothing = gettext("comme déjà dit, jour par jour") if mixed else gettext("non précisé")
        self.form.choices = [("", nothing), *((one.value, words) for one, words in FORMS.items())]
        first = [("", nothing)] if mixed or enterprise is None else []
        self.enterprise.choices = [*first, *enterprises]
        if request.method == "GET" and not mixed:
            self.form.data = form.value if form else ""
            self.enterprise.data = enterprise

    def days(self, days: Sequence[date]) -> list[DayHours]:
        """Give what was typed for the days that have a field."""
        return [DayHours(day, self[field_of(day)].data) for day in days if field_of(day) in self]


def sheet_form(days: Sequence[date], written: Mapping[date, Decimal]) -> SheetForm:
    """Make the form of the days that may be typed, with the hours that stand there."""
    fields = {
        field_of(day): DecimalField(
            capital(written_as_day(day)),
            render_kw={"inputmode": "decimal", "autocomplete": "off"},
        )
        for day in days
    }
    made: type[SheetForm] = type("SheetOfMonth", (SheetForm,), fields)
    form = made()
    if request.method == "GET":
        for day, hours in written.items():
            if field_of(day) in form:
                form[field_of(day)].data = hours.normalize()
    return form


class FillForm(Form):
    """The same hours for every working day between two days of the month."""

    first = WholeNumberField(lazy_gettext("Du"), [NumberRange(1, LAST_DAY)], default=1)
    last = WholeNumberField(lazy_gettext("Au"), [NumberRange(1, LAST_DAY)], default=LAST_DAY)
    hours = DecimalField(
        lazy_gettext("Heures par jour"), [Required(), NumberRange(0, MOST_HOURS_OF_A_DAY)]
    )

    class Meta:
        csrf = False

    def filled(self, days: Sequence[date]) -> dict[date, Decimal]:
        """Give the hours of the working days asked for; nothing when nothing good was asked."""
        if not self.hours.raw_data or not self.validate():
            return {}
        first, last = self.first.data or 1, self.last.data or LAST_DAY
        hours = self.hours.data or Decimal(0)
        return {
            day: hours
            for day in days
            if first <= day.day <= last and day.weekday() not in FREE_DAYS
        }


def fill_form() -> FillForm:
    """Read what the address asks to fill in."""
    return FillForm(formdata=MultiDict(request.args) if "hours" in request.args else None)


class DecisionForm(Form):
    """What whoever validates decides of people's hours of a month, or of days."""

    chosen = BoxesField(lazy_gettext("Personnes"), [Required()])
    step = RadioField(lazy_gettext("Décision"), [Required()])
    reason = SelectField(
        lazy_gettext("Raison"),
        [Optional()],
        description=lazy_gettext("Nécessaire pour rejeter ou reprendre des heures."),
    )
    detail = TextField(lazy_gettext("Précision"), [Optional(), LengthAtMost(LONGEST_DETAIL)])

    def open_steps(self, steps: Sequence[HourStep]) -> None:
        """Offer the steps that are open; to validate is what is asked of most hours."""
        self.step.choices = [(one.value, STEPS[one]) for one in steps]
        self.reason.choices = [("", gettext("Choisir"))] + [
            (one.value, REASONS[one]) for one in DECISION_REASONS
        ]
        if request.method == "GET" and HourStep.VALIDATE in steps:
            self.step.data = HourStep.VALIDATE.value

    def offer(self, words: str, things: Sequence[tuple[str, str]]) -> None:
        """Offer what can be decided of: people, or days."""
        self.chosen.label.text = words
        self.chosen.choices = list(things)

    @property
    def chosen_step(self) -> HourStep:
        """The step that was chosen."""
        return HourStep(self.step.data)

    @property
    def chosen_reason(self) -> HourReason | None:
        """The reason that was chosen."""
        return one_of(HourReason, self.reason.data)


class CountForm(Form):
    """A placement whose logbook counts for a contract."""

    placement = SelectField(lazy_gettext("Placement"), [Required()])
    lot = SelectField(lazy_gettext("Lot et nature des heures"), [Required()])
    form = SelectField(lazy_gettext("Comment la personne travaille"), [Required()])
    from_on = DateField(
        lazy_gettext("À partir du"),
        [Optional()],
        description=lazy_gettext("Vide : dès le premier jour du carnet."),
    )
    until_on = DateField(
        lazy_gettext("Jusqu’au"),
        [Optional()],
        description=lazy_gettext("Vide : jusqu’à la fin du placement."),
    )

    def offer(self, placements: Sequence[tuple[str, str]], lots: Sequence[tuple[str, str]]) -> None:
        """Offer placements and lots; what stands alone is taken without asking."""
        empty = [("", gettext("Choisir"))]
        self.placement.choices = [*empty, *placements]
        self.lot.choices = list(lots)
        self.form.choices = [(one.value, words) for one, words in FORMS.items()]
        if self.form.data is None:
            self.form.data = HourForm.MADE_AVAILABLE.value
