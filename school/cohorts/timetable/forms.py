"""Forms of plans, days off and sessions."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.cohorts.attendance_rules import Moment
from school.cohorts.labels import HALF_DAYS
from school.cohorts.rules import HalfDay
from school.cohorts.timetable.labels import DAY_KINDS, DAY_NAMES, PLACES
from school.cohorts.timetable.models import ClassSession
from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.rules import SLOTS, DayKind, Place, SessionDetails, Slot
from school.web.forms import (
    BoxesField,
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    Required,
    TextField,
)

NOBODY = "0"
LONGEST_ROOM = 60


class TeachingForm(Form):
    """Who teaches what, where and how long: what one session and many have in common."""

    module = SelectField(lazy_gettext("Module"), [Optional()])
    trainer = SelectField(lazy_gettext("Formateur"), [Optional()])
    room = TextField(
        lazy_gettext("Salle ou atelier"),
        [Optional(), LengthAtMost(LONGEST_ROOM)],
        render_kw={"list": "rooms", "autocomplete": "off"},
    )
    subject = TextField(lazy_gettext("Sujet"), [Optional(), LengthAtMost(200)])
    hours = DecimalField(lazy_gettext("Durée de la demi-journée"), [Required()])

    def offer_teaching(
        self, modules: Sequence[tuple[int, str]], trainers: Sequence[tuple[int, str]]
    ) -> None:
        """Give the choices of module and trainer: pairs of a number and its words."""
        for field, words, choices in (
            (self.module, lazy_gettext("Aucun en particulier"), modules),
            (self.trainer, lazy_gettext("À désigner"), trainers),
        ):
            field.choices = [
                SelectChoice(NOBODY, words),
                *(SelectChoice(str(number), label) for number, label in choices),
            ]

    def taught_at(self, moment: Moment) -> SessionDetails:
        """Give what was typed for a session on a half-day."""
        return SessionDetails(
            moment,
            int(self.module.data or NOBODY) or None,
            int(self.trainer.data or NOBODY) or None,
            self.room.data,
            self.subject.data,
            self.hours.data or Decimal(0),
        )


class SessionForm(TeachingForm):
    """One session."""

    date = DateField(lazy_gettext("Jour"), [Required()])
    half_day = SelectField(
        lazy_gettext("Demi-journée"),
        choices=[SelectChoice(one.value, words) for one, words in HALF_DAYS.items()],
    )

    def show(self, held: ClassSession) -> None:
        """Fill the form in with a session, as its page is read."""
        self.date.data = held.date
        self.half_day.data = held.half_day.value
        self.module.data = str(held.module_id or NOBODY)
        self.trainer.data = str(held.trainer_id or NOBODY)
        self.room.data = held.room.name if held.room else None
        self.subject.data = held.subject
        self.hours.data = held.hours
        self.version.data = str(held.version)

    @property
    def details(self) -> SessionDetails:
        """What was typed, as the operations take it."""
        return self.taught_at(Moment(self.date.data, HalfDay(self.half_day.data)))


def _slot_words(slot: Slot) -> Any:
    return lazy_gettext(
        "%(day)s, %(half)s", day=DAY_NAMES[slot.weekday], half=HALF_DAYS[slot.half_day]
    )


class SeriesForm(TeachingForm):
    """The same session on several half-days of each week."""

    first = DateField(lazy_gettext("Du"), [Required()])
    last = DateField(lazy_gettext("Au"), [Required()])
    slots = BoxesField(
        lazy_gettext("Demi-journées"),
        choices=[SelectChoice(slot.code, _slot_words(slot)) for slot in SLOTS],
        default=[slot.code for slot in SLOTS],
    )

    def chosen_slots(self) -> frozenset[Slot]:
        """Give the half-days that were ticked."""
        return frozenset(slot for slot in SLOTS if slot.code in (self.slots.data or []))

    @property
    def details(self) -> SessionDetails:
        """What was typed, as the operations take it, on the first day."""
        return self.taught_at(Moment(self.first.data, HalfDay.MORNING))


class CopyForm(Form):
    """A week like another."""

    source = DateField(lazy_gettext("Une journée de la semaine à copier"), [Required()])
    target = DateField(lazy_gettext("Une journée de la semaine à remplir"), [Required()])


class CancelForm(Form):
    """Why a session is not held."""

    reason = TextField(
        lazy_gettext("Raison"),
        [Required(), LengthAtMost(200)],
        description=lazy_gettext("Par exemple : formateur malade, panne de courant."),
    )


class DayForm(Form):
    """A day of the school's own."""

    date = DateField(lazy_gettext("Jour"), [Required()])
    kind = RadioField(
        lazy_gettext("Ce jour-là, l’école est"),
        choices=[SelectChoice(one.value, words) for one, words in DAY_KINDS.items()],
        default=DayKind.OFF.value,
    )
    label = TextField(
        lazy_gettext("Pourquoi"),
        [Required(), LengthAtMost(120)],
        description=lazy_gettext("Par exemple : congés, fête déplacée par le gouvernement."),
    )


class PlanForm(Form):
    """A plan week by week; `plan_form` adds the weeks."""

    weeks: dict[date, SelectField]

    def plan(self) -> list[Week]:
        """Give the weeks as they were chosen."""
        return [_week(monday, str(field.data)) for monday, field in self.weeks.items()]


def plan_form(
    proposed: Sequence[Week], modules: Mapping[str, str], labels: Mapping[date, str]
) -> PlanForm:
    """Make the form of a plan: one choice of module and place for each week."""
    choices = [
        *(
            SelectChoice(f"{place.value}:{code}", f"{code} {PLACES[place]!s}".strip())
            for code in modules
            for place in (Place.CENTRE, Place.ENTERPRISE)
        ),
        SelectChoice(f"{Place.OFF.value}:", PLACES[Place.OFF]),
    ]
    fields = {
        _name(week.monday): SelectField(
            labels[week.monday], choices=choices, default=f"{week.place.value}:{week.module or ''}"
        )
        for week in proposed
    }
    made: type[PlanForm] = type("PlanOfWeeks", (PlanForm,), fields)
    form = made()
    form.weeks = {week.monday: form[_name(week.monday)] for week in proposed}
    return form


def _name(monday: date) -> str:
    return f"week_{monday:%Y%m%d}"


def _week(monday: date, choice: str) -> Week:
    place, _, module = choice.partition(":")
    return Week(monday, Place(place), module or None)
