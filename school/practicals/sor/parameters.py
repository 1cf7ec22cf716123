"""The blocks that say what was measured, by whom and how (DOMAIN §3)."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from school.practicals.sor import errors
from school.practicals.sor.cautions import Caution, CautionKind
from school.practicals.sor.cursor import Cursor
from school.practicals.sor.layout import Layout
from school.practicals.sor.trace import Instrument

LIGHT = 299_792_458
"""Metres per second in a vacuum."""

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - in UTC, without its zone, as times are stored
INDEX_LIMITS = (1.0, 2.0)
LANGUAGE = 2
"""Bytes of the language, before the other general parameters."""

UNUSUAL_LANGUAGES = (0, 3, 1)
TELECOM_NM = range(600, 1_701)
"""Wavelengths that go through glass: no other is nominal."""

SMALLEST_NM = 200
"""A wavelength below was written in nanometres where tenths are due (DOMAIN §3.3, 7)."""

NEAR_NM = 60
"""Lasers of one nominal wavelength differ by less."""

LEAST_PULSE = 10
"""Bytes that each pulse width takes: itself, its spacing and its number of points."""


@dataclass(frozen=True, slots=True)
class General:
    """The fibre, its ends, the wavelength asked for and the launch fibre, in 1e-10 s."""

    fibre: str = ""
    location_a: str = ""
    location_b: str = ""
    nominal_nm: int = 0
    user_offset: int = 0


@dataclass(frozen=True, slots=True)
class Pulse:
    """A pulse in nanoseconds, and the points taken with it: spacing in 1e-14 s."""

    width_ns: int
    spacing: int
    points: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """How the trace was taken; times in 1e-10 s, the wavelength in tenths of a nanometre."""

    taken_at: datetime
    wavelength: int
    acquisition_offset: int
    pulses: tuple[Pulse, ...]
    index: float
    reach: int

    def metres(self, time: int) -> float:
        """Turn a time of 1e-10 s into metres of fibre, one way, with its sign."""
        return LIGHT * time * 1e-10 / self.index

    @property
    def half_pulse_m(self) -> float:
        """Half the length of the longest pulse in the fibre: what a place blurs."""
        return LIGHT * max(pulse.width_ns for pulse in self.pulses) * 1e-9 / self.index / 2

    def step_m(self, pulse: Pulse) -> float:
        """Give the metres between two points of a pulse."""
        return LIGHT * pulse.spacing * 1e-14 / self.index


def read_general(content: bytes, layout: Layout) -> tuple[General, list[Caution]]:
    """Read the general parameters; a file without them has no launch fibre.

    Some instruments leave out the two letters of the language, or write a zero before them: the
    nominal wavelength tells where the values really are.
    """
    opened = layout.open(content, "GenParams")
    if opened is None:
        return General(), [Caution(CautionKind.NO_GENERAL_BLOCK)]
    cursor, is_second = opened
    start = cursor.place
    usual: General | None = None
    for lead in (LANGUAGE, *UNUSUAL_LANGUAGES):
        cursor.place = start
        with suppress(errors.SorError):
            found = _general_after(cursor, lead, is_second)
            if found.nominal_nm in TELECOM_NM:
                return found, []
            usual = found if lead == LANGUAGE else usual
    if usual is None:
        cursor.place = start
        usual = _general_after(cursor, LANGUAGE, is_second)
    return usual, []


def _general_after(cursor: Cursor, lead: int, is_second: bool) -> General:
    """Read the values that follow so many bytes of language."""
    cursor.skip(lead)
    cursor.text()
    fibre = cursor.text()
    if is_second:
        cursor.skip(2)
    nominal = cursor.number("u16")
    location_a, location_b = cursor.text(), cursor.text()
    cursor.text()
    cursor.skip(2)
    return General(fibre, location_a, location_b, nominal, cursor.number("i32"))


def read_instrument(content: bytes, layout: Layout) -> tuple[Instrument, list[Caution]]:
    """Read who made the instrument and which it is; texts that are cut off are empty."""
    opened = layout.open(content, "SupParams")
    instrument = Instrument() if opened is None else Instrument(*_texts(opened[0], 7))
    named = instrument != Instrument()
    return instrument, [] if named else [Caution(CautionKind.NO_INSTRUMENT)]


def _texts(cursor: Cursor, number: int) -> list[str]:
    return [cursor.text() for _ in range(number)]


def read_fixed(content: bytes, layout: Layout) -> tuple[Fixed, list[Caution]]:
    """Read how the trace was taken. Raises `SorError` without it: no distance would be known."""
    opened = layout.open(content, "FxdParams")
    if opened is None:
        raise errors.missing("FxdParams")
    cursor, is_second = opened
    taken_at = EPOCH + timedelta(seconds=cursor.number("u32"))
    cursor.skip(2)
    wavelength, offset = cursor.number("u16"), cursor.number("i32")
    if is_second:
        cursor.skip(4)
    pulses = _pulses(cursor)
    index = cursor.number("u32") / 100_000
    # Backscatter and number of averages; version 2 adds the averaging time.
    cursor.skip(8 if is_second else 6)
    reach = cursor.number("u32")
    if not INDEX_LIMITS[0] <= index < INDEX_LIMITS[1]:
        raise errors.impossible_index(cursor.block, index)
    if not all(pulse.spacing for pulse in pulses):
        raise errors.impossible_spacing(cursor.block)
    cautions = [Caution(CautionKind.SEVERAL_PULSES)] if len(pulses) > 1 else []
    return Fixed(taken_at, wavelength, offset, pulses, index, reach), cautions


def _pulses(cursor: Cursor) -> tuple[Pulse, ...]:
    count = cursor.count("u16", at_least=LEAST_PULSE)
    if count == 0:
        raise errors.no_points(cursor.block)
    columns = [[cursor.number(code) for _ in range(count)] for code in ("u16", "u32", "u32")]
    return tuple(Pulse(*values) for values in zip(*columns, strict=True))


def wavelength_of(fixed: Fixed, general: General) -> tuple[float | None, list[Caution]]:
    """Give the wavelength in nanometres: the one emitted, else the nominal one, else None."""
    cautions = []
    emitted = fixed.wavelength / 10
    if 0 < emitted < SMALLEST_NM:
        emitted = float(fixed.wavelength)
        cautions.append(Caution(CautionKind.WAVELENGTH_TENTH))
    nominal = general.nominal_nm
    if emitted and nominal and abs(emitted - nominal) > NEAR_NM:
        kind = CautionKind.WAVELENGTHS_DISAGREE
        cautions.append(Caution(kind, first=f"{emitted:g}", second=f"{nominal}"))
    if not emitted and not nominal:
        return None, [Caution(CautionKind.WAVELENGTH_UNKNOWN)]
    return emitted or float(nominal), cautions
