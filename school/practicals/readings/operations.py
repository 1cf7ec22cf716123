"""What can be done with keys of traces, and keeping a reading with the sheet that is signed."""

from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School
from school.core import audit
from school.core.errors import InvalidInput, NotFound, mark
from school.core.references import new_reference
from school.core.versions import check_version
from school.practicals.parts import part_reference
from school.practicals.readings import queries
from school.practicals.readings.kept_rules import correction_as_plain, events_as_plain
from school.practicals.readings.models import (
    ReadingKey,
    ReadingKeyPart,
    ReadingKeyVersion,
    SheetReading,
)
from school.practicals.readings.rules import CorrectedReading, Row, check_key, version_after
from school.practicals.sheet_models import PracticalSheet
from school.practicals.trace_operations import facts_of
from school.practicals.trace_rules import SentTrace


def add_key(
    session: Session, principal: Principal, school: School, title: str, sent: SentTrace
) -> ReadingKey:
    """Keep a trace that apprentices will read; it corrects nothing before its events are stated.

    Raises `NotFound` for a school in which one does not assess. A title that the school has
    already breaks the table's constraint.
    """
    if school.id not in principal.school_ids(Permission.ASSESS_PRACTICALS):
        raise NotFound(mark("Cette école n’existe pas."))
    key = ReadingKey(
        reference=new_reference("CL"),
        school_id=school.id,
        title=title,
        in_use=False,
        **facts_of(sent),
    )
    session.add(key)
    audit.record(session, principal.name, "reading_key.add", key)
    session.add_all(
        ReadingKeyPart(key_id=key.id, reference=part_reference(place), content=part)
        for place, part in enumerate(sent.parts)
    )
    session.flush()
    return key


def state_key(
    session: Session,
    principal: Principal,
    key: ReadingKey,
    *,
    title: str,
    in_use: bool,
    rows: Sequence[Row],
    known_version: int | None,
) -> ReadingKeyVersion | None:
    """State the events of a key, its title, and whether it serves; give its new version.

    Other events than those of the last version make another one, and what was signed keeps the
    version that corrected it. The same events make none. Raises `StaleRecord` when somebody
    changed the key meanwhile, and `InvalidInput` when the events contradict each other.
    """
    check_version(key, known_version)
    before = queries.last_version(session, key)
    after = version_after(before, check_key(rows))
    key.title, key.in_use = title, in_use
    if after is before:
        audit.record(session, principal.name, "reading_key.state", key)
        return None
    events = [None if one is None else events_as_plain(one.events) for one in (before, after)]
    changes = audit.changed_columns(key) | {"events": events}
    # The row itself may be as it was, yet whoever else has the key open is to be told.
    flag_modified(key, "in_use")
    session.flush()
    made = ReadingKeyVersion(
        reference=new_reference("CV"),
        key_id=key.id,
        number=after.number,
        events=events_as_plain(after.events),
        stated_by=principal.name,
    )
    session.add(made)
    session.flush()
    audit.note(session, principal.name, "reading_key.state", key, changes)
    return made


def keep_reading(
    session: Session, sheet: PracticalSheet, reading: CorrectedReading | None
) -> SheetReading | None:
    """Keep what was read on a trace with the sheet that tells it, corrected as it was signed."""
    if reading is None:
        return None
    version = session.get_one(ReadingKeyVersion, reading.version_id)
    if version.key.school_id != sheet.cohort.school_id:
        raise InvalidInput(mark("Ce corrigé n’est pas celui de l’école."), "reading-key")
    kept = SheetReading(
        sheet_id=sheet.id,
        version_id=version.id,
        content=correction_as_plain(reading.correction),
    )
    session.add(kept)
    session.flush()
    return kept
