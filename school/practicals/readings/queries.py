"""Reads of the keys of traces: a school's, one of them, its versions, what was corrected by it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.practicals.readings.models import (
    ReadingKey,
    ReadingKeyPart,
    ReadingKeyVersion,
    SheetReading,
)
from school.practicals.readings.rules import KeyVersion

NO_KEY = mark("Ce corrigé n’existe pas.")


@dataclass(frozen=True)
class KeyChoice:
    """A key by which a reading may be corrected, as it stands today."""

    version_id: int
    reference: str
    title: str
    in_use: bool
    version: KeyVersion
    key_id: int
    digest: str


@dataclass(frozen=True)
class ListedKey:
    """A key with the number of its events, none while nobody looked through them, and its uses."""

    key: ReadingKey
    events: int | None
    uses: int


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let those who assess reach the keys of their schools, and nobody else."""
    schools = sorted(principal.school_ids(Permission.ASSESS_PRACTICALS))
    return ReadingKey.school_id.in_(schools)


def list_keys(session: Session, principal: Principal, page: int = 1) -> Slice[ReadingKey]:
    """Give one page of the keys that a person may see; those out of use come last."""
    query = (
        select(ReadingKey)
        .where(visible_to(principal))
        .options(joinedload(ReadingKey.school))
        .order_by(ReadingKey.in_use.desc(), ReadingKey.title, ReadingKey.id)
    )
    return paginate(session, query, page)


def listed(session: Session, keys: Sequence[ReadingKey]) -> Iterator[ListedKey]:
    """Tell, of some keys, how many events each holds and how many sheets were corrected by it."""
    ids = [one.id for one in keys]
    counted = (
        select(ReadingKeyVersion.key_id, func.count())
        .join(SheetReading, SheetReading.version_id == ReadingKeyVersion.id)
        .where(ReadingKeyVersion.key_id.in_(ids))
        .group_by(ReadingKeyVersion.key_id)
    )
    uses: dict[int, int] = {row[0]: row[1] for row in session.execute(counted)}
    versions = {one.key_id: one for one in session.scalars(_last_versions(ids))}
    for key in keys:
        version = versions.get(key.id)
        yield ListedKey(key, len(version.events) if version else None, uses.get(key.id, 0))


def key_by_reference(session: Session, principal: Principal, reference: str) -> ReadingKey:
    """Find a key; raise `NotFound` when the person may not reach it."""
    query = select(ReadingKey).where(ReadingKey.reference == reference, visible_to(principal))
    found = session.scalar(query.options(joinedload(ReadingKey.school)))
    if found is None:
        raise NotFound(NO_KEY)
    return found


def versions_of(session: Session, key: ReadingKey) -> Sequence[ReadingKeyVersion]:
    """List the versions of a key, the newest first."""
    query = select(ReadingKeyVersion).where(ReadingKeyVersion.key_id == key.id)
    return session.scalars(query.order_by(ReadingKeyVersion.number.desc())).all()


def last_version(session: Session, key: ReadingKey) -> KeyVersion | None:
    """Give the events that a key holds today; nothing while nobody looked through them."""
    found = session.scalar(_last_versions([key.id]))
    return None if found is None else found.held


def content_of(session: Session, key_id: int) -> bytes:
    """Read the file of a key's trace: the bytes as they were sent."""
    query = select(ReadingKeyPart.content).where(ReadingKeyPart.key_id == key_id)
    return b"".join(session.scalars(query.order_by(ReadingKeyPart.reference)))


def key_choices(session: Session, school_id: int) -> tuple[KeyChoice, ...]:
    """List the keys of a school that somebody looked through, by title, in use or not."""
    query = (
        select(ReadingKey, ReadingKeyVersion)
        .join(ReadingKeyVersion, ReadingKeyVersion.key_id == ReadingKey.id)
        .where(ReadingKey.school_id == school_id, _is_last())
        .order_by(ReadingKey.title, ReadingKey.id)
    )
    return tuple(
        KeyChoice(
            version.id,
            key.reference,
            key.title,
            key.in_use,
            version.held,
            key.id,
            key.digest,
        )
        for key, version in session.execute(query)
    )


def _last_versions(ids: Sequence[int]) -> Select[ReadingKeyVersion]:
    return select(ReadingKeyVersion).where(ReadingKeyVersion.key_id.in_(ids), _is_last())


def _is_last() -> ColumnElement[bool]:
    later = ReadingKeyVersion.__table__.alias()
    return ~(
        select(later.c.id)
        .where(
            later.c.key_id == ReadingKeyVersion.key_id, later.c.number > ReadingKeyVersion.number
        )
        .exists()
    )
