"""Forms of consultations: what is asked, what an enterprise answers, what the committee decides."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from school.enterprises.consultations.labels import VERDICTS, WEIGHTINGS
from school.enterprises.consultations.operations import Decided, Plan, technologies_in
from school.enterprises.consultations.rules import (
    MOST_CHOICES,
    MOST_PLACES,
    CohortChoice,
    ItemKind,
    Said,
    Verdict,
    Weighting,
)
from school.web.forms import (
    BoxesField,
    DateField,
    Form,
    LengthAtMost,
    LinesField,
    Required,
    TextField,
    WholeNumberField,
)

LONGEST_TEXT = 1000
LONGEST_LIST = 4000

Choices = Sequence[tuple[str, str]]


def _number(words: Any, hint: Any) -> WholeNumberField:
    return WholeNumberField(
        words,
        [
            Optional(),
            NumberRange(0, MOST_PLACES, lazy_gettext("Un nombre entre 0 et %(max)s.")),
        ],
        description=hint,
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


class ConsultationForm(Form):
    """What a school asks its partner enterprises, of which year or cohort, until when."""

    title = TextField(
        lazy_gettext("Titre"),
        [Required(), LengthAtMost(200)],
        description=lazy_gettext("Par exemple : Ce que la formation doit enseigner en 2027."),
    )
    school = SelectField(lazy_gettext("École"))
    cohort = SelectField(lazy_gettext("Pour"), default="")
    closes_on = DateField(
        lazy_gettext("Dernier jour pour répondre"),
        [Required()],
        description=lazy_gettext("Jusqu’à ce jour, chaque entreprise peut corriger sa réponse."),
    )
    weighting = RadioField(
        lazy_gettext("Poids des réponses"),
        [Required()],
        choices=[SelectChoice(one.value, words) for one, words in WEIGHTINGS.items()],
    )
    modules = BoxesField(lazy_gettext("Modules à classer"))
    technologies = LinesField(
        lazy_gettext("Technologies à classer"),
        [Optional(), LengthAtMost(LONGEST_LIST)],
        description=lazy_gettext(
            "Une par ligne. Si un module l’enseigne, écrivez son code à la fin : "
            "Soudure ruban (D2)."
        ),
        render_kw={"rows": 6},
    )

    def offer(self, schools: Choices, cohorts: Choices, modules: Choices) -> None:
        """Offer the schools, cohorts and modules to choose from."""
        self.school.choices = [SelectChoice(value, words) for value, words in schools]
        year = SelectChoice("", gettext("L’année, toutes les promotions"))
        self.cohort.choices = [year, *(SelectChoice(*one) for one in cohorts)]
        self.modules.choices = [SelectChoice(value, words) for value, words in modules]
        if self.school.data is None and schools:
            self.school.data = schools[0][0]

    def plan(self, modules: Mapping[str, int], cohorts: Mapping[str, CohortChoice]) -> Plan:
        """Give what was typed; raises `InvalidInput` for a technology that cannot be read."""
        return Plan(
            title=self.title.data,
            closes_on=self.closes_on.data,
            weighting=Weighting(self.weighting.data),
            cohort=cohorts.get(self.cohort.data),
            module_ids=[modules[code] for code in self.modules.data or ()],
            technologies=technologies_in(self.technologies.data or "", modules),
            confirmed=self.confirmed.data,
        )


class DecisionForm(Form):
    """What the committee decided of one item, and why."""

    verdict = RadioField(
        lazy_gettext("Décision"),
        [Required()],
        choices=[SelectChoice(one.value, words) for one, words in VERDICTS.items()],
    )
    reason = LinesField(
        lazy_gettext("Raison"),
        [Required(), LengthAtMost(LONGEST_TEXT)],
        description=lazy_gettext(
            "Toutes les entreprises la liront : ne nommez ni personne ni entreprise."
        ),
        render_kw={"rows": 3},
    )
    decided_on = DateField(lazy_gettext("Décidé le"), [Required()])
    version_of_change = SelectField(
        lazy_gettext("Version du référentiel qui l’applique"),
        default="",
        description=lazy_gettext("À compléter quand cette version sera chargée."),
    )

    def offer(self, versions: Choices) -> None:
        """Offer the versions of the curriculum that are loaded."""
        none_yet = SelectChoice("", gettext("Pas encore, ou rien à changer"))
        self.version_of_change.choices = [none_yet, *(SelectChoice(*one) for one in versions)]

    @property
    def decided(self) -> Decided:
        """What was typed, as the operation takes it."""
        version = self.version_of_change.data
        return Decided(
            Verdict(self.verdict.data),
            self.reason.data,
            self.decided_on.data,
            int(version) if version else None,
        )


class AnswerForm(Form):
    """What an enterprise answers, on one screen; the boxes to choose from are added by kind."""

    places = _number(
        lazy_gettext("Apprentis que vous pourriez accueillir l’an prochain"),
        lazy_gettext("Zéro si vous n’en accueillez pas."),
    )
    hires = _number(
        lazy_gettext("Techniciens que vous pensez embaucher dans les 12 mois"),
        lazy_gettext("Une estimation suffit. Elle ne vous engage pas."),
    )
    hiring_for = TextField(
        lazy_gettext("Pour quels travaux ?"),
        [Optional(), LengthAtMost(LONGEST_TEXT)],
        description=lazy_gettext("Par exemple : raccordement d’abonnés, mesures, dépannage."),
    )
    lacking = LinesField(
        lazy_gettext("Que savent mal faire, ou pas du tout, ceux que vous recevez ?"),
        [Optional(), LengthAtMost(LONGEST_TEXT)],
        render_kw={"rows": 3},
    )

    def chosen(self, kind: ItemKind) -> list[Any]:
        """List the boxes of a kind, the first choice first."""
        return [one for name, one in self._fields.items() if name.startswith(f"{kind}-")]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse what is chosen twice, on the second box."""
        fine: bool = super().validate(extra_validators)
        for kind in ItemKind:
            seen: set[str] = set()
            for box in self.chosen(kind):
                if box.data and box.data in seen:
                    box.errors = [*box.errors, gettext("Vous l’avez déjà choisi plus haut.")]
                    fine = False
                seen.add(box.data)
        return fine

    @property
    def said(self) -> Said:
        """What was answered; a box left empty between two is no place."""
        return Said(
            modules=self._numbers(ItemKind.MODULE),
            technologies=self._numbers(ItemKind.TECHNOLOGY),
            places=self.places.data,
            hires=self.hires.data,
            hiring_for=self.hiring_for.data,
            lacking=self.lacking.data,
        )

    def _numbers(self, kind: ItemKind) -> tuple[int, ...]:
        return tuple(int(box.data) for box in self.chosen(kind) if box.data)


def answer_form(items: Mapping[ItemKind, Choices], **options: Any) -> AnswerForm:
    """Make the form with as many boxes of each kind as there are items to name, at most five."""
    words = [
        lazy_gettext("Le plus utile"),
        *(lazy_gettext("Puis, n° %(num)s", num=place) for place in range(2, MOST_CHOICES + 1)),
    ]
    boxes: dict[str, Any] = {}
    for kind, choices in items.items():
        offered = [SelectChoice("", "—"), *(SelectChoice(*one) for one in choices)]
        for place in range(1, min(MOST_CHOICES, len(choices)) + 1):
            boxes[f"{kind.value}-{place}"] = SelectField(
                words[place - 1], [Optional()], choices=offered
            )
    made: type[AnswerForm] = type("AnswerFormOfConsultation", (AnswerForm,), boxes)
    return made(**options)
