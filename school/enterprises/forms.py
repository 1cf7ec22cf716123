"""Forms of enterprises and tutors."""

from flask_babel import lazy_gettext
from wtforms.validators import Optional

from school.enterprises.rules import EnterpriseDetails, TutorDetails
from school.web.forms import (
    AddressField,
    DateField,
    Form,
    LengthAtMost,
    PhoneField,
    Required,
    TextField,
)


class EnterpriseForm(Form):
    """What is stated of an enterprise."""

    name = TextField(lazy_gettext("Nom"), [Required(), LengthAtMost(200)])
    sector = TextField(
        lazy_gettext("Secteur"),
        [Optional(), LengthAtMost(120)],
        description=lazy_gettext("Par exemple : opérateur, installateur, bureau d’études."),
    )
    department = TextField(lazy_gettext("Département"), [Optional(), LengthAtMost(120)])
    tax_id = TextField(lazy_gettext("Identifiant fiscal (IFU)"), [Optional(), LengthAtMost(40)])
    phone = PhoneField(
        lazy_gettext("Téléphone"),
        [Optional(), LengthAtMost(40)],
        render_kw={"autocomplete": "off"},
    )
    email = AddressField(
        lazy_gettext("Courriel"),
        [Optional(), LengthAtMost(200)],
        render_kw={"autocomplete": "off"},
    )
    partner_since = DateField(lazy_gettext("Partenaire depuis"), [Optional()])

    @property
    def details(self) -> EnterpriseDetails:
        """What was typed, as the operations take it."""
        return EnterpriseDetails(**self.values())


class TutorForm(Form):
    """What is stated of a tutor."""

    name = TextField(lazy_gettext("Nom et prénoms"), [Required(), LengthAtMost(200)])
    job = TextField(
        lazy_gettext("Fonction"),
        [Optional(), LengthAtMost(120)],
        description=lazy_gettext("Par exemple : cheffe d’équipe, conducteur de travaux."),
    )
    phone = PhoneField(
        lazy_gettext("Téléphone"),
        [Optional(), LengthAtMost(40)],
        render_kw={"autocomplete": "off"},
    )
    email = AddressField(
        lazy_gettext("Courriel"),
        [Optional(), LengthAtMost(200)],
        description=lazy_gettext("Les liens pour confirmer et valider y sont envoyés."),
        render_kw={"autocomplete": "off"},
    )

    @property
    def details(self) -> TutorDetails:
        """What was typed, as the operations take it."""
        return TutorDetails(**self.values())
