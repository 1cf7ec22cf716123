"""Forms of agreements: what they say, signatures, reasons, scans."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField
from wtforms.validators import Optional, ValidationError

from school.placements.agreements import labels
from school.placements.agreements.contents import Content
from school.placements.agreements.duty_rules import (
    LONGEST_WORDING,
    MOST_DUTIES,
    Duty,
    duties_from_plain,
)
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import LONGEST_TEXT, Section
from school.placements.forms import with_blank
from school.placements.labels import REASONS
from school.placements.rules import TRANSITIONS, EndReason, PlacementStatus
from school.practicals.file_fields import PhotosField
from school.practicals.photo_rules import Picture
from school.web.forms import (
    AddressField,
    BoxesField,
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    LinesField,
    PhoneField,
    Required,
    TextField,
)

SPARE_ROWS, FEWEST_ROWS = 3, 6
"""Empty rows for duties that are shown below those written."""

Choices = Sequence[tuple[str, str]]

FIELDS: dict[Section, tuple[str, ...]] = {
    Section.PERIOD: ("starts_on", "ends_on"),
    Section.SCHEDULE: ("weekly_hours", "schedule"),
    Section.PLACE: ("place",),
    Section.PROTECTION: ("protection",),
    Section.TUTOR: ("tutor",),
    Section.TRAINER: ("trainer",),
    Section.REPRESENTATIVE: (
        "representative_name",
        "representative_job",
        "representative_email",
        "representative_phone",
    ),
    Section.EMERGENCY: ("emergency_name", "emergency_phone"),
    Section.INTERRUPTION: ("interrupted_from", "interrupted_until"),
    Section.BREAK_OFF: ("break_off_on", "break_off_cause", "break_off_detail"),
}
"""The fields of each section but the duties, which have a row each."""


class AgreementForm(Form):
    """What an agreement says; only the sections that a version may change are asked."""

    justification = LinesField(
        lazy_gettext("Pourquoi la convention change"), [Required(), LengthAtMost(LONGEST_TEXT)]
    )
    starts_on = DateField(lazy_gettext("Premier jour"), [Required()])
    ends_on = DateField(lazy_gettext("Dernier jour"), [Required()])
    weekly_hours = DecimalField(
        lazy_gettext("Heures par semaine"), [], render_kw={"inputmode": "decimal"}
    )
    schedule = LinesField(
        lazy_gettext("Jours et heures de travail"),
        [LengthAtMost(LONGEST_TEXT)],
        description=lazy_gettext(
            "Par exemple : du lundi au vendredi, de 8 h à 12 h et de 14 h à 17 h."
        ),
    )
    place = LinesField(lazy_gettext("Lieu de travail"), [LengthAtMost(LONGEST_TEXT)])
    protection = LinesField(
        lazy_gettext("Protection fournie"),
        [LengthAtMost(LONGEST_TEXT)],
        description=lazy_gettext("Par exemple : casque, gants, chaussures, gilet, harnais."),
    )
    tutor = SelectField(lazy_gettext("Tuteur"))
    trainer = SelectField(lazy_gettext("Formateur de l’école"))
    representative_name = TextField(
        lazy_gettext("Nom de la personne qui signe"),
        [LengthAtMost(200)],
        description=lazy_gettext(
            "Qui peut engager l’entreprise ; ce n’est pas au tuteur de signer."
        ),
    )
    representative_job = TextField(lazy_gettext("Sa fonction"), [Optional(), LengthAtMost(200)])
    representative_email = AddressField(lazy_gettext("Son courriel"), [Optional()])
    representative_phone = PhoneField(lazy_gettext("Son téléphone"), [Optional()])
    emergency_name = TextField(lazy_gettext("Personne à prévenir"), [LengthAtMost(200)])
    emergency_phone = PhoneField(lazy_gettext("Téléphone de cette personne"))
    interrupted_from = DateField(lazy_gettext("Premier jour sans travail"), [Required()])
    interrupted_until = DateField(
        lazy_gettext("Dernier jour sans travail"),
        [Required()],
        description=lazy_gettext("Si le placement finit plus tard, changez aussi ses dates."),
    )
    break_off_on = DateField(lazy_gettext("Dernier jour de travail"), [Required()])
    break_off_cause = SelectField(lazy_gettext("Pour quelle raison ?"), [Required()])
    break_off_detail = LinesField(
        lazy_gettext("Quelques mots de plus"), [Optional(), LengthAtMost(500)]
    )

    rows: int = 0

    def offer(self, tutors: Choices, trainers: Choices, competencies: Choices) -> None:
        """Fill the lists to choose from."""
        self.tutor.choices = with_blank(tutors)
        self.trainer.choices = with_blank(trainers)
        reasons = TRANSITIONS[PlacementStatus.BROKEN_OFF].reasons
        self.break_off_cause.choices = with_blank(
            [(one.value, str(REASONS[one])) for one in reasons]
        )
        known = [*competencies, *self._kept_beside(competencies)]
        for row in range(self.rows):
            self[f"skills_{row}"].choices = list(known)

    def _kept_beside(self, competencies: Choices) -> list[tuple[str, str]]:
        # A post, or another version of the curriculum, may name more than the cohort learns.
        offered = {value for value, _ in competencies}
        named = [
            code for row in range(self.rows) for code in self[f"skills_{row}"].object_data or []
        ]
        return [(code, code) for code in dict.fromkeys(named) if code not in offered]

    def keep_sections(self, sections: frozenset[Section], *, justified: bool) -> None:
        """Ask about some sections alone; what is not asked stays as the version says it."""
        for section, names in FIELDS.items():
            if section not in sections:
                for name in names:
                    delattr(self, name)
        if not justified:
            del self.justification

    def duties(self) -> tuple[Duty, ...]:
        """Give the duties that have words, in their order."""
        rows = [
            (self[f"duty_{row}"].data, self[f"skills_{row}"].data or []) for row in range(self.rows)
        ]
        return tuple(Duty(wording, tuple(skills)) for wording, skills in rows if wording)

    def content(self, version: AgreementVersion) -> Content:
        """Give what the agreement is to say: what was typed, else what the version says."""
        duties = self.duties() if self.rows else tuple(duties_from_plain(version.duties))
        values = {
            name: self[name].data if name in self else getattr(version, _column(name))
            for names in FIELDS.values()
            for name in names
        }
        cause = values.pop("break_off_cause") or None
        tutor, trainer = values.pop("tutor"), values.pop("trainer")
        return Content(
            **values,
            duties=duties,
            tutor_id=int(tutor) if tutor else None,
            trainer_id=int(trainer) if trainer else None,
            break_off_cause=EndReason(cause) if cause else None,
        )


def _column(name: str) -> str:
    return f"{name}_id" if name in {"tutor", "trainer"} else name


def agreement_form(duties: int | None) -> type[AgreementForm]:
    """Make the form with a row for each duty and some to spare; none when they do not change."""
    if duties is None:
        return AgreementForm
    rows = min(max(duties + SPARE_ROWS, FEWEST_ROWS), MOST_DUTIES)
    fields: dict[str, Any] = {"rows": rows}
    for row in range(rows):
        fields[f"duty_{row}"] = TextField(
            lazy_gettext("Mission %(number)s", number=row + 1),
            [LengthAtMost(LONGEST_WORDING)],
        )
        fields[f"skills_{row}"] = BoxesField(
            lazy_gettext("Compétences de la mission %(number)s", number=row + 1), [Optional()]
        )
    return type("AgreementForm", (AgreementForm,), fields)


def filled(version: AgreementVersion, rows: int) -> dict[str, Any]:
    """Give what the fields of the form hold for a version."""
    values: dict[str, Any] = {
        name: getattr(version, _column(name)) for names in FIELDS.values() for name in names
    }
    hours = version.weekly_hours
    values["weekly_hours"] = hours.normalize() if hours else None
    for name in ("tutor", "trainer"):
        values[name] = str(values[name]) if values[name] else ""
    cause = version.break_off_cause
    values["break_off_cause"] = cause.value if cause else ""
    for row, duty in enumerate(duties_from_plain(version.duties)[:rows]):
        values[f"duty_{row}"] = duty.wording
        values[f"skills_{row}"] = list(duty.competencies)
    return values


class SignForm(Form):
    """Somebody confirms sections and signs for themselves."""

    sections = BoxesField(lazy_gettext("Rubriques relues"), [Optional()])
    name = TextField(lazy_gettext("Écrivez votre nom"), [LengthAtMost(200)])
    remark = LinesField(
        lazy_gettext("Ce qui est à corriger, ou pourquoi vous refusez"),
        [Optional(), LengthAtMost(LONGEST_TEXT)],
    )

    def offer(self, sections: Sequence[Section]) -> None:
        """Offer the sections that are still to confirm."""
        self.sections.choices = [
            (one.value, gettext("J’ai relu, c’est exact : %(what)s", what=labels.SECTIONS[one]))
            for one in sections
        ]

    @property
    def confirmed_sections(self) -> frozenset[Section]:
        """The sections ticked."""
        return frozenset(Section(value) for value in self.sections.data or [])


class SignLinkForm(SignForm):
    """Somebody signs by link: the secret in the address is what authorises."""

    class Meta:
        csrf = False


class ReasonForm(Form):
    """Why a version is corrected, refused, cancelled or abandoned."""

    reason = LinesField(
        lazy_gettext("Pour quelle raison ?"), [Required(), LengthAtMost(LONGEST_TEXT)]
    )


class ScanForm(Form):
    """The picture of a paper that somebody signed."""

    scan = PhotosField(
        lazy_gettext("Photo du papier signé"),
        description=lazy_gettext("Une photo nette où l’on lit les noms et les signatures."),
        render_kw={"accept": "image/*", "capture": "environment"},
    )

    def validate_scan(self, field: PhotosField) -> None:
        """Refuse a paper without its picture: the picture is what proves it."""
        if not field.received:
            raise ValidationError(gettext("Joignez la photo du papier signé."))

    @property
    def picture(self) -> Picture:
        """The picture received."""
        received: Picture = self.scan.received[0]
        return received


class AskAgainForm(Form):
    """Somebody asks for their link again, by their address or their number."""

    address = TextField(
        lazy_gettext("Votre courriel ou votre téléphone"), [Required(), LengthAtMost(254)]
    )

    class Meta:
        csrf = False
