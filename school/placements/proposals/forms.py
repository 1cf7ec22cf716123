"""Forms of proposals: to make one, to answer by link, to withdraw, to set the school's delay."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.placements.proposals.labels import REASONS
from school.placements.proposals.operations import ProposalAnswer
from school.placements.proposals.rules import (
    ANSWERS,
    TRANSITIONS,
    ProposalReason,
    ProposalState,
)
from school.web.answerer import AnswererForm
from school.web.choices import one_of
from school.web.forms import DateField, Form, LengthAtMost, LinesField, Required, WholeNumberField


class ProposeForm(Form):
    """Nothing to fill in: one is asked to go on where something is odd."""


def _choices(target: ProposalState) -> list[SelectChoice]:
    return [SelectChoice(one.value, REASONS[one]) for one in TRANSITIONS[target].reasons]


def _detail() -> LinesField:
    return LinesField(
        lazy_gettext("Quelques mots de plus"),
        [Optional(), LengthAtMost(500)],
        render_kw={"rows": 3},
    )


class WithdrawForm(Form):
    """The school withdraws a proposal."""

    reason = RadioField(
        lazy_gettext("Pour quelle raison ?"),
        choices=_choices(ProposalState.CANCELLED),
        validate_choice=False,
    )
    detail = _detail()

    def answer(self) -> ProposalAnswer:
        """Give the step as the operation takes it."""
        reason = one_of(ProposalReason, self.reason.data)
        return ProposalAnswer(ProposalState.CANCELLED, reason, self.detail.data)


class AnswerForm(AnswererForm):
    """An enterprise answers by link: one of several buttons, and what goes with it."""

    target = HiddenField()
    until = DateField(lazy_gettext("Je répondrai le"), [Optional()])
    reason = RadioField(
        lazy_gettext("Pour quelle raison ?"),
        choices=_choices(ProposalState.REFUSED),
        validate_choice=False,
    )
    detail = _detail()
    shared = BooleanField(lazy_gettext("L’apprenti peut lire cette raison"), default=True)

    def answer(self) -> ProposalAnswer | None:
        """Give the step as the operation takes it; nothing for a state that is no answer."""
        target = one_of(ANSWERS, self.target.data)
        if target is None:
            return None
        # The boxes of the other answers stand on the same page: what is in them is not said.
        refuses = bool(TRANSITIONS[target].reasons)
        return ProposalAnswer(
            target,
            one_of(ProposalReason, self.reason.data) if refuses else None,
            self.detail.data if refuses else None,
            refuses and bool(self.shared.data),
            self.until.data if TRANSITIONS[target].needs_day else None,
            bool(self.confirmed.data),
        )


class DelayForm(Form):
    """After how many days of silence a proposal is refused."""

    days = WholeNumberField(
        lazy_gettext("Jours sans réponse"), [Required()], render_kw={"inputmode": "numeric"}
    )
