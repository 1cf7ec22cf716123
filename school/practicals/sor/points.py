"""The points of a trace, in one group or in several (DOMAIN §3.3, 3, 4 and 14)."""

from collections.abc import Sequence

from school.practicals.sor import errors
from school.practicals.sor.cautions import Caution, CautionKind
from school.practicals.sor.layout import Layout
from school.practicals.sor.parameters import Fixed, General
from school.practicals.sor.trace import Event, Samples

LEAST_GROUP = 6
"""Bytes of a group without points: their number and their scale."""


def read_samples(
    content: bytes, layout: Layout, fixed: Fixed, general: General
) -> tuple[tuple[Samples, ...], list[Caution]]:
    """Read the points; the first one is at the acquisition offset, before the user offset."""
    opened = layout.open(content, "DataPts")
    if opened is None:
        raise errors.missing("DataPts")
    cursor = opened[0]
    announced = cursor.number("u32")
    groups: list[Samples] = []
    start = fixed.metres(fixed.acquisition_offset - general.user_offset)
    for index in range(cursor.count("u16", at_least=LEAST_GROUP)):
        place, points = cursor.place, cursor.number("u32")
        scale = cursor.number("u16")
        if points > cursor.remaining // 2:
            raise errors.lying_count(cursor.block, place, points, cursor.remaining // 2)
        if scale == 0:
            raise errors.impossible_scale(cursor.block)
        step = fixed.step_m(fixed.pulses[min(index, len(fixed.pulses) - 1)])
        groups.append(Samples(start, step, scale, cursor.shorts(points)))
        start += points * step
    held = [group for group in groups if group.counts]
    if not held:
        raise errors.no_points(cursor.block)
    found = sum(len(group.counts) for group in held)
    told = {announced, sum(pulse.points for pulse in fixed.pulses)} - {found}
    cautions = [
        Caution(CautionKind.POINTS_DISAGREE, first=str(number), second=str(found))
        for number in sorted(told)
    ]
    return tuple(held), cautions


def outside(events: Sequence[Event], samples: Sequence[Samples]) -> list[Caution]:
    """Tell which events stand where the trace has no point: the two were not taken together."""
    first, last = samples[0], samples[-1]
    low = first.start_m - first.step_m
    high = last.distance_m(len(last.counts))
    numbers = tuple(one.number for one in events if not low <= one.distance_m <= high)
    return [Caution(CautionKind.OUTSIDE_TRACE, events=numbers)] if numbers else []
