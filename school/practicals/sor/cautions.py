"""What a reader of a trace should know before trusting it: said, never refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from school.core.errors import mark

MOST_NUMBERS = 12
"""So many events are named in a caution; of more, the first ones."""


class CautionKind(StrEnum):
    """The things that files get wrong or leave out (DOMAIN §3.3)."""

    NO_INSTRUMENT = "no_instrument"
    NO_GENERAL_BLOCK = "no_general_block"
    NO_EVENT_BLOCK = "no_event_block"
    NO_TOTALS = "no_totals"
    TOTAL_LOSS_NOT_MEASURED = "total_loss_not_measured"
    TOTAL_LOSS_WHOLE = "total_loss_whole"
    ORL_NOT_MEASURED = "orl_not_measured"
    LOSS_NOT_MEASURED = "loss_not_measured"
    SLOPE_NOT_MEASURED = "slope_not_measured"
    REFLECTANCE_NOT_MEASURED = "reflectance_not_measured"
    REFLECTANCE_POSITIVE = "reflectance_positive"
    UNKNOWN_CODE = "unknown_code"
    OUTSIDE_TRACE = "outside_trace"
    LEVELS_DISAGREE = "levels_disagree"
    WAVELENGTH_UNKNOWN = "wavelength_unknown"
    WAVELENGTH_TENTH = "wavelength_tenth"
    WAVELENGTHS_DISAGREE = "wavelengths_disagree"
    SEVERAL_PULSES = "several_pulses"
    POINTS_DISAGREE = "points_disagree"
    TRAILING_BYTES = "trailing_bytes"


MESSAGES = {
    CautionKind.NO_INSTRUMENT: mark("Le fichier ne dit pas quel appareil a mesuré."),
    CautionKind.NO_GENERAL_BLOCK: mark(
        "Le bloc des paramètres généraux manque : la bobine amorce est comptée nulle."
    ),
    CautionKind.NO_EVENT_BLOCK: mark("Le fichier n’a pas de table des événements."),
    CautionKind.NO_TOTALS: mark("La table des événements n’a pas ses totaux."),
    CautionKind.TOTAL_LOSS_NOT_MEASURED: mark("La perte totale n’a pas été mesurée."),
    CautionKind.TOTAL_LOSS_WHOLE: mark(
        "La perte totale est gardée en décibels entiers : recalculez-la."
    ),
    CautionKind.ORL_NOT_MEASURED: mark("La perte en retour totale (ORL) n’a pas été mesurée."),
    CautionKind.LOSS_NOT_MEASURED: mark("Perte non mesurée ; événements : %(events)s."),
    CautionKind.SLOPE_NOT_MEASURED: mark("Pente non mesurée ; événements : %(events)s."),
    CautionKind.REFLECTANCE_NOT_MEASURED: mark(
        "Réflectance non mesurée ; événements : %(events)s."
    ),
    CautionKind.REFLECTANCE_POSITIVE: mark(
        "Réflectance positive, impossible, écartée ; événements : %(events)s."
    ),
    CautionKind.UNKNOWN_CODE: mark("Code d’événement inconnu ; événements : %(events)s."),
    CautionKind.OUTSIDE_TRACE: mark("Placés hors de la courbe ; événements : %(events)s."),
    CautionKind.LEVELS_DISAGREE: mark(
        "La table ne dit pas la perte que montre la courbe ; événements : %(events)s."
    ),
    CautionKind.WAVELENGTH_UNKNOWN: mark("Le fichier ne dit pas la longueur d’onde."),
    CautionKind.WAVELENGTH_TENTH: mark(
        "La longueur d’onde était gardée dix fois trop petite ; elle est corrigée."
    ),
    CautionKind.WAVELENGTHS_DISAGREE: mark(
        "Deux longueurs d’onde dans le fichier : %(first)s nm et %(second)s nm ; la première est"
        " retenue."
    ),
    CautionKind.SEVERAL_PULSES: mark(
        "Plusieurs largeurs d’impulsion dans le fichier ; la première est retenue."
    ),
    CautionKind.POINTS_DISAGREE: mark(
        "Le fichier annonce %(first)s points et en contient %(second)s."
    ),
    CautionKind.TRAILING_BYTES: mark("Des octets inconnus suivent le dernier bloc : %(first)s."),
}


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know: the events concerned by number, or the values that say it."""

    kind: CautionKind
    events: tuple[int, ...] = ()
    first: str = ""
    second: str = ""

    @property
    def message(self) -> str:
        """The key of translation that says it; its placeholders are those of `values`."""
        return MESSAGES[self.kind]

    @property
    def values(self) -> dict[str, str]:
        """The values of the message."""
        return {"events": _listed(self.events), "first": self.first, "second": self.second}


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:MOST_NUMBERS])
    return f"{shown}…" if len(numbers) > MOST_NUMBERS else shown
