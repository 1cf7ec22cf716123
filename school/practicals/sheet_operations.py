"""Signing the sheet of an attempt, and acknowledging it; nothing here ever changes a sheet."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core import audit
from school.core.clock import now
from school.core.errors import InvalidInput, NotAllowed, NotFound, StaleRecord, mark
from school.core.references import new_reference
from school.curriculum.lesson_models import CurriculumVersion
from school.practicals.entry_rules import Entry, Outcome
from school.practicals.equipment_models import Equipment
from school.practicals.equipment_rules import Calibration, calibration_on
from school.practicals.models import Assessment
from school.practicals.parts import part_reference
from school.practicals.photo_rules import Picture
from school.practicals.readings.operations import keep_reading
from school.practicals.sheet_models import (
    PhotoPart,
    PracticalSheet,
    SheetAcknowledgement,
    SheetPhoto,
)
from school.practicals.sheet_rules import Content, Measured, Used
from school.practicals.targets import Asked
from school.practicals.trace_operations import keep_traces

CORRECTED_SINCE = mark(
    "Cette feuille a été corrigée entre-temps : relisez-la avant de dire que vous l’avez lue."
)


@dataclass(frozen=True)
class Signed:
    """What a trainer puts a name to: the number of the sheet, and that of the attempt."""

    assessment: Assessment
    asked: Asked
    entry: Entry
    outcome: Outcome
    number: int
    attempt: int


def sign(session: Session, principal: Principal, signed: Signed) -> PracticalSheet:
    """Keep an attempt as its trainer signs it, with its files; the trail tells of the attempt.

    Equipment is kept as it stands that day, with a calibration that had expired. Raises
    `InvalidInput` when a piece of equipment is not one that the school uses.
    """
    assessment, entry, outcome = signed.assessment, signed.entry, signed.outcome
    judges = bool(signed.asked.limits) and not entry.is_stopped
    sheet = PracticalSheet(
        reference=new_reference("F"),
        assessment_reference=assessment.reference,
        number=signed.number,
        trainee_id=assessment.trainee_id,
        cohort_id=assessment.cohort_id,
        task_id=assessment.task_id,
        trainer_id=principal.staff_id,
        attempt=signed.attempt,
        assessed_on=assessment.assessed_on,
        computed=outcome.computed.verdict if judges else None,
        verdict=outcome.verdict,
        stop_reason=entry.stop_reason,
        decision_reason=entry.reason if outcome.is_overridden else None,
        correction_reason=entry.correction_reason,
        note=entry.note,
        curriculum_version=_version_of(session, signed.asked),
        content=_content(signed).as_plain(),
        signed_by=principal.name,
    )
    session.add(sheet)
    session.flush()
    keeps_places = assessment.cohort.school.keeps_photo_places
    for position, picture in enumerate(entry.photos):
        kept = picture if keeps_places else replace(picture, place=None)
        _keep_photo(session, sheet, position, kept)
    session.flush()
    keep_traces(session, sheet, assessment.cohort.starts_on, entry.traces)
    keep_reading(session, sheet, entry.reading)
    return sheet


def acknowledge(
    session: Session,
    principal: Principal,
    sheet: PracticalSheet | None,
    seen: int | None,
    remark: str | None = None,
    said_at: datetime | None = None,
) -> None:
    """Note that the apprentice of a sheet, the last one, has read it; nobody does so for them.

    `seen` is the number of the sheet that the person saw; `said_at` is when a phone noted it (UTC),
    now where that lies before the signature or ahead. A second time changes nothing, so that two
    taps are one. Raises `NotFound` when nothing was signed, `NotAllowed` for anybody else, and
    `StaleRecord` where a correction was signed since the page was opened.
    """
    if sheet is None:
        raise NotFound(mark("Cette feuille n’existe pas."))
    own = principal.trainee_id == sheet.trainee_id
    if not own or not principal.may(Permission.ACKNOWLEDGE_PRACTICALS):
        raise NotAllowed(mark("Seule la personne évaluée dit qu’elle a lu cette feuille."))
    if sheet.acknowledgement is not None:
        return
    if seen != sheet.number:
        raise StaleRecord(CORRECTED_SINCE, values={"version": sheet.number})
    try:
        with session.begin_nested():
            session.add(
                SheetAcknowledgement(
                    sheet_id=sheet.id,
                    acknowledged_by=principal.name,
                    acknowledged_at=_read_at(sheet, said_at),
                    remark=remark,
                )
            )
    except IntegrityError:
        # The other of two taps was faster.
        return
    audit.note(session, principal.name, "practical.acknowledge", sheet, {})


def _read_at(sheet: PracticalSheet, said_at: datetime | None) -> datetime:
    here = now()
    return said_at if said_at and sheet.signed_at <= said_at <= here else here


def _version_of(session: Session, asked: Asked) -> str | None:
    if not asked.limits:
        return None
    version = session.get_one(CurriculumVersion, asked.limits[0].version_id)
    return version.version


def _content(signed: Signed) -> Content:
    asked, entry = signed.asked, signed.entry
    units = {name: one.unit for one in asked.limits for name in one.threshold.names}
    return Content(
        gates=tuple(replace(gate, held=entry.gates.get(gate.code)) for gate in asked.gates),
        measures=tuple(
            Measured(name, entry.measured[name], unit)
            for name, unit in units.items()
            if name in entry.measured
        ),
        equipment=tuple(_used(asked.equipment, entry, signed.assessment.assessed_on)),
        circumstances=entry.circumstances,
        moments=tuple(one.moment for one in entry.photos if one.moment),
    )


def _used(known: Sequence[Equipment], entry: Entry, day: date) -> Iterator[Used]:
    """Give the equipment of an attempt as it stood; a listed serial number is the listed piece."""
    listed = {(one.kind, one.serial.casefold()): one for one in known}
    typed = {(kind, serial.casefold()): serial for kind, serial in entry.others}
    named = {listed[key].reference for key in typed.keys() & listed.keys()}
    for one in _chosen(known, {*entry.equipment, *named}):
        yield Used(
            one.kind,
            one.serial,
            one.model,
            one.calibrated_on,
            one.calibration_due_on,
            calibration_on(one.calibration_due_on, day),
        )
    for (kind, folded), serial in typed.items():
        if (kind, folded) not in listed:
            yield Used(kind, serial, None, None, None, Calibration.UNKNOWN)


def _chosen(known: Sequence[Equipment], wanted: Collection[str]) -> list[Equipment]:
    if set(wanted) - {one.reference for one in known}:
        raise InvalidInput(mark("Ce matériel n’est pas, ou plus, celui de l’école."), "equipment")
    return [one for one in known if one.reference in wanted]


def _keep_photo(session: Session, sheet: PracticalSheet, position: int, picture: Picture) -> None:
    photo = SheetPhoto(
        reference=new_reference("PH"),
        sheet_id=sheet.id,
        position=position,
        width=picture.width,
        height=picture.height,
        size=len(picture.content),
        digest=picture.digest,
        latitude=picture.place.latitude if picture.place else None,
        longitude=picture.place.longitude if picture.place else None,
    )
    session.add(photo)
    session.flush()
    session.add_all(
        PhotoPart(photo_id=photo.id, reference=part_reference(place), content=part)
        for place, part in enumerate(picture.parts)
    )
