"""The form by which a team is asked."""

from flask_babel import lazy_gettext
from wtforms.validators import Optional

from school.clauses.practices.surveys.operations import Team
from school.web.forms import AddressField, Form, LengthAtMost, Required, TextField


class TeamForm(Form):
    """A team, and who answers for it."""

    team = TextField(
        lazy_gettext("Équipe"),
        [Required(), LengthAtMost(120)],
        description=lazy_gettext("Gardez le même nom d’une fois à l’autre : l’équipe se suit."),
    )
    recipient_name = TextField(lazy_gettext("Qui répond"), [Required(), LengthAtMost(120)])
    recipient_email = AddressField(
        lazy_gettext("Son courriel"),
        [Optional(), LengthAtMost(200)],
        description=lazy_gettext("Vide : vous aurez un message à copier."),
    )

    @property
    def stated(self) -> Team:
        """What was typed, as the operations take it."""
        return Team(self.team.data, self.recipient_name.data, self.recipient_email.data)
