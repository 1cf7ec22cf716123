"""A trace in words and numbers, for commands and programs (issue 5)."""

import json
from datetime import UTC, datetime
from typing import Any

from school.core.english import in_english
from school.practicals.sor import Event, Trace
from school.practicals.traces.dates import MESSAGES, date_doubt

DASH = "-"
HEADS = ("#", "km", "dB/km", "dB", "refl. dB", "kind", "code", "technique", "comment")
NUMBERS = 5
"""So many columns, the first ones, hold numbers."""


def as_values(trace: Trace, now: datetime) -> dict[str, Any]:
    """Give a trace under the names of issue 5: a contract that other programs read by.

    `now` is the moment it is read: a trace cannot be taken later.
    """
    instrument = trace.instrument
    return {
        "format_version": trace.format_version,
        "instrument": {
            "supplier": instrument.supplier,
            "model": instrument.model,
            "serial": instrument.serial,
            "module": instrument.module,
            "module_serial": instrument.module_serial,
            "software": instrument.software,
        },
        "wavelength_nm": trace.wavelength_nm,
        "pulse_ns": trace.pulse_ns,
        "index_of_refraction": trace.index_of_refraction,
        "resolution_m": _rounded(trace.resolution_m, 6),
        "points": trace.points,
        "range_km": _rounded(trace.range_m / 1000, 6),
        "timestamp": trace.taken_at.replace(tzinfo=UTC).isoformat(),
        "user_offset_m": _rounded(trace.user_offset_m, 3),
        "acquisition_offset_m": _rounded(trace.acquisition_offset_m, 3),
        "total_loss_db": trace.total_loss_db,
        "orl_db": trace.orl_db,
        "checksum": trace.checksum.value,
        "events": [_event_values(event) for event in trace.events],
        "warnings": warnings_of(trace, now),
    }


def warnings_of(trace: Trace, now: datetime) -> list[str]:
    """Say in English what to know before trusting the trace."""
    doubt = date_doubt(trace.taken_at, now=now)
    return [
        *(in_english(caution.message, caution.values) for caution in trace.cautions),
        *([] if doubt is None else [in_english(MESSAGES[doubt], {})]),
    ]


def as_json(trace: Trace, now: datetime) -> str:
    """Write a trace for programs."""
    return json.dumps(as_values(trace, now), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def as_table(trace: Trace, now: datetime) -> str:
    """Write a trace for a terminal: how it was taken, its events, and what to know of them."""
    values = as_values(trace, now)
    instrument = " ".join(text for text in values.pop("instrument").values() if text)
    events, warnings = values.pop("events"), values.pop("warnings")
    facts = {"instrument": instrument or DASH, **values}
    width = max(len(name) for name in facts)
    lines = [f"{name:<{width}}  {_written(value)}" for name, value in facts.items()]
    lines += ["", *_aligned([HEADS, *(_row(event) for event in events)])] if events else []
    lines += ["", *(f"! {warning}" for warning in warnings)] if warnings else []
    return "\n".join(lines) + "\n"


def _event_values(event: Event) -> dict[str, Any]:
    return {
        "number": event.number,
        "distance_km": _rounded(event.distance_m / 1000, 6),
        "slope_db_per_km": event.slope_db_per_km,
        "loss_db": event.loss_db,
        "reflectance_db": event.reflectance_db,
        "code": event.code,
        "kind": event.kind.value,
        "technique": event.technique,
        "comment": event.comment,
    }


def _row(event: dict[str, Any]) -> tuple[str, ...]:
    return (
        str(event["number"]),
        f"{event['distance_km']:.4f}",
        *(
            DASH if event[name] is None else f"{event[name]:.3f}"
            for name in ("slope_db_per_km", "loss_db", "reflectance_db")
        ),
        event["kind"],
        event["code"],
        event["technique"],
        event["comment"],
    )


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    return [
        "  ".join(
            cell.rjust(width) if place < NUMBERS else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _written(value: Any) -> str:
    return DASH if value is None else str(value)


def _rounded(value: float, places: int) -> float:
    # Adding zero turns -0.0 into 0.0.
    return round(value, places) + 0.0
