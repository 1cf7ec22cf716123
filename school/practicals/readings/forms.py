"""Forms of keys, and the part of an attempt's form in which a reading is typed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, SelectField, SubmitField
from wtforms.fields import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import StopValidation
from wtforms.widgets import FileInput

from school.accounts.models import School
from school.practicals.file_fields import TracesField
from school.practicals.readings.fields import (
    filled_with,
    row_fields,
    rows_in,
    rows_wanted,
    show_faults,
)
from school.practicals.readings.rules import (
    MOST_EVENTS,
    CorrectedReading,
    Row,
    contradictions,
    key_faults,
    measures_of,
    readings_of,
    row_faults,
)
from school.practicals.readings.targets import AskedReading
from school.practicals.traces.answer_key import Correction, Reading, correct
from school.web.filters import number
from school.web.forms import Form, LengthAtMost, Required, TextField

LONGEST_TITLE = 120
SPARE = 3
EVENT, READING, KEY, MORE = "event", "reading", "reading-key", "reading-more"
"""What the names of the fields begin with; they are those of entries that telephones keep."""

FEWEST_ROWS = 6


class OneTraceField(TracesField):
    """One trace of an OTDR, which must be given."""

    widget = FileInput()
    most = 1

    def pre_validate(self, form: BaseForm) -> None:
        """Read the trace, once one was chosen."""
        if not any(getattr(one, "filename", "") for one in self.data or []):
            raise StopValidation(gettext("Choisissez le fichier de la courbe."))
        super().pre_validate(form)


class NewKeyForm(Form):
    """A trace that apprentices will read, and what it is called."""

    school = SelectField(lazy_gettext("École"))
    title = TextField(lazy_gettext("Nom du corrigé"), [Required(), LengthAtMost(LONGEST_TITLE)])
    trace = OneTraceField(lazy_gettext("Courbe (.sor)"))

    def offer_schools(self, schools: Sequence[School]) -> None:
        """Let the school be chosen; where there is one alone, it is not asked."""
        if len(schools) > 1:
            self.school.choices = [SelectChoice(one.reference, one.name) for one in schools]
        else:
            del self.school


class KeyForm(Form):
    """The events of a key, its title, and whether it serves."""

    title = TextField(lazy_gettext("Nom du corrigé"), [Required(), LengthAtMost(LONGEST_TITLE)])
    in_use = BooleanField(lazy_gettext("Sert à corriger des lectures"))
    more = SubmitField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows_in(self._fields, EVENT)

    @property
    def typed(self) -> list[Row]:
        """The rows as they were typed; those taken away are blank."""
        return [one.row for one in self.rows]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse each cell that contradicts others, where it stands."""
        valid = bool(super().validate(extra_validators))
        return not show_faults(self.rows, key_faults(self.typed)) and valid


def key_form(rows: Sequence[Row | Reading], names: Iterable[str], more: bool) -> type[KeyForm]:
    """Make the form of a key: a row for each event and each field sent, and some to spare."""
    count = rows_wanted(EVENT, min(len(rows) + SPARE, MOST_EVENTS), names, more=more)
    return type("EventsForm", (KeyForm,), dict(row_fields(EVENT, count, removable=True)))


class ReadingPart:
    """The part of an attempt's form in which a reading is typed, and what comes of it."""

    def __init__(self, fields: Mapping[str, Any], asked: AskedReading) -> None:
        self.asked = asked
        self.key, self.more, self.rows = fields[KEY], fields[MORE], rows_in(fields, READING)
        chosen = self.key.data
        self.key.choices = [
            SelectChoice("", gettext("Aucun : la lecture est corrigée à la main")),
            *(
                SelectChoice(one.reference, one.title, {"data-events": len(one.version.events)})
                for one in asked.keys
                if one.in_use or one.reference == chosen
            ),
        ]

    @property
    def is_filled(self) -> bool:
        """Tell whether anything was typed, rightly or not."""
        fields = [self.key, *(field for row in self.rows for field in row.cells.values())]
        return any(field.errors or field.data not in (None, "") for field in fields)

    def find_faults(self, typed: Mapping[str, Decimal | None], measures: Mapping[str, Any]) -> bool:
        """Say what is wrong on the fields concerned; tell whether anything is.

        `typed` are the measures that were typed, and `measures` their fields, by code.
        """
        if self.asked.chosen(self.key.data) is None:
            return self._miss_key()
        if show_faults(self.rows, row_faults([one.row for one in self.rows])):
            return True
        if any(one.errors for one in self.rows):
            return True
        if self.correction is None:
            self.key.errors = [
                *self.key.errors,
                gettext("Écrivez ce qui a été lu, au moins un événement."),
            ]
            return True
        return self._contradict(typed, measures)

    def _miss_key(self) -> bool:
        blank = all(one.row.is_blank and not one.errors for one in self.rows)
        if blank and not self.key.data:
            return False
        self.key.errors = [
            *self.key.errors,
            gettext("Ce corrigé n’existe pas.")
            if self.key.data
            else gettext("Choisissez le corrigé de cette lecture."),
        ]
        return True

    def _contradict(self, typed: Mapping[str, Decimal | None], measures: Mapping[str, Any]) -> bool:
        against = contradictions(typed, self.computed, self.asked.codes)
        for code, value in against.items():
            measures[code].errors = [*measures[code].errors, _told(value)]
        return bool(against)

    @property
    def correction(self) -> Correction | None:
        """The reading beside its key; nothing while there is no key, no event, or a fault."""
        key = self.asked.chosen(self.key.data)
        rows = [one.row for one in self.rows]
        if key is None or any(True for _ in row_faults(rows)) or any(r.errors for r in self.rows):
            return None
        events = readings_of(rows)
        if not events:
            return None
        return correct(events, key.version.events, self.asked.tolerance_at(key))

    @property
    def computed(self) -> dict[str, Decimal]:
        """The measures that follow from the reading; none while it cannot be corrected."""
        key, done = self.asked.chosen(self.key.data), self.correction
        if key is None or done is None:
            return {}
        return measures_of(done, self.asked.thresholds, self.asked.settings(key))

    @property
    def corrected(self) -> CorrectedReading | None:
        """The reading as the sheet keeps it."""
        key, done = self.asked.chosen(self.key.data), self.correction
        if key is None or done is None:
            return None
        return CorrectedReading(key.version_id, done)


def _told(value: Decimal | None) -> str:
    if value is None:
        return str(gettext("Le corrigé n’en donne pas : laissez cette mesure vide."))
    return str(
        gettext(
            "Le corrigé donne %(value)s : videz cette mesure, ou changez la lecture.",
            value=number(value),
        )
    )


def reading_fields(asked: AskedReading, names: Collection[str]) -> dict[str, Any]:
    """Give the fields of a reading: its key, and rows for the longest key in use at least.

    `names` are those of the fields that were sent or that the form opens with.
    """
    longest = max((len(one.version.events) for one in asked.keys if one.in_use), default=0)
    least = min(max(longest + 2, FEWEST_ROWS), MOST_EVENTS)
    count = rows_wanted(READING, least, names, more=MORE in names)
    key = SelectField(lazy_gettext("Corrigé"), default="", choices=[], validate_choice=False)
    return {KEY: key, MORE: SubmitField(), **dict(row_fields(READING, count))}


def reading_again(key: str, correction: Correction) -> dict[str, Any]:
    """Give the values with which the form opens that corrects a sheet with a reading."""
    answers = [*(one.answer for one in correction.found), *correction.false]
    in_order = sorted(answers, key=lambda one: one.distance_m)
    return {KEY: key, **filled_with(READING, in_order)}
