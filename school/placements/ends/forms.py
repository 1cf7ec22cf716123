"""Forms by which a placement is ended, and by which its end is answered, settled, corrected."""

from collections.abc import Iterable

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.placements.ends.labels import DECIDERS, NEXT_STEPS, OUTCOMES
from school.placements.ends.models import PlacementEnd
from school.placements.ends.operations import EndStep
from school.placements.ends.rules import (
    BREAK_OFF_REASONS,
    TRANSITIONS,
    Decider,
    EndAction,
    EndFacts,
    EndOutcome,
    NextStep,
)
from school.placements.forms import ReasonForm
from school.placements.labels import REASONS
from school.placements.rules import PlacementStatus
from school.web.forms import DateField, DecimalField, LengthAtMost, LinesField

STAYED = (EndOutcome.COMPLETED, EndOutcome.PARTLY, EndOutcome.DID_NOT_SHOW)
SEQUELS = (NextStep.RE_PLACEMENT, NextStep.CENTRE, NextStep.HIRED, NextStep.LEAVES)


def _next_choices(*more: NextStep) -> list[SelectChoice]:
    return [SelectChoice(one.value, NEXT_STEPS[one]) for one in (*SEQUELS, *more)]


class EndForm(ReasonForm):
    """How a placement ended: each way of ending asks for what it needs."""

    target = HiddenField()
    action = HiddenField()
    outcome = RadioField(
        lazy_gettext("Comment le placement s’est-il terminé ?"),
        default=EndOutcome.COMPLETED.value,
        choices=[SelectChoice(one.value, OUTCOMES[one]) for one in EndOutcome],
    )
    ended_on = DateField(
        lazy_gettext("Dernier jour de travail"),
        [Optional()],
        description=lazy_gettext(
            "Laissez vide pour le dernier jour prévu, ou aujourd’hui s’il est à venir."
        ),
    )
    missed_hours = DecimalField(
        lazy_gettext("Heures manquées"),
        [Optional()],
        description=lazy_gettext("Les heures prévues qui n’ont pas été faites."),
        render_kw={"inputmode": "decimal"},
    )
    decided_by = RadioField(
        lazy_gettext("Qui a décidé ?"),
        [Optional()],
        choices=[SelectChoice(one.value, DECIDERS[one]) for one in DECIDERS],
    )
    next_step = RadioField(
        lazy_gettext("Et ensuite ?"),
        default=NextStep.UNDECIDED.value,
        choices=_next_choices(NextStep.NOTHING, NextStep.UNDECIDED),
    )
    comment = LinesField(
        lazy_gettext("Quelques mots pour la personne en formation"),
        [Optional(), LengthAtMost(2000)],
        render_kw={"rows": 3},
    )

    @classmethod
    def towards(cls, target: PlacementStatus) -> "EndForm":
        """Make the form by which the school ends a placement under way."""
        form = cls()
        form.target.data = target.value
        form.offer(BREAK_OFF_REASONS)
        del form.comment, form.action
        if target is PlacementStatus.BROKEN_OFF:
            form.outcome.data = EndOutcome.BROKEN_OFF.value
            del form.outcome
        else:
            form.outcome.choices = [SelectChoice(one.value, OUTCOMES[one]) for one in STAYED]
            del form.reason, form.detail, form.decided_by, form.next_step
        return form

    @classmethod
    def correcting(cls, action: EndAction, end: PlacementEnd | None) -> "EndForm":
        """Make the form by which what was said of an end is corrected, or said for the first time.

        It opens on what holds now.
        """
        known = (
            {}
            if end is None
            else {
                "outcome": end.outcome.value,
                "ended_on": end.last_day,
                "missed_hours": end.missed_hours,
                "reason": end.cause.value if end.cause else None,
                "detail": end.detail,
                "decided_by": end.decided_by.value if end.decided_by else None,
                "next_step": end.next_step.value,
            }
        )
        form = cls(data=known)
        form.action.data = action.value
        form.offer(BREAK_OFF_REASONS)
        del form.target
        return form

    def offer(self, reasons: Iterable[object]) -> None:
        """Offer the causes of a break-off."""
        self.reason.choices = [
            SelectChoice(one.value, REASONS[one]) for one in BREAK_OFF_REASONS if one in reasons
        ]

    def facts(self) -> EndFacts:
        """Give what was typed as the operations take it."""
        outcome = EndOutcome(self.outcome.data) if self.outcome else EndOutcome.BROKEN_OFF
        broken = outcome is EndOutcome.BROKEN_OFF
        return EndFacts(
            outcome,
            self.ended_on.data,
            self.missed_hours.data,
            self.chosen_reason if broken else None,
            self.detail.data if broken else None,
            Decider(self.decided_by.data) if broken and self.decided_by.data else None,
            NextStep(self.next_step.data) if self.next_step else None,
        )

    def step(self, action: EndAction) -> EndStep:
        """Give a correction as the operation takes it."""
        return EndStep(action, self.comment.data, self.facts())


class EndWordsForm(ReasonForm):
    """A step about an end that asks for words, for what comes next, or for nothing."""

    action = HiddenField()
    comment = LinesField(
        lazy_gettext("Dites-le en quelques mots"),
        [Optional(), LengthAtMost(2000)],
        render_kw={"rows": 4},
    )
    next_step = RadioField(lazy_gettext("Et ensuite ?"), choices=_next_choices(NextStep.NOTHING))

    @classmethod
    def for_action(cls, action: EndAction) -> "EndWordsForm":
        """Make the form of a step, with what it needs and no other."""
        form = cls()
        form.action.data = action.value
        del form.reason, form.detail
        if action is not EndAction.PLAN:
            del form.next_step
        if action is not EndAction.PLAN and not TRANSITIONS[action].needs_comment:
            del form.comment
        elif form.comment:
            # The table of transitions, and no validator, says which step asks for words.
            form.comment.flags.optional = not TRANSITIONS[action].needs_comment
        return form

    def step(self, action: EndAction) -> EndStep:
        """Give the step as the operation takes it."""
        return EndStep(
            action,
            self.comment.data if self.comment else None,
            next_step=NextStep(self.next_step.data) if self.next_step else None,
        )
