"""Forms of the follow-up: attempts, answers by link, employers to ask, contested hires."""

from typing import Any, ClassVar

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, Optional, ValidationError
from wtforms.widgets import HiddenInput

from school.hiring.follow_up.labels import ACTIVITIES, CHANNELS, OUTCOMES, PROOFS, SETTLEMENTS
from school.hiring.follow_up.operations import NEEDED_OF_A_HIRE, Answer, Contact
from school.hiring.follow_up.rules import Activity, Attempt
from school.hiring.follow_up.situation_check_operations import Seen
from school.hiring.forms import (
    ANSWERS,
    CONTRACT_CHOICES,
    MEANINGS,
    UNSTATED,
    HireForm,
    answer_choices,
    contract_of,
)
from school.hiring.labels import FULL_TIME, IN_TRADE
from school.hiring.models import Situation
from school.hiring.rules import AttemptOutcome, Channel, CheckAnswer, Proof, Settlement
from school.web.answerer import AnswererField
from school.web.forms import (
    AddressField,
    DateField,
    Form,
    LengthAtMost,
    PhoneField,
    Required,
    TextField,
)

LONGEST_NOTE = 500


def _choices(words: dict[Any, Any], left_out: tuple[Any, ...] = ()) -> list[SelectChoice]:
    return [SelectChoice(one.value, label) for one, label in words.items() if one not in left_out]


class WhenGiven(Optional):
    """The field may be empty; whether it must be filled depends on another, so no mark says so."""

    field_flags: ClassVar[dict[str, bool]] = {}


class AttemptForm(Form):
    """An attempt to reach somebody, and what it led to."""

    channel = RadioField(
        lazy_gettext("Comment"), choices=_choices(CHANNELS), default=Channel.CALL.value
    )
    outcome = RadioField(
        lazy_gettext("Résultat"), choices=_choices(OUTCOMES, (AttemptOutcome.LINK_SENT,))
    )
    attempted_on = DateField(lazy_gettext("Fait le"), [Required()])
    call_back_on = DateField(
        lazy_gettext("Rappeler le"),
        [Optional()],
        description=lazy_gettext("Seulement si un jour a été convenu."),
    )
    note = TextField(lazy_gettext("Note"), [Optional(), LengthAtMost(LONGEST_NOTE)])

    def attempt(self, months: int) -> Attempt:
        """What was typed, as the operations take it."""
        return Attempt(
            months,
            Channel(self.channel.data),
            AttemptOutcome(self.outcome.data),
            self.attempted_on.data,
            self.call_back_on.data,
            self.note.data,
        )


class ContactFields(Form):
    """Whom to ask at an employer's."""

    contact_name = TextField(
        lazy_gettext("Qui peut le confirmer ?"),
        [Optional(), LengthAtMost(200)],
        description=lazy_gettext("Nom de votre responsable, de la personne qui tient la paie…"),
    )
    contact_phone = PhoneField(lazy_gettext("Son téléphone"), [Optional(), LengthAtMost(40)])
    contact_email = AddressField(lazy_gettext("Son courriel"), [Optional(), LengthAtMost(200)])

    @property
    def contact(self) -> Contact:
        """The contact that was typed, as the operations take it."""
        return Contact(self.contact_name.data, self.contact_email.data, self.contact_phone.data)


class AskForm(ContactFields):
    """The person at an employer's who is asked to confirm a hire, and how the link gets there."""

    contact_name = TextField(
        lazy_gettext("Qui répond chez l’employeur ?"), [Required(), LengthAtMost(200)]
    )
    channel = RadioField(
        lazy_gettext("Envoyer le lien"),
        choices=_choices(CHANNELS, (Channel.CALL, Channel.VISIT)),
        default=Channel.MAIL.value,
    )


