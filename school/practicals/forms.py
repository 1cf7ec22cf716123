"""The form of one attempt, made from what its task asks and measures."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectField, SubmitField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.core.errors import DomainError
from school.curriculum.models import TaskMeasure
from school.practicals.circumstance_forms import CircumstanceFields
from school.practicals.entry_rules import GATE, Entry, Outcome, Standing, outcome_of
from school.practicals.equipment_wording import equipment_words
from school.practicals.fields import (
    PREFIX,
    MeasureFields,
    MeasureTable,
    blocks_of,
    gate_field,
    measure_fields,
)
from school.practicals.file_fields import PhotosField, TracesField
from school.practicals.labels import VERDICTS
from school.practicals.readings.forms import ReadingPart, reading_fields
from school.practicals.rules import Verdict, find_faults
from school.practicals.targets import Asked
from school.practicals.trace_rules import is_traced
from school.practicals.wording import fault_words, standing_words
from school.web.forms import (
    BoxesField,
    DateField,
    LengthAtMost,
    LinesField,
    Required,
    TextField,
)

LONGEST_REASON = 500
LONGEST_NOTE = 2000
AS_MEASURED = ""


class AssessmentForm(CircumstanceFields):
    """Safety, the measures of a task, the day, and what the trainer adds.

    `then` is the button that leads to the next person at once, `preview` the one that only shows
    the verdict.
    """

    stop_reason = TextField(
        lazy_gettext("Ce qui manque à la sécurité"), [Optional(), LengthAtMost(LONGEST_REASON)]
    )
    assessed_on = DateField(lazy_gettext("Jour de l’essai"), [Required()])
    decided = RadioField(lazy_gettext("Verdict gardé"), default=AS_MEASURED, validate_choice=False)
    reason = TextField(
        lazy_gettext("Pourquoi un autre verdict que celui des mesures"),
        [Optional(), LengthAtMost(LONGEST_REASON)],
    )
    note = LinesField(
        lazy_gettext("Remarque"),
        [Optional(), LengthAtMost(LONGEST_NOTE)],
        render_kw={"rows": 3},
    )
    equipment = BoxesField(
        lazy_gettext("Matériel utilisé"),
        [Optional()],
        validate_choice=False,
    )
    photos = PhotosField(
        lazy_gettext("Photos"),
        [Optional()],
        render_kw={"accept": "image/jpeg,image/png,image/webp", "multiple": True},
    )
    # Telephones know no kind of file by this ending, and would offer none that bears it.
    traces = TracesField(
        lazy_gettext("Courbes de réflectomètre (.sor)"), [Optional()], render_kw={"multiple": True}
    )
    trainee = SelectField(lazy_gettext("Personne évaluée"), [Required()])
    correction_reason = TextField(
        lazy_gettext("Pourquoi cette correction"), [Required(), LengthAtMost(LONGEST_REASON)]
    )
    then = SubmitField()
    preview = SubmitField()

    asked: Asked

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        computed = [] if not self.limits else [(AS_MEASURED, _as_measured())]
        verdicts = [(verdict.value, str(words).capitalize()) for verdict, words in VERDICTS.items()]
        self.decided.choices = [SelectChoice(*choice) for choice in (*computed, *verdicts)]
        self.thresholds = [measure.threshold for measure in self.limits]
        self.equipment.choices = [
            SelectChoice(one.reference, equipment_words(one)) for one in self.asked.equipment
        ]
        if not self.asked.equipment:
            del self.equipment
        asked = self.asked.reading
        self.reading = None if asked is None else ReadingPart(self._fields, asked)
        if self.reading and self.reading.more.data:
            # More rows are shown without signing, as the verdict is.
            self.preview.data = True

    @property
    def limits(self) -> Sequence[TaskMeasure]:
        """What is measured, with the thresholds."""
        return self.asked.limits

    def be_new(self, people: Sequence[Standing]) -> None:
        """Let the person be chosen, each with what stands; ask nothing that a correction says."""
        nobody = SelectChoice("", gettext("Choisissez la personne"))
        attempts = self.asked.task.attempts
        self.trainee.choices = [nobody, *(_person(one, attempts) for one in people)]
        del self.correction_reason

    def offer_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Let another person of the cohort be chosen."""
        self.trainee.choices = [SelectChoice(*one) for one in people]

    @property
    def is_traced(self) -> bool:
        """Tell whether the task is judged by a trace."""
        return is_traced(self.thresholds)

    @property
    def gates(self) -> list[Any]:
        """The fields that answer the questions of safety, in order."""
        return [self[GATE + gate.code] for gate in self.asked.gates]

    def blocks(self) -> Iterator[MeasureFields | MeasureTable]:
        """Give each measure of the task with its fields, in order, and tables of them."""
        return blocks_of(self._fields, self.limits, self.asked.allowed)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse each value that cannot have been measured, on its own field."""
        if self.reading and self.reading.more.data:
            return False
        valid = bool(super().validate(extra_validators))
        if self.reading and not self.is_stopped:
            fields = {code: self[PREFIX + code] for code in self.reading.asked.codes}
            valid = not self.reading.find_faults(self.typed, fields) and valid
        faults = find_faults(self.measured, self.thresholds)
        for fault in faults:
            field, words = self[PREFIX + fault.name], fault_words(fault)
            if self.reading and field.data is None:
                # What follows from a reading is wrong where the reading was typed.
                words = gettext(
                    "%(measure)s : %(problem)s", measure=field.label.text, problem=words
                )
                field = self.reading.key
            field.errors = [*field.errors, words]
        return valid and not faults

    def refuse(self, error: DomainError) -> None:
        """Show a refusal on its field; the rules name a measure without the form's prefix."""
        if error.field in self.measured:
            error.field = f"{PREFIX}{error.field}"
        super().refuse(error)

    @property
    def is_stopped(self) -> bool:
        """Tell whether a question of safety was answered with no: nothing else counts then."""
        return any(_held(gate.data) is False for gate in self.gates)

    @property
    def measured(self) -> dict[str, Any]:
        """What was typed as measures, and what follows from a reading that is corrected here."""
        read = self.reading.computed if self.reading and not self.is_stopped else {}
        return self.typed | {name: value for name, value in read.items() if name in self.typed}

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed into the fields of the measures; a blank is nothing, never zero."""
        return {
            name: self[PREFIX + name].data
            for one in self.thresholds
            if not one.average_of
            for name in one.names
        }

    def entry(self) -> Entry:
        """Give what was typed, as the rules take it."""
        correction = self._fields.get("correction_reason")
        equipment = self._fields.get("equipment")
        return Entry(
            assessed_on=self.assessed_on.data,
            gates={gate.code: _held(self[GATE + gate.code].data) for gate in self.asked.gates},
            stop_reason=self.stop_reason.data,
            values=self.measured,
            decided=Verdict(self.decided.data) if self.decided.data in set(Verdict) else None,
            reason=self.reason.data,
            note=self.note.data,
            confirmed=bool(self.confirmed.data),
            correction_reason=correction.data if correction else None,
            equipment=tuple(equipment.data or ()) if equipment else (),
            others=self.others,
            circumstances=self.circumstances,
            photos=self.pictures,
            traces=self.traces.received,
            reading=self.reading.corrected if self.reading and not self.is_stopped else None,
        )

    def outcome(self) -> Outcome | None:
        """Judge what was typed before it is signed; nothing where it cannot be judged yet."""
        try:
            return outcome_of(self.entry(), self.thresholds)
        except DomainError:
            return None


def assessment_form(asked: Asked, names: Collection[str] = ()) -> type[AssessmentForm]:
    """Make the form of a task: a field for each question of safety and each measured value.

    `names` are those of the fields that were sent or that it opens with: a reading has rows for
    all of them.
    """
    fields: dict[str, Any] = {"asked": asked}
    fields |= {GATE + gate.code: gate_field(gate) for gate in asked.gates}
    for measure in asked.limits:
        fields |= dict(measure_fields(measure))
    if asked.reading:
        fields |= reading_fields(asked.reading, names)
    return type("TaskForm", (AssessmentForm,), fields)


def _person(one: Standing, attempts: int) -> SelectChoice:
    said = {
        "data-attempts": one.attempts,
        "data-verdict": one.verdict.value if one.verdict else "",
        "data-last": one.last_on.isoformat() if one.last_on else "",
    }
    words = f"{one.name} · {standing_words(one, attempts)}"
    return SelectChoice(one.reference, words, {name: said[name] for name in said if said[name]})


def _held(answer: Any) -> bool | None:
    return None if answer is None else bool(answer)


def _as_measured() -> str:
    return str(gettext("Comme les mesures le disent"))
