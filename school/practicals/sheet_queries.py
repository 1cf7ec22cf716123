"""Reads of signed sheets: those of an assessment, one of them, a photo, what waits to be read."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, ScalarSelect, Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.core.facts import is_known_row
from school.practicals.figures.allowed import WITH_MINUTES_THEN
from school.practicals.models import Assessment
from school.practicals.policy import visible_to
from school.practicals.readings.models import ReadingKeyVersion, SheetReading
from school.practicals.sheet_models import (
    PhotoPart,
    PracticalSheet,
    SheetAcknowledgement,
    SheetPhoto,
)

NO_SHEET = mark("Cette feuille n’existe pas.")
NO_PHOTO = mark("Cette photo n’existe pas.")

WITH_READING = (
    joinedload(PracticalSheet.reading)
    .joinedload(SheetReading.version)
    .joinedload(ReadingKeyVersion.key)
)
"""What was read on a trace, with the key that corrected it."""


def sheets_of(session: Session, reference: str) -> Sequence[PracticalSheet]:
    """List the sheets of an assessment, the one signed last first, with photos and who read."""
    query = (
        select(PracticalSheet)
        .options(
            joinedload(PracticalSheet.acknowledgement),
            joinedload(PracticalSheet.photos),
            WITH_READING,
            WITH_MINUTES_THEN,
        )
        .where(PracticalSheet.assessment_reference == reference)
        .order_by(PracticalSheet.number.desc())
    )
    return session.scalars(query).unique().all()


def sheets_read_by(
    session: Session, principal: Principal, assessment: Assessment
) -> Sequence[PracticalSheet]:
    """List the sheets of an assessment that a person may read: one's own, or those of the school.

    A sheet that was about somebody else, before it was corrected, is not for its new person.
    """
    found = sheets_of(session, assessment.reference)
    if assessment.cohort.school_id in principal.school_ids(Permission.SEE_PRACTICALS):
        return found
    return [one for one in found if one.trainee_id == principal.trainee_id]


def sheets_until(session: Session, sheet: PracticalSheet) -> list[PracticalSheet]:
    """List a sheet, then those of its attempt that it corrects, about the same person alone.

    A correction that brings no files leaves those of the sheet before it in force.
    """
    found = sheets_of(session, sheet.assessment_reference)
    same = [one for one in found if one.trainee_id == sheet.trainee_id]
    return [one for one in same if one.number <= sheet.number]


def with_photos(sheets: Sequence[PracticalSheet]) -> PracticalSheet | None:
    """Find the sheet, of some from the last to the first, whose photos are in force, if any is."""
    return next((one for one in sheets if one.photos), None)


def overridden_among(session: Session, condition: ColumnElement[bool]) -> set[str]:
    """Name the assessments whose last sheet keeps another verdict than that of its measures.

    `condition` narrows the sheets that are looked at.
    """
    query = select(PracticalSheet.assessment_reference).where(
        condition, PracticalSheet.computed != PracticalSheet.verdict, ~_superseded()
    )
    return set(session.scalars(query))


def last_sheet(session: Session, reference: str) -> PracticalSheet | None:
    """Find the sheet of an assessment that was signed last; nothing when none was."""
    query = (
        select(PracticalSheet)
        .options(WITH_READING)
        .where(PracticalSheet.assessment_reference == reference)
        .order_by(PracticalSheet.number.desc())
        .limit(1)
    )
    return session.scalar(query)


def sheet_like(session: Session, principal: Principal, reference: str) -> PracticalSheet | None:
    """Find the sheet with which an attempt was last signed, as far as a person may reach it."""
    query = (
        select(PracticalSheet)
        .options(WITH_READING)
        .where(PracticalSheet.assessment_reference == reference, sheet_visible_to(principal))
        .order_by(PracticalSheet.number.desc())
        .limit(1)
    )
    return session.scalar(query)


def sheet_by_reference(session: Session, principal: Principal, reference: str) -> PracticalSheet:
    """Find a sheet of an assessment that a person may reach; raise `NotFound` otherwise."""
    query = (
        select(PracticalSheet)
        .options(
            joinedload(PracticalSheet.acknowledgement),
            joinedload(PracticalSheet.trainee),
            joinedload(PracticalSheet.cohort).joinedload(Cohort.school),
            joinedload(PracticalSheet.task),
            joinedload(PracticalSheet.trainer),
            WITH_READING,
            WITH_MINUTES_THEN,
            selectinload(PracticalSheet.photos),
        )
        .where(PracticalSheet.reference == reference, sheet_visible_to(principal))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(NO_SHEET)
    return found


def sheet_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let those who assess in the school of an assessment, as it is known today, reach its sheets.

    Anybody else who reaches the assessment reaches the sheets about themselves alone.
    """
    own = PracticalSheet.trainee_id == principal.trainee_id
    return or_(
        PracticalSheet.assessment_reference.in_(_known(visible_to(principal))) & own,
        PracticalSheet.assessment_reference.in_(
            _known(visible_to(principal, Permission.ASSESS_PRACTICALS))
        ),
    )