class SituationForm(ContactFields):
    """What somebody does now, told by link; the secret in the address authorises it."""

    class Meta:
        csrf = False

    activity = RadioField(
        lazy_gettext("Que faites-vous maintenant ?"), choices=_choices(ACTIVITIES)
    )
    employer_name = TextField(lazy_gettext("Votre employeur"), [WhenGiven(), LengthAtMost(200)])
    contract = RadioField(lazy_gettext("Votre contrat"), [WhenGiven()], choices=CONTRACT_CHOICES)
    starts_on = DateField(lazy_gettext("Depuis le"), [WhenGiven()])
    in_trade = RadioField(
        lazy_gettext("Est-ce dans la fibre optique ou les réseaux ?"),
        choices=answer_choices(IN_TRADE),
        default=UNSTATED,
    )
    full_time = RadioField(
        lazy_gettext("À quel rythme ?"), choices=answer_choices(FULL_TIME), default=UNSTATED
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask at once for everything that is missing of a contract of work."""
        sound = bool(super().validate(extra_validators))
        if self.activity.data != Activity.HIRED.value:
            return sound
        for name, question in NEEDED_OF_A_HIRE.items():
            if not self[name].data and not self[name].errors:
                self[name].errors = [gettext(question)]
                sound = False
        return sound

    @property
    def answer(self) -> Answer:
        """What was typed, as the operations take it."""
        return Answer(
            Activity(self.activity.data),
            self.employer_name.data,
            contract_of(self.contract.data),
            self.starts_on.data,
            MEANINGS[self.in_trade.data],
            MEANINGS[self.full_time.data],
            self.contact,
        )


class EmploymentForm(Form):
    """What an employer says of a hire, by link: one of two buttons, and who answers."""

    class Meta:
        csrf = False

    answer = StringField(widget=HiddenInput(), validators=[AnyOf([*CheckAnswer])])
    answered_by = AnswererField(Required())
    starts_on = DateField(lazy_gettext("Premier jour de travail"), [Optional()])
    comment = TextField(
        lazy_gettext("Quelque chose n’est pas exact ?"),
        [Optional(), LengthAtMost(LONGEST_NOTE)],
        description=lazy_gettext("Dites quoi : l’école rappellera."),
    )

    def validate_comment(self, field: TextField) -> None:
        """Refuse to confirm what is said not to be exact: a key pressed there may send the form."""
        if field.data and not self.contests:
            raise ValidationError(
                gettext("Vous signalez une erreur : prenez ce bouton-là, ou videz cette ligne.")
            )

    @property
    def contests(self) -> bool:
        """Tell whether the employer pressed the button that contests."""
        return bool(self.answer.data == CheckAnswer.CONTESTED.value)


class SettleForm(HireForm):
    """How a contested hire is settled; what it states is taken where it is corrected."""

    contested = None
    settlement = RadioField(lazy_gettext("Ce qui est établi"), choices=_choices(SETTLEMENTS))
    reason = TextField(
        lazy_gettext("Pourquoi"),
        [Required(), LengthAtMost(LONGEST_NOTE)],
        description=lazy_gettext("Qui l’a dit, quel document : cela reste avec l’embauche."),
    )

    @property
    def chosen_settlement(self) -> Settlement:
        """The way of settling that was chosen."""
        return Settlement(self.settlement.data)


class DocumentForm(Form):
    """What was seen or heard that shows a situation."""

    proof = RadioField(lazy_gettext("Ce que vous avez vu"), choices=_choices(PROOFS))
    dated_on = DateField(
        lazy_gettext("Daté du"),
        [Required()],
        description=lazy_gettext("Le jour écrit sur le document, ou celui où on vous l’a dit."),
    )
    named = TextField(
        lazy_gettext("Qui le confirme"),
        [WhenGiven(), LengthAtMost(200)],
        description=lazy_gettext("Sans document : nom, qualité et téléphone de cette personne."),
    )
    starts_on = DateField(
        lazy_gettext("Depuis le"),
        [Optional()],
        description=lazy_gettext("Le premier jour que le document atteste."),
    )
    full_time = RadioField(
        lazy_gettext("Temps"), choices=answer_choices(FULL_TIME), default=UNSTATED
    )

    def show(self, situation: Situation) -> None:
        """Show what is known already of the situation."""
        self.starts_on.data = situation.starts_on
        self.full_time.data = ANSWERS[situation.full_time]

    @property
    def seen(self) -> Seen:
        """What was typed, as the operations take it."""
        return Seen(
            Proof(self.proof.data),
            self.dated_on.data,
            self.named.data,
            self.starts_on.data,
            MEANINGS[self.full_time.data],
        )
