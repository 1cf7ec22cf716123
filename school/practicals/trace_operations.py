"""Keeping the traces of a sheet as it is signed, with what is doubtful about each."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from school.core.clock import now
from school.core.references import new_reference
from school.practicals.parts import part_reference
from school.practicals.sheet_models import PracticalSheet
from school.practicals.trace_models import SheetTrace, TracePart
from school.practicals.trace_queries import traces_like
from school.practicals.trace_rules import SentTrace, likenesses
from school.practicals.traces.dates import date_doubt
from school.practicals.traces.places import exact
from school.practicals.traces.reuse import as_text


def keep_traces(
    session: Session, sheet: PracticalSheet, began_on: date, traces: Sequence[SentTrace]
) -> None:
    """Keep the files of traces with a sheet, bytes unchanged.

    A trace that was handed in for another attempt and a date that cannot be are noted, for people
    to judge: nothing is refused. `began_on` is the first day of the training.
    """
    for position, sent in enumerate(traces):
        trace = SheetTrace(
            reference=new_reference("TR"),
            sheet_id=sheet.id,
            position=position,
            **facts_of(sent),
            doubt=date_doubt(
                sent.trace.taken_at, now=now(), assessed_on=sheet.assessed_on, began_on=began_on
            ),
            likeness=[
                one.as_plain()
                for one in likenesses(sent, traces_like(session, sheet, sent.fingerprint))
            ],
        )
        session.add(trace)
        session.flush()
        session.add_all(
            TracePart(trace_id=trace.id, reference=part_reference(place), content=part)
            for place, part in enumerate(sent.parts)
        )
    session.flush()


def facts_of(sent: SentTrace) -> dict[str, object]:
    """Give what is kept of a trace beside its bytes, by column."""
    known = sent.fingerprint
    return {
        "name": sent.name,
        "size": len(sent.content),
        "digest": sent.digest,
        "serial": known.serial or None,
        "taken_at": known.taken_at,
        "wavelength_nm": None if known.wavelength_nm is None else exact(known.wavelength_nm),
        "points": known.points,
        "levels": as_text(known) or None,
    }
