"""From the bytes of a file to a trace."""

from binascii import crc_hqx
from pathlib import Path

from school.practicals.sor import errors
from school.practicals.sor.cautions import Caution, CautionKind
from school.practicals.sor.event_table import read_events
from school.practicals.sor.layout import Layout, read_layout
from school.practicals.sor.levels import disagreeing
from school.practicals.sor.parameters import (
    read_fixed,
    read_general,
    read_instrument,
    wavelength_of,
)
from school.practicals.sor.points import outside, read_samples
from school.practicals.sor.trace import Checksum, Trace

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 16
MOST_BYTES = MOST_MEGABYTES * MEGABYTE
"""The largest trace known holds 262,144 points, half a megabyte; makers add their own blocks."""

CHECKSUM_BYTES = 2
CHECKSUM_STARTS = (0xFFFF, 0x0000)
"""With what the CRC begins: as the standard says, and as Anritsu does (DOMAIN §3.3, 9)."""


def read_sor_file(path: Path) -> Trace:
    """Read the trace of a file, never more of it than a trace may hold.

    Raises `SorError` when it is no trace and `OSError` when it cannot be opened.
    """
    with path.open("rb") as stream:
        return read_sor(stream.read(MOST_BYTES + 1))


def read_sor(content: bytes) -> Trace:
    """Read a trace of version 1 or 2 (DOMAIN §3). Raises `SorError`, and nothing else.

    Distances are metres from the user offset, which is the end of the launch fibre, with their
    sign. What was not measured is None, and `cautions` says so.
    """
    layout = _layout_of(content)
    general, of_general = read_general(content, layout)
    instrument, of_instrument = read_instrument(content, layout)
    fixed, of_fixed = read_fixed(content, layout)
    wavelength, of_wavelength = wavelength_of(fixed, general)
    samples, of_points = read_samples(content, layout, fixed, general)
    table, of_events = read_events(content, layout, fixed)
    cautions = [*of_instrument, *of_general, *of_fixed, *of_wavelength, *of_points, *of_events]
    cautions += [*outside(table.events, samples), *_trailing(content, layout)]
    cautions += disagreeing(table.events, samples, fixed.half_pulse_m)
    return Trace(
        format_version=layout.format_version,
        instrument=instrument,
        location_a=general.location_a,
        location_b=general.location_b,
        fibre=general.fibre,
        wavelength_nm=wavelength,
        pulse_ns=fixed.pulses[0].width_ns,
        index_of_refraction=fixed.index,
        range_m=fixed.metres(fixed.reach),
        taken_at=fixed.taken_at,
        user_offset_m=fixed.metres(general.user_offset),
        acquisition_offset_m=fixed.metres(fixed.acquisition_offset),
        total_loss_db=table.total_loss_db,
        orl_db=table.orl_db,
        checksum=_checksum(content, layout),
        samples=samples,
        events=table.events,
        cautions=tuple(cautions),
    )


def _layout_of(content: bytes) -> Layout:
    if not content:
        raise errors.empty()
    if len(content) > MOST_BYTES:
        raise errors.too_large(MOST_MEGABYTES)
    return read_layout(content)


def _trailing(content: bytes, layout: Layout) -> list[Caution]:
    number = len(content) - layout.end
    return [Caution(CautionKind.TRAILING_BYTES, first=str(number))] if number else []


def _checksum(content: bytes, layout: Layout) -> Checksum:
    try:
        opened = layout.open(content, "Cksum")
    except errors.SorError:
        # Nothing else depends on where it is: a checksum that is misplaced proves nothing.
        return Checksum.UNKNOWN
    if opened is None or opened[0].remaining < CHECKSUM_BYTES:
        return Checksum.ABSENT
    cursor = opened[0]
    before = content[: cursor.place]
    stored = cursor.number("u16")
    if any(crc_hqx(before, start) == stored for start in CHECKSUM_STARTS):
        return Checksum.VALID
    return Checksum.UNKNOWN if stored else Checksum.ABSENT
