"""The part of an attempt's form that says where, on what and with what else it was made."""

from collections.abc import Iterator
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField
from wtforms.fields import SelectChoice
from wtforms.fields import TimeField as BaseTimeField
from wtforms.validators import Optional

from school.core.errors import mark
from school.practicals.circumstance_labels import OCCASIONS, SETTINGS
from school.practicals.circumstance_rules import (
    LONGEST_NAME,
    Circumstances,
    Occasion,
    PhotoMoment,
    Setting,
)
from school.practicals.equipment_labels import EQUIPMENT_KINDS
from school.practicals.equipment_rules import EquipmentKind
from school.practicals.file_fields import PhotosField
from school.practicals.photo_rules import MOST_PHOTOS, Picture
from school.practicals.sheet_rules import Content
from school.web.forms import Form, LengthAtMost, TextField, WholeNumberField

Choice = TypeVar("Choice", bound=StrEnum)

NAMED = ("site", "cable", "tube", "fibre", "start", "end")
SAID_AGAIN = ("occasion", "setting", "site", "cable", "tube", "start", "end")
"""What the next attempt shares with the one before: the page of the form does so too (turns.js)."""

LONGEST_SERIAL = 80
OTHERS = ("other", "other_2")
"""How the fields begin of each piece of equipment that may be named beside the school's list."""


class TimeField(BaseTimeField):
    """A time of the day, as browsers send it or as people type it: 08:30."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time, with a message a person understands; seconds do not count."""
        typed = " ".join(valuelist).strip().lower().replace("h", ":")
        self.data = None
        if not typed:
            return
        try:
            super().process_formdata([typed])
        except ValueError as error:
            raise ValueError(gettext("Écrivez l’heure comme 08:30.")) from error
        self.data = self.data.replace(second=0)


def _named(label: Any) -> TextField:
    return TextField(label, [LengthAtMost(LONGEST_NAME)])


def _time(label: Any) -> TimeField:
    return TimeField(label, format=["%H:%M", "%H:%M:%S"])


def _serial() -> TextField:
    return TextField(lazy_gettext("Son n° de série"), [LengthAtMost(LONGEST_SERIAL)])


class CircumstanceFields(Form):
    """Where and when, on which fibre, for what, and with what the school has not listed."""

    occasion = SelectField(lazy_gettext("Genre d’essai"), default="")
    setting = SelectField(lazy_gettext("Lieu"), default="")
    site = _named(lazy_gettext("Salle, ou code du chantier"))
    started_at = _time(lazy_gettext("Heure de début"))
    ended_at = _time(lazy_gettext("Heure de fin"))
    cable = _named(lazy_gettext("Câble"))
    tube = _named(lazy_gettext("Tube"))
    fibre = _named(lazy_gettext("Fibre (n° ou couleur)"))
    start = _named(lazy_gettext("Depuis (point de départ)"))
    end = _named(lazy_gettext("Jusqu’à (point d’arrivée)"))
    arcs = WholeNumberField(
        lazy_gettext("Compteur d’arcs de la soudeuse"),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    other_kind = SelectField(lazy_gettext("Autre matériel, hors de la liste"), default="")
    other_serial = _serial()
    other_2_kind = SelectField(lazy_gettext("Encore un autre matériel"), default="")
    other_2_serial = _serial()
    photos_before = PhotosField(
        lazy_gettext("Photos d’avant le travail"),
        [Optional()],
        render_kw={"accept": "image/jpeg,image/png,image/webp", "multiple": True},
    )

    photos: PhotosField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = SelectChoice("", "—")
        self.occasion.choices = [nothing, *_choices(OCCASIONS)]
        self.setting.choices = [nothing, *_choices(SETTINGS)]
        for kind, _ in self.other_pairs:
            kind.choices = [nothing, *_choices(EQUIPMENT_KINDS)]

    @property
    def other_pairs(self) -> list[tuple[Any, Any]]:
        """The fields of each piece of equipment that is not listed: its kind, its serial number."""
        return [(self[f"{one}_kind"], self[f"{one}_serial"]) for one in OTHERS]

    @property
    def says_circumstances(self) -> bool:
        """Tell whether something is said here, or wrong."""
        told = [self[one.name] for one in fields(Circumstances)]
        return any(one.data not in (None, "") or one.errors for one in told)

    @property
    def has_equipment(self) -> bool:
        """Tell whether some equipment is chosen or named, rightly or not."""
        listed = self._fields.get("equipment")
        told = [*([listed] if listed else []), *(serial for _, serial in self.other_pairs)]
        return any(one.data or one.errors for one in told)

    @property
    def circumstances(self) -> Circumstances:
        """What was said, as the rules take it."""
        return Circumstances(
            occasion=_chosen(Occasion, self.occasion.data),
            setting=_chosen(Setting, self.setting.data),
            started_at=self.started_at.data,
            ended_at=self.ended_at.data,
            arcs=self.arcs.data,
            **{name: self[name].data for name in NAMED},
        )

    @property
    def others(self) -> tuple[tuple[EquipmentKind, str], ...]:
        """The equipment that was named beside the list; of no kind, it is another one."""
        return tuple(
            (_chosen(EquipmentKind, kind.data) or EquipmentKind.OTHER, serial.data)
            for kind, serial in self.other_pairs
            if serial.data
        )

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The photos in order; where some show the work before, the others show it after."""
        before, after = self.photos_before.received, self.photos.received
        if not before:
            return after
        return (
            *(replace(one, moment=PhotoMoment.BEFORE) for one in before),
            *(replace(one, moment=PhotoMoment.AFTER) for one in after),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse too many photos in all, or a kind without its number."""
        valid = bool(super().validate(extra_validators))
        return not list(self._faults()) and valid

    def _faults(self) -> Iterator[str]:
        if len(self.photos_before.received) + len(self.photos.received) > MOST_PHOTOS:
            yield self._add(
                self.photos, gettext(mark("%(most)s photos au plus."), most=MOST_PHOTOS)
            )
        for kind, serial in self.other_pairs:
            if kind.data and not serial.data:
                yield self._add(serial, gettext("Écrivez le n° de série."))

    def _add(self, field: Any, words: str) -> str:
        field.errors = [*field.errors, words]
        return words


def circumstances_again(said: Content) -> dict[str, Any]:
    """Give what the next attempt is likely to share with a sheet: the place, not the fibre."""
    found = said.circumstances.said
    return {name: found[name] for name in SAID_AGAIN if name in found}


def _chosen(kind: type[Choice], value: str | None) -> Choice | None:
    return kind(value) if value in set(kind) else None


def _choices(words: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(one.value, str(text)) for one, text in words.items()]
