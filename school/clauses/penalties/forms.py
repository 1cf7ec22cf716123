"""Forms of the file of good faith and of hearings."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import SelectField
from wtforms.fields import SelectChoice

from school.clauses.penalties.hearing_rules import Decision
from school.clauses.penalties.labels import DECISIONS, KINDS
from school.clauses.penalties.operations import EntryInput, Ruling
from school.clauses.penalties.rules import EntryKind
from school.web.forms import (
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    LinesField,
    Required,
    TextField,
)

LONGEST = 4_000
LONGEST_NAME = 200


class EntryForm(Form):
    """What one side puts on file."""

    kind = SelectField(
        lazy_gettext("De quoi s’agit-il ?"),
        [Required()],
        choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()],
    )
    on_date = DateField(lazy_gettext("Jour"), [Required()])
    other_party = TextField(
        lazy_gettext("À qui, ou de qui"),
        [LengthAtMost(LONGEST_NAME)],
        description=lazy_gettext("L’école, l’agence ou l’organisme ; pour une demande ou une "
                                 "proposition."),
    )  # fmt: skip
    wording = LinesField(
        lazy_gettext("Ce qui a été demandé, proposé ou répondu"),
        [Required(), LengthAtMost(LONGEST)],
        description=lazy_gettext("Sans nom de personne. Ce qui est au dossier ne s’efface pas."),
    )
    answers = SelectField(lazy_gettext("En réponse à"))

    def offer_entries(self, entries: Sequence[tuple[int, str]]) -> None:
        """Let one of the last entries be answered, or none."""
        none = SelectChoice("", lazy_gettext("Aucune pièce en particulier"))
        self.answers.choices = [
            none, *(SelectChoice(str(number), words) for number, words in entries)
        ]  # fmt: skip

    def entry(self) -> EntryInput:
        """Give what was typed, as the operation takes it."""
        return EntryInput(
            EntryKind(self.kind.data),
            self.on_date.data,
            self.other_party.data,
            self.wording.data,
            int(self.answers.data) if self.answers.data else None,
        )


class HearingForm(Form):
    """The opening of a hearing."""

    subject = LinesField(
        lazy_gettext("Ce qui est reproché"),
        [Required(), LengthAtMost(LONGEST)],
        description=lazy_gettext("Les heures qui manquent, et pourquoi une pénalité est possible."),
    )
    answer_by = DateField(
        lazy_gettext("Répondre avant le"),
        [Required()],
        description=lazy_gettext("Passé ce jour, la décision peut être prise sans réponse."),
    )


class HeardForm(Form):
    """What a side says."""

    words = LinesField(lazy_gettext("Ce qui est dit"), [Required(), LengthAtMost(LONGEST)])


class DecisionForm(Form):
    """What is decided, and why."""

    decision = SelectField(
        lazy_gettext("Décision"),
        [Required()],
        choices=[SelectChoice(one.value, words) for one, words in DECISIONS.items()],
    )
    amount = DecimalField(
        lazy_gettext("Montant"),
        render_kw={"inputmode": "decimal"},
        description=lazy_gettext("Pour une pénalité entière ou réduite."),
    )
    reason = LinesField(
        lazy_gettext("Pourquoi"),
        [Required(), LengthAtMost(LONGEST)],
    )

    def ruling(self) -> Ruling:
        """Give what was typed, as the operation takes it."""
        return Ruling(Decision(self.decision.data), self.amount.data, self.reason.data)
