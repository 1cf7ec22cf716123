"""Traces of a fibre that is not there, and the small one that stands in the repository."""

from dataclasses import replace
from pathlib import Path

from tests.support.sor_files import Group, SorFile, WrittenEvent, sloping, spacing_of, time_of
from tests.support.sources import ROOT

SYNTHETIC = ROOT / "tests" / "unit" / "practicals" / "traces" / "synthetic.sor"
STEP_M = 4.0


def synthetic() -> SorFile:
    """Give a fibre of 1.5 km after 500 m of launch fibre: a connector, a gain, a splice, an end."""
    points = 600
    losses = [(500.0, 0.3), (1_000.0, -0.12), (1_400.0, 0.08), (2_000.0, 20.0)]
    return SorFile(
        user_offset=time_of(500),
        pulses=((30, spacing_of(STEP_M), points),),
        reach=time_of(points * STEP_M),
        events=(
            WrittenEvent(1, time_of(0), 0, 300, -52_000, b"1F9999"),
            WrittenEvent(2, time_of(500), 200, -120, 0, b"0F9999", comment="BPE 1"),
            WrittenEvent(3, time_of(900), 200, 80, 0, b"0F9999"),
            WrittenEvent(4, time_of(1_500), 200, 20_000, -15_000, b"1E9999"),
        ),
        totals=(560, 32_000),
        groups=(Group(sloping(points, STEP_M, losses)),),
    )


def turned_round(file: SorFile) -> SorFile:
    """Give the fibre of `synthetic` from its other end: losses are others, the gain is none."""
    places = [(0, 300, b"1F9999"), (600, 60, b"0F9999"), (1_000, 220, b"0F9999")]
    events = [
        WrittenEvent(number, time_of(at), 200, loss, -52_000 if code == b"1F9999" else 0, code)
        for number, (at, loss, code) in enumerate(places, 1)
    ]
    end = replace(file.events[-1], number=4)
    return file.but(events=(*events, end), locations=("PBO", "NRO"))


def keep(path: Path, content: bytes) -> Path:
    """Write a file and give its path."""
    path.write_bytes(content)
    return path
