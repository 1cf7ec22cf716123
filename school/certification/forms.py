"""Forms of juries: who sits, what is decided, who is certified, and why one is revoked."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from school.certification.jury_rules import LONGEST_REASON, Outcome, Revocation, Ruling
from school.certification.labels import OUTCOMES_CHOSEN, REVOCATIONS
from school.web.forms import (
    BoxesField,
    DateField,
    Form,
    LengthAtMost,
    LinesField,
    Required,
    TextField,
)


class JuryForm(Form):
    """When and where a jury meets, and who sits."""

    held_on = DateField(lazy_gettext("Date du jury"), [Required()])
    place = TextField(lazy_gettext("Lieu"), [Required(), LengthAtMost(200)])
    members = BoxesField(
        lazy_gettext("Membres"),
        [Required()],
        description=lazy_gettext(
            "Le tuteur en entreprise évalue pendant la formation : il ne siège pas."
        ),
    )
    president = SelectField(lazy_gettext("Présidence"), [Required()])


class DecisionForm(Form):
    """What the jury decides about one person."""

    outcome = RadioField(
        lazy_gettext("Décision"),
        [Required()],
        choices=[SelectChoice(one.value, words) for one, words in OUTCOMES_CHOSEN.items()],
    )
    reason = LinesField(
        lazy_gettext("Motif"),
        [Optional(), LengthAtMost(LONGEST_REASON)],
        description=lazy_gettext("Pour un ajournement : pourquoi, et ce qu’il reste à faire."),
        render_kw={"rows": 3},
    )
    derogation = LinesField(
        lazy_gettext("Raison de la dérogation"),
        [Optional(), LengthAtMost(LONGEST_REASON)],
        description=lazy_gettext(
            "Pour certifier sans que toutes les conditions soient remplies. Elle restera visible "
            "au procès-verbal."
        ),
        render_kw={"rows": 3},
    )

    @property
    def ruling(self) -> Ruling:
        """What was typed, as the rules take it."""
        return Ruling(Outcome(self.outcome.data), self.reason.data, self.derogation.data)


class CertifyForm(Form):
    """The people to certify together: those who meet every condition."""

    people = BoxesField(lazy_gettext("Personnes qui remplissent tout"), [Required()])


class RevocationForm(Form):
    """Why a certificate is revoked: in public words, and for the school alone."""

    kind = RadioField(
        lazy_gettext("Motif public"),
        [Required()],
        choices=[SelectChoice(one.value, words) for one, words in REVOCATIONS.items()],
        description=lazy_gettext("Ces mots seront lus par qui vérifie le certificat."),
    )
    note = LinesField(
        lazy_gettext("Explication pour l’école"),
        [Required(), LengthAtMost(LONGEST_REASON)],
        render_kw={"rows": 3},
    )

    @property
    def revocation(self) -> Revocation:
        """The public reason."""
        return Revocation(self.kind.data)


class BadgeForm(Form):
    """A badge that somebody holds: its file, or its text.

    Nothing is kept of it, so that another program may send it without having read our page.
    """

    class Meta:
        csrf = False

    badge = FileField(lazy_gettext("Fichier du badge (SVG ou JWT)"), [Optional()])
    text = LinesField(lazy_gettext("Ou le texte du badge"), [Optional()], render_kw={"rows": 4})
