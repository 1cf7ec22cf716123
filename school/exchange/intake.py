"""Uploads of a school: tried out first, shown, then imported when their owner confirms."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.core.errors import DomainError, InvalidInput, StaleRecord, mark
from school.exchange.operations import Outcome, import_bundle
from school.exchange.reading import opened_bundle
from school.exchange.uploads import SHOWN_FINDINGS, Preview, Upload

MOST_ROWS = 100_000
"""Rows of one upload: what a server answers in time. Larger bundles go by `school import`."""

FIELD = "file"

Importer = Callable[[Upload], Outcome]
"""Imports an upload into the session it was made with."""


def importer(session: Session, principal: Principal, *, today: date) -> Importer:
    """Make what imports an upload as a bundle of the person's schools."""

    def run(upload: Upload) -> Outcome:
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

    return run


def receive(session: Session, upload: Upload, run: Importer) -> Upload:
    """Note what an upload that was just kept would do; nothing is imported yet.

    Raises `InvalidInput` on the field of the file when it is not a bundle or has too many rows;
    it is then forgotten.
    """
    try:
        _try_out(session, upload, run)
    except DomainError as error:
        upload.drop()
        raise InvalidInput(error.message, FIELD, error.values) from error
    except BaseException:
        upload.drop()
        raise
    return upload


def confirm(session: Session, upload: Upload, run: Importer) -> Outcome:
    """Import an upload as it was shown.

    Raises `StaleRecord` when the records changed since, so that it would now do something else;
    the upload then bears its new preview.
    """
    shown = upload.preview
    outcome = run(upload)
    if outcome.refused or shown is None or Preview.of(outcome).counts != shown.counts:
        session.rollback()
        _remember(upload, outcome)
        raise StaleRecord(
            mark("Des fiches ont changé depuis l’aperçu : en voici un nouveau, à relire.")
        )
    return outcome


def _try_out(session: Session, upload: Upload, run: Importer) -> None:
    savepoint = session.begin_nested()
    try:
        _remember(upload, run(upload))
    finally:
        savepoint.rollback()


def _remember(upload: Upload, outcome: Outcome) -> None:
    upload.preview = Preview.of(outcome)
    upload.save_note()
