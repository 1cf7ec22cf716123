"""Forms of permanent contact: a school's rules, the plan of a placement, a round of visits."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from school.visits.contact.route_rules import Round, placement_of
from school.visits.contact.rules import LONGEST_RHYTHM, OwnRhythm, Rhythm
from school.visits.forms import KIND_CHOICES
from school.visits.rules import VisitKind
from school.web.forms import DateField, Form, Required, WholeNumberField

AS_SCHOOL, YES, NO = "", "yes", "no"
OWN_CHOICES = [
    SelectChoice(AS_SCHOOL, lazy_gettext("Comme l’école")),
    SelectChoice(YES, lazy_gettext("À faire")),
    SelectChoice(NO, lazy_gettext("Pas nécessaire")),
]
ANSWERS = {AS_SCHOOL: None, YES: True, NO: False}
WORDS = {answer: word for word, answer in ANSWERS.items()}


def _days(label: Any, *validators: Any, least: int = 1) -> WholeNumberField:
    words = lazy_gettext("Un nombre de jours, de %(least)s à %(most)s.", least=least,
                         most=LONGEST_RHYTHM)  # fmt: skip
    return WholeNumberField(
        label,
        [*validators, NumberRange(least, LONGEST_RHYTHM, words)],
        render_kw={"inputmode": "numeric"},
    )


class RulesForm(Form):
    """How often a school keeps contact with its apprentices in enterprises."""

    first_within_days = _days(lazy_gettext("Premier contact, en jours après l’arrivée"), Required())
    every_days = _days(lazy_gettext("Puis un contact au moins tous les … jours"), Required())
    midterm_visit = BooleanField(lazy_gettext("Une visite de mi-parcours sur place"))
    final_visit = BooleanField(lazy_gettext("Une visite finale, les quinze derniers jours"))
    director_after_days = _days(
        lazy_gettext("Prévenir la direction après … jours de retard"), Required(), least=0
    )

    def rhythm(self) -> Rhythm:
        """Give the rhythm, as the operation takes it."""
        return Rhythm(
            first_within_days=self.first_within_days.data or 0,
            every_days=self.every_days.data or 0,
            midterm_visit=bool(self.midterm_visit.data),
            final_visit=bool(self.final_visit.data),
        )


class PlanForm(Form):
    """What the contact of one placement has of its own; empty: as the school."""

    keeper = SelectField(lazy_gettext("Qui garde le contact"))
    first_within_days = _days(lazy_gettext("Premier contact, en jours après l’arrivée"), Optional())
    every_days = _days(lazy_gettext("Puis un contact au moins tous les … jours"), Optional())
    midterm_visit = SelectField(lazy_gettext("Visite de mi-parcours"), choices=OWN_CHOICES)
    final_visit = SelectField(lazy_gettext("Visite finale"), choices=OWN_CHOICES)

    def offer_keepers(self, staff: Sequence[tuple[int, str]]) -> None:
        """Let one of the school's staff be named, or nobody in particular."""
        nobody = SelectChoice("", lazy_gettext("Comme convenu, sinon qui forme la promotion"))
        self.keeper.choices = [
            nobody, *(SelectChoice(str(number), name) for number, name in staff)
        ]  # fmt: skip

    def show(self, own: OwnRhythm, keeper_id: int | None) -> None:
        """Fill in what is set already."""
        self.keeper.data = str(keeper_id or "")
        self.first_within_days.data = own.first_within_days
        self.every_days.data = own.every_days
        self.midterm_visit.data = WORDS[own.midterm_visit]
        self.final_visit.data = WORDS[own.final_visit]

    def rhythm(self) -> OwnRhythm:
        """Give what differs from the school, as the operation takes it."""
        return OwnRhythm(
            first_within_days=self.first_within_days.data,
            every_days=self.every_days.data,
            midterm_visit=ANSWERS[self.midterm_visit.data],
            final_visit=ANSWERS[self.final_visit.data],
        )

    @property
    def keeper_id(self) -> int | None:
        """The number of who keeps contact, if anybody is named."""
        return int(self.keeper.data) if self.keeper.data else None


class RoundForm(Form):
    """One day for several stops of the list."""

    stops = SelectMultipleField(lazy_gettext("Étapes"), validate_choice=False)
    kind = RadioField(lazy_gettext("Comment"), choices=KIND_CHOICES, default=VisitKind.VISIT.value)
    planned_on = DateField(lazy_gettext("Jour prévu"), [Required()])

    @property
    def chosen(self) -> set[str]:
        """The references of the placements whose stops are ticked."""
        return {placement_of(mark) for mark in self.stops.data or []}

    def round(self) -> Round:
        """Give what was chosen, as the operation takes it."""
        return Round(
            kind=VisitKind(self.kind.data),
            planned_on=self.planned_on.data,
            marks=self.stops.data or [],
            confirmed=bool(self.confirmed.data),
        )
