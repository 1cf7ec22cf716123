"""Forms of people of clauses: who they are, why their hours count, what proves it."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import RadioField, SelectField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from school.clauses.models import Eligibility
from school.clauses.people.rules import (
    MOST_MONTHS,
    SOMEBODY_ELSE,
    EligibilityFacts,
    PersonFacts,
)
from school.cohorts.labels import SEXES
from school.cohorts.rules import Sex
from school.hiring.labels import EVIDENCE
from school.hiring.rules import Evidence
from school.practicals.file_fields import PhotosField
from school.practicals.photo_rules import Picture
from school.web.choices import one_of
from school.web.forms import (
    DateField,
    Form,
    LengthAtMost,
    Required,
    TextField,
    WholeNumberField,
)

LONGEST_NAME = 100


class PersonForm(Form):
    """Somebody who works, or will, for a contract."""

    family_name = TextField(lazy_gettext("Nom"), [Required(), LengthAtMost(LONGEST_NAME)])
    given_names = TextField(lazy_gettext("Prénoms"), [Optional(), LengthAtMost(LONGEST_NAME)])
    sex = SelectField(
        lazy_gettext("Sexe"),
        [Optional()],
        choices=[
            SelectChoice("", lazy_gettext("Non précisé")),
            *(SelectChoice(sex.value, SEXES[sex]) for sex in Sex),
        ],
    )
    born_on = DateField(lazy_gettext("Date de naissance"), [Optional()])

    def facts(self) -> PersonFacts:
        """Give what was stated."""
        return PersonFacts(
            self.family_name.data,
            self.given_names.data,
            one_of(Sex, self.sex.data),
            self.born_on.data,
        )


class NewPersonForm(PersonForm):
    """Somebody to write down, who may be known already."""

    same = RadioField(lazy_gettext("Est-ce cette personne ?"), [Optional()])

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Ask whether it is one of those known already; nobody known, nothing to ask."""
        if people:
            other = (SOMEBODY_ELSE, gettext("Non, c’est quelqu’un d’autre"))
            self.same.choices = [*people, other]
        else:
            del self.same

    @property
    def answer(self) -> str | None:
        """Who it is, of those offered, as it was answered."""
        return str(self.same.data) if self.same and self.same.data else None


class JoinForm(Form):
    """The contract for which somebody who is known already works too."""

    contract = SelectField(lazy_gettext("Contrat"), [Required()])


class EligibilityForm(Form):
    """Why, from when and for how long somebody's hours count."""

    _most: Mapping[str, int | None] = {}

    listed = SelectField(lazy_gettext("Critère du contrat"), [Optional()])
    criterion = TextField(
        lazy_gettext("Critère"),
        [Optional(), LengthAtMost(LONGEST_NAME)],
        description=lazy_gettext(
            "Comme le contrat le nomme : « demandeur d’emploi de moins de 26 ans »."
        ),
    )
    eligible_from = DateField(lazy_gettext("À partir du"), [Required()])
    months = WholeNumberField(
        lazy_gettext("Pendant combien de mois"),
        [Optional(), NumberRange(1, MOST_MONTHS)],
        description=lazy_gettext("Vide : sans fin."),
    )
    evidence = SelectField(
        lazy_gettext("Preuve"),
        [Optional()],
        choices=[
            SelectChoice("", lazy_gettext("Non précisée")),
            *(SelectChoice(one.value, EVIDENCE[one]) for one in Evidence),
        ],
    )

    def offer(self, listed: Mapping[str, int | None]) -> None:
        """Offer the criteria that the person's contracts list; without any, one is typed."""
        if not listed:
            del self.listed
            return
        self.criterion.label.text = gettext("Un autre critère")
        self.criterion.description = gettext("Seulement s’il n’est pas dans la liste.")
        self.months.description = gettext("Vide : la durée que dit le contrat.")
        self.listed.choices = [("", gettext("Un autre, que j’écris"))]
        self.listed.choices += [(one, _with_months(one, most)) for one, most in listed.items()]
        self._most = listed

    def show(self, eligibility: Eligibility, edition: int) -> None:
        """Fill in what is stated already, which bears a number."""
        self.version.data = str(edition)
        is_listed = self.listed is not None and eligibility.criterion in self._most
        if is_listed:
            self.listed.data = eligibility.criterion
        else:
            self.criterion.data = eligibility.criterion
        self.eligible_from.data, self.months.data = eligibility.eligible_from, eligibility.months
        self.evidence.data = eligibility.evidence.value if eligibility.evidence else ""

    def validate_criterion(self, field: TextField) -> None:
        """Ask for a criterion, and for one alone."""
        chosen = self.listed.data if self.listed else None
        if not chosen and not field.data:
            raise ValidationError(gettext("Dites pourquoi ses heures comptent."))
        if chosen and field.data:
            raise ValidationError(gettext("Choisissez dans la liste ou écrivez, pas les deux."))

    def facts(self) -> EligibilityFacts:
        """Give what was stated; a listed criterion counts for the contract's months."""
        chosen = self.listed.data if self.listed else None
        months = self.months.data
        if chosen and months is None:
            months = self._most[chosen]
        return EligibilityFacts(
            chosen or self.criterion.data,
            self.eligible_from.data,
            months,
            one_of(Evidence, self.evidence.data),
        )


def _with_months(criterion: str, months: int | None) -> str:
    if months is None:
        return criterion
    words = ngettext("%(num)s mois", "%(num)s mois", months)
    return f"{criterion} · {words}"


class PaperForm(Form):
    """The picture of a paper that proves a criterion."""

    criterion = SelectField(lazy_gettext("Critère prouvé"), [Required()])
    paper = PhotosField(
        lazy_gettext("Photo du papier"),
        description=lazy_gettext(
            "Cachez ce qui ne sert pas. Peu de personnes la voient, et elle est effacée deux "
            "ans après le dernier jour qui compte."
        ),
        render_kw={"accept": "image/*", "capture": "environment"},
    )

    def validate_paper(self, field: PhotosField) -> None:
        """Refuse a proof without its picture."""
        if not field.received:
            raise ValidationError(gettext("Joignez la photo du papier."))

    @property
    def picture(self) -> Picture:
        """The picture received."""
        received: Picture = self.paper.received[0]
        return received
