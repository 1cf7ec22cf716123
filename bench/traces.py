"""Measure the reader of OTDR traces: `python -m bench.traces [--files 100000] [--seed 0]`.

Reads a trace of 131,072 points beside the least that anybody must do with its bytes, then reads
so many damaged files. `--samples FOLDER` damages the `.sor` files of a folder as well.
"""

import gc
import resource
from array import array
from binascii import crc_hqx
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import click

from bench.figures import ratio, written
from school.practicals.sor import SorError, Trace, read_sor
from tests.support import sor_files
from tests.support.sor_files import Group, SorFile, WrittenEvent, long_file
from tests.support.sor_mutations import damaged

POINTS = 131_072
TURNS = 50
MOST_MILLISECONDS = 30.0
MOST_SECONDS_A_FILE = 1.0
MOST_MEGABYTES = 64.0
KIBIBYTES_A_MEGABYTE = 1_000_000 / 1024


@dataclass(frozen=True)
class Survived:
    """What became of damaged files, and what it cost."""

    read: int
    refused: int
    seconds: float
    slowest_seconds: float
    megabytes: float


class Fell(Exception):
    """The reader raised another error than its own; the seed makes the same file again."""


@click.command()
@click.option("--files", default=100_000, show_default=True, type=click.IntRange(1, 10_000_000))
@click.option("--seed", default=0, show_default=True, help="The first seed; one a file.")
@click.option("--samples", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(files: int, seed: int, samples: Path | None) -> None:
    """Read a long trace many times, then damaged files."""
    took, floor = speed()
    click.echo(f"A trace of {POINTS} points: {written(took, 2)} ms (at most {MOST_MILLISECONDS:g})")
    click.echo(f"Its bytes into numbers and one checksum: {written(floor, 2)} ms")
    click.echo(f"Ratio: {written(ratio(took, floor))}")
    found = survive(sources(samples), range(seed, seed + files))
    click.echo(f"{files} damaged files: {found.read} read, {found.refused} refused")
    click.echo(f"{written(found.seconds)} s; the slowest {found.slowest_seconds * 1000:.1f} ms")
    click.echo(f"Memory grew by {written(found.megabytes)} MB")
    if took > MOST_MILLISECONDS or found.slowest_seconds > MOST_SECONDS_A_FILE:
        raise click.ClickException("too slow")
    if found.megabytes > MOST_MEGABYTES:
        raise click.ClickException("too much memory")


def speed() -> tuple[float, float]:
    """Give the milliseconds of reading a long trace, and those of its floor: medians."""
    content = sor_files.written(long_file(POINTS))
    reading = [_milliseconds(lambda: read_sor(content)) for _ in range(TURNS)]
    floor = [_milliseconds(lambda: _least(content)) for _ in range(TURNS)]
    return median(reading), median(floor)


def _least(content: bytes) -> int:
    """Do the least that anybody must: bytes into numbers, and their checksum."""
    array("H").frombytes(content[: len(content) - len(content) % 2])
    return crc_hqx(content, 0xFFFF)


def sources(samples: Path | None) -> list[bytes]:
    """Give the files to damage: small ones of our own, and those of a folder."""
    events = [WrittenEvent(number, time=4_000 * number) for number in range(1, 9)]
    file = SorFile(events=events)
    own = [
        file,
        file.but(version=1),
        file.but(order=("FxdParams", "DataPts")),
        file.but(groups=(Group((1, 2)), Group((3,)))),
        file.but(groups=(Group(sor_files.sloping(4_000, 1.0)),)),
    ]
    found = [] if samples is None else sorted(samples.glob("*.sor"))
    return [*(sor_files.written(one) for one in own), *(path.read_bytes() for path in found)]


def survive(
    files: Sequence[bytes], seeds: range, read: Callable[[bytes], Trace] = read_sor
) -> Survived:
    """Read one damaged file for each seed. Raises `Fell` for any error but the reader's own."""
    gc.collect()
    before, begun = _megabytes(), process_time()
    times, good = [], 0
    for seed in seeds:
        content = damaged(files, seed)
        started = perf_counter()
        good += _is_read(content, seed, read)
        times.append(perf_counter() - started)
    seconds = process_time() - begun
    return Survived(good, len(seeds) - good, seconds, max(times), _megabytes() - before)


def _is_read(content: bytes, seed: int, read: Callable[[bytes], Trace]) -> bool:
    try:
        trace = read(content)
    except SorError:
        return False
    except Exception as error:
        raise Fell(f"seed {seed}: {type(error).__name__}: {error}") from error
    return trace.points > 0


def _milliseconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def _megabytes() -> float:
    """Give the most memory that this process held until now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTES_A_MEGABYTE


if __name__ == "__main__":
    main()
