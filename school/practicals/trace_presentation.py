"""The traces of a sheet as a page and a paper show them: read again, judged, flagged, paired."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext

from school.curriculum.models import TaskMeasure
from school.practicals.sor import SorError, Trace, read_sor
from school.practicals.trace_models import SheetTrace
from school.practicals.traces.both_ways import BothWays, apart, both_ways
from school.practicals.traces.dates import MESSAGES
from school.practicals.traces.labels import SUSPICIONS
from school.practicals.traces.limits import limits_of
from school.practicals.traces.pair_presentation import PairSheet
from school.practicals.traces.presentation import TraceSheet


@dataclass(frozen=True)
class Likely:
    """Another trace that one may be: why, and whose it is, where the reader may know that."""

    reasons: tuple[str, ...]
    other: SheetTrace | None = None


@dataclass(frozen=True)
class ShownTrace:
    """A trace of a sheet; `sheet` is None where its file cannot be read, and `problem` says why."""

    kept: SheetTrace
    sheet: TraceSheet | None
    problem: str
    likely: tuple[Likely, ...]

    @property
    def doubt(self) -> str:
        """Why the date is not believed; nothing when it is."""
        return "" if self.kept.doubt is None else gettext(MESSAGES[self.kept.doubt])

    @property
    def is_flagged(self) -> bool:
        """Tell whether there is something for a person to judge."""
        return bool(self.likely or self.doubt or self.problem)


@dataclass(frozen=True)
class ShownPair:
    """Two traces of a fibre, from both its ends, with their means."""

    a: SheetTrace
    b: SheetTrace
    sheet: PairSheet
    by_length: bool = False


@dataclass(frozen=True)
class ShownApart:
    """Two traces at one wavelength without a mean, and the sentence that says why."""

    a: SheetTrace
    b: SheetTrace
    why: str
    may_help_length: bool


@dataclass(frozen=True)
class ShownTraces:
    """All the traces of a sheet, in order, those that belong together, and why others do not.

    `length_m` is the length of the fibre that the reader gave.
    """

    traces: tuple[ShownTrace, ...] = ()
    pairs: tuple[ShownPair, ...] = ()
    apart: tuple[ShownApart, ...] = ()
    length_m: Decimal | None = None

    @property
    def asks_length(self) -> bool:
        """Tell whether the reader may help with the length of the fibre, or did."""
        return self.length_m is not None or any(one.may_help_length for one in self.apart)

    @property
    def measured_both_ways(self) -> int:
        """Count the events with a mean of both ways; two wavelengths of a fibre show the same."""
        return max((pair.sheet.measured for pair in self.pairs), default=0)

    def is_one_way(self, one: ShownTrace) -> bool:
        """Tell whether a trace is one way of a pair, whose mean decides."""
        return any(one.kept in (pair.a, pair.b) for pair in self.pairs)


def shown_traces(
    kept: Sequence[tuple[SheetTrace, bytes]],
    limits: Sequence[TaskMeasure],
    visible: Mapping[str, SheetTrace],
    length_m: Decimal | None = None,
) -> ShownTraces:
    """Read the files of traces again and compare each event with the thresholds of the task.

    `visible` are the other traces, by reference, whose people the reader may know. A file that
    cannot be read any more is said to be so: an import may hold anything.
    """
    thresholds = [one.threshold for one in limits]
    shown, read = [], []
    for place, (one, content) in enumerate(kept, 1):
        likely = tuple(_likely(one, visible))
        try:
            trace = read_sor(content)
        except SorError as error:
            problem = gettext(error.message, **error.values)
            shown.append(ShownTrace(one, None, problem, likely))
            continue
        sheet = TraceSheet(trace, f"trace-{place}", limits_of(thresholds, trace.wavelength_nm))
        shown.append(ShownTrace(one, sheet, "", likely))
        read.append((one, trace))
    whole = [trace for _, trace in read]
    found = both_ways(whole, None if length_m is None else float(length_m))
    return ShownTraces(
        tuple(shown),
        tuple(_pair(one, read, limits) for one in found),
        tuple(
            ShownApart(
                read[one.a][0],
                read[one.b][0],
                gettext(one.why.message, **one.why.values),
                one.may_help_length,
            )
            for one in apart(whole, found)
        ),
        length_m,
    )


def _pair(
    found: BothWays, read: Sequence[tuple[SheetTrace, Trace]], limits: Sequence[TaskMeasure]
) -> ShownPair:
    (kept_a, trace), (kept_b, _) = read[found.a], read[found.b]
    asked = limits_of([one.threshold for one in limits], trace.wavelength_nm)
    return ShownPair(kept_a, kept_b, PairSheet(found.pairing, asked), found.by_length)


def _likely(kept: SheetTrace, visible: Mapping[str, SheetTrace]) -> list[Likely]:
    """Name the traces that the reader may know, and say once what is like any of the others."""
    named, hidden = [], dict[str, None]()
    for one in kept.likenesses:
        reasons = tuple(str(SUSPICIONS[why]) for why in one.suspicions)
        if one.trace in visible:
            named.append(Likely(reasons, visible[one.trace]))
        else:
            hidden |= dict.fromkeys(reasons)
    return [*named, Likely(tuple(hidden))] if hidden else named