def _known(condition: ColumnElement[bool]) -> Select[str]:
    return select(Assessment.reference).where(condition, is_known_row(Assessment, today()))


def photo_by_reference(session: Session, principal: Principal, reference: str) -> SheetPhoto:
    """Find a photo whose sheet a person may reach; raise `NotFound` otherwise."""
    query = (
        select(SheetPhoto)
        .join(PracticalSheet, PracticalSheet.id == SheetPhoto.sheet_id)
        .where(SheetPhoto.reference == reference, sheet_visible_to(principal))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(NO_PHOTO)
    return found


def photo_content(session: Session, photo: SheetPhoto) -> bytes:
    """Read the bytes of a photo; raise `NotFound` where an import brought none."""
    query = (
        select(PhotoPart.content)
        .where(PhotoPart.photo_id == photo.id)
        .order_by(PhotoPart.reference)
    )
    parts = session.scalars(query).all()
    if not parts:
        raise NotFound(NO_PHOTO)
    return b"".join(parts)


def photos_of(session: Session, sheet: PracticalSheet) -> list[bytes]:
    """Read the bytes of a sheet's photos, in order, in one statement."""
    query = (
        select(SheetPhoto.position, PhotoPart.content)
        .join(PhotoPart, PhotoPart.photo_id == SheetPhoto.id)
        .where(SheetPhoto.sheet_id == sheet.id)
        .order_by(SheetPhoto.position, PhotoPart.reference)
    )
    parts: dict[int, list[bytes]] = {}
    for position, content in session.execute(query):
        parts.setdefault(position, []).append(content)
    return [b"".join(pieces) for pieces in parts.values()]


def sheets_to_read(session: Session, principal: Principal) -> Sequence[str]:
    """List the references of one's assessments whose last sheet one has not read, oldest first."""
    if principal.trainee_id is None:
        return []
    return session.scalars(_to_read(principal.trainee_id)).all()


def last_said(name: str) -> ScalarSelect[str]:
    """Give one of the circumstances that the last sheet of an assessment says, for a query of it.

    It is nothing where no sheet was signed, or where the sheet does not say it.
    """
    return (
        select(PracticalSheet.content["circumstances"][name].as_string())
        .where(PracticalSheet.assessment_reference == Assessment.reference)
        .order_by(PracticalSheet.number.desc())
        .limit(1)
        .correlate(Assessment)
        .scalar_subquery()
    )


def _superseded() -> ColumnElement[bool]:
    later = PracticalSheet.__table__.alias()
    return (
        select(later.c.id)
        .where(
            later.c.assessment_reference == PracticalSheet.assessment_reference,
            later.c.number > PracticalSheet.number,
        )
        .exists()
    )


def _to_read(trainee_id: int) -> Select[str]:
    return (
        select(PracticalSheet.assessment_reference)
        .outerjoin(SheetAcknowledgement, SheetAcknowledgement.sheet_id == PracticalSheet.id)
        .where(
            PracticalSheet.trainee_id == trainee_id,
            SheetAcknowledgement.id.is_(None),
            ~_superseded(),
        )
        .order_by(PracticalSheet.signed_at, PracticalSheet.id)
    )
