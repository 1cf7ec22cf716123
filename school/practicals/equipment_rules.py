"""Measuring instruments and tools: their kinds, and whether their calibration holds on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EquipmentKind(StrEnum):
    """What a piece of equipment is used for."""

    SPLICER = "splicer"
    CLEAVER = "cleaver"
    OTDR = "otdr"
    POWER_METER = "power_meter"
    LIGHT_SOURCE = "light_source"
    MICROSCOPE = "microscope"
    OTHER = "other"


class Calibration(StrEnum):
    """Whether the calibration of a piece of equipment held on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def calibration_on(due_on: date | None, day: date) -> Calibration:
    """Tell whether a calibration held on a day; its last day is the one on which it is due."""
    if due_on is None:
        return Calibration.UNKNOWN
    return Calibration.VALID if day <= due_on else Calibration.EXPIRED


@dataclass(frozen=True)
class EquipmentDetails:
    """What is stated of a piece of equipment."""

    kind: EquipmentKind
    serial: str
    model: str | None = None
    calibrated_on: date | None = None
    calibration_due_on: date | None = None
    retired: bool = False
