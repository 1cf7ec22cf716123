"""Forms of planning a visit and of writing down how it went."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.widgets import TextArea

from school.visits.labels import KINDS
from school.visits.rules import Account, Plan, VisitKind
from school.web.forms import DateField, Form, LengthAtMost, Required, TextField

KIND_CHOICES = [SelectChoice(kind.value, label) for kind, label in KINDS.items()]


class PlanForm(Form):
    """When, how, and by whom: the last for those who plan for others."""

    kind = RadioField(lazy_gettext("Comment"), choices=KIND_CHOICES, default=VisitKind.VISIT.value)
    planned_on = DateField(lazy_gettext("Jour prévu"), [Required()])
    trainer = SelectField(lazy_gettext("Par qui"), coerce=int)

    def offer_trainers(self, staff: Sequence[tuple[int, str]]) -> None:
        """Let somebody else be named; with nobody to name, the question is not asked."""
        if staff:
            self.trainer.choices = [SelectChoice(str(number), name) for number, name in staff]
        else:
            del self.trainer

    def plan(self) -> Plan:
        """Give what was typed, as the operation takes it."""
        return Plan(
            kind=VisitKind(self.kind.data),
            planned_on=self.planned_on.data,
            trainer_id=self.trainer.data if self.trainer else None,
            confirmed=bool(self.confirmed.data),
        )


class AccountForm(Form):
    """How a visit went."""

    kind = RadioField(lazy_gettext("Comment"), choices=KIND_CHOICES, default=VisitKind.VISIT.value)
    done_on = DateField(lazy_gettext("Faite le"), [Required()])
    summary = TextField(
        lazy_gettext("Ce qui s’est dit, ce qui a été décidé"),
        [Required(), LengthAtMost(4000)],
        widget=TextArea(),
        render_kw={"rows": 6},
        description=lazy_gettext("Travaux vus, avis du tuteur, points à reprendre."),
    )

    def propose_today(self) -> None:
        """Let a copy of the page propose the day on which it is filled in."""
        self.done_on.render_kw = {"data-today": "yes"}

    def account(self) -> Account:
        """Give what was typed, as the operation takes it."""
        return Account(
            kind=VisitKind(self.kind.data),
            done_on=self.done_on.data,
            summary=self.summary.data,
            confirmed=bool(self.confirmed.data),
        )
