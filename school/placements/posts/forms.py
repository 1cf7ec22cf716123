"""The form of a post: where, when, and duty by duty with the competencies asked for."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from school.curriculum.competency_rules import NamedCompetency, read_key, written_key
from school.placements.posts.rules import (
    MOST_DUTIES,
    MOST_PLACES,
    DutyDetails,
)
from school.web.filters import localised
from school.web.forms import (
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    Required,
    TextField,
    WholeNumberField,
)

Choices = Sequence[tuple[str, str]]

ROWS = 6
"""Duties that an empty form has room for; one that holds more shows one more row."""


class PostForm(Form):
    """A post that an enterprise offers."""

    school = SelectField(lazy_gettext("École"))
    host = SelectField(
        lazy_gettext("Entreprise et tuteur"),
        [Required()],
        description=lazy_gettext("C’est la personne qui recevra les propositions."),
    )
    site = SelectField(lazy_gettext("Site"), [Optional()])
    title = TextField(
        lazy_gettext("Poste"),
        [Required(), LengthAtMost(200)],
        description=lazy_gettext("Par exemple : technicienne de raccordement."),
    )
    path = SelectField(lazy_gettext("Parcours"), [Required()])
    module = SelectField(lazy_gettext("Module travaillé"), [Optional()])
    department = TextField(
        lazy_gettext("Département du travail"),
        [Optional(), LengthAtMost(100)],
        description=lazy_gettext("Vide : celui du site, sinon de l’entreprise."),
    )
    place = TextField(lazy_gettext("Lieu de travail"), [Optional(), LengthAtMost(200)])
    starts_on = DateField(lazy_gettext("Premier jour"), [Required()])
    ends_on = DateField(lazy_gettext("Dernier jour"), [Required()])
    weekly_hours = DecimalField(
        lazy_gettext("Heures par semaine"), [Optional()], render_kw={"inputmode": "decimal"}
    )
    places = WholeNumberField(
        lazy_gettext("Nombre de places"),
        [Required(), NumberRange(1, MOST_PLACES)],
        default=1,
        render_kw={"inputmode": "numeric"},
    )

    rows: int = ROWS

    def duty_rows(self) -> list[tuple[Any, Any]]:
        """Give, for each duty, the field of its wording and that of its competencies."""
        return [(self[f"wording_{number}"], self[f"asks_{number}"]) for number in range(self.rows)]

    def duties(self) -> tuple[DutyDetails, ...]:
        """Give the duties that are worded, with the competencies chosen for each."""
        return tuple(
            DutyDetails(
                wording.data, tuple(key for text in asks.data or () if (key := read_key(text)))
            )
            for wording, asks in self.duty_rows()
            if wording.data
        )

    def offer(self, hosts: Choices, sites: Choices, paths: Choices, modules: Choices) -> None:
        """Fill the lists to choose from."""
        choose = SelectChoice("", lazy_gettext("Choisir…"))
        none = SelectChoice("", lazy_gettext("Aucun en particulier"))
        self.host.choices = [choose, *(SelectChoice(*one) for one in hosts)]
        self.path.choices = [choose, *(SelectChoice(*one) for one in paths)]
        self.site.choices = [none, *(SelectChoice(*one) for one in sites)]
        self.module.choices = [none, *(SelectChoice(*one) for one in modules)]


def post_form(
    asked: Sequence[NamedCompetency], duties: Sequence[DutyDetails] = ()
) -> type[PostForm]:
    """Make the form with a row for each duty, which asks for competencies among these.

    A competency that a duty names and no curriculum holds any more can be kept.
    """
    rows = min(MOST_DUTIES, max(ROWS, len(duties) + 1))
    known = {one.code: f"{one.module} · {localised(one, 'title')}" for one in asked}
    fields: dict[str, Any] = {"rows": rows}
    for number in range(rows):
        duty = duties[number] if number < len(duties) else None
        kept = [written_key(key) for key in duty.competencies] if duty else []
        choices = {**known, **{key: known.get(key, key) for key in kept}}
        fields[f"wording_{number}"] = TextField(
            lazy_gettext("Mission %(number)s", number=number + 1),
            [Optional(), LengthAtMost(300)],
            default=duty.wording if duty else None,
        )
        fields[f"asks_{number}"] = SelectMultipleField(
            lazy_gettext("Compétences de la mission %(number)s", number=number + 1),
            [Optional()],
            choices=[SelectChoice(value, label) for value, label in choices.items()],
            default=kept,
            render_kw={"size": 4},
        )
    return type("PostFormWithDuties", (PostForm,), fields)
