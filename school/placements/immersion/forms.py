"""Forms of absences and accidents, and of what the school makes of them."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.placements.immersion.labels import ABSENCE_STATES, CARE, REASONS
from school.placements.immersion.operations import AbsenceNote, AccidentNote
from school.placements.immersion.rules import AbsenceReason, AbsenceStatus, Care, Stretch
from school.web.forms import (
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    LinesField,
    Required,
    TextField,
)

PROPOSED = {"data-today": "yes"}
"""A copy of the page proposes the day on which it is filled in."""

ROWS = {"rows": 4}


class AbsenceForm(Form):
    """On which days somebody is absent, and why."""

    first_on = DateField(lazy_gettext("Premier jour d’absence"), [Required()], render_kw=PROPOSED)
    last_on = DateField(
        lazy_gettext("Dernier jour"),
        [Optional()],
        description=lazy_gettext("Vide : un seul jour."),
    )
    hours = DecimalField(
        lazy_gettext("Heures de travail manquées"),
        [Optional()],
        description=lazy_gettext("Vide : les heures habituelles de ces jours."),
        render_kw={"inputmode": "decimal", "class": "short"},
    )
    reason = RadioField(
        lazy_gettext("Pourquoi"),
        [Required()],
        choices=[SelectChoice(reason.value, label) for reason, label in REASONS.items()],
    )
    detail = TextField(lazy_gettext("Quelques mots de plus"), [Optional(), LengthAtMost(500)])

    def note(self) -> AbsenceNote:
        """Give what was typed, as the operation takes it."""
        return AbsenceNote(
            stretch=Stretch(self.first_on.data, self.last_on.data or self.first_on.data),
            reason=AbsenceReason(self.reason.data),
            detail=self.detail.data,
            hours=self.hours.data,
            confirmed=bool(self.confirmed.data),
        )


class SettleForm(Form):
    """What the school makes of an absence."""

    target = RadioField(lazy_gettext("Cette absence est"), [Required()])
    answer = LinesField(
        lazy_gettext("Justificatif vu, ou raison"),
        [Optional(), LengthAtMost(500)],
        render_kw={"rows": 3},
    )

    def offer(self, targets: list[AbsenceStatus]) -> None:
        """Offer the states to which the absence may go."""
        self.target.choices = [SelectChoice(one.value, ABSENCE_STATES[one]) for one in targets]


class AccidentForm(Form):
    """What happened, when and where, and what care it asked for."""

    happened_on = DateField(lazy_gettext("Jour"), [Required()], render_kw=PROPOSED)
    hour = TextField(
        lazy_gettext("Heure"),
        [Optional(), LengthAtMost(20)],
        description=lazy_gettext("Par exemple : 10 h 30."),
    )
    place = TextField(lazy_gettext("Lieu"), [Required(), LengthAtMost(200)])
    account = LinesField(
        lazy_gettext("Ce qui s’est passé"),
        [Required(), LengthAtMost(4000)],
        render_kw=ROWS,
    )
    care = RadioField(
        lazy_gettext("Soins"),
        [Required()],
        choices=[SelectChoice(care.value, label) for care, label in CARE.items()],
    )
    injury = TextField(
        lazy_gettext("Blessure"),
        [Optional(), LengthAtMost(500)],
        description=lazy_gettext("Où et comment, si quelqu’un est blessé."),
    )
    witness = TextField(lazy_gettext("Témoin"), [Optional(), LengthAtMost(200)])
    stopped_work = BooleanField(lazy_gettext("Le travail s’est arrêté pour la personne"))

    def note(self) -> AccidentNote:
        """Give what was typed, as the operation takes it."""
        return AccidentNote(
            happened_on=self.happened_on.data,
            hour=self.hour.data,
            place=self.place.data,
            account=self.account.data,
            care=Care(self.care.data),
            injury=self.injury.data,
            witness=self.witness.data,
            stopped_work=bool(self.stopped_work.data),
        )


class LinkAbsenceForm(AbsenceForm):
    """The same by link; the secret in the address authorises it."""

    class Meta:
        csrf = False


class LinkAccidentForm(AccidentForm):
    """The same by link; the secret in the address authorises it."""

    class Meta:
        csrf = False


class DeclareForm(Form):
    """To whom an accident was declared, and when."""

    declared_on = DateField(lazy_gettext("Déclaré le"), [Required()])
    declared_to = TextField(
        lazy_gettext("À qui"),
        [Required(), LengthAtMost(200)],
        description=lazy_gettext("La caisse ou l’assurance, avec le numéro du dossier."),
    )


class CloseForm(Form):
    """What was done after an accident."""

    measures = LinesField(
        lazy_gettext("Ce qui a été fait pour que cela n’arrive plus"),
        [Required(), LengthAtMost(2000)],
        render_kw=ROWS,
    )
