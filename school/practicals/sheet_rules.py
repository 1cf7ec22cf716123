"""What a signed sheet holds of an attempt: gates, measures, equipment, as one plain content.

Its words and dates are those of the day: what is known later of a question or of a calibration
changes nothing in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Self

from school.practicals.circumstance_rules import Circumstances, PhotoMoment
from school.practicals.equipment_rules import Calibration, EquipmentKind

ALWAYS = frozenset({"gates", "measures", "equipment"})
WHERE_SAID = frozenset({"circumstances", "photos"})
"""Parts of a content that are left out where nothing is said: sheets signed earlier have none."""


@dataclass(frozen=True)
class Gate:
    """A question of safety in both languages, and its answer; None when it was not answered."""

    code: str
    question_fr: str
    question_en: str
    held: bool | None = None


@dataclass(frozen=True)
class Measured:
    """A value with its unit, under its name."""

    name: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True)
class Used:
    """A piece of equipment as it stood on the day of the attempt."""

    kind: EquipmentKind
    serial: str
    model: str | None
    calibrated_on: date | None
    calibration_due_on: date | None
    calibration: Calibration


@dataclass(frozen=True)
class Content:
    """What was answered, measured and used in one attempt, where and on what.

    `moments` tells of each photo, in order, whether it shows the work before or after; it is empty
    where that was not said.
    """

    gates: tuple[Gate, ...] = ()
    measures: tuple[Measured, ...] = ()
    equipment: tuple[Used, ...] = ()
    circumstances: Circumstances = field(default_factory=Circumstances)
    moments: tuple[PhotoMoment, ...] = ()

    @property
    def stopped_by(self) -> tuple[Gate, ...]:
        """The gates that stopped the attempt."""
        return tuple(gate for gate in self.gates if gate.held is False)

    @property
    def expired(self) -> tuple[Used, ...]:
        """The equipment whose calibration had expired."""
        return tuple(one for one in self.equipment if one.calibration is Calibration.EXPIRED)

    def as_plain(self) -> dict[str, Any]:
        """Give the content as JSON holds it."""
        optional = {
            "circumstances": self.circumstances.as_plain(),
            "photos": [one.value for one in self.moments],
        }
        return {
            **{name: value for name, value in optional.items() if value},
            "gates": [
                [gate.code, gate.question_fr, gate.question_en, gate.held] for gate in self.gates
            ],
            "measures": [[one.name, _written(one.value), one.unit] for one in self.measures],
            "equipment": [
                [
                    one.kind.value,
                    one.serial,
                    one.model,
                    _day(one.calibrated_on),
                    _day(one.calibration_due_on),
                    one.calibration.value,
                ]
                for one in self.equipment
            ],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read the content that JSON holds; raise `ValueError` or `TypeError` when it is none."""
        if not ALWAYS <= set(plain) <= ALWAYS | WHERE_SAID:
            raise ValueError("content")
        return cls(
            tuple(_gate(*one) for one in plain["gates"]),
            tuple(_measured(*one) for one in plain["measures"]),
            tuple(_used(*one) for one in plain["equipment"]),
            Circumstances.from_plain(plain.get("circumstances", {})),
            tuple(PhotoMoment(one) for one in plain.get("photos", ())),
        )


def _gate(code: str, question_fr: str, question_en: str, held: bool | None) -> Gate:
    _texts(code, question_fr, question_en)
    if held is not None and not isinstance(held, bool):
        raise TypeError("held")
    return Gate(code, question_fr, question_en, held)


def _measured(name: str, value: str, unit: str) -> Measured:
    _texts(name, value, unit)
    try:
        number = Decimal(value)
    except ArithmeticError as error:
        raise ValueError("value") from error
    if _written(number) != value:
        raise ValueError("value")
    return Measured(name, number, unit)


def _used(
    kind: str, serial: str, model: str | None, calibrated: str | None, due: str | None, state: str
) -> Used:
    _texts(serial, *([] if model is None else [model]))
    days = [None if one is None else date.fromisoformat(one) for one in (calibrated, due)]
    return Used(EquipmentKind(kind), serial, model, days[0], days[1], Calibration(state))


def _texts(*values: object) -> None:
    if not all(isinstance(value, str) for value in values):
        raise TypeError("text")


def _written(value: Decimal) -> str:
    if not value.is_finite() or abs(value) >= Decimal(10) ** 12:
        raise ValueError("value")
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
