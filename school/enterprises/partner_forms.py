"""Forms of what partner enterprises are and say."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from school.enterprises.labels import OWN_WORDS, REASONS, STATUSES, TECHNIQUE_KINDS
from school.enterprises.partner_rules import (
    MOST_PLACES,
    MOST_PROPOSALS,
    InterestAnswer,
    InterestReason,
    InterestStatus,
    PlacesDetails,
    RepresentativeDetails,
    SiteDetails,
    TechniqueKind,
)
from school.web.forms import (
    AddressField,
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    PhoneField,
    Required,
    TextField,
    WholeNumberField,
)

OFF = {"autocomplete": "off"}


def _choices(words: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(one.value, label) for one, label in words.items()]


class SiteForm(Form):
    """What is stated of a site."""

    name = TextField(
        lazy_gettext("Nom du site"),
        [Required(), LengthAtMost(200)],
        description=lazy_gettext("Par exemple : dépôt de Godomey, agence de Parakou."),
    )
    address = TextField(lazy_gettext("Adresse ou repère"), [Optional(), LengthAtMost(300)])
    town = TextField(lazy_gettext("Commune"), [Optional(), LengthAtMost(120)])
    department = TextField(lazy_gettext("Département"), [Optional(), LengthAtMost(120)])
    latitude = DecimalField(lazy_gettext("Latitude"), [Optional()])
    longitude = DecimalField(lazy_gettext("Longitude"), [Optional()])
    closed_on = DateField(lazy_gettext("Fermé depuis le"), [Optional()])

    @property
    def details(self) -> SiteDetails:
        """What was typed, as the operations take it."""
        values = self.values()
        values.pop("closed_on", None)
        return SiteDetails(**values)


class RepresentativeForm(Form):
    """What is stated of somebody who speaks for an enterprise."""

    name = TextField(lazy_gettext("Nom et prénoms"), [Required(), LengthAtMost(200)])
    job = TextField(
        lazy_gettext("Fonction"),
        [Optional(), LengthAtMost(120)],
        description=lazy_gettext("Par exemple : gérante, directeur des ressources humaines."),
    )
    phone = PhoneField(lazy_gettext("Téléphone"), [Optional(), LengthAtMost(40)], render_kw=OFF)
    email = AddressField(lazy_gettext("Courriel"), [Optional(), LengthAtMost(200)], render_kw=OFF)
    may_sign = BooleanField(
        lazy_gettext("Signe pour l’entreprise"),
        description=lazy_gettext("C’est cette personne qui signe la convention, pas le tuteur."),
    )
    starts_on = DateField(lazy_gettext("Depuis le"), [Optional()])
    ends_on = DateField(lazy_gettext("Jusqu’au"), [Optional()])

    @property
    def details(self) -> RepresentativeDetails:
        """What was typed, as the operations take it."""
        return RepresentativeDetails(**self.values())


class InterestFields(Form):
    """What an enterprise says of hosting apprentices in a year."""

    status = RadioField(
        lazy_gettext("Accueillir un apprenti"), choices=_choices(OWN_WORDS), validate_choice=True
    )
    max_proposals_per_month = WholeNumberField(
        lazy_gettext("Propositions par mois, au plus"),
        [
            Optional(),
            NumberRange(0, MOST_PROPOSALS, lazy_gettext("Écrivez un nombre entier, de 0 à 99.")),
        ],
        render_kw={"inputmode": "numeric", "class": "short"},
        description=lazy_gettext("Vide : pas de limite."),
    )
    next_available_on = DateField(lazy_gettext("Disponible à partir du"), [Optional()])
    reason = SelectField(
        lazy_gettext("Si ce n’est pas possible, pourquoi ?"),
        [Optional()],
        choices=[SelectChoice("", lazy_gettext("Sans précision")), *_choices(REASONS)],
    )
    detail = TextField(lazy_gettext("Autre chose à dire"), [Optional(), LengthAtMost(500)])
    answered_by = TextField(lazy_gettext("Qui répond ?"), [Required(), LengthAtMost(200)])

    @property
    def answer(self) -> InterestAnswer:
        """What was typed, as the operations take it."""
        return InterestAnswer(
            InterestStatus(self.status.data),
            InterestReason(self.reason.data) if self.reason.data else None,
            self.detail.data,
            self.max_proposals_per_month.data,
            self.next_available_on.data,
        )


class InterestForm(InterestFields):
    """The same, as the school writes down what it was told about a year."""

    year = SelectField(lazy_gettext("Pour l’année"), coerce=int)
    status = RadioField(lazy_gettext("Réponse"), choices=_choices(STATUSES))

    def offer_years(self, day: date) -> None:
        """Let the answer be about this year or the next."""
        self.year.choices = [
            SelectChoice(str(year), str(year)) for year in (day.year, day.year + 1)
        ]


class InterestLinkForm(InterestFields):
    """The same, on the page behind a link: its secret authorises it."""

    class Meta:
        csrf = False


class PlacesForm(Form):
    """How many apprentices an enterprise can host in a period."""

    starts_on = DateField(lazy_gettext("Du"), [Required()])
    ends_on = DateField(lazy_gettext("Au"), [Required()])
    places = WholeNumberField(
        lazy_gettext("Places"),
        [
            Required(),
            NumberRange(0, MOST_PLACES, lazy_gettext("Écrivez un nombre entier, de 0 à 999.")),
        ],
        render_kw={"inputmode": "numeric", "class": "short"},
    )
    site = SelectField(lazy_gettext("Site"), coerce=int)

    def offer_sites(self, sites: Sequence[tuple[int, str]]) -> None:
        """Let a site be named; none means any of them."""
        self.site.choices = [
            SelectChoice("0", lazy_gettext("Tous les sites")),
            *(SelectChoice(str(number), name) for number, name in sites),
        ]

    @property
    def details(self) -> PlacesDetails:
        """What was typed, as the operations take it."""
        return PlacesDetails(
            self.starts_on.data, self.ends_on.data, self.places.data, self.site.data or None
        )


class TechniqueForm(Form):
    """A technique or a piece of equipment that an enterprise works with."""

    kind = RadioField(
        lazy_gettext("Quoi"),
        choices=_choices(TECHNIQUE_KINDS),
        default=TechniqueKind.TECHNIQUE.value,
    )
    name = TextField(
        lazy_gettext("Laquelle, lequel"),
        [Required(), LengthAtMost(120)],
        description=lazy_gettext("Par exemple : soufflage, GPON, soudeuse Fujikura 90S."),
    )


class MergeForm(Form):
    """Which enterprise is the double of this one."""

    double = SelectField(lazy_gettext("L’autre fiche de la même entreprise"))

    def offer(self, enterprises: Sequence[tuple[str, str]]) -> None:
        """Let one of these be chosen."""
        self.double.choices = [SelectChoice(code, name) for code, name in enterprises]
