"""Sentences about equipment, in the reader's language."""

from typing import Protocol

from flask_babel import gettext

from school.core.clock import today
from school.practicals.equipment_labels import EQUIPMENT_KINDS
from school.practicals.equipment_models import Equipment
from school.practicals.equipment_rules import Calibration, EquipmentKind, calibration_on
from school.web.filters import day_short


class Named(Protocol):
    """Equipment, as the school has it or as a sheet keeps it."""

    @property
    def kind(self) -> EquipmentKind:
        """What it is used for."""

    @property
    def serial(self) -> str:
        """Its serial number."""

    @property
    def model(self) -> str | None:
        """Its make and model."""


def name_of(one: Named) -> str:
    """Name a piece of equipment: kind, model, serial number."""
    named = " ".join(filter(None, [str(EQUIPMENT_KINDS[one.kind]), one.model]))
    return gettext("%(name)s, n° de série %(serial)s", name=named, serial=one.serial)


def equipment_words(one: Equipment) -> str:
    """Name a piece of equipment in a list to choose from; an expired calibration is said."""
    if calibration_on(one.calibration_due_on, today()) is not Calibration.EXPIRED:
        return name_of(one)
    due = day_short(one.calibration_due_on)
    return gettext("%(name)s ; étalonnage échu le %(day)s", name=name_of(one), day=due)
