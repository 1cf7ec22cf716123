"""The form of a roll call: four buttons for each person, everybody there by default."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice

from school.cohorts.attendance_operations import duration_of
from school.cohorts.attendance_queries import RollCallEntry, edition_of_roll
from school.cohorts.attendance_rules import HALF_DAY_HOURS, Moment
from school.cohorts.labels import ROLL_CALL_WORDS
from school.cohorts.rules import AttendanceState
from school.web.forms import DecimalField, Form, Required


class RollCallForm(Form):
    """The length of the half-day; `roll_call_form` adds the people."""

    hours = DecimalField(lazy_gettext("Durée de la demi-journée"), [Required()])
    date = HiddenField()
    half_day = HiddenField()
    people: dict[str, RadioField]

    def states(self) -> dict[str, AttendanceState]:
        """Give what was chosen, by reference; nobody who was not on the page is noted."""
        return {
            reference: AttendanceState(field.data)
            for reference, field in self.people.items()
            if field.raw_data
        }


def roll_call_form(
    entries: Sequence[RollCallEntry],
    moment: Moment,
    usual: Decimal = HALF_DAY_HOURS,
    **options: Any,
) -> RollCallForm:
    """Make the form for the people of a half-day, with what is noted already.

    A half-day that was never called is as long as its session, `usual`. The form names its
    half-day itself, so that it can be sent later, from a telephone that had no network; the
    entry of a telephone gives its own fields as `options`.
    """
    fields = {f"state_{entry.trainee.id}": _field(entry) for entry in entries}
    made: type[RollCallForm] = type("RollCallOfPeople", (RollCallForm,), fields)
    form = made(**options)
    form.people = {entry.trainee.reference: form[f"state_{entry.trainee.id}"] for entry in entries}
    if not form.is_submitted():
        called = any(entry.mark for entry in entries)
        form.hours.data = _plain(duration_of(entries) if called else usual)
        form.version.data = str(edition_of_roll(entries))
    form.date.data, form.half_day.data = moment.day.isoformat(), moment.half_day.value
    return form


def _field(entry: RollCallEntry) -> RadioField:
    state = entry.mark.state if entry.mark else AttendanceState.PRESENT
    choices = [SelectChoice(one.value, ROLL_CALL_WORDS[one]) for one in AttendanceState]
    return RadioField(entry.trainee.full_name, choices=choices, default=state.value)


def _plain(hours: Decimal) -> Decimal:
    # Without the zeros that a database may add: « 3,5 » and not « 3,500000 ».
    return hours.normalize()
