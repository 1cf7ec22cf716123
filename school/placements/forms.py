"""Forms of proposals, of steps, of the logbook, and of the answers by link."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.placements.agreements.duty_queries import DutyView
from school.placements.immersion.duty_operations import DutyEntry, duty_field
from school.placements.immersion.labels import LEVELS
from school.placements.immersion.models import LogbookDuty
from school.placements.immersion.rules import DutyLevel
from school.placements.labels import REASONS
from school.placements.models import LogbookDay
from school.placements.operations import Step
from school.placements.operations_logbook import DayEntry
from school.placements.rules import TRANSITIONS, EndReason, PlacementStatus, days_of_week
from school.web.answerer import AnswererForm
from school.web.choices import one_of
from school.web.forms import (
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    LinesField,
    Required,
    TextField,
)

Choices = Sequence[tuple[str, str]]

WEEK = range(7)


class ProposalForm(Form):
    """What is proposed to an enterprise."""

    trainee = SelectField(lazy_gettext("Personne en formation"), [Required()])
    host = SelectField(
        lazy_gettext("Entreprise et tuteur"),
        [Required()],
        description=lazy_gettext("C’est la personne qui recevra le lien pour confirmer."),
    )
    position = TextField(
        lazy_gettext("Poste"),
        [Required(), LengthAtMost(200)],
        description=lazy_gettext("Par exemple : technicienne de raccordement."),
    )
    starts_on = DateField(lazy_gettext("Premier jour"), [Required()])
    ends_on = DateField(lazy_gettext("Dernier jour"), [Required()])
    weekly_hours = DecimalField(
        lazy_gettext("Heures par semaine"), [Required()], render_kw={"inputmode": "decimal"}
    )

    def offer(self, people: Choices | None, hosts: Choices) -> None:
        """Fill the lists to choose from; the person of a proposal already made does not change."""
        self.host.choices = with_blank(hosts)
        if people is None:
            del self.trainee
        else:
            self.trainee.choices = with_blank(people)


def with_blank(choices: Choices) -> list[SelectChoice]:
    """Put the blank that asks to choose before what is offered."""
    blank = SelectChoice("", lazy_gettext("Choisir…"))
    return [blank, *(SelectChoice(value, label) for value, label in choices)]


class ReasonForm(Form):
    """Why: one reason of a list, and a few words."""

    reason = RadioField(lazy_gettext("Pour quelle raison ?"), validate_choice=False)
    detail = LinesField(
        lazy_gettext("Quelques mots de plus"),
        [Optional(), LengthAtMost(500)],
        render_kw={"rows": 3},
    )

    def offer_reasons(self, target: PlacementStatus) -> None:
        """Offer the reasons that a state may have."""
        self.reason.choices = [
            SelectChoice(reason.value, REASONS[reason]) for reason in TRANSITIONS[target].reasons
        ]

    @property
    def chosen_reason(self) -> EndReason | None:
        """The reason chosen, if it is one."""
        return one_of(EndReason, self.reason.data)


class StepForm(ReasonForm):
    """A step to a state, with what that state asks for."""

    target = HiddenField()
    ended_on = DateField(lazy_gettext("Dernier jour de travail"), [Optional()])

    @classmethod
    def towards(cls, target: PlacementStatus) -> "StepForm":
        """Make the form of a step, with the fields that it needs and no other."""
        form = cls()
        form.target.data = target.value
        form.offer_reasons(target)
        if not TRANSITIONS[target].needs_reason:
            del form.reason, form.detail
        if not TRANSITIONS[target].needs_end:
            del form.ended_on
        return form

    def step(self) -> Step:
        """Give the step as the operation takes it."""
        return Step(
            PlacementStatus(self.target.data),
            reason=self.chosen_reason if self.reason else None,
            detail=self.detail.data if self.detail else None,
            ended_on=self.ended_on.data if self.ended_on else None,
            confirmed=bool(self.confirmed.data),
        )


class DeclineForm(AnswererForm, ReasonForm):
    """A tutor confirms or declines by link."""

    @classmethod
    def offered(cls) -> "DeclineForm":
        """Make the form with the reasons of declining."""
        form = cls()
        form.offer_reasons(PlacementStatus.DECLINED)
        return form

    def step(self) -> Step:
        """Give the step as the operation takes it."""
        return Step(PlacementStatus.DECLINED, self.chosen_reason, self.detail.data)


class ContestForm(Form):
    """What a tutor finds wrong in a week; the secret in the address authorises it."""

    class Meta:
        csrf = False

    words = LinesField(lazy_gettext("Qu’est-ce qui n’est pas juste ?"), [LengthAtMost(500)])


def _hours() -> DecimalField:
    return DecimalField(
        lazy_gettext("Heures"), render_kw={"inputmode": "decimal", "class": "short"}
    )


def _activities() -> TextField:
    return TextField(lazy_gettext("Travaux faits"), [LengthAtMost(2000)])


class WeekForm(Form):
    """The seven days of a week of the logbook, Monday first; `week_form` adds the duties."""

    duties: dict[int, SelectField]

    hours_0, hours_1, hours_2, hours_3, hours_4, hours_5, hours_6 = (_hours() for _ in WEEK)
    activities_0, activities_1, activities_2, activities_3 = (_activities() for _ in range(4))
    activities_4, activities_5, activities_6 = (_activities() for _ in range(3))

    def show(self, days: Iterable[LogbookDay]) -> None:
        """Show what was noted before."""
        for day in days:
            number = day.date.weekday()
            self[f"hours_{number}"].data = day.hours.normalize()
            self[f"activities_{number}"].data = day.activities

    def show_duties(self, done: Iterable[LogbookDuty]) -> None:
        """Show how the duties of the week were done, as noted before."""
        for one in done:
            if one.duty_id in self.duties:
                self.duties[one.duty_id].data = one.level.value

    def duty_entries(self) -> list[DutyEntry]:
        """Give what was said of the duties that the page showed."""
        return [
            DutyEntry(duty_id, DutyLevel(field.data) if field.data else None)
            for duty_id, field in self.duties.items()
            if field.raw_data
        ]

    def entries(self, monday: date) -> list[DayEntry]:
        """Give what was written for the days that the page let write."""
        return [
            DayEntry(day, self[f"hours_{number}"].data, self[f"activities_{number}"].data)
            for number, day in enumerate(days_of_week(monday))
            if self[f"hours_{number}"].raw_data
        ]


def week_form(duties: Sequence[DutyView], **options: Any) -> WeekForm:
    """Make the form of a week with the duties of its placement.

    The entry of a telephone gives its own fields as `options`.
    """
    fields = {duty_field(one.id): _duty(one) for one in duties}
    made: type[WeekForm] = type("WeekOfDuties", (WeekForm,), fields)
    form = made(**options)
    form.duties = {one.id: form[duty_field(one.id)] for one in duties}
    return form


def _duty(duty: DutyView) -> SelectField:
    choices = [SelectChoice("", lazy_gettext("Pas cette semaine"))]
    choices += [SelectChoice(level.value, label) for level, label in LEVELS.items()]
    return SelectField(duty.wording, choices=choices, default="")
