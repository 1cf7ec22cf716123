"""Uploads of a school: tried out first, shown, then imported when their owner confirms."""

from datetime import date
from pathlib import Path
from typing import IO

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.core.errors import DomainError, InvalidInput, StaleRecord, mark
from school.exchange import uploads
from school.exchange.operations import Outcome, import_bundle
from school.exchange.reading import opened_bundle
from school.exchange.uploads import SHOWN_FINDINGS, Preview, Upload

MOST_ROWS = 100_000
"""Rows of one upload: what a server answers in time. Larger bundles go by `school import`."""

FIELD = "file"


def receive(
    session: Session,
    principal: Principal,
    folder: Path,
    name: str,
    stream: IO[bytes],
    *,
    today: date,
) -> Upload:
    """Keep an uploaded bundle and note what it would do; nothing is imported yet.

    Raises `InvalidInput` on the field of the file when it is not a bundle or has too many rows.
    """
    upload = uploads.keep(folder, principal.account_id or 0, name, stream)
    try:
        _try_out(session, principal, upload, today)
    except DomainError as error:
        upload.drop()
        raise InvalidInput(error.message, FIELD, error.values) from error
    except BaseException:
        upload.drop()
        raise
    return upload


def confirm(session: Session, principal: Principal, upload: Upload, *, today: date) -> Outcome:
    """Import an upload as it was shown.

    Raises `StaleRecord` when the records changed since, so that it would now do something else;
    the upload then bears its new preview.
    """
    shown = upload.preview
    outcome = _import(session, principal, upload, today)
    if outcome.refused or shown is None or Preview.of(outcome).counts != shown.counts:
        session.rollback()
        _remember(upload, outcome)
        raise StaleRecord(
            mark("Des fiches ont changé depuis l’aperçu : en voici un nouveau, à relire.")
        )
    return outcome


def _try_out(session: Session, principal: Principal, upload: Upload, today: date) -> None:
    savepoint = session.begin_nested()
    try:
        _remember(upload, _import(session, principal, upload, today))
    finally:
        savepoint.rollback()


def _remember(upload: Upload, outcome: Outcome) -> None:
    upload.preview = Preview.of(outcome)
    upload.save_note()


def _import(session: Session, principal: Principal, upload: Upload, today: date) -> Outcome:
    with opened_bundle(upload.data, upload.name) as bundle:
        return import_bundle(
            session,
            principal,
            bundle,
            actor=principal.name,
            today=today,
            changes_kept=SHOWN_FINDINGS,
            most_rows=MOST_ROWS,
        )
