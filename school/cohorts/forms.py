"""Forms of cohorts, people, enrolments and roll calls."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import lazy_gettext
from wtforms import SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, NumberRange, Optional, Regexp

from school.cohorts.labels import SEXES
from school.cohorts.person_rules import PersonDetails
from school.cohorts.rules import EnrolmentDates, Sex
from school.web.forms import (
    AddressField,
    BoxesField,
    DateField,
    Form,
    LengthAtMost,
    PhoneField,
    Required,
    TextField,
    WholeNumberField,
)

CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
LARGEST_COHORT = 5000
YES_NO = {"yes": True, "no": False}


class CohortForm(Form):
    """What is stated of a cohort."""

    name = TextField(
        lazy_gettext("Nom"),
        [Required(), LengthAtMost(120)],
        description=lazy_gettext("Par exemple : Déploiement, janvier 2027."),
    )
    path = SelectField(lazy_gettext("Parcours"))
    starts_on = DateField(lazy_gettext("Début"), [Required()])
    ends_on = DateField(lazy_gettext("Fin"), [Optional()])
    capacity = WholeNumberField(
        lazy_gettext("Places"),
        [
            Optional(),
            NumberRange(1, LARGEST_COHORT, lazy_gettext("Écrivez un nombre entier, de 1 à 5000.")),
        ],
        render_kw={"inputmode": "numeric"},
    )


class OpenCohortForm(CohortForm):
    """A new cohort, with the code that names it for ever."""

    code = TextField(
        lazy_gettext("Code"),
        [
            Required(),
            LengthAtMost(40),
            Regexp(CODE, message=lazy_gettext("Des lettres sans accent, des chiffres, . _ ou -.")),
        ],
        description=lazy_gettext("Court et définitif, par exemple 2027-1."),
        render_kw={"class": "short", "autocapitalize": "characters"},
    )
    school = SelectField(lazy_gettext("École"))


class StepForm(Form):
    """Several people of a cohort brought to their next state on one day."""

    day = DateField(lazy_gettext("Date"), [Required()])
    people = BoxesField(
        lazy_gettext("Personnes"),
        [DataRequired(lazy_gettext("Choisissez au moins une personne."))],
        validate_choice=False,
    )


class PersonForm(Form):
    """What is stated of a person."""

    family_name = TextField(
        lazy_gettext("Nom de famille"),
        [Required(), LengthAtMost(120)],
        render_kw={"autocomplete": "off"},
    )
    given_names = TextField(
        lazy_gettext("Prénoms"), [Optional(), LengthAtMost(160)], render_kw={"autocomplete": "off"}
    )
    sex = SelectField(
        lazy_gettext("Sexe"),
        [Optional()],
        choices=[
            SelectChoice("", lazy_gettext("Non précisé")),
            *(SelectChoice(sex.value, SEXES[sex]) for sex in Sex),
        ],
    )
    born_on = DateField(lazy_gettext("Date de naissance"), [Optional()])
    department = TextField(lazy_gettext("Département"), [Optional(), LengthAtMost(120)])
    education_level = TextField(
        lazy_gettext("Niveau d’études"),
        [Optional(), LengthAtMost(120)],
        description=lazy_gettext("Par exemple : BEPC, baccalauréat, licence."),
    )
    phone = PhoneField(
        lazy_gettext("Téléphone"), [Optional(), LengthAtMost(40)], render_kw={"autocomplete": "off"}
    )
    email = AddressField(
        lazy_gettext("Courriel"), [Optional(), LengthAtMost(200)], render_kw={"autocomplete": "off"}
    )
    disability = SelectField(
        lazy_gettext("Situation de handicap"),
        [Optional()],
        choices=[
            SelectChoice("", lazy_gettext("Non précisée")),
            SelectChoice("no", lazy_gettext("Sans handicap déclaré")),
            SelectChoice("yes", lazy_gettext("Handicap déclaré")),
        ],
    )

    @classmethod
    def on(cls, thing: object, **options: Any) -> Self:
        """Open the form on a person; what the record keeps as yes or no is a choice here."""
        form = super().on(thing, **options)
        if not form.is_submitted():
            known = getattr(thing, "disability", None)
            form.disability.data = "" if known is None else ("yes" if known else "no")
        return form

    @property
    def details(self) -> PersonDetails:
        """What was typed, as the operations take it."""
        values = {name: value for name, value in self.values().items() if name != "applied_on"}
        values["sex"] = Sex(values["sex"]) if values["sex"] else None
        values["disability"] = YES_NO.get(values["disability"])
        return PersonDetails(**values)


class ApplicantForm(PersonForm):
    """A new person, and the day of the application."""

    applied_on = DateField(lazy_gettext("Candidature reçue le"), [Required()])


class KnownApplicantForm(Form):
    """The application of a person who is known already."""

    applied_on = DateField(lazy_gettext("Candidature reçue le"), [Required()])


class EnrolmentForm(Form):
    """The dates of a person's way through a cohort."""

    applied_on = DateField(lazy_gettext("Candidature"), [Optional()])
    enrolled_on = DateField(lazy_gettext("Admission"), [Optional()])
    withdrawn_on = DateField(lazy_gettext("Date du retrait"), [Optional()])
    withdrawal_reason = TextField(
        lazy_gettext("Raison du retrait"),
        [Optional(), LengthAtMost(300)],
        description=lazy_gettext("Dans ses mots : travail, distance, santé, argent…"),
    )
    completed_on = DateField(lazy_gettext("Fin du parcours"), [Optional()])
    certified_on = DateField(lazy_gettext("Certification"), [Optional()])

    @property
    def dates(self) -> EnrolmentDates:
        """The dates as the rules read them."""
        return EnrolmentDates(
            self.applied_on.data,
            self.enrolled_on.data,
            self.withdrawn_on.data,
            self.completed_on.data,
            self.certified_on.data,
        )


def offer(field: Any, choices: Sequence[tuple[str, str]]) -> None:
    """Give a field its choices: pairs of a value and its words."""
    field.choices = [SelectChoice(value, label) for value, label in choices]


def offer_one_of(field: Any, choices: Sequence[tuple[str, str]]) -> None:
    """Give a field its choices; when there is only one, it is taken without asking."""
    offer(field, choices)
    if not field.data and len(choices) == 1:
        field.data = choices[0][0]
