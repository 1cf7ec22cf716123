"""Forms of good practices: what was done, why one is withdrawn, since when it is followed."""

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from school.clauses.practices.catalogue.operations import PracticeText
from school.web.forms import DateField, Form, LengthAtMost, LinesField, Required, TextField

LONGEST_TEXT = 4000
LONGEST_NOTE = 500

Choices = Sequence[tuple[str, str]]


class PracticeForm(Form):
    """A practice in plain words, so that another team can do the same."""

    operator = SelectField(lazy_gettext("Pour"), default="")
    team = TextField(
        lazy_gettext("Équipe qui l’écrit"),
        [Required(), LengthAtMost(120)],
        description=lazy_gettext("Par exemple : équipe de raccordement du Littoral."),
    )
    title = TextField(lazy_gettext("Titre"), [Required(), LengthAtMost(160)])
    done = LinesField(
        lazy_gettext("Ce qui a été fait"),
        [Required(), LengthAtMost(LONGEST_TEXT)],
        description=lazy_gettext(
            "Des phrases simples, dans l’ordre où les choses se font. Ne nommez personne."
        ),
        render_kw={"rows": 8},
    )
    meant_for = TextField(
        lazy_gettext("Pour qui"),
        [Optional(), LengthAtMost(300)],
        description=lazy_gettext("Par exemple : personnes sans permis, premiers contrats."),
    )

    def offer(self, operators: Choices) -> None:
        """Offer the operators for whom one writes."""
        self.operator.choices = [SelectChoice(*one) for one in operators]
        if not self.operator.data and operators:
            self.operator.data = operators[0][0]

    @property
    def text(self) -> PracticeText:
        """What was typed, as the operations take it."""
        return PracticeText(self.team.data, self.title.data, self.done.data, self.meant_for.data)


class PracticeStepForm(Form):
    """A step of a practice, and why."""

    reason = LinesField(
        lazy_gettext("En quelques mots"),
        [Optional(), LengthAtMost(LONGEST_NOTE)],
        render_kw={"rows": 3},
    )


class FollowForm(Form):
    """A contract that does as a practice says, since when."""

    contract = SelectField(lazy_gettext("Contrat"), [Required()])
    used_since = DateField(lazy_gettext("Suivie depuis le"), [Required()])
    note = TextField(
        lazy_gettext("Ce qui diffère chez vous"), [Optional(), LengthAtMost(LONGEST_NOTE)]
    )

    def offer(self, contracts: Choices) -> None:
        """Offer the contracts that one keeps."""
        none = SelectChoice("", gettext("Choisissez un contrat"))
        self.contract.choices = [none, *(SelectChoice(*one) for one in contracts)]


class EndUseForm(Form):
    """The day on which a contract stopped following a practice."""

    ended_on = DateField(lazy_gettext("Dernier jour"), [Required()])
