"""Forms of planning a visit, of writing down how it went, or that it did not."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import Field, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.visits.labels import KINDS, MISSED_REASONS, OWNERS
from school.visits.rules import (
    Account,
    ActionOwner,
    Agreed,
    Missed,
    MissedReason,
    Plan,
    Statements,
    VisitKind,
)
from school.web.forms import DateField, Form, LengthAtMost, LinesField, Required, TextField

MOST_ACTIONS = 3
"""Things agreed at one visit that a form has room for. [own]"""

KIND_CHOICES = [SelectChoice(kind.value, label) for kind, label in KINDS.items()]
OWNER_CHOICES = [SelectChoice(owner.value, label) for owner, label in OWNERS.items()]
REASON_CHOICES = [SelectChoice(one.value, label) for one, label in MISSED_REASONS.items()]


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


def _statement(label: Any) -> LinesField:
    return LinesField(label, [LengthAtMost(2000)], render_kw={"rows": 2})


def _action() -> TextField:
    return TextField(lazy_gettext("Action convenue"), [LengthAtMost(300)])


def _owner() -> SelectField:
    return SelectField(
        lazy_gettext("Qui la fait"), choices=OWNER_CHOICES, default=ActionOwner.APPRENTICE.value
    )


def _due() -> DateField:
    return DateField(lazy_gettext("Pour le"), [Optional()])


class AccountForm(Form):
    """How a visit went: what was seen, what each said, and up to three things agreed."""

    kind = RadioField(lazy_gettext("Comment"), choices=KIND_CHOICES, default=VisitKind.VISIT.value)
    done_on = DateField(lazy_gettext("Jour"), [Required()])
    summary = LinesField(
        lazy_gettext("Ce qui a été vu, ce qui s’est dit"),
        [Required(), LengthAtMost(4000)],
        render_kw={"rows": 6},
        description=lazy_gettext("Travaux vus, sécurité, points à reprendre."),
    )
    apprentice_said = _statement(lazy_gettext("L’apprenti dit"))
    tutor_said = _statement(lazy_gettext("Le tuteur dit"))
    trainer_said = _statement(lazy_gettext("Le formateur dit"))
    action_1, owner_1, due_1 = _action(), _owner(), _due()
    action_2, owner_2, due_2 = _action(), _owner(), _due()
    action_3, owner_3, due_3 = _action(), _owner(), _due()

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
            statements=Statements(
                self.apprentice_said.data, self.tutor_said.data, self.trainer_said.data
            ),
            agreed=self._agreed(),
        )

    @property
    def action_rows(self) -> list[tuple[Field, Field, Field]]:
        """The fields of each action, in order: what, who, and by when."""
        return [
            tuple(self[f"{part}_{number}"] for part in ("action", "owner", "due"))
            for number in range(1, MOST_ACTIONS + 1)
        ]

    def write(self, agreed: Sequence[Agreed]) -> None:
        """Fill in the actions that are written already."""
        for one, (action, owner, due) in zip(agreed, self.action_rows, strict=False):
            action.data, owner.data, due.data = one.wording, one.owner.value, one.due_on

    def _agreed(self) -> list[Agreed] | None:
        # An entry of a telephone that knew no actions says nothing of them.
        if not any(action.raw_data for action, _, _ in self.action_rows):
            return None
        return [
            Agreed(action.data, ActionOwner(owner.data), due.data)
            for action, owner, due in self.action_rows
            if action.data
        ]


class MissedForm(Form):
    """Why a planned visit did not take place, and when it will."""

    missed_on = DateField(lazy_gettext("Jour de la visite manquée"), [Required()])
    missed_reason = SelectField(lazy_gettext("Pourquoi"), choices=REASON_CHOICES)
    missed_detail = TextField(lazy_gettext("Précisions"), [LengthAtMost(300)])
    again_on = DateField(
        lazy_gettext("Nouveau jour"),
        [Optional()],
        description=lazy_gettext("Laissez vide pour la prévoir plus tard."),
    )

    def missed(self) -> Missed:
        """Give what was typed, as the operation takes it."""
        return Missed(
            missed_on=self.missed_on.data,
            reason=MissedReason(self.missed_reason.data),
            detail=self.missed_detail.data,
            again_on=self.again_on.data,
        )
