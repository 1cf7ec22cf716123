"""Forms of offers, hires and situations, on screen and by link."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.enterprises.models import Enterprise
from school.hiring.labels import (
    CONTRACTS,
    DECISIONS,
    EVIDENCE_MEANING,
    FIRM,
    FULL_TIME,
    IN_TRADE,
    SITUATIONS,
)
from school.hiring.models import Hire, Offer, Situation
from school.hiring.operations import HireFacts, OfferFacts, SituationFacts
from school.hiring.rules import Contract, Decision, Evidence, SituationKind
from school.hiring.tutor_operations import Declaration
from school.web.forms import DateField, Form, LengthAtMost, Required, TextField

UNSTATED = "unstated"
SIGNED = "signed"
ANSWERS = {True: "yes", False: "no", None: UNSTATED}
MEANINGS = {answer: value for value, answer in ANSWERS.items()}

CONTRACT_CHOICES = [SelectChoice(one.value, label) for one, label in CONTRACTS.items()]
UNSTATED_CONTRACT = SelectChoice(UNSTATED, lazy_gettext("Pas encore décidé"))
EVIDENCE_CHOICES = [SelectChoice(one.value, label) for one, label in EVIDENCE_MEANING.items()]


def answer_choices(words: Mapping[Any, object]) -> list[SelectChoice]:
    """Offer yes, no and not stated, or as many of them as there are words."""
    return [SelectChoice(ANSWERS[value], label) for value, label in words.items()]


def contract_of(answer: str | None) -> Contract | None:
    """Read a kind of contract; one not decided yet is nothing."""
    return Contract(answer) if answer and answer != UNSTATED else None


class EmployerForm(Form):
    """What offers and hires share: the enterprise, one of the partners or none."""

    enterprise = SelectField(lazy_gettext("Entreprise partenaire"))
    partners: Sequence[Enterprise] = ()

    def offer_enterprises(
        self, partners: Sequence[Enterprise], present: Enterprise | None = None
    ) -> None:
        """Fill the list of partners to choose from, with the one the fact names already."""
        missing = [present] if present is not None and present not in partners else []
        self.partners = [*partners, *missing]
        names = [SelectChoice(one.reference, one.name) for one in self.partners]
        self.enterprise.choices = [SelectChoice("", lazy_gettext("Aucune de la liste")), *names]

    @property
    def chosen_enterprise(self) -> Enterprise | None:
        """The partner chosen, or none."""
        wanted = self.enterprise.data
        return next((one for one in self.partners if one.reference == wanted), None)


class OfferForm(EmployerForm):
    """An offer of work."""

    offered_on = DateField(lazy_gettext("Offre faite le"), [Required()])
    firm = RadioField(lazy_gettext("Engagement"), choices=answer_choices(FIRM), default="yes")
    contract = RadioField(
        lazy_gettext("Contrat proposé"),
        choices=[*CONTRACT_CHOICES, UNSTATED_CONTRACT],
        default=UNSTATED,
    )
    decision = RadioField(
        lazy_gettext("Réponse de la personne"),
        choices=[SelectChoice(one.value, label) for one, label in DECISIONS.items()],
        default=Decision.PENDING.value,
    )
    decided_on = DateField(lazy_gettext("Réponse donnée le"), [Optional()])

    def show(self, offer: Offer) -> None:
        """Show an offer as it is known."""
        self.enterprise.data = offer.enterprise.reference if offer.enterprise else ""
        self.offered_on.data = offer.offered_on
        self.firm.data = ANSWERS[offer.firm]
        self.contract.data = offer.contract.value if offer.contract else UNSTATED
        self.decision.data = offer.decision.value
        self.decided_on.data = offer.decided_on

    @property
    def facts(self) -> OfferFacts:
        """What was typed, as the operations take it."""
        return OfferFacts(
            self.chosen_enterprise,
            self.offered_on.data,
            self.firm.data == ANSWERS[True],
            contract_of(self.contract.data),
            Decision(self.decision.data),
            self.decided_on.data,
        )


class HireForm(EmployerForm):
    """A contract of work, with what proves it."""

    employer_name = TextField(
        lazy_gettext("Ou un autre employeur"),
        [Optional(), LengthAtMost(200)],
        description=lazy_gettext("Son nom, s’il n’est pas partenaire de l’école."),
    )
    contract = RadioField(lazy_gettext("Contrat"), choices=CONTRACT_CHOICES)
    starts_on = DateField(lazy_gettext("Début du contrat"), [Required()])
    ends_on = DateField(
        lazy_gettext("Fin du contrat"),
        [Optional()],
        description=lazy_gettext("Vide : sans fin prévue."),
    )
    in_trade = RadioField(
        lazy_gettext("Métier de la fibre ?"), choices=answer_choices(IN_TRADE), default=UNSTATED
    )
    evidence = RadioField(
        lazy_gettext("Comment le sait-on ?"),
        choices=EVIDENCE_CHOICES,
        description=lazy_gettext("Le taux publié compte à partir de E2."),
    )
    contested = BooleanField(
        lazy_gettext("L’embauche est contestée"),
        description=lazy_gettext("Elle ne compte plus, jusqu’à ce que ce soit réglé."),
    )

    def show(self, hire: Hire) -> None:
        """Show a hire as it is known."""
        self.enterprise.data = hire.enterprise.reference if hire.enterprise else ""
        self.employer_name.data = hire.employer_name
        self.contract.data = hire.contract.value
        self.starts_on.data = hire.starts_on
        self.ends_on.data = hire.ends_on
        self.in_trade.data = ANSWERS[hire.in_trade]
        self.evidence.data = hire.evidence.value
        if self.contested is not None:
            self.contested.data = hire.contested

    def show_offer(self, offer: Offer) -> None:
        """Take over what an accepted offer says already; the employer has confirmed it."""
        self.enterprise.data = offer.enterprise.reference if offer.enterprise else ""
        self.contract.data = offer.contract.value if offer.contract else None
        self.evidence.data = Evidence.CONFIRMED.value

    @property
    def facts(self) -> HireFacts:
        """What was typed, as the operations take it."""
        return HireFacts(
            self.chosen_enterprise,
            self.employer_name.data,
            Contract(self.contract.data),
            self.starts_on.data,
            self.ends_on.data,
            MEANINGS[self.in_trade.data],
            Evidence(self.evidence.data),
            self.contested is not None and bool(self.contested.data),
        )


class SituationForm(Form):
    """What a person was found to do, other than work under a contract."""

    situation = RadioField(
        lazy_gettext("Situation"),
        choices=[SelectChoice(one.value, label) for one, label in SITUATIONS.items()],
    )
    observed_on = DateField(
        lazy_gettext("Constatée le"),
        [Required()],
        description=lazy_gettext("Le jour où on l’a su : appel, message, rencontre."),
    )
    starts_on = DateField(lazy_gettext("Depuis le"), [Optional()])
    ends_on = DateField(lazy_gettext("Jusqu’au"), [Optional()])
    full_time = RadioField(
        lazy_gettext("Temps"), choices=answer_choices(FULL_TIME), default=UNSTATED
    )
    evidence = RadioField(
        lazy_gettext("Comment le sait-on ?"),
        choices=EVIDENCE_CHOICES,
        default=Evidence.DECLARED.value,
    )

    def show(self, situation: Situation) -> None:
        """Show a situation as it is known."""
        self.situation.data = situation.situation.value
        self.observed_on.data = situation.observed_on
        self.starts_on.data = situation.starts_on
        self.ends_on.data = situation.ends_on
        self.full_time.data = ANSWERS[situation.full_time]
        self.evidence.data = (situation.evidence or Evidence.DECLARED).value

    @property
    def facts(self) -> SituationFacts:
        """What was typed, as the operations take it."""
        return SituationFacts(
            SituationKind(self.situation.data),
            self.observed_on.data,
            self.starts_on.data,
            self.ends_on.data,
            MEANINGS[self.full_time.data],
            Evidence(self.evidence.data),
        )


class DeclaredOfferForm(Form):
    """An offer that a tutor declares by link; the secret in the address authorises it."""

    class Meta:
        csrf = False

    firm = RadioField(
        lazy_gettext("Votre offre"),
        choices=[*answer_choices(FIRM), SelectChoice(SIGNED, lazy_gettext("Le contrat est signé"))],
    )
    contract = RadioField(
        lazy_gettext("Contrat proposé"), choices=[*CONTRACT_CHOICES, UNSTATED_CONTRACT]
    )
    offered_on = DateField(
        lazy_gettext("Offre faite le"),
        [Optional()],
        description=lazy_gettext("Vide : aujourd’hui."),
    )
    starts_on = DateField(
        lazy_gettext("Premier jour de travail"),
        [Optional()],
        description=lazy_gettext("Si le contrat est signé."),
    )

    @property
    def declaration(self) -> Declaration:
        """What was typed, as the operations take it."""
        signed = self.firm.data == SIGNED
        return Declaration(
            signed or self.firm.data == ANSWERS[True],
            contract_of(self.contract.data),
            self.offered_on.data,
            signed,
            self.starts_on.data,
        )
