"""Small makers of keys of traces and of readings corrected by them."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.practicals.parts import in_parts, part_reference
from school.practicals.readings.kept_rules import correction_as_plain, events_as_plain
from school.practicals.readings.models import (
    ReadingKey,
    ReadingKeyPart,
    ReadingKeyVersion,
    SheetReading,
)
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sor import Kind, read_sor
from school.practicals.trace_operations import facts_of
from school.practicals.trace_rules import SentTrace
from school.practicals.traces.answer_key import Reading, Tolerance, correct
from tests.factories.records import add, number
from tests.support.sor_examples import synthetic
from tests.support.sor_files import written

EVENTS = (
    Reading(0.0, Kind.REFLECTIVE, Decimal("0.3")),
    Reading(500.0, Kind.GAIN, Decimal("-0.12")),
    Reading(900.0, Kind.NON_REFLECTIVE, Decimal("0.08")),
    Reading(1_500.0, Kind.END),
)
"""What there is to be read on the synthetic trace."""

TOLERANCE = Tolerance(2.0, Decimal("0.05"))


def make_draft(session: Session, school: School, **values: Any) -> ReadingKey:
    """Make a key whose events nobody has looked through yet."""
    content = written(synthetic())
    sent = SentTrace("synthetic.sor", content, read_sor(content))
    defaults = {
        "reference": f"CL-{number()}",
        "school_id": school.id,
        "title": f"Liaison {number()}, 1550 nm",
        "in_use": False,
        **facts_of(sent),
    }
    key = add(session, ReadingKey(**{**defaults, **values}))
    for place, part in enumerate(in_parts(content)):
        add(session, ReadingKeyPart(key_id=key.id, reference=part_reference(place), content=part))
    return key


def make_key(
    session: Session, school: School, events: tuple[Reading, ...] = EVENTS, **values: Any
) -> ReadingKey:
    """Make a key that serves, in its first version."""
    key = make_draft(session, school, **{"in_use": True, **values})
    plain = events_as_plain(events)
    version = ReadingKeyVersion(
        reference=f"CV-{number()}",
        key_id=key.id,
        number=1,
        events=plain,
        stated_by="Rodrigue Dossou",
    )
    add(session, version)
    return key


def make_reading(session: Session, sheet: PracticalSheet, key: ReadingKey) -> SheetReading:
    """Make the reading of a sheet: all events found but the last, and one in excess."""
    answers = [*EVENTS[:3], Reading(1_200.0, Kind.NON_REFLECTIVE, Decimal("0.05"))]
    content = correction_as_plain(correct(answers, EVENTS, TOLERANCE))
    first = select(ReadingKeyVersion.id).where(ReadingKeyVersion.key_id == key.id)
    version = session.scalars(first.order_by(ReadingKeyVersion.number)).first()
    return add(session, SheetReading(sheet_id=sheet.id, version_id=version, content=content))
