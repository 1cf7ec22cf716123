"""What a fibre loses from end to end, from its table of events (DOMAIN §3.3, 6).

Many instruments leave the total out, or keep whole decibels only.
"""

from school.practicals.sor import Kind, Trace
from school.practicals.traces.places import tolerance_m


def summed_loss_db(trace: Trace) -> float | None:
    """Add up the fibre and the events from the end of the launch fibre to the end of the fibre.

    Each event tells the slope of the fibre before it; the loss at the very end is no loss of the
    fibre. None when the table has no end, or lacks a slope or a loss. An event that was left out of
    the table is not counted.
    """
    end = trace.end
    if end is None:
        return None
    edge = -tolerance_m(trace)
    events = sorted(
        (one for one in trace.events if edge <= one.distance_m < end.distance_m),
        key=lambda one: one.distance_m,
    )
    total, before = 0.0, 0.0
    for event in [*(one for one in events if one.kind is not Kind.END), end]:
        if event.slope_db_per_km is None or event.loss_db is None:
            return None
        total += event.slope_db_per_km * max(event.distance_m - before, 0.0) / 1000
        total += event.loss_db if event is not end else 0.0
        before = max(event.distance_m, before)
    return round(total, 3)
