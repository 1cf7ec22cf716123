"""Forms of those who speak for an operator or an authority: appoint, end."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectField
from wtforms.fields import SelectChoice

from school.accounts.labels import LANGUAGES
from school.web.forms import AddressField, DateField, Form, LengthAtMost, Required, TextField

OPERATOR, AUTHORITY = "operator:", "authority:"


class AppointForm(Form):
    """Who shall speak, and for whom."""

    name = TextField(lazy_gettext("Nom de la personne"), [Required(), LengthAtMost(200)])
    email = AddressField(
        lazy_gettext("Courriel"),
        [Required(), LengthAtMost(254)],
        description=lazy_gettext("C’est avec cette adresse que la personne se connecte."),
    )
    speaks_for = SelectField(
        lazy_gettext("Parle pour"),
        [Required()],
        description=lazy_gettext("Un maître d’ouvrage paraît ici dès qu’un contrat porte son nom."),
    )
    language = SelectField(
        lazy_gettext("Langue"),
        choices=[SelectChoice(one.value, words) for one, words in LANGUAGES.items()],
    )
    starts_on = DateField(lazy_gettext("À partir du"), [Required()])

    def offer(self, operators: Sequence[tuple[str, str]], authorities: Sequence[str]) -> None:
        """Fill the list of those for whom somebody may speak."""
        self.speaks_for.choices = [
            SelectChoice("", lazy_gettext("Choisir…")),
            *(
                SelectChoice(f"{OPERATOR}{code}", lazy_gettext("Opérateur : %(name)s", name=name))
                for code, name in operators
            ),
            *(
                SelectChoice(
                    f"{AUTHORITY}{name}", lazy_gettext("Maître d’ouvrage : %(name)s", name=name)
                )
                for name in authorities
            ),
        ]

    def spoken_for(self) -> dict[str, Any]:
        """Give the code of the operator, or the name of the authority, that was chosen."""
        chosen = str(self.speaks_for.data)
        if chosen.startswith(OPERATOR):
            return {"operator": chosen.removeprefix(OPERATOR)}
        return {"authority": chosen.removeprefix(AUTHORITY)}


class EndForm(Form):
    """From which day somebody speaks no more."""

    ends_on = DateField(
        lazy_gettext("Ne parle plus à partir du"),
        [Required()],
        description=lazy_gettext("Ce que la personne a fait reste."),
    )
