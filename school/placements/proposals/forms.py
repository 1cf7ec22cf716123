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
from school.web.choices import one_of
from school.web.forms import DateField, Form, LengthAtMost, LinesField, Required, WholeNumberField


class ProposeForm(Form):
    """Nothing to fill in: one is asked to go on where something is odd."""


def _choices(target: ProposalState) -> list[SelectChoice]:
    return [SelectChoice(one.value, REASONS[one]) for one in TRANSITIONS[target].reasons]


class _ReasonForm(Form):
    """Why: one reason of a list, and a few words."""

    detail = LinesField(
        lazy_gettext("Quelques mots de plus"),
        [Optional(), LengthAtMost(500)],
        render_kw={"rows": 3},
    )

    def chosen_reason(self, sent: str | None) -> ProposalReason | None:
        """Give the reason chosen, if it is one."""
        return one_of(ProposalReason, sent)


class WithdrawForm(_ReasonForm):
    """The school withdraws a proposal."""

    reason = RadioField(
        lazy_gettext("Pour quelle raison ?"),
        choices=_choices(ProposalState.CANCELLED),
        validate_choice=False,
    )

    def answer(self) -> ProposalAnswer:
        """Give the step as the operation takes it."""
        reason = self.chosen_reason(self.reason.data)
        return ProposalAnswer(ProposalState.CANCELLED, reason, self.detail.data)


class AnswerForm(_ReasonForm):
    """An enterprise answers by link; the secret in the address authorises it."""

    class Meta:
        csrf = False

    target = HiddenField()
    until = DateField(lazy_gettext("Je répondrai le"), [Optional()])
    reason = RadioField(
        lazy_gettext("Pour quelle raison ?"),
        choices=_choices(ProposalState.REFUSED),
        validate_choice=False,
    )
    shared = BooleanField(lazy_gettext("L’apprenti peut lire cette raison"), default=True)

    def answer(self) -> ProposalAnswer | None:
        """Give the step as the operation takes it; nothing for a state that is no answer."""
        target = one_of(ANSWERS, self.target.data)
        if target is None:
            return None
        return ProposalAnswer(
            target,
            self.chosen_reason(self.reason.data) if TRANSITIONS[target].reasons else None,
            self.detail.data,
            bool(self.shared.data),
            self.until.data,
            bool(self.confirmed.data),
        )


class DelayForm(Form):
    """After how many days of silence a proposal is refused."""

    days = WholeNumberField(
        lazy_gettext("Jours sans réponse"), [Required()], render_kw={"inputmode": "numeric"}
    )
