"""Reads of the traces of sheets: those of a sheet, one of them, those that one may be."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, String, and_, cast, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from school.access.principal import Principal
from school.core.errors import NotFound, mark
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sheet_queries import sheet_visible_to
from school.practicals.trace_models import SheetTrace, TracePart
from school.practicals.traces.places import exact
from school.practicals.traces.reuse import POINTS_DIFFER, Fingerprint

MOST_COMPARED = 5_000
"""The newest traces that one is compared with point by point, so that signing never waits long."""


NO_LIKENESS = "[]"
"""How the list of likenesses of a trace that is like no other is written."""


def traces_like(
    session: Session, sheet: PracticalSheet, known: Fingerprint
) -> Iterator[tuple[str, Fingerprint]]:
    """Give the traces that one may be: as many points, or one instrument at one moment.

    A copy may have been cut: at one wavelength, nearly as many points will do. Those of the same
    attempt are left out, since a correction brings its files again; but not those of the same
    sheet.
    """
    moment = and_(SheetTrace.serial == known.serial, SheetTrace.taken_at == known.taken_at)
    nearly = and_(
        SheetTrace.points > known.points * (1 - POINTS_DIFFER),
        SheetTrace.points < known.points / (1 - POINTS_DIFFER),
        SheetTrace.wavelength_nm
        == (None if known.wavelength_nm is None else exact(known.wavelength_nm)),
    )
    query = (
        select(SheetTrace)
        .join(PracticalSheet, PracticalSheet.id == SheetTrace.sheet_id)
        .where(
            or_(SheetTrace.points == known.points, nearly, moment),
            or_(
                PracticalSheet.assessment_reference != sheet.assessment_reference,
                PracticalSheet.id == sheet.id,
            ),
        )
        .order_by(SheetTrace.id.desc())
        .limit(MOST_COMPARED)
    )
    for trace in session.scalars(query):
        yield trace.reference, trace.fingerprint


def last_traces(
    session: Session, sheets: Sequence[PracticalSheet]
) -> list[tuple[SheetTrace, bytes]]:
    """List the traces, with their files, of the sheet signed last of some of one attempt.

    A correction that brings no trace leaves those of the sheet before it in force.
    """
    if not sheets:
        return []
    last = (
        select(SheetTrace.sheet_id)
        .join(SheetTrace.sheet)
        .where(SheetTrace.sheet_id.in_([sheet.id for sheet in sheets]))
        .order_by(PracticalSheet.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return _with_files(session, select(SheetTrace).where(SheetTrace.sheet_id == last))


def flagged_attempts() -> Select[str]:
    """Select the attempts, by reference, of whose traces one is for a person to look at.

    Its date was not believed when it was signed, or it is like another trace. Traces that a later
    sheet replaced are no more in force, and so is what was doubtful about them.
    """
    later, others = aliased(PracticalSheet), aliased(SheetTrace)
    replaced = (
        select(others.id)
        .join(later, later.id == others.sheet_id)
        .where(
            later.assessment_reference == PracticalSheet.assessment_reference,
            later.number > PracticalSheet.number,
        )
        .exists()
    )
    return (
        select(PracticalSheet.assessment_reference)
        .join(SheetTrace, SheetTrace.sheet_id == PracticalSheet.id)
        .where(
            or_(SheetTrace.doubt.is_not(None), cast(SheetTrace.likeness, String) != NO_LIKENESS),
            ~replaced,
        )
    )


def flagged_among(session: Session, references: Sequence[str]) -> set[str]:
    """Name those of some attempts whose traces are for a person to look at."""
    if not references:
        return set()
    query = flagged_attempts().where(PracticalSheet.assessment_reference.in_(references))
    return set(session.scalars(query))


def known_likes(
    session: Session, principal: Principal, traces: Sequence[SheetTrace]
) -> dict[str, SheetTrace]:
    """Find, by reference, the traces that some may be, as far as a person may know whose they are.

    The others stay unnamed.
    """
    wanted = {like.trace for one in traces for like in one.likenesses}
    if not wanted:
        return {}
    query = (
        select(SheetTrace)
        .join(SheetTrace.sheet)
        .options(
            contains_eager(SheetTrace.sheet).options(
                joinedload(PracticalSheet.trainee), joinedload(PracticalSheet.task)
            )
        )
        .where(SheetTrace.reference.in_(wanted), sheet_visible_to(principal))
    )
    return {one.reference: one for one in session.scalars(query)}


def trace_by_reference(
    session: Session, principal: Principal, reference: str
) -> tuple[SheetTrace, bytes]:
    """Find a trace, with its file, whose sheet a person may reach; raise `NotFound` otherwise."""
    query = (
        select(SheetTrace)
        .join(SheetTrace.sheet)
        .where(SheetTrace.reference == reference, sheet_visible_to(principal))
    )
    for found in _with_files(session, query):
        return found
    raise NotFound(mark("Cette courbe n’existe pas."))


def _with_files(session: Session, query: Select[SheetTrace]) -> list[tuple[SheetTrace, bytes]]:
    """Read traces with the pieces of their files, in order."""
    rows = session.execute(
        query.add_columns(TracePart.content)
        .outerjoin(TracePart, TracePart.trace_id == SheetTrace.id)
        .order_by(SheetTrace.position, SheetTrace.id, TracePart.reference)
    )
    parts: dict[SheetTrace, list[bytes]] = {}
    for trace, part in rows:
        parts.setdefault(trace, []).append(part or b"")
    return [(trace, b"".join(pieces)) for trace, pieces in parts.items()]
